// Entries whose text is stored already, told before they are read: by the hash of everything up to their end tag. They are
// leapt over, so that a document with one new entry costs little more than that entry.
import type { DocumentText } from './document-text.ts';
import { entryHash, hashText } from './entry-hash.ts';

/** An entry that was leapt over, and what it inherited as far as the document was read then. */
export interface StoredEntry {
  readonly rawHash: string;
  readonly base: string | null;
  readonly language: string | null;
}

export interface StoredEntries {
  readonly found: readonly StoredEntry[];
  /** Offset behind the entry whose start tag spans these offsets if it is a stored one; else -1. */
  leap(tag: { readonly start: number; readonly end: number; readonly name: string }, inherits: Inheritance): number;
}

export interface Inheritance {
  readonly base: string | null;
  readonly language: string | null;
  readonly hash: () => string;
}

export function createStoredEntries({ marks, bytes }: DocumentText, stored: ReadonlySet<string>): StoredEntries {
  const found: StoredEntry[] = [];
  /** No text is looked at twice, however entries are nested. */
  let lookedUpTo = stored.size > 0 ? 0 : marks.length;
  return {
    found,
    leap({ start, end, name }, { base, language, hash }) {
      if (start < lookedUpTo) return -1;
      const close = marks.indexOf(`</${name}`, end);
      lookedUpTo = close < 0 ? marks.length : close + 2 + name.length;
      if (close < 0 || !/^\s*>/.test(marks.slice(lookedUpTo, lookedUpTo + 10))) return -1;
      const rawHash = entryHash(hash(), hashText(bytes.subarray(start, lookedUpTo)));
      if (!stored.has(rawHash)) return -1;
      found.push({ rawHash, base, language });
      return marks.indexOf('>', lookedUpTo) + 1;
    },
  };
}
