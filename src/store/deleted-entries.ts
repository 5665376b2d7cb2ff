// What the channel has to say of articles that were taken down: that they are gone, for as long as they would be in it.
import type { Kysely } from 'kysely';
import type { DeletedEntry } from '../model.ts';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** What of the listed articles a channel shows, and how far it goes back. */
export interface DeletedQuery {
  /** Ids of the articles in the channel. */
  readonly entries: readonly string[];
  /** How many there may be. */
  readonly items: number;
  readonly listedAfter: number | null;
}

/** More than anybody takes down within the time that a channel spans; the last ones are told. */
const MAX_DELETED = 100;

/** The articles that were taken down and would else be in the channel: not older than its last one once it is full. */
export async function deletedEntries(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  { entries, items, listedAfter }: DeletedQuery,
): Promise<readonly DeletedEntry[]> {
  const rows = await db
    .selectFrom('takedowns')
    .innerJoin('articles', 'articles.num', 'takedowns.article_num')
    .select(['published_id', 'at', 'reason', 'listed_at'])
    .where('was_listed', '=', 1)
    .orderBy('at', 'desc')
    .orderBy('articles.id')
    .limit(MAX_DELETED)
    .execute();
  if (rows.length === 0) return [];
  const { last } = await db
    .selectFrom('articles')
    .select((column) => column.fn.min('listed_at').as('last'))
    .where('id', 'in', dialect.list(entries))
    .executeTakeFirstOrThrow();
  const from = entries.length < items || last === null ? Number.NEGATIVE_INFINITY : Number(last);
  return rows
    .filter(({ listed_at }) => listed_at >= from && listed_at > (listedAfter ?? Number.NEGATIVE_INFINITY))
    .map(({ published_id, at, reason }) => ({ publishedId: published_id, at, reason }));
}
