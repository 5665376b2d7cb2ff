// Schema step 0010: lists by category, language and read time. Never edited: see migrations.ts.
import { type Kysely, sql } from 'kysely';

/** Adds the columns that lists are read by, filled for stored articles, with their indexes; see list-columns.ts. */
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
