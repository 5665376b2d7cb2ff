// The one way by which articles leave the store. What hangs on an article goes with it by foreign keys, its words by a trigger;
// what has neither, such as what was rendered of it, is cleared here.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';
import { removeFragments } from './fragments.ts';
import { meta, setMeta } from './published.ts';
import { forgetClues } from './stories.ts';
import { settleStories } from './story-members.ts';
import type { Tables } from './tables.ts';
import { PAGELESS } from './unlisted.ts';

/** The name in meta of the number that grows when articles are removed or taken down: files of theirs are to go. */
const REMOVALS = 'removals';

/** See Retention. */
export function removeArticles(db: Kysely<Tables>, dialect: StoreDialect, ids: readonly string[]): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const removed = trx.selectFrom('articles').where('id', 'in', dialect.list(ids));
    const stories = await removed.select('story').distinct().where('story', 'is not', null).execute();
    const nums = await removed.select('num').execute();
    await forgetClues(
      trx,
      dialect,
      nums.map(({ num }) => num),
    );
    await trx.deleteFrom('articles').where('id', 'in', dialect.list(ids)).execute();
    await removeFragments(trx, dialect, ids);
    await trx.deleteFrom('fragments').where('article_id', 'in', dialect.list(ids)).execute();
    await settleStories(
      trx,
      dialect,
      stories.flatMap(({ story }) => story ?? []),
    );
    await growRemovals(trx);
  });
}

/** See Retention. */
export async function removals(db: Kysely<Tables>): Promise<number> {
  return Number((await meta(db, REMOVALS)) ?? 0);
}

export async function growRemovals(trx: Kysely<Tables>): Promise<void> {
  await setMeta(trx, REMOVALS, String((await removals(trx)) + 1));
}

/** See Retention. */
export async function keptSlugs(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  slugs: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('articles')
    .innerJoin('sources', 'sources.id', 'articles.source_id')
    .where('sources.denied_by', 'is', null)
    .select('slug')
    .where('slug', 'in', dialect.list(slugs))
    .where((column) => column(column('unlisted', '&', column.lit(PAGELESS)), '=', column.lit(0)))
    .execute();
  return new Set(rows.map(({ slug }) => slug));
}
