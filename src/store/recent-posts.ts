// How much sources post, counted in what is stored.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import { COVERED } from './unlisted.ts';

export interface RecentPosts {
  readonly articles: number;
  /** When the first of them was listed. */
  readonly firstAt: number;
}

/** The articles listed after `since`, by source. */
export async function recentPosts(db: Kysely<Tables>, since: number): Promise<ReadonlyMap<string, RecentPosts>> {
  const rows = await db
    .selectFrom('articles')
    .select((column) => [
      'source_id',
      column.fn.countAll<number>().as('articles'),
      column.fn.min('listed_at').as('first_at'),
    ])
    .where('listed_at', '>', since)
    .where('unlisted', 'in', [0, COVERED])
    .groupBy('source_id')
    .execute();
  return new Map(rows.map((row) => [row.source_id, { articles: Number(row.articles), firstAt: Number(row.first_at) }]));
}
