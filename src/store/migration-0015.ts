// Schema step 0015: archives. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';

/** Adds the order in which articles came: archives are read by it. */
export async function arrivalOrder(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('articles_by_arrival').on('articles').columns(['first_seen_at', 'id']).execute();
}
