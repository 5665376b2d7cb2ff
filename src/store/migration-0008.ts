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
    .addColumn('keys', 'text', (column) => column.notNull())
    .execute();
  // no key of its own by article: the clues of each say under which keys it is
  await dialect
    .clustered(schema.createTable('story_keys'))
    .addColumn('key', 'bigint', (column) => column.notNull())
    .addColumn('article_num', 'integer', (column) => column.notNull())
    .addColumn('near', 'bigint')
    .addPrimaryKeyConstraint('story_keys_key', ['key', 'article_num'])
    .execute();
}
