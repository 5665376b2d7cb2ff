// What an entry inherits from the feed around it, as one hash that is part of its own.
import type { FeedFormat, Person } from '../model.ts';
import type { Draft } from './draft.ts';
import { hashInherited } from './entry-hash.ts';

/** The feed that an entry is in, as far as it has been read. */
export interface Surrounding {
  readonly format: FeedFormat;
  readonly feed: Draft;
}

/** Hash of what an entry with this base and language inherits. Entries of one feed mostly inherit the same: the last hash is remembered. */
export type InheritedHash = (around: Surrounding, base: string | null, language: string | null) => string;

export function createInheritedHash(): InheritedHash {
  let last: readonly unknown[] = [];
  let lastHash = '';
  return ({ format, feed }, base, language) => {
    const authors = authorsOf(feed);
    // a feed's list of authors only ever grows
    const facts = [format, languageOf(feed), authors, authors.length, base, language];
    if (!facts.every((fact, index) => fact === last[index])) {
      last = facts;
      lastHash = hashInherited(JSON.stringify([format, languageOf(feed), authors, base, language]));
    }
    return lastHash;
  };
}

export function languageOf(draft: Draft): string | null {
  return draft.hasOwnLanguage ? draft.language : (draft.statedLanguage ?? draft.language);
}

export function authorsOf(draft: Draft): readonly Person[] {
  return draft.authors.length > 0 ? draft.authors : draft.lesserAuthors;
}
