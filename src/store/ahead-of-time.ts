// Moments that cannot be true because a clock was ahead when they were written: taken back, or a source would be left alone
// until the clock gets there.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** No wait is longer: thirty days of Retry-After are the most we believe, and a little for rounding. */
const LONGEST_WAIT_MS = 31 * 86_400_000;

/** A source visited in the future counts as due once (A050); waits beyond any that we would accept are over. */
export async function takeBackFuture(db: Kysely<Tables>, now: number): Promise<void> {
  const horizon = now + LONGEST_WAIT_MS;
  await db
    .updateTable('sources')
    .set({ last_visit_at: now, due_at: now, due_why: 'clock', retry_at: null })
    .where('last_visit_at', '>', now)
    .where('due_at', 'is not', null)
    .execute();
  await db.updateTable('sources').set({ due_at: now, due_why: 'clock' }).where('due_at', '>', horizon).execute();
  await db.updateTable('hosts').set({ open_at: now }).where('open_at', '>', horizon).execute();
}
