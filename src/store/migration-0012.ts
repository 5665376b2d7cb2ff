// Schema step 0012: what pages at the addresses of sources name, and icons of sources. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';

/** Adds both; the columns are explained in tables.ts. */
export async function namedFeedsAndIcons(db: Kysely<unknown>, dialect: StoreDialect): Promise<void> {
  const { schema } = db;
  await schema.alterTable('sources').addColumn('named_feed', 'text').execute();
  await schema.alterTable('sources').addColumn('named_feed_at', 'bigint').execute();
  await schema
    .createTable('icons')
    .addColumn('source_id', 'text', (column) => column.primaryKey().notNull().references('sources.id'))
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('site_url', 'text')
    .addColumn('url', 'text')
    .addColumn('etag', 'text')
    .addColumn('last_modified', 'text')
    .addColumn('content_type', 'text')
    .addColumn('body', dialect.binaryType)
    .addColumn('hash', 'text')
    .execute();
  await schema.createIndex('icons_due').on('icons').column('next_at').execute();
}
