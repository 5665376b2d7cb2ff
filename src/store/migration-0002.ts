// Schema step 0002: rhythms. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';

/** Adds why a source is due when it is, and when it posted; the columns are explained in tables.ts. */
export async function rhythmColumns(db: Kysely<unknown>): Promise<void> {
  const sources = () => db.schema.alterTable('sources');
  await sources()
    .addColumn('due_why', 'text', (column) => column.notNull().defaultTo('new'))
    .execute();
  await sources()
    .addColumn('posted_at', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
}
