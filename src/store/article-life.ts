// What the store knows of one article beside what it says: its keys, and its story.
import type { Kysely } from 'kysely';
import type { ArticleLife } from '../model.ts';
import { storyLife } from './story-members.ts';
import type { Tables } from './tables.ts';

/** Null: no article has that id. */
export async function articleLife(db: Kysely<Tables>, id: string): Promise<ArticleLife | null> {
  const row = await db
    .selectFrom('articles')
    .select(['num', 'category', 'story'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const keys = await db
    .selectFrom('identities')
    .select(['source_id as sourceId', 'key', 'gone_at as goneAt'])
    .where('article_num', '=', row.num)
    .orderBy('source_id')
    .orderBy('key')
    .execute();
  return { keys, ruleCategory: row.category, story: row.story === null ? null : await storyLife(db, row.story) };
}
