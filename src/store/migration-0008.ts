// Schema step 0008: stories. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';

/** Adds which articles are one story, and what tells; the columns are explained in tables.ts. */
export async function storyTables(db: Kysely<unknown>, dialect: StoreDialect): Promise<void> {
  const { schema } = db;
  await schema
    .alterTable('sources')
    .addColumn('cluster', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  await schema.alterTable('articles').addColumn('story', 'integer').execute();
  // most articles are in none
  await schema.createIndex('articles_by_story').on('articles').column('story').where('story', 'is not', null).execute();
  await schema
    .createTable('clues')
    .addColumn('article_num', 'integer', (column) =>
      column.primaryKey().notNull().references('articles.num').onDelete('cascade'),
    )
    .addColumn('mentions', 'text')
    .addColumn('runs', dialect.binaryType, (column) => column.notNull())
    .execute();
  await dialect
    .clustered(schema.createTable('story_keys'))
    .addColumn('article_num', 'integer', (column) => column.notNull().references('articles.num').onDelete('cascade'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('story_keys_key', ['article_num', 'key'])
    .execute();
  await schema.createIndex('story_keys_by_key').on('story_keys').columns(['key', 'article_num']).execute();
}
