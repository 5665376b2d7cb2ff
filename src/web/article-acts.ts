// What readers did with an article and may do, put together below it.
import { type ActCode, isDone, toDoneCode } from './act-messages.ts';
import type { ActDeps } from './act-settings.ts';
import type { ArticleView } from './article-view.ts';
import { NOTHING_TYPED, renderComments, type TypedComment } from './comments.ts';
import { MIN_FILL_MS, makeFormToken } from './form-token.ts';
import { renderReactions } from './reactions.ts';
import type { ReaderParts } from './reader-parts.ts';
import { basePath, type SiteFacts } from './site-facts.ts';
import { renderViews } from './views.ts';

/** Comments on one page. */
const COMMENTS_PER_PAGE = 50;

/** What a visitor wants to see, or is to be told. */
export interface ActRequest {
  /** Page of comments, from 1. */
  readonly page: number;
  /** What came of the last act, and where that is said. */
  readonly outcome: { readonly where: 'comments' | 'reactions'; readonly code: ActCode } | null;
  readonly typed: TypedComment;
}

/** The page as everybody sees it first. */
export const NOTHING_ASKED: ActRequest = { page: 1, outcome: null, typed: NOTHING_TYPED };

/** Reads what the query of a page asks for; null: there is no such page. */
export function readActRequest(query: Readonly<Record<string, unknown>>): ActRequest | null {
  const { comments = '1', done } = query;
  if (typeof comments !== 'string' || !/^[1-9]\d{0,5}$/.test(comments)) return null;
  const code = toDoneCode(done);
  const where = code === 'chosen' || code === 'taken-back' ? 'reactions' : 'comments';
  return { page: Number(comments), outcome: code && { where, code }, typed: NOTHING_TYPED };
}

/**
 * Renders views, reactions and comments, as far as they are wanted, for a visitor or, with null, for
 * everybody who did nothing; null: there is no such page of comments.
 */
export async function renderActs(
  { store, settings }: ActDeps,
  site: SiteFacts,
  { article }: Pick<ArticleView, 'article'>,
  visitorKey: string | null,
  { page, outcome, typed }: ActRequest,
  now: number,
): Promise<ReaderParts | null> {
  const { comments, views, reactions } = settings();
  const { id, slug } = article;
  const acts = await store.ofArticle(id, visitorKey);
  const pages = pagesOf(acts.comments);
  if (page > (comments ? pages : 1)) return null;
  const shown = comments
    ? await store.comments({ articleId: id, offset: (page - 1) * COMMENTS_PER_PAGE, limit: COMMENTS_PER_PAGE })
    : [];
  const isAgain = outcome !== null && !isDone(outcome.code);
  const token = makeFormToken(await store.formSecret(), slug, isAgain ? now - MIN_FILL_MS : now);
  const codeAt = (where: 'comments' | 'reactions') => (outcome?.where === where ? outcome.code : null);
  const common = { base: basePath(site), slug, token };
  return {
    views: views ? renderViews(acts.views) : null,
    reactions:
      reactions.length > 0 ? renderReactions({ ...common, kinds: reactions, acts, code: codeAt('reactions') }) : null,
    comments: comments
      ? renderComments({
          ...common,
          total: acts.comments,
          comments: shown,
          page,
          pages,
          isClosed: acts.isClosed,
          code: codeAt('comments'),
          typed,
        })
      : null,
  };
}

/** How many pages so many comments fill. */
export function pagesOf(comments: number): number {
  return Math.max(1, Math.ceil(comments / COMMENTS_PER_PAGE));
}
