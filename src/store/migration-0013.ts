// Schema step 0013: articles taken down, and what is no longer upstream. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';

/** Adds takedowns, sources that were taken down, and when entries left their feeds; the columns are explained in tables.ts. */
export async function removals(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('takedowns')
    .addColumn('article_num', 'integer', (column) =>
      column.primaryKey().notNull().references('articles.num').onDelete('cascade'),
    )
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('link_key', 'text')
    .addColumn('was_listed', 'integer', (column) => column.notNull())
    .execute();
  await schema.createIndex('takedowns_by_link').on('takedowns').column('link_key').execute();
  await schema.alterTable('sources').addColumn('taken_down_at', 'bigint').execute();
  await schema.alterTable('identities').addColumn('gone_at', 'bigint').execute();
}
