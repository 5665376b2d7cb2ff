// Views of articles: added up in groups, each visitor once in a while.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Somebody who came back sooner was still reading, or reloaded. */
const SAME_VIEW_MS = 30 * 60_000;

/** Somebody saw an article. */
export interface View {
  readonly articleId: string;
  readonly visitor: string;
  readonly at: number;
}

/** Counts views, but not those of visitors whose last counted view of the article is less than half an hour ago. */
export async function countViews(db: Kysely<Tables>, views: readonly View[]): Promise<void> {
  if (views.length === 0) return;
  await db.transaction().execute(async (trx) => {
    const added = new Map<number, number>();
    for (const { articleId, visitor, at } of views) {
      const marked = await trx
        .insertInto('view_marks')
        .columns(['article_num', 'visitor', 'at'])
        .expression((from) =>
          from
            .selectFrom('articles')
            .select((column) => ['num', column.val(visitor).as('visitor'), column.val(at).as('at')])
            .where('id', '=', articleId),
        )
        .onConflict((conflict) =>
          conflict
            .columns(['article_num', 'visitor'])
            .doUpdateSet({ at })
            .where('view_marks.at', '<=', at - SAME_VIEW_MS),
        )
        .returning('article_num')
        .executeTakeFirst();
      if (marked) added.set(marked.article_num, (added.get(marked.article_num) ?? 0) + 1);
    }
    for (const [articleNum, count] of added) {
      await trx
        .insertInto('article_acts')
        .values({ article_num: articleNum, views: count, closed: 0 })
        .onConflict((conflict) =>
          conflict
            .column('article_num')
            .doUpdateSet((column) => ({ views: column('article_acts.views', '+', column.ref('excluded.views')) })),
        )
        .execute();
    }
    const latest = Math.max(...views.map(({ at }) => at));
    await trx
      .deleteFrom('view_marks')
      .where('at', '<=', latest - SAME_VIEW_MS)
      .execute();
  });
}
