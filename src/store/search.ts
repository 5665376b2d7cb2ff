// Articles that have certain words. What is found is read in the order in which it is shown, and reading stops: neither a common
// word nor a million articles make a page slow.
import type { Kysely } from 'kysely';
import type { Article, FoundEntry } from '../model.ts';
import { toArticle } from './article-rows.ts';
import { withCoverageVersions } from './coverage.ts';
import type { StoreDialect } from './dialect.ts';
import type { Found, SearchedPart } from './indexed-words.ts';
import { type IndexingBounds, indexArticles, unindexedCount } from './indexing.ts';
import { type NumberedRow, readNumbered } from './numbered-articles.ts';
import { toSearchPhrases } from './search-words.ts';
import type { Tables } from './tables.ts';

/** What is looked for. */
export interface SearchQuery {
  /** As somebody wrote it: words, all of which an article must have, and phrases in quotation marks. No other syntax. */
  readonly words: string;
  readonly limit: number;
  /** Articles to pass over. */
  readonly offset: number;
  /** By `listedAt` falling; or those first that have all words in their title, and `listedAt` falling within both kinds. */
  readonly order: 'newest' | 'best';
}

/** The part of the store that finds articles by their words. */
export interface Searching {
  /** Articles of listed sources that have the words, without their bodies; none for words that say nothing. */
  searchArticles(query: SearchQuery): Promise<readonly Article[]>;
  /** The newest of them, as documents take them. */
  searchEntries(query: Pick<SearchQuery, 'words' | 'limit'>): Promise<readonly FoundEntry[]>;
  /** Brings articles that were saved into what is searched; resolves to their number, 0 when none waits. See indexing.ts. */
  indexArticles(bounds: IndexingBounds): Promise<number>;
  /** Articles that wait for that. */
  unindexedCount(): Promise<number>;
}

export function createSearching(db: Kysely<Tables>, dialect: StoreDialect): Searching {
  /** Several queries that see one state of the database. */
  const reading = <T>(read: (trx: Kysely<Tables>) => Promise<T>): Promise<T> =>
    db.transaction().setAccessMode('read only').execute(read);
  return {
    searchArticles: (query) => reading((trx) => findArticles(trx, dialect, query)),
    searchEntries: ({ words, limit }) =>
      reading(async (trx) => {
        const articles = await findArticles(trx, dialect, { words, limit, offset: 0, order: 'newest' });
        const entries = articles.map(({ id: articleId, sourceId, version, firstSeenAt, updatedAt }) => {
          return { articleId, sourceId, version, firstSeenAt, updatedAt };
        });
        const ids = entries.map(({ articleId }) => articleId);
        return withCoverageVersions(trx, dialect, entries, ids);
      }),
    indexArticles: (bounds) => indexArticles(db, dialect, bounds),
    unindexedCount: () => unindexedCount(db),
  };
}

/** Found articles read at once, if no more are wanted: some more than a page shows, for not all are on the lists. */
const PAGE = 60;
/** Found articles looked at in all, with those passed over and those that are on no list. */
const MAX_FOUND = 5000;

async function findArticles(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  { words, limit, offset, order }: SearchQuery,
): Promise<readonly Article[]> {
  const phrases = toSearchPhrases(words);
  if (phrases.length === 0) return [];
  const articles: Article[] = [];
  const seen = new Set<number>();
  let looked = 0;
  const parts: readonly SearchedPart[] = order === 'newest' ? ['anywhere'] : ['title', 'anywhere'];
  for (const part of parts) {
    let after: string | null = null;
    while (articles.length < offset + limit && looked < MAX_FOUND) {
      const size = Math.max(offset + limit - articles.length, PAGE);
      const found: readonly Found[] = await dialect.words.find(trx, { phrases, part, after, limit: size });
      const unseen = found.filter(({ num }) => !seen.has(num));
      articles.push(...(await listedArticles(trx, dialect, unseen)));
      for (const { num } of unseen) seen.add(num);
      looked += found.length;
      after = found.at(-1)?.place ?? null;
      if (found.length < size) break;
    }
  }
  return articles.slice(offset, offset + limit);
}

/** Those of the found articles that are on the lists, in their order. */
async function listedArticles(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  found: readonly Found[],
): Promise<readonly Article[]> {
  const nums = found.map(({ num }) => num);
  const rows = await readNumbered(trx, dialect, nums);
  const articles = new Map(rows.filter(isListed).map((row) => [row.num, toArticle(row)]));
  return nums.flatMap((num) => articles.get(num) ?? []);
}

function isListed({ unlisted, removed_at, denied_by }: NumberedRow): boolean {
  return unlisted === 0 && removed_at === null && denied_by === null;
}
