// Schema step 0001: all tables of the first release. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';

/** Creates the first tables; their columns are explained in tables.ts. */
export async function firstTables(db: Kysely<unknown>, dialect: StoreDialect): Promise<void> {
  const { schema } = db;

  await schema
    .createTable('sources')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('configured_url', 'text', (column) => column.notNull())
    .addColumn('title', 'text')
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('content', 'text')
    .addColumn('noindex', 'integer', (column) => column.notNull())
    .addColumn('enabled', 'integer', (column) => column.notNull())
    .addColumn('priority', 'integer', (column) => column.notNull())
    .addColumn('identity', 'text', (column) => column.notNull())
    .addColumn('removed_at', 'bigint')
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('host', 'text', (column) => column.notNull())
    .addColumn('etag', 'text')
    .addColumn('last_modified', 'text')
    .addColumn('body_hash', 'text')
    .addColumn('last_visit_at', 'bigint')
    .addColumn('last_success_at', 'bigint')
    .addColumn('last_new_at', 'bigint')
    .addColumn('due_at', 'bigint')
    .addColumn('retry_at', 'bigint')
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('quiet_visits', 'integer', (column) => column.notNull())
    .addColumn('ttl_minutes', 'integer')
    .addColumn('skip_hours', 'text', (column) => column.notNull())
    .addColumn('skip_days', 'text', (column) => column.notNull())
    .addColumn('error_code', 'text')
    .addColumn('error_message', 'text')
    .addColumn('learnt_identity', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('visit_void', 'integer', (column) => column.notNull())
    .addColumn('feed', 'text')
    .execute();
  // The queue: what claims read is all in the index, in the order in which they take it.
  await schema
    .createIndex('sources_queue')
    .on('sources')
    .columns(['removed_at', 'enabled', 'priority', 'due_at', 'id', 'host', 'lease_until', 'last_visit_at'])
    .execute();
  await schema
    .createIndex('sources_by_host')
    .on('sources')
    .columns(['host', 'removed_at', 'enabled', 'due_at', 'lease_until', 'last_visit_at'])
    .execute();
  await schema
    .createIndex('sources_waiting')
    .on('sources')
    .columns(['removed_at', 'enabled', 'retry_at', 'last_visit_at'])
    .execute();
  await schema.createIndex('sources_leased').on('sources').columns(['lease_until', 'host']).execute();

  await dialect
    .clustered(schema.createTable('hosts'))
    .addColumn('host', 'text', (column) => column.primaryKey().notNull())
    .addColumn('open_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('hosts_closed').on('hosts').columns(['open_at', 'host']).execute();

  await schema
    .createTable('articles')
    .addColumn('num', 'integer', (column) => dialect.numbered(column.primaryKey().notNull()))
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('source_id', 'text', (column) => column.notNull().references('sources.id'))
    .addColumn('published_id', 'text', (column) => column.notNull().unique())
    .addColumn('slug', 'text', (column) => column.notNull().unique())
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('listed_at', 'bigint', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('guid', 'text')
    .addColumn('url', 'text')
    .addColumn('link_key', 'text')
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('summary', 'text', (column) => column.notNull())
    .addColumn('authors', 'text', (column) => column.notNull())
    .addColumn('tags', 'text', (column) => column.notNull())
    .addColumn('category', 'text')
    .addColumn('image', 'text')
    .addColumn('enclosures', 'text', (column) => column.notNull())
    .addColumn('language', 'text')
    .addColumn('via', 'text')
    .addColumn('comments_url', 'text')
    .addColumn('published_at', 'bigint')
    .addColumn('updated_at', 'bigint')
    .addColumn('word_count', 'integer', (column) => column.notNull())
    .addColumn('read_minutes', 'integer')
    .addColumn('unlisted', 'integer', (column) => column.notNull())
    .execute();
  // The channel's order; with the source in it, articles of sources that are full or gone are passed over unread.
  await schema
    .createIndex('articles_listed')
    .on('articles')
    .columns(['unlisted', 'listed_at desc', 'id', 'source_id'])
    .execute();
  await schema
    .createIndex('articles_by_source')
    .on('articles')
    .columns(['source_id', 'listed_at desc', 'id'])
    .execute();

  await schema.createIndex('articles_by_link').on('articles').columns(['source_id', 'link_key']).execute();

  await schema
    .createTable('contents')
    .addColumn('article_num', 'integer', (column) =>
      column.primaryKey().notNull().references('articles.num').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('base', 'text')
    .addColumn('safe_version', 'integer')
    .addColumn('raw', 'text', (column) => column.notNull())
    .addColumn('safe_html', 'text')
    .execute();

  await dialect
    .clustered(schema.createTable('identities'))
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('article_num', 'integer', (column) => column.notNull().references('articles.num').onDelete('cascade'))
    .addColumn('raw_hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('identities_key', ['source_id', 'key'])
    .execute();
  await schema.createIndex('identities_by_article').on('identities').column('article_num').execute();

  await schema
    .createTable('documents')
    .addColumn('path', 'text', (column) => column.primaryKey().notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('content_type', 'text', (column) => column.notNull())
    .addColumn('etag', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('body', dialect.binaryType, (column) => column.notNull())
    .execute();

  await schema
    .createTable('fragments')
    .addColumn('key', 'text', (column) => column.primaryKey().notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();

  await dialect
    .clustered(schema.createTable('meta'))
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
}
