// Schema step 0018: smaller indexes, and keys of stories as numbers. Never edited: see migrations.ts.
import { type Kysely, sql } from 'kysely';
import { storyKeys } from '../lib/story-clues.ts';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** Articles whose keys are made anew at a time. */
const SLICE = 1000;

/** Replaces the keys under which articles meet, and the indexes of lists; the columns are explained in tables.ts. */
export async function smallerIndexes(db: Kysely<unknown>, dialect: StoreDialect): Promise<void> {
  const { schema } = db;
  // articles listed at the same moment are few: sorting them by id costs less than ids in every index
  await schema.dropIndex('articles_listed').execute();
  await schema.createIndex('articles_listed').on('articles').columns(['unlisted', 'listed_at desc']).execute();
  await schema.dropIndex('articles_by_source').execute();
  await schema.createIndex('articles_by_source').on('articles').columns(['source_id', 'listed_at desc']).execute();
  for (const by of ['category', 'language', 'minutes']) {
    await schema.dropIndex(`articles_by_${by}`).execute();
    await schema
      .createIndex(`articles_by_${by}`)
      .on('articles')
      .columns([`listed_${by}`, 'unlisted', 'listed_at desc'])
      .execute();
  }

  await schema.dropTable('story_keys').execute();
  await schema
    .alterTable('clues')
    .addColumn('keys', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  // no key of its own by article: the clues of each say under which keys it is
  await dialect
    .clustered(schema.createTable('story_keys'))
    .addColumn('key', 'bigint', (column) => column.notNull())
    .addColumn('article_num', 'integer', (column) => column.notNull())
    .addColumn('near', 'bigint')
    .addPrimaryKeyConstraint('story_keys_key', ['key', 'article_num'])
    .execute();
  await makeKeys(db as Kysely<Tables>);
}

/** Of links and titles; those of texts need more of the runs than is kept, and count for three days only. */
async function makeKeys(db: Kysely<Tables>): Promise<void> {
  for (let last = 0; ; ) {
    const articles = await db
      .selectFrom('clues')
      .innerJoin('articles', 'articles.num', 'clues.article_num')
      .select(['num', 'link_key', 'mentions', 'title', 'listed_at'])
      .where('num', '>', last)
      .orderBy('num')
      .limit(SLICE)
      .execute();
    for (const { num, link_key, mentions, title, listed_at } of articles) {
      const links = [link_key, mentions].filter((link) => link !== null);
      const keys = storyKeys({ links, title, runs: [] });
      for (const { key, of } of keys) {
        await sql`insert into story_keys (key, article_num, near)
          values (${key}, ${num}, ${of === 'link' ? null : listed_at})`.execute(db);
      }
      const list = JSON.stringify(keys.map(({ key }) => key));
      await sql`update clues set keys = ${list} where article_num = ${num}`.execute(db);
    }
    if (articles.length < SLICE) return;
    last = articles.at(-1)?.num ?? last;
  }
}
