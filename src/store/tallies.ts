// How often something was done lately: what bounds it on all nodes together. Keys are hashes or names, never addresses.
import type { Kysely } from 'kysely';
import type { TallyLimit } from '../model.ts';
import type { Tables } from './tables.ts';

/**
 * Counts one act towards each of the limits, in their order, up to the first that has no room for it: who is refused by a
 * narrow limit does not use up a wide one. 0: there was room in all; else the milliseconds until there is.
 */
export function tally(db: Kysely<Tables>, limits: readonly TallyLimit[], now: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await trx.deleteFrom('tallies').where('until', '<=', now).execute();
    for (const { key, windowMs, limit } of limits) {
      const { count, until } = await trx
        .insertInto('tallies')
        .values({ key, until: now + windowMs, count: 1 })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((column) => ({ count: column('tallies.count', '+', 1) })),
        )
        .returning(['count', 'until'])
        .executeTakeFirstOrThrow();
      if (count > limit) return until - now;
    }
    return 0;
  });
}

/** As `tally`, without counting: the milliseconds until there is room for one more act; 0: there is. */
export async function tallyWait(db: Kysely<Tables>, limits: readonly TallyLimit[], now: number): Promise<number> {
  for (const { key, limit } of limits) {
    const row = await db
      .selectFrom('tallies')
      .select(['count', 'until'])
      .where('key', '=', key)
      .where('until', '>', now)
      .executeTakeFirst();
    if (row && row.count >= limit) return row.until - now;
  }
  return 0;
}
