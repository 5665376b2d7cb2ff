// Schema step 0011: what readers do. Never edited: see migrations.ts.
import { type Kysely, sql } from 'kysely';
import type { StoreDialect } from './dialect.ts';

/** Adds comments, reactions, views and the tallies that bound them; the columns are explained in tables.ts. */
export async function readerActs(db: Kysely<unknown>, dialect: StoreDialect): Promise<void> {
  const { schema } = db;

  await schema
    .createTable('article_acts')
    .addColumn('article_num', 'integer', (column) =>
      column.primaryKey().notNull().references('articles.num').onDelete('cascade'),
    )
    .addColumn('views', 'bigint', (column) => column.notNull())
    .addColumn('closed', 'integer', (column) => column.notNull())
    .execute();
  await schema.createIndex('article_acts_closed').on('article_acts').column('closed').execute();

  await dialect
    .clustered(schema.createTable('view_marks'))
    .addColumn('article_num', 'integer', (column) => column.notNull().references('articles.num').onDelete('cascade'))
    .addColumn('visitor', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('view_marks_key', ['article_num', 'visitor'])
    .execute();
  await schema.createIndex('view_marks_by_time').on('view_marks').column('at').execute();

  await dialect
    .clustered(schema.createTable('reactions'))
    .addColumn('article_num', 'integer', (column) => column.notNull().references('articles.num').onDelete('cascade'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('visitor', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('reactions_key', ['article_num', 'kind', 'visitor'])
    .execute();

  await schema
    .createTable('comments')
    .addColumn('num', 'integer', (column) => dialect.numbered(column.primaryKey().notNull()))
    .addColumn('article_num', 'integer', (column) => column.notNull().references('articles.num').onDelete('cascade'))
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('body_hash', 'text', (column) => column.notNull())
    .addColumn('writer', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('held_why', 'text')
    // code points, in both databases
    .addCheckConstraint('comments_author', sql`length(author) <= 80`)
    .addCheckConstraint('comments_body', sql`length(body) between 1 and 2000`)
    .addCheckConstraint('comments_state', sql`state in ('shown', 'held', 'deleted')`)
    .execute();
  await schema.createIndex('comments_by_article').on('comments').columns(['article_num', 'state', 'num']).execute();
  await schema.createIndex('comments_by_state').on('comments').columns(['state', 'num']).execute();
  await schema.createIndex('comments_by_text').on('comments').columns(['body_hash', 'at']).execute();

  await dialect
    .clustered(schema.createTable('tallies'))
    .addColumn('key', 'text', (column) => column.primaryKey().notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .execute();
  await schema.createIndex('tallies_by_end').on('tallies').column('until').execute();
}
