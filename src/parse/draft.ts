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
  statedLanguage: string;
  image: string;
  originalLink: string;
  comments: string;
  ttl: string;
  updatePeriod: string;
  updateFrequency: string;
}

export type Fact = keyof Facts;

/** A value and the rank of the element it comes from: 0 for the format's own, higher for those of modules. */
export interface Found<T> {
  readonly rank: number;
  readonly value: T;
}

type FoundFacts<K extends Fact> = { [P in K]: Found<Facts[P]> | null };

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

export interface Draft extends FoundFacts<Fact> {
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
    statedLanguage: null,
    image: null,
    originalLink: null,
    comments: null,
    ttl: null,
    updatePeriod: null,
    updateFrequency: null,
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
  const found = draft[fact];
  return found === null || rank < found.rank;
}

export function fill<K extends Fact>(draft: FoundFacts<K>, fact: K, rank: number, value: Facts[K]): void {
  draft[fact] = { rank, value };
}

/** What was found, or null: nothing said it. */
export function saidBy<T>(found: Found<T> | null): T | null {
  return found === null ? null : found.value;
}
