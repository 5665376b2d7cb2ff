// A feed, entry or source under construction. Elements come in any order and several may say the same thing, so every fact
// remembers the rank of the element it is from; the best rank wins, whatever the order.
import type { ParsedEnclosure, ParsedImage, ParsedLink, ParsedText, Person } from '../model.ts';

/** Facts of which a thing has one, each from the best element that says it. */
export interface Facts {
  id: string;
  title: ParsedText;
  /** What the thing says about itself beside its body: RSS description, Atom summary or subtitle. */
  description: ParsedText;
  /** A second, shorter text: itunes:summary, media:description, a summary beside a description. */
  abstract: ParsedText;
  content: ParsedText;
  published: string;
  updated: string;
  rights: string;
  /** Address of the licence. */
  license: string;
  /** What asks not to be republished. */
  denial: string;
  statedLanguage: string;
  image: string;
  originalLink: string;
  comments: string;
  ttl: string;
  updatePeriod: string;
  updateFrequency: string;
}

export type Fact = keyof Facts;

type Said = { [K in Fact]: Facts[K] | null };

/** A media:content under construction. */
export interface MediaDraft {
  url: string;
  readonly type: string | null;
  readonly medium: string | null;
  readonly length: string | null;
  readonly width: number | null;
  readonly height: number | null;
  title: string | null;
  caption: string | null;
}

export interface PersonDraft {
  name: string | null;
  email: string | null;
  url: string | null;
}

export interface Draft extends Said {
  /**
   * Of the element that each fact is from: 0 for the format's own, higher for those of modules. They stand beside the facts, with
   * no object around each fact and its rank: the engine took those for long-lived, and garbage kept garbage alive.
   */
  readonly ranks: Record<Fact, number>;
  readonly base: string | null;
  readonly language: string | null;
  /** Whether `language` was said by the element itself rather than around it. */
  readonly hasOwnLanguage: boolean;
  guidIsPermalink: boolean | null;
  /** The format's own links, then those of modules (atom:link in RSS). */
  readonly links: ParsedLink[];
  readonly moduleLinks: ParsedLink[];
  /** Atom content src: stands in for a missing link. */
  outOfLine: { readonly href: string; readonly type: string | null } | null;
  readonly authors: Person[];
  /** Used when there are no authors: itunes:author, media:credit, the author of an atom:source. */
  readonly lesserAuthors: Person[];
  readonly tags: string[];
  readonly enclosures: ParsedEnclosure[];
  readonly images: ParsedImage[];
  readonly skipHours: string[];
  readonly skipDays: string[];
  source: { readonly title: string | null; readonly url: string | null } | null;
  /** An element without an address whose address follows it as text (`<link/>http://…`). */
  hasEmptyLink: boolean;
  person: PersonDraft | null;
  media: MediaDraft | null;
  /** The raw text of an entry: offsets into the document. */
  readonly rawStart: number;
  rawEnd: number;
}

/** A rank that every element's is better than. */
const UNSAID = 100;

/** `rawStart` is the offset of the element's `<`. */
export function createDraft(
  from: { readonly base: string | null; readonly language: string | null; readonly hasOwnLanguage: boolean },
  rawStart: number,
): Draft {
  return {
    base: from.base,
    language: from.language,
    hasOwnLanguage: from.hasOwnLanguage,
    id: null,
    guidIsPermalink: null,
    title: null,
    description: null,
    abstract: null,
    content: null,
    published: null,
    updated: null,
    rights: null,
    license: null,
    denial: null,
    statedLanguage: null,
    image: null,
    originalLink: null,
    comments: null,
    ttl: null,
    updatePeriod: null,
    updateFrequency: null,
    ranks: {
      id: UNSAID,
      title: UNSAID,
      description: UNSAID,
      abstract: UNSAID,
      content: UNSAID,
      published: UNSAID,
      updated: UNSAID,
      rights: UNSAID,
      license: UNSAID,
      denial: UNSAID,
      statedLanguage: UNSAID,
      image: UNSAID,
      originalLink: UNSAID,
      comments: UNSAID,
      ttl: UNSAID,
      updatePeriod: UNSAID,
      updateFrequency: UNSAID,
    },
    links: [],
    moduleLinks: [],
    outOfLine: null,
    authors: [],
    lesserAuthors: [],
    tags: [],
    enclosures: [],
    images: [],
    skipHours: [],
    skipDays: [],
    source: null,
    hasEmptyLink: false,
    person: null,
    media: null,
    rawStart,
    rawEnd: rawStart,
  };
}

/** Whether an element of this rank would be heard: the first one at the best rank is. */
export function isWanted(draft: Draft, fact: Fact, rank: number): boolean {
  return rank < draft.ranks[fact];
}

export function fill<K extends Fact>(draft: Draft, fact: K, rank: number, value: Facts[K]): void {
  const said: Pick<Said, K> = draft;
  said[fact] = value;
  draft.ranks[fact] = rank;
}
