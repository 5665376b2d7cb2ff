// Schema step 0004: subscriptions at hubs. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';

/** Creates the table of subscriptions; its columns are explained in tables.ts. */
export async function subscriptionsTable(db: Kysely<unknown>, dialect: StoreDialect): Promise<void> {
  const { schema } = db;
  await dialect
    .clustered(schema.createTable('subscriptions'))
    .addColumn('source_id', 'text', (column) => column.primaryKey().notNull().references('sources.id'))
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('hubs', 'text', (column) => column.notNull())
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('passed_over', 'text')
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('token', 'text', (column) => column.unique())
    .addColumn('site_url', 'text')
    .addColumn('hub', 'text')
    .addColumn('held_topic', 'text')
    .addColumn('secret', 'text')
    .addColumn('asked_at', 'bigint')
    .addColumn('lease_until', 'bigint')
    .addColumn('told_at', 'bigint')
    .execute();
  await schema.createIndex('subscriptions_due').on('subscriptions').column('next_at').execute();
}
