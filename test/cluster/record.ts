// A labelled pair: two articles as clustering sees them, and whether they are one story. Written and labelled before the rules.

/** An article of a source, with what of it could tell that another is the same. */
export interface Told {
  readonly source: string;
  /** The site that the source's feed names. */
  readonly site: string;
  readonly url: string | null;
  /** Links in the body, in order. */
  readonly links: readonly string[];
  readonly title: string;
  /** The summary beside a body; empty: the feed has one text only. */
  readonly summary: string;
  /** Plain text of the body, or of what stands in for one. */
  readonly text: string;
  readonly publishedAt: string;
  readonly author: string | null;
}

export interface Pair {
  readonly name: string;
  readonly same: boolean;
  /** What makes the pair worth having. */
  readonly why: string;
  readonly a: Told;
  readonly b: Told;
  /** What the two sources brought besides, stored when the pair is looked at. */
  readonly others: readonly Told[];
}

/** An article on the blog of its author, from which copies are made. */
export interface Post {
  readonly blog: string;
  readonly path: string;
  readonly title: string;
  /** A headline that an editor elsewhere gave it. */
  readonly headline: string;
  readonly author: string;
  /** UTC. */
  readonly at: string;
  readonly links?: readonly string[];
  readonly text: string;
}
