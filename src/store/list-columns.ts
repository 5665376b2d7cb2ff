// Columns of articles that lists are read by: what follows from an article and its source, kept beside them, so that each
// list has an index in its order.
import type { Expression, ExpressionBuilder, Kysely } from 'kysely';
import { primaryLanguage } from '../lib/primary-language.ts';
import type { ArticleDraft } from '../model.ts';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** Read times beyond which an index needs no single minutes; a list that ends between two steps passes some articles over. */
const MINUTE_STEPS = [...Array.from({ length: 15 }, (_, minute) => minute + 1), 20, 30, 60, 120] as const;
/** The step of all that is longer. */
const LONGEST_STEP = 600;

/** The list columns of an article of a source of `sourceCategory`, in a fixed order. */
export function toListColumns(draft: ArticleDraft, sourceCategory: string) {
  const { category, language, readMinutes } = draft;
  return {
    listed_category: category ?? sourceCategory,
    listed_language: language === null ? null : primaryLanguage(language),
    listed_minutes: readMinutes === null ? null : minuteStep(readMinutes),
  };
}

function minuteStep(minutes: number): number {
  return MINUTE_STEPS.find((step) => minutes <= step) ?? LONGEST_STEP;
}

/** The steps of read times over `over` and up to `upTo` minutes; the first and the last may have others too. */
export function stepsBetween(over: number, upTo: number | null): readonly number[] {
  const last = upTo === null ? LONGEST_STEP : minuteStep(upTo);
  return [...MINUTE_STEPS, LONGEST_STEP].filter((step) => step >= minuteStep(over + 1) && step <= last);
}

/** Lists the articles of these sources under the categories that the sources have now. */
export async function relistCategories(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  sourceIds: readonly string[],
): Promise<void> {
  if (sourceIds.length === 0) return;
  await trx
    .updateTable('articles')
    .set((column) => ({ listed_category: sourceCategory(column) }))
    .where('source_id', 'in', dialect.list(sourceIds))
    .where('category', 'is', null)
    .where((column) => column('listed_category', '<>', sourceCategory(column)))
    .execute();
}

/** The languages that articles are listed under, in their order: each is leapt to in the index. */
export async function listedLanguages(db: Kysely<Tables>): Promise<readonly string[]> {
  const languages: string[] = [];
  for (let last = ''; ; ) {
    const { next } = await db
      .selectFrom('articles')
      .select((column) => column.fn.min('listed_language').as('next'))
      .where('listed_language', '>', last)
      .executeTakeFirstOrThrow();
    if (next === null) return languages;
    languages.push(next);
    last = next;
  }
}

function sourceCategory(column: ExpressionBuilder<Tables, 'articles'>): Expression<string> {
  return column
    .selectFrom('sources')
    .select('sources.category')
    .whereRef('sources.id', '=', 'articles.source_id')
    .$asScalar()
    .$notNull();
}
