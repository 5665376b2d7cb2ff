// Which articles may go: old ones, and those over the number kept of a source. What is still upstream stays, for it would be
// new again at the next visit, and so does what was taken down, for it must not come back.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';
import { keptSlugs, removals, removeArticles } from './remove-articles.ts';
import type { Tables } from './tables.ts';
import { TAKEN_DOWN } from './unlisted.ts';

/** The part of the store by which articles end. */
export interface Retention {
  /**
   * Articles first seen before a moment that are not upstream any more; `keep` are left out. Begins after the place `after`
   * (0 at first) and ends where nothing is old any more: articles are numbered in the order in which they are first seen.
   */
  staleArticles(query: StaleQuery): Promise<StaleSlice>;
  /** The articles of a source beyond its `perSource` that were first seen last, without `keep` and what is still upstream. */
  surplusArticles(query: SurplusQuery): Promise<readonly string[]>;
  /** All sources that may have articles, listed or not. */
  storedSourceIds(): Promise<readonly string[]>;
  /** Removes articles with all that is stored of them, keys included, in one transaction. */
  removeArticles(ids: readonly string[]): Promise<void>;
  /** Grows whenever articles are removed or taken down. */
  removals(): Promise<number>;
  /** Those of these slugs whose articles have a page: stored, neither held nor taken down. */
  keptSlugs(slugs: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface StaleQuery {
  readonly after: number;
  readonly firstSeenBefore: number;
  readonly keep: readonly string[];
}

export interface SurplusQuery {
  readonly sourceId: string;
  readonly perSource: number;
  readonly keep: readonly string[];
}

export function createRetention(db: Kysely<Tables>, dialect: StoreDialect): Retention {
  return {
    staleArticles: (query) => staleArticles(db, dialect, query),
    surplusArticles: (query) => surplusArticles(db, dialect, query),
    storedSourceIds: () => storedSourceIds(db),
    removeArticles: (ids) => removeArticles(db, dialect, ids),
    removals: () => removals(db),
    keptSlugs: (slugs) => keptSlugs(db, dialect, slugs),
  };
}

/** Articles looked at in one query; a few milliseconds. */
const SLICE = 200;

/** A part of the old articles, in the order in which they were stored. */
export interface StaleSlice {
  readonly ids: readonly string[];
  /** Where the next part begins; null: there is nothing old after it. */
  readonly next: number | null;
}

async function staleArticles(db: Kysely<Tables>, dialect: StoreDialect, query: StaleQuery): Promise<StaleSlice> {
  const { after, firstSeenBefore, keep } = query;
  const slice = await db
    .selectFrom('articles')
    .select(['num', 'first_seen_at'])
    .where('num', '>', after)
    .orderBy('num')
    .limit(SLICE)
    .execute();
  const last = slice.at(-1);
  if (!last || slice.every(({ first_seen_at }) => first_seen_at >= firstSeenBefore)) return { ids: [], next: null };
  const rows = await removable(db, dialect, keep)
    .where('num', '>', after)
    .where('num', '<=', last.num)
    .where('first_seen_at', '<', firstSeenBefore)
    .execute();
  return { ids: rows.map(({ id }) => id), next: slice.length < SLICE ? null : last.num };
}

async function surplusArticles(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  query: SurplusQuery,
): Promise<readonly string[]> {
  const { sourceId, perSource, keep } = query;
  const { count } = await db
    .selectFrom('articles')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('source_id', '=', sourceId)
    .executeTakeFirstOrThrow();
  if (Number(count) <= perSource) return [];
  const beyond = db
    .selectFrom('articles')
    .select('num')
    .where('source_id', '=', sourceId)
    .where('unlisted', '<', TAKEN_DOWN)
    .orderBy('first_seen_at', 'desc')
    .orderBy('listed_at', 'desc')
    .orderBy('id')
    .limit(Number(count))
    .offset(perSource);
  const rows = await removable(db, dialect, keep).where('num', 'in', beyond).execute();
  return rows.map(({ id }) => id);
}

async function storedSourceIds(db: Kysely<Tables>): Promise<readonly string[]> {
  const rows = await db.selectFrom('sources').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

function removable(db: Kysely<Tables>, dialect: StoreDialect, keep: readonly string[]) {
  return db
    .selectFrom('articles')
    .select('articles.id')
    .where('unlisted', '<', TAKEN_DOWN)
    .where('articles.id', 'not in', dialect.list(keep))
    .where((column) =>
      column.not(
        column.exists(
          column
            .selectFrom('identities')
            .innerJoin('sources', 'sources.id', 'identities.source_id')
            .select('key')
            .whereRef('identities.article_num', '=', 'articles.num')
            .where('gone_at', 'is', null)
            // nothing is upstream of a source that is not read any more
            .where('removed_at', 'is', null)
            .where('error_code', 'is distinct from', 'gone'),
        ),
      ),
    );
}

/** Remembers which entries of a source are in the document that was read last: these keys, and no others. */
export async function markUpstream(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  seen: { readonly sourceId: string; readonly keys: readonly string[]; readonly at: number },
): Promise<void> {
  const { sourceId, keys, at } = seen;
  const ofSource = trx.updateTable('identities').where('source_id', '=', sourceId);
  await ofSource.set({ gone_at: at }).where('gone_at', 'is', null).where('key', 'not in', dialect.list(keys)).execute();
  await ofSource
    .set({ gone_at: null })
    .where('gone_at', 'is not', null)
    .where('key', 'in', dialect.list(keys))
    .execute();
}
