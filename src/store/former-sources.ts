// What became of sources that are no longer listed under an id: addresses of theirs may still be asked for.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Remembers that a source has another id now. */
export async function saveFormerId(trx: Kysely<Tables>, from: string, to: string): Promise<void> {
  await trx.updateTable('former_sources').set({ source_id: to }).where('source_id', '=', from).execute();
  await trx.deleteFrom('former_sources').where('id', '=', to).execute();
  await trx
    .insertInto('former_sources')
    .values({ id: from, source_id: to })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ source_id: to }))
    .execute();
}

/** The id that a source has now which had this one, or `gone`: it was removed or taken down; null: there is no such source to our knowledge. */
export async function formerSource(db: Kysely<Tables>, id: string): Promise<{ readonly now: string } | 'gone' | null> {
  const renamed = await db
    .selectFrom('former_sources')
    .innerJoin('sources', 'sources.id', 'former_sources.source_id')
    .select(['source_id', 'removed_at', 'taken_down_at'])
    .where('former_sources.id', '=', id)
    .executeTakeFirst();
  if (renamed) {
    const isThere = renamed.removed_at === null && renamed.taken_down_at === null;
    return isThere ? { now: renamed.source_id } : 'gone';
  }
  const removed = await db.selectFrom('sources').select('id').where('id', '=', id).executeTakeFirst();
  return removed ? 'gone' : null;
}
