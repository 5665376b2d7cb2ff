// A feed, entry or source under construction. Elements come in any order and several may say the same thing, so every field
// remembers the rank of the element that filled it; the best rank wins, whatever the order.
import type { ParsedEnclosure, ParsedImage, ParsedLink, ParsedText, Person } from '../model.ts';

/** A field and the rank of its element: 0 for the format's own, higher for those of modules. */
export interface Slot<T> {
  rank: number;
  value: T | null;
}

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

export interface Draft {
  readonly base: string | null;
  readonly language: string | null;
  /** Whether `language` was said by the element itself rather than around it. */
  readonly hasOwnLanguage: boolean;
  readonly id: Slot<string>;
  guidIsPermalink: boolean | null;
  readonly title: Slot<ParsedText>;
  /** What the thing says about itself beside its body: RSS description, Atom summary or subtitle. */
  readonly description: Slot<ParsedText>;
  /** A second, shorter text: itunes:summary, media:description, a summary beside a description. */
  readonly abstract: Slot<ParsedText>;
  readonly content: Slot<ParsedText>;
  readonly published: Slot<string>;
  readonly updated: Slot<string>;
  readonly rights: Slot<string>;
  readonly statedLanguage: Slot<string>;
  readonly image: Slot<string>;
  readonly originalLink: Slot<string>;
  readonly comments: Slot<string>;
  readonly ttl: Slot<string>;
  readonly updatePeriod: Slot<string>;
  readonly updateFrequency: Slot<string>;
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
    id: emptySlot(),
    guidIsPermalink: null,
    title: emptySlot(),
    description: emptySlot(),
    abstract: emptySlot(),
    content: emptySlot(),
    published: emptySlot(),
    updated: emptySlot(),
    rights: emptySlot(),
    statedLanguage: emptySlot(),
    image: emptySlot(),
    originalLink: emptySlot(),
    comments: emptySlot(),
    ttl: emptySlot(),
    updatePeriod: emptySlot(),
    updateFrequency: emptySlot(),
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

function emptySlot<T>(): Slot<T> {
  return { rank: Number.POSITIVE_INFINITY, value: null };
}

/** Whether an element of this rank would be heard: the first one at the best rank is. */
export function isWanted(slot: Slot<unknown>, rank: number): boolean {
  return rank < slot.rank;
}

export function fill<T>(slot: Slot<T>, rank: number, value: T): void {
  slot.rank = rank;
  slot.value = value;
}
