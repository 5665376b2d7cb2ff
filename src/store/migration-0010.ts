// Schema step 0010: many channels. Never edited: see migrations.ts.
import { type Kysely, sql } from 'kysely';
import type { StoreDialect } from './dialect.ts';

/** Adds lists by category, language and read time, editions, and fragments that many documents share; see tables.ts. */
export async function manyChannels(db: Kysely<unknown>, dialect: StoreDialect): Promise<void> {
  await listColumns(db);
  const { schema } = db;
  await dialect
    .clustered(schema.createTable('editions'))
    .addColumn('path', 'text', (column) => column.primaryKey().notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('content_type', 'text', (column) => column.notNull())
    .addColumn('etag', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .execute();
  await dialect
    .clustered(schema.createTable('former_sources'))
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('source_id', 'text', (column) => column.notNull())
    .execute();
  // a cache, which fills again by itself
  await schema.dropTable('fragments').execute();
  await schema
    .createTable('fragments')
    .addColumn('num', 'integer', (column) => dialect.numbered(column.primaryKey().notNull()))
    .addColumn('article_id', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('stamp', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('fragments_by_article').on('fragments').columns(['article_id', 'format']).unique().execute();
}

/** The columns that lists are read by, filled for stored articles, with their indexes; see list-columns.ts. */
export async function listColumns(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable('articles').addColumn('listed_category', 'text').execute();
  await schema.alterTable('articles').addColumn('listed_language', 'text').execute();
  await schema.alterTable('articles').addColumn('listed_minutes', 'integer').execute();
  await sql`update articles set
    listed_category = coalesce(category, (select sources.category from sources where sources.id = articles.source_id)),
    listed_language = lower(case when substr(language, 3, 1) in ('', '-') then substr(language, 1, 2)
                                 else substr(language, 1, 3) end),
    listed_minutes = case when read_minutes <= 15 then read_minutes when read_minutes <= 20 then 20
                          when read_minutes <= 30 then 30 when read_minutes <= 60 then 60
                          when read_minutes <= 120 then 120 when read_minutes > 120 then 600 end`.execute(db);
  for (const by of ['category', 'language', 'minutes']) {
    await schema
      .createIndex(`articles_by_${by}`)
      .on('articles')
      .columns([`listed_${by}`, 'unlisted', 'listed_at desc', 'id', 'source_id'])
      .execute();
  }
}
