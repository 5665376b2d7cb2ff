// Schema step 0006: suspect sources. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';

/** Adds what is held back of a source that reads like another feed; the columns are explained in tables.ts. */
export async function suspicionColumns(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable('sources').addColumn('suspect_since', 'bigint').execute();
  await schema.alterTable('sources').addColumn('held_feed', 'text').execute();
  await schema.createIndex('sources_suspect').on('sources').column('suspect_since').execute();
}
