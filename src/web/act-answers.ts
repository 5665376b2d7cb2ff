// How acts are answered: forms are led back to the page with a message, or shown it again with what was typed; scripts get
// the same as JSON.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ActCode, messageOf, statusOf } from './act-messages.ts';
import type { ActDeps } from './act-settings.ts';
import { actedCookie } from './acted-cookie.ts';
import { NOTHING_ASKED } from './article-acts.ts';
import type { ArticlePages, ArticleRoute, LoadedArticle } from './article-pages.ts';
import { NOTHING_TYPED, type TypedComment } from './comments.ts';
import { MIN_FILL_MS, makeFormToken } from './form-token.ts';
import { toMessageStatus } from './message-page.ts';
import type { PageServer } from './page-server.ts';
import { articlePath, type SiteFacts } from './site-facts.ts';
import { sendMessage } from './site-routes.ts';
import type { Visitor } from './visitors.ts';

/** What an act of which something came is answered with. */
export interface Done {
  readonly code: ActCode;
  /** The article it is about. */
  readonly slug: string;
  /** Where a form leads, from the root of the host. */
  readonly location: string;
  /** What a script learns beside the message. */
  readonly facts: object;
}

/** An act that cannot be taken. */
export interface Refused {
  readonly code: ActCode;
  readonly where: 'comments' | 'reactions';
  readonly loaded: LoadedArticle;
  readonly visitor: Visitor;
  readonly typed?: TypedComment;
  readonly retryAfterMs?: number;
}

export interface ActAnswers {
  done(request: FastifyRequest, reply: FastifyReply, done: Done): FastifyReply;
  /** Shows the page again with what was typed. */
  again(request: FastifyRequest, reply: FastifyReply, refused: Refused): Promise<FastifyReply>;
  /** Answers where there is no page to show. */
  refuse(request: FastifyRequest, reply: FastifyReply, code: ActCode): FastifyReply;
  /** There is no such article, or this cannot be done with any. */
  unknown(request: FastifyRequest<ArticleRoute>, reply: FastifyReply): Promise<FastifyReply>;
}

interface AnswerDeps {
  readonly articles: ArticlePages;
  readonly acts: ActDeps;
  readonly pages: Pick<PageServer, 'forget'>;
  site(): SiteFacts;
  now(): number;
  readonly log: { error(facts: object, message: string): void };
}

/** Makes the answers; faults within `scope` are answered in the same two ways. */
export function createActAnswers(
  scope: FastifyInstance,
  { articles, acts, pages, site, now, log }: AnswerDeps,
): ActAnswers {
  scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = toMessageStatus(error.statusCode ?? 500);
    if (status >= 500) log.error({ err: error, method: request.method, url: request.url }, 'an act could not be done');
    if (!isScript(request)) return sendMessage(reply, site(), status);
    return sendJson(reply.code(status), { code: 'unreadable', message: 'What was sent cannot be read.' });
  });

  return {
    done(request, reply, { code, slug, location, facts }) {
      pages.forget(`/${articlePath(slug)}`);
      reply.header('Set-Cookie', actedCookie(site(), now()));
      if (!isScript(request)) return reply.header('Cache-Control', 'no-store').redirect(location, 303);
      return sendJson(reply.code(statusOf(code)), { code, message: messageOf(code), location, ...facts });
    },
    async again(request, reply, { code, where, loaded, visitor, typed, retryAfterMs }) {
      reply.code(statusOf(code));
      if (retryAfterMs !== undefined) reply.header('Retry-After', String(Math.ceil(retryAfterMs / 1000)));
      if (isScript(request)) {
        const token = makeFormToken(await acts.store.formSecret(), loaded.view.article.slug, now() - MIN_FILL_MS);
        return sendJson(reply, { code, message: messageOf(code), ...(code === 'stale' && { token }) });
      }
      const asked = { ...NOTHING_ASKED, outcome: { where, code }, typed: typed ?? NOTHING_TYPED };
      return articles.sendOwn(request, reply, { ...loaded, asked, visitor });
    },
    refuse(request, reply, code) {
      const status = toMessageStatus(statusOf(code));
      if (!isScript(request)) return sendMessage(reply, site(), status);
      return sendJson(reply.code(status), { code, message: messageOf(code) });
    },
    async unknown(request, reply) {
      const status = await articles.missing(request.params.slug);
      if (!isScript(request)) return sendMessage(reply, site(), status);
      return sendJson(reply.code(status), { code: 'unknown', message: 'There is no such article.' });
    },
  };
}

/** Whether a script sent it, which wants to go on with what came of it. */
function isScript({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return /^application\/json\b/i.test(headers['content-type'] ?? '');
}

function sendJson(reply: FastifyReply, facts: object): FastifyReply {
  return reply.header('Cache-Control', 'no-store').send(facts);
}
