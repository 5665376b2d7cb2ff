// Comments as the operator sees them: what waits, what was said lately, and what is done about it.
import type { Kysely } from 'kysely';
import type { CommentState, ModeratedComment } from '../model.ts';
import type { Tables } from './tables.ts';

/** Comments in one state: those that wait, the oldest first; others, the newest first. */
export async function commentsInState(
  db: Kysely<Tables>,
  { state, limit }: { readonly state: CommentState; readonly limit: number },
): Promise<readonly ModeratedComment[]> {
  const rows = await db
    .selectFrom('comments')
    .innerJoin('articles', 'articles.num', 'comments.article_num')
    .leftJoin('article_acts', 'article_acts.article_num', 'comments.article_num')
    .select(['comments.num', 'comments.author', 'body', 'at', 'state', 'held_why', 'slug', 'title', 'closed'])
    .where('state', '=', state)
    .orderBy('comments.num', state === 'held' ? 'asc' : 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ num, author, body, at, held_why: heldWhy, slug, title, closed, ...row }) => ({
    num,
    author,
    body,
    at,
    state: row.state,
    heldWhy,
    article: { slug, title, isClosed: closed === 1 },
  }));
}

/** How many comments wait. */
export async function countHeldComments(db: Kysely<Tables>): Promise<number> {
  const { count } = await db
    .selectFrom('comments')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('state', '=', 'held')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Shows or deletes a comment; false: there is none with that number. */
export async function setCommentState(db: Kysely<Tables>, num: number, state: CommentState): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('comments').set({ state }).where('num', '=', num).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Closes an article for comments and reactions, or opens it again; false: there is none at that address. */
export async function setClosed(db: Kysely<Tables>, slug: string, isClosed: boolean): Promise<boolean> {
  const closed = isClosed ? 1 : 0;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('article_acts')
    .columns(['article_num', 'views', 'closed'])
    .expression((from) =>
      from
        .selectFrom('articles')
        .select((column) => ['num', column.val(0).as('views'), column.val(closed).as('closed')])
        .where('slug', '=', slug),
    )
    .onConflict((conflict) => conflict.column('article_num').doUpdateSet({ closed }))
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The articles that were closed last. */
export async function closedArticles(
  db: Kysely<Tables>,
  limit: number,
): Promise<readonly { readonly slug: string; readonly title: string }[]> {
  return db
    .selectFrom('article_acts')
    .innerJoin('articles', 'articles.num', 'article_acts.article_num')
    .select(['slug', 'title'])
    .where('closed', '=', 1)
    .orderBy('articles.num', 'desc')
    .limit(limit)
    .execute();
}
