// Schema step 0005: what happened to sources. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';

/** Adds since when a source fails and the events; the columns are explained in tables.ts. */
export async function sourceEvents(db: Kysely<unknown>, dialect: StoreDialect): Promise<void> {
  const { schema } = db;
  await schema.alterTable('sources').addColumn('failing_since', 'bigint').execute();
  await schema.alterTable('sources').addColumn('throttled_at', 'bigint').execute();
  await schema
    .createTable('events')
    .addColumn('num', 'integer', (column) => dialect.numbered(column.primaryKey().notNull()))
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('code', 'text')
    .addColumn('status', 'integer')
    .addColumn('since', 'bigint')
    .addColumn('other', 'text')
    .execute();
  await schema.createIndex('events_by_source').on('events').columns(['source_id', 'num']).execute();
}
