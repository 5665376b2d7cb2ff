// Schema step 0003: learnt addresses. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';

/** Adds what is known of redirects and of failed answers, and the aliases; the columns are explained in tables.ts. */
export async function learntAddresses(db: Kysely<unknown>, dialect: StoreDialect): Promise<void> {
  const { schema } = db;
  await schema.alterTable('sources').addColumn('moved_to', 'text').execute();
  await schema.alterTable('sources').addColumn('moved_since', 'bigint').execute();
  await schema.alterTable('sources').addColumn('error_snippet', 'text').execute();
  await dialect
    .clustered(schema.createTable('aliases'))
    .addColumn('url', 'text', (column) => column.primaryKey().notNull())
    .addColumn('source_id', 'text', (column) => column.notNull().references('sources.id'))
    .execute();
  await schema.createIndex('aliases_by_source').on('aliases').column('source_id').execute();
}
