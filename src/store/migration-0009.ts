// Schema step 0009: rights of articles, and feeds that do not want to be republished. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';

/** Adds what entries and feeds say of their rights; the columns are explained in tables.ts. */
export async function articleRights(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable('articles').addColumn('rights', 'text').execute();
  await schema.alterTable('articles').addColumn('license', 'text').execute();
  await schema.alterTable('sources').addColumn('denied_by', 'text').execute();
  await schema.createIndex('sources_denied').on('sources').columns(['denied_by', 'id']).execute();
}
