// Bringing a planned visit forward. What keeps it from being too soon is the same as ever: Retry-After, back-off, and the
// host's gap, which claims keep.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * Plans the next visit for as soon as it may be: `gapMs` after the last began, and after the end of a Retry-After. One that
 * is due before stays so. A source that failed keeps to its back-off, and one that is never visited again stays so.
 */
export function hastenVisit(
  db: Kysely<Tables>,
  sourceId: string,
  { now, gapMs }: { readonly now: number; readonly gapMs: number },
): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const source = await trx
      .selectFrom('sources')
      .select(['due_at', 'retry_at', 'last_visit_at', 'error_code'])
      .where('id', '=', sourceId)
      .executeTakeFirst();
    if (!source || source.due_at === null || source.error_code !== null) return;
    const dueAt = Math.max(now, (source.last_visit_at ?? 0) + gapMs, source.retry_at ?? 0);
    if (dueAt >= source.due_at) return;
    await trx.updateTable('sources').set({ due_at: dueAt, due_why: 'hub' }).where('id', '=', sourceId).execute();
  });
}
