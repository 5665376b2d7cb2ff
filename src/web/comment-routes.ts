// `POST /a/SLUG/comments`: somebody says something about an article.
import type { FastifyInstance } from 'fastify';
import type { HeldWhy } from '../model.ts';
import type { ActAnswers } from './act-answers.ts';
import { MAX_BODY_BYTES, readFields } from './act-fields.ts';
import { commentLimits } from './act-limits.ts';
import type { ActCode } from './act-messages.ts';
import type { ActDeps } from './act-settings.ts';
import { pagesOf } from './article-acts.ts';
import type { ArticlePages, ArticleRoute } from './article-pages.ts';
import {
  commentParagraphs,
  countLinks,
  MAX_FREE_LINKS,
  nameFault,
  textFault,
  toCommentText,
  toName,
} from './comment-text.ts';
import { authorName, COMMENT_LINK_REL, commentAnchor } from './comments.ts';
import { dateText } from './dates.ts';
import { checkFormToken } from './form-token.ts';
import { articlePath, basePath, type SiteFacts } from './site-facts.ts';
import type { VisitorReader } from './visitors.ts';

interface CommentRouteDeps {
  readonly acts: ActDeps;
  readonly articles: ArticlePages;
  readonly answers: ActAnswers;
  readonly visitors: VisitorReader;
  site(): SiteFacts;
  now(): number;
}

/** Fields of the form; `website` is one that no person sees. */
const FIELDS = ['name', 'comment', 'token', 'website'] as const;

export function addCommentRoute(scope: FastifyInstance, deps: CommentRouteDeps): void {
  const { acts, articles, answers, visitors, site, now } = deps;

  scope.post<ArticleRoute>('/a/:slug/comments', { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
    const { comments: isWanted, moderation, reservedNames } = acts.settings();
    const loaded = isWanted ? await articles.load(request.params.slug) : null;
    if (loaded === null) return answers.unknown(request, reply);
    const { article, source } = loaded.view;
    const at = now();
    const visitor = await visitors.read(request, at);
    const fields = readFields(request.body, FIELDS);
    const again = (code: ActCode, retryAfterMs?: number) =>
      answers.again(request, reply, {
        ...{ code, where: 'comments', loaded, visitor, typed: { name: fields.name, comment: fields.comment } },
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });

    const body = toCommentText(fields.comment);
    const author = toName(fields.name);
    const taken = [...reservedNames, ...article.authors.map(({ name }) => name), source.title];
    const fault = textFault(body) ?? nameFault(author, taken);
    if (fault !== null) return again(fault);
    const freshness = checkFormToken(await acts.store.formSecret(), article.slug, fields.token, at);
    if (freshness === 'stale') return again('stale');
    const waitMs = await acts.store.tally(commentLimits(visitor.addressKey, article.id), at);
    if (waitMs > 0) return again('busy', waitMs);

    const held = whyHeld({ isHasty: freshness === 'hasty', isTrapped: fields.website !== '', body, moderation });
    const outcome = await acts.store.saveComment({
      articleId: article.id,
      author,
      body,
      writer: visitor.addressKey,
      at,
      held,
    });
    if (outcome.kind === 'gone') return answers.unknown(request, reply);
    if (outcome.kind === 'closed') return again('closed');

    const { num } = outcome;
    const isShown = outcome.state === 'shown';
    const { comments: total } = await acts.store.ofArticle(article.id, null);
    const page = pagesOf(total);
    const here = `${basePath(site())}${articlePath(article.slug)}`;
    const where = `${page > 1 ? `comments=${page}&` : ''}done=`;
    return answers.done(request, reply, {
      code: isShown ? 'said' : 'waits',
      slug: article.slug,
      location: isShown ? `${here}?${where}said#${commentAnchor(num)}` : `${here}?${where}waits#say`,
      facts: {
        total,
        comment: isShown
          ? {
              id: commentAnchor(num),
              author: authorName(author),
              at: new Date(at).toISOString(),
              date: dateText(at),
              paragraphs: commentParagraphs(body),
              rel: COMMENT_LINK_REL,
            }
          : null,
      },
    });
  });
}

/** Why a comment waits for the operator, by what it is and how it came; null: it need not. */
function whyHeld(facts: {
  readonly isTrapped: boolean;
  readonly isHasty: boolean;
  readonly body: string;
  readonly moderation: 'before' | 'after';
}): HeldWhy | null {
  if (facts.isTrapped) return 'trap';
  if (facts.isHasty) return 'haste';
  if (countLinks(facts.body) > MAX_FREE_LINKS) return 'links';
  return facts.moderation === 'before' ? 'moderation' : null;
}
