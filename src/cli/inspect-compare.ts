// Our reading of a document beside another reader's: how many entries each finds, and where their ids, titles, addresses and
// dates differ. Entries are paired by their place; which of the two is right is for a person to say.
import { toLine } from '../lib/clean-text.ts';
import type { EntryFacts } from '../model.ts';
import type { ForeignEntry } from '../publish/publish.ts';

/** One field of one entry that the two read differently; null: not found. */
export interface Difference {
  /** Index in `articles`. */
  readonly entry: number;
  readonly field: 'id' | 'title' | 'link' | 'date';
  readonly ours: string | null;
  readonly theirs: string | null;
}

/** The second opinion on a document. */
export interface Comparison {
  /** Why the other reader could not read it. */
  readonly error: string | null;
  /** How many it found; null when it could not read the document. */
  readonly entries: number | null;
  readonly differences: readonly Difference[];
}

interface Reading {
  readonly encoding: string;
  readonly articles: readonly EntryFacts[];
}

/** Never throws: that the other reader fails is what is asked. It is given the text in the encoding that we found. */
export async function compare(
  { encoding, articles }: Reading,
  body: Uint8Array,
  readElsewhere: (document: string) => Promise<readonly ForeignEntry[]>,
): Promise<Comparison> {
  try {
    const theirs = await readElsewhere(new TextDecoder(encoding).decode(body));
    const differences = theirs.flatMap((entry, index) => {
      const ours = articles[index];
      return ours === undefined ? [] : findDifferences(index, ours, entry);
    });
    return { error: null, entries: theirs.length, differences };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: toLine(message), entries: null, differences: [] };
  }
}

function findDifferences(entry: number, ours: EntryFacts, theirs: ForeignEntry): readonly Difference[] {
  const moments = [ours.publishedAt, ours.updatedAt].filter((at) => at !== null);
  const readings = {
    id: [lineOrNull(ours.guid), lineOrNull(theirs.id)],
    title: [ours.title, lineOrNull(theirs.title)],
    link: [ours.url, lineOrNull(theirs.link)],
    date: [moments[0] === undefined ? null : new Date(moments[0]).toISOString(), theirs.date],
  } as const;
  const isSame = {
    id: readings.id[0] === readings.id[1],
    title: readings.title[0] === readings.title[1],
    link: normalAddress(readings.link[0]) === normalAddress(readings.link[1]),
    // either of the two moments of an entry: readers differ in which they take first
    date: theirs.date === null ? moments.length === 0 : moments.includes(wholeSeconds(theirs.date)),
  };
  return (['id', 'title', 'link', 'date'] as const)
    .filter((field) => !isSame[field])
    .map((field) => ({ entry, field, ours: readings[field][0], theirs: readings[field][1] }));
}

function lineOrNull(text: string | null): string | null {
  return toLine(text ?? '') || null;
}

/** Our moments have no fractions of a second. */
function wholeSeconds(date: string): number {
  return Math.floor(Date.parse(date) / 1000) * 1000;
}

/** So that `https://a.example` and `https://a.example/` are one. */
function normalAddress(address: string | null): string | null {
  return address === null ? null : (URL.parse(address)?.href ?? address);
}
