// The shape of a pool of texts: what compose.ts needs to write an article in one language about one subject. The words
// are in texts-*.ts, all written for this world; {project}, {n} and {version} are filled in per article, and `like this`
// becomes code.

/** One subject an article can have: its title and the paragraph that opens it. */
export interface Story {
  readonly title: string;
  readonly lead: string;
}

/** Paragraphs that fit together in any order: a story opens, middles carry on, an end closes. */
export interface Pool {
  /** BCP 47. */
  readonly language: string;
  readonly stories: readonly Story[];
  readonly middles: readonly string[];
  readonly ends: readonly string[];
  /** Headings between middles. */
  readonly headings: readonly string[];
  readonly tags: readonly string[];
  /** What the link under an excerpt says. */
  readonly more: string;
  /** Opens the paragraph that an edit adds. */
  readonly update: string;
  /** A short program for the articles that show one. */
  readonly code: string | null;
}

/** Projects that nobody has written. */
export const PROJECTS = [
  'Larkspur',
  'Tinwhistle',
  'Copperline',
  'Mothlight',
  'Gantry',
  'Saltmarsh',
  'Oxbow',
  'Ferrule',
  'Quillback',
  'Harrow',
  'Nettle',
  'Pinwheel',
  'Driftwood',
  'Candlewick',
  'Bracken',
  'Sextant',
  'Lodestone',
  'Wicket',
  'Thimble',
  'Marrow',
  'Tallow',
  'Cobbler',
  'Vellum',
  'Osprey',
  'Hollyhock',
  'Palimpsest',
  'Anvil Row',
  'Greywacke',
  'Millrace',
] as const;
