// Articles by their numbers, by which the index of words knows them.
import type { Kysely } from 'kysely';
import { ARTICLE_COLUMNS } from './article-rows.ts';
import { compiledByDialect } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** With what tells whether they are listed: if only such were asked for, SQLite would read all that are. */
export function numberedArticles(db: Kysely<Tables>, dialect: StoreDialect, nums: readonly number[]) {
  return db
    .selectFrom('articles')
    .innerJoin('sources', 'sources.id', 'articles.source_id')
    .select(ARTICLE_COLUMNS)
    .select(['articles.num', 'unlisted', 'removed_at', 'denied_by', 'sources.category as source_category'])
    .where('articles.num', 'in', dialect.numbers(nums));
}

export type NumberedRow = Awaited<ReturnType<ReturnType<typeof numberedArticles>['execute']>>[number];

/** The rows of `numberedArticles`, in no order. */
export const readNumbered = compiledByDialect(numberedArticles, (nums, dialect) => [dialect.listParameter(nums)]);
