// Schema step 0007: search. Never edited: see migrations.ts.
import { type Kysely, sql } from 'kysely';
import type { StoreDialect } from './dialect.ts';

/** Adds the index of words and the queue of the articles that wait for it, which is all of them. */
export async function wordIndex(db: Kysely<unknown>, dialect: StoreDialect): Promise<void> {
  await dialect.words.create(db);
  await db.schema
    .createTable('unindexed')
    .addColumn('article_num', 'integer', (column) =>
      column.primaryKey().notNull().references('articles.num').onDelete('cascade'),
    )
    .execute();
  await sql`insert into unindexed (article_num) select num from articles`.execute(db);
}
