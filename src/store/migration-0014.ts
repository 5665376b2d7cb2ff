// Schema step 0014: our hub. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';

/** Adds who is told of our documents, and the pings that another hub is to get; the columns are explained in tables.ts. */
export async function hubTables(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('hub_subscribers')
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('callback', 'text', (column) => column.notNull())
    .addColumn('host', 'text', (column) => column.notNull())
    .addColumn('secret', 'text')
    .addColumn('lease_until', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('given_up', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('hub_subscribers_key', ['path', 'callback'])
    .execute();
  await schema.createIndex('hub_subscribers_due').on('hub_subscribers').column('due_at').execute();
  await schema
    .createTable('hub_pings')
    .addColumn('path', 'text', (column) => column.primaryKey().notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .execute();
}
