// Rendered entries, one of each article in each format, as long as there is room: what was saved last is kept, the rest is
// rendered again when it is asked for.
import type { Kysely } from 'kysely';
import type { StoredFragment } from '../model.ts';
import { compiledInsert } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** Rows kept: thirty thousand articles in three formats, half a gigabyte at the worst. */
const KEPT = 100_000;

/** The fragments of these articles, in all formats. */
export async function fragments(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  articleIds: readonly string[],
): Promise<readonly StoredFragment[]> {
  const rows = await db
    .selectFrom('fragments')
    .select(['article_id', 'format', 'stamp', 'body'])
    .where('article_id', 'in', dialect.list(articleIds))
    .execute();
  return rows.map(({ article_id: articleId, ...row }) => ({ articleId, ...row }));
}

const insert = compiledInsert((trx, rows: readonly ReturnType<typeof toRow>[]) =>
  trx
    .insertInto('fragments')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['article_id', 'format']).doUpdateSet((column) => ({
        stamp: column.ref('excluded.stamp'),
        body: column.ref('excluded.body'),
      })),
    ),
);

function toRow({ articleId, format, stamp, body }: StoredFragment) {
  return { article_id: articleId, format, stamp, body };
}

/** Saves fragments in the place of older ones of the same articles. */
export async function saveFragments(db: Kysely<Tables>, made: readonly StoredFragment[], kept = KEPT): Promise<void> {
  if (made.length === 0) return;
  await db.transaction().execute(async (trx) => {
    await insert(trx, made.map(toRow));
    await trx
      .deleteFrom('fragments')
      .where('num', '<=', (column) =>
        column
          .selectFrom('fragments')
          .select((newest) => newest(newest.fn.max('num'), '-', newest.lit(kept)).as('num')),
      )
      .execute();
  });
}

/** Removes all fragments of these articles. */
export async function removeFragments(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  articleIds: readonly string[],
): Promise<void> {
  await db.deleteFrom('fragments').where('article_id', 'in', dialect.list(articleIds)).execute();
}
