// Comments as readers write and read them. What the operator does with them is in comment-queue.ts.
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Comment, CommentDraft, CommentOutcome } from '../model.ts';
import { compiledOnce } from './compiled.ts';
import type { Tables } from './tables.ts';
import { HELD } from './unlisted.ts';

/** The same from the same writer within this time was sent twice, not said twice. */
const SAME_COMMENT_MS = 10 * 60_000;
/** Whoever spreads one text over many articles does not take longer. */
const REPEATED_MS = 30 * 86_400_000;

/** Saves a comment, unless it is there already or its article takes none. One that repeats another waits. */
export function saveComment(db: Kysely<Tables>, draft: CommentDraft): Promise<CommentOutcome> {
  const { articleId, author, body, writer, at } = draft;
  const bodyHash = hashOf(body);
  return db.transaction().execute(async (trx): Promise<CommentOutcome> => {
    const article = await trx
      .selectFrom('articles')
      .leftJoin('article_acts', 'article_acts.article_num', 'articles.num')
      .select(['num', 'closed'])
      .where('id', '=', articleId)
      .where('unlisted', '<', HELD)
      .executeTakeFirst();
    if (!article) return { kind: 'gone' };
    const same = await trx
      .selectFrom('comments')
      .select(['num', 'article_num', 'writer', 'at', 'state'])
      .where('body_hash', '=', bodyHash)
      .where('at', '>', at - REPEATED_MS)
      .orderBy('at', 'desc')
      .orderBy('num', 'desc')
      .limit(20)
      .execute();
    const known = same.find(
      (one) => one.article_num === article.num && one.writer === writer && one.at > at - SAME_COMMENT_MS,
    );
    if (known) return { kind: 'known', num: known.num, state: known.state };
    if (article.closed === 1) return { kind: 'closed' };
    const heldWhy = draft.held ?? (same.length > 0 ? 'repeated' : null);
    const state = heldWhy === null ? 'shown' : 'held';
    const { num } = await trx
      .insertInto('comments')
      .values({
        article_num: article.num,
        author,
        body,
        body_hash: bodyHash,
        writer,
        at,
        state,
        held_why: heldWhy,
      })
      .returning('num')
      .executeTakeFirstOrThrow();
    return { kind: 'saved', num, state };
  });
}

/** Which comments of an article: in the order in which they came, some of them. */
export interface CommentQuery {
  readonly articleId: string;
  readonly offset: number;
  readonly limit: number;
}

/** The comments that are shown. */
export function comments(db: Kysely<Tables>, query: CommentQuery): Promise<readonly Comment[]> {
  return readShown(db, query);
}

const readShown = compiledOnce(shownComments, ({ articleId, offset, limit }) => [articleId, 'shown', limit, offset]);

/** One page, from an index that has them in their order. */
export function shownComments(db: Kysely<Tables>, { articleId, offset, limit }: CommentQuery) {
  return db
    .selectFrom('comments')
    .select(['num', 'author', 'body', 'at'])
    .where('article_num', '=', (from) => from.selectFrom('articles').select('num').where('id', '=', articleId))
    .where('state', '=', 'shown')
    .orderBy('num')
    .offset(offset)
    .limit(limit);
}

/** How many are shown: by the article's index, not by that of all comments in a state. */
export function countShownComments(db: Kysely<Tables>, articleNum: number) {
  return db
    .selectFrom('comments')
    .select((column) => column.fn.countAll<number>().as('comments'))
    .where('article_num', '=', articleNum)
    .where('state', '=', 'shown');
}

function hashOf(body: string): string {
  const bare = body.toLowerCase().replace(/[\s\p{P}]+/gu, '');
  return createHash('sha256')
    .update(bare || body)
    .digest('base64url');
}
