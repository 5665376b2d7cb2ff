// What the store asks of the database's index of words, in whatever way that keeps it. An article leaves the index when its
// row is deleted; whether it may be shown is decided by who reads the row.
import type { Kysely } from 'kysely';
import type { SearchPhrase } from './search-words.ts';
import type { Tables } from './tables.ts';

/** Where phrases are looked for: all of them in the title, or all of them in an article with its title. */
export type SearchedPart = 'title' | 'anywhere';

/** The words of one article, as search-words.ts makes them. */
export interface ArticleWords {
  readonly num: number;
  readonly listedAt: number;
  readonly title: string;
  readonly text: string;
}

/** An article that was found, and its place in the order; places are only for asking what comes after them. */
export interface Found {
  readonly num: number;
  readonly place: string;
}

export interface WordIndex {
  /** Creates the index, empty. */
  create(db: Kysely<unknown>): Promise<void>;
  /** Creates what titles are looked for in, with those of all stored articles. */
  createTitles(db: Kysely<Tables>): Promise<void>;
  /** Puts articles into the index, in place of what it has of them. */
  save(db: Kysely<Tables>, articles: readonly ArticleWords[]): Promise<void>;
  /** Articles that have all phrases, `listedAt` falling, read in this order: the first cost the same among a million. */
  find(
    db: Kysely<Tables>,
    query: {
      readonly phrases: readonly SearchPhrase[];
      readonly part: SearchedPart;
      /** Place of the last one known; null: from the beginning. */
      readonly after: string | null;
      readonly limit: number;
    },
  ): Promise<readonly Found[]>;
}
