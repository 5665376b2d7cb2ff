// `/a/SLUG/`: the page of an article, and what readers send to it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { createActAnswers } from './act-answers.ts';
import { hasActed } from './acted-cookie.ts';
import { readActRequest } from './article-acts.ts';
import { type ArticlePageDeps, type ArticleRoute, createArticlePages } from './article-pages.ts';
import { addCommentRoute } from './comment-routes.ts';
import type { Audience } from './page-server.ts';
import { addReactionRoute } from './reaction-routes.ts';
import { originOf } from './same-site.ts';
import { articlePath, basePath, isSlug } from './site-facts.ts';
import { sendMessage } from './site-routes.ts';
import { createViewCounter } from './view-counter.ts';
import { isPersonLooking } from './views.ts';
import { createVisitorReader, type Visitor } from './visitors.ts';

export interface ArticleRouteDeps extends ArticlePageDeps {
  readonly log: { error(facts: object, message: string): void };
}

/** Adds the page and, where readers may do something at all, its acts. */
export function addArticleRoutes(app: FastifyInstance, deps: ArticleRouteDeps): void {
  const { site, now, acts, log } = deps;
  const articles = createArticlePages(deps);
  const visitors = createVisitorReader(async (day) => (await acts?.store.dailySalt(day)) ?? '');
  const views = createViewCounter(
    async (seen) => acts?.store.countViews(seen),
    (error) => log.error({ err: error }, 'views could not be saved; trying again'),
  );
  app.addHook('onClose', views.close);

  app.get<ArticleRoute & { Querystring: Record<string, unknown> }>('/a/:slug/', async (request, reply) => {
    if (acts === null) return articles.sendShared(request, reply, () => () => true);
    const asked = readActRequest(request.query);
    if (asked === null) return sendMessage(reply, site(), 404);
    // after this, visitors are read at once
    const visitor = await visitors.read(request, now());
    const isPlain = asked.page === 1 && asked.outcome === null;
    if (isPlain && !hasActed(request.headers, site())) return articles.sendShared(request, reply, audienceOf);
    const { slug } = request.params;
    const loaded = await articles.load(slug);
    if (loaded === null) return sendMessage(reply, site(), await articles.missing(slug));
    if (isView(request.raw)) noteView(loaded.view.article.id, visitor, reply.raw);
    return articles.sendOwn(request, reply, { ...loaded, asked, visitor });
  });

  /** Those who did nothing; that they see the article is noted. */
  function audienceOf(articleId: string): Audience {
    return (request, response) => {
      const { headers, socket } = request;
      if (hasActed(headers, site())) return false;
      if (!isView(request)) return true;
      const visitor = visitors.readAtOnce({ ip: socket.remoteAddress ?? '', headers }, now());
      if (visitor === null) return false;
      noteView(articleId, visitor, response);
      return true;
    };
  }

  function isView({ method, headers }: IncomingMessage): boolean {
    return acts?.settings().views === true && isPersonLooking(method, headers);
  }

  function noteView(articleId: string, { key }: Visitor, response: ServerResponse): void {
    const seen = { articleId, visitor: key, at: now() };
    // once it was really sent: not for what turns out unchanged
    response.once('finish', () => {
      if (response.statusCode === 200) views.note(seen);
    });
  }

  if (acts === null) return;
  app.register(async (scope) => {
    scope.removeContentTypeParser('text/plain');
    await scope.register((await import('@fastify/formbody')).default);
    const parts = { ...deps, acts, articles, visitors };
    const answers = createActAnswers(scope, parts);
    // before the body is read
    scope.addHook('onRequest', async (request, reply) => {
      const isForeign = request.method === 'POST' && originOf(request.headers, site()) === 'foreign';
      if (isForeign) return answers.refuse(request, reply, 'foreign');
    });
    addCommentRoute(scope, { ...parts, answers });
    addReactionRoute(scope, { ...parts, answers });
    // where somebody ends up who reloads what a refused act was answered with
    for (const act of ['comments', 'reactions']) {
      scope.get<ArticleRoute>(`/a/:slug/${act}`, async ({ params: { slug } }, reply) => {
        if (!isSlug(slug)) return sendMessage(reply, site(), 404);
        return reply.redirect(`${basePath(site())}${articlePath(slug)}#${act}`, 302);
      });
    }
  });
}
