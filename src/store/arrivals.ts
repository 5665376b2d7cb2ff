// Articles in the order in which they came: what archives are cut from. Listed or not, all are counted, so that nothing moves to
// another part of an archive when one is taken down or released.
import type { Kysely } from 'kysely';
import type { FoundEntry } from '../model.ts';
import { withCoverageVersions } from './coverage.ts';
import type { StoreDialect } from './dialect.ts';
import { removals } from './remove-articles.ts';
import type { Tables } from './tables.ts';

/** Some of the articles that were first seen from `from` on and before `to`, by that moment, then by id. */
export interface ArrivalQuery {
  readonly from: number;
  readonly to: number;
  /** Articles to pass over. */
  readonly offset: number;
  readonly limit: number;
}

/** The part of the store that archives are made of. */
export interface Arrivals {
  /**
   * How many articles were first seen from `from` on and before `to`, listed or not. What was counted is not counted again until
   * articles are removed: `to` is to lie so far back that nothing more comes before it.
   */
  arrivals(from: number, to: number): Promise<number>;
  /** When the last of all articles before a moment was first seen; null: there is none. */
  arrivalBefore(at: number): Promise<number | null>;
  /** When the first of them at a moment or after it was; null: there is none. */
  arrivalFrom(at: number): Promise<number | null>;
  /** Those among the articles in question that lists have, the newest first. */
  arrivedEntries(query: ArrivalQuery): Promise<readonly FoundEntry[]>;
}

export function createArrivals(db: Kysely<Tables>, dialect: StoreDialect): Arrivals {
  /** By the beginning of the months that were asked for. */
  const counted = new Map<number, { readonly to: number; readonly count: number; readonly removals: number }>();

  return {
    async arrivals(from, to) {
      const removed = await removals(db);
      const last = counted.get(from);
      const known = last?.removals === removed && last.to <= to ? last : { to: from, count: 0 };
      const { more } = await db
        .selectFrom('articles')
        .select((column) => column.fn.countAll<number>().as('more'))
        .where('first_seen_at', '>=', known.to)
        .where('first_seen_at', '<', to)
        .executeTakeFirstOrThrow();
      const count = known.count + Number(more);
      counted.set(from, { to, count, removals: removed });
      return count;
    },
    async arrivalBefore(at) {
      const row = await db
        .selectFrom('articles')
        .select((column) => column.fn.max('first_seen_at').as('at'))
        .where('first_seen_at', '<', at)
        .executeTakeFirst();
      return row?.at == null ? null : Number(row.at);
    },
    async arrivalFrom(at) {
      const row = await db
        .selectFrom('articles')
        .select((column) => column.fn.min('first_seen_at').as('at'))
        .where('first_seen_at', '>=', at)
        .executeTakeFirst();
      return row?.at == null ? null : Number(row.at);
    },
    arrivedEntries: (query) =>
      db
        .transaction()
        .setAccessMode('read only')
        .execute((trx) => arrivedEntries(trx, dialect, query)),
  };
}

/** The ids of these articles, listed or not. */
export function arrivedIds(db: Kysely<Tables>, { from, to, offset, limit }: ArrivalQuery) {
  return db
    .selectFrom('articles')
    .select('id')
    .where('first_seen_at', '>=', from)
    .where('first_seen_at', '<', to)
    .orderBy('first_seen_at')
    .orderBy('id')
    .limit(limit)
    .offset(offset);
}

async function arrivedEntries(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  query: ArrivalQuery,
): Promise<readonly FoundEntry[]> {
  const ids = (await arrivedIds(trx, query).execute()).map(({ id }) => id);
  const rows = await trx
    .selectFrom('articles')
    .innerJoin('sources', 'sources.id', 'articles.source_id')
    .select(['articles.id', 'source_id', 'version', 'first_seen_at', 'updated_at', 'story'])
    .where('articles.id', 'in', dialect.list(ids))
    .where('unlisted', '=', 0)
    .where('removed_at', 'is', null)
    .where('denied_by', 'is', null)
    .orderBy('first_seen_at', 'desc')
    .orderBy('articles.id', 'desc')
    .execute();
  const entries = rows.map((row) => ({
    articleId: row.id,
    sourceId: row.source_id,
    version: row.version,
    firstSeenAt: row.first_seen_at,
    updatedAt: row.updated_at,
  }));
  const inStories = rows.filter(({ story }) => story !== null).map(({ id }) => id);
  return withCoverageVersions(trx, dialect, entries, inStories);
}
