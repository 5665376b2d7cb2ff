// `/a/SLUG/`: the page of an article, and what readers send to it.
import type { FastifyInstance } from 'fastify';
import { createActAnswers } from './act-answers.ts';
import { NOTHING_ASKED, readActRequest } from './article-acts.ts';
import { type ArticlePageDeps, type ArticleRoute, createArticlePages } from './article-pages.ts';
import { addCommentRoute } from './comment-routes.ts';
import { addReactionRoute } from './reaction-routes.ts';
import { originOf } from './same-site.ts';
import { articlePath, basePath, isSlug } from './site-facts.ts';
import { sendMessage } from './site-routes.ts';
import { createViewCounter } from './view-counter.ts';
import { isPersonLooking } from './views.ts';
import { createVisitorReader } from './visitors.ts';

export interface ArticleRouteDeps extends ArticlePageDeps {
  readonly log: { error(facts: object, message: string): void };
}

/** Adds the page and, where readers may do something at all, its acts. */
export function addArticleRoutes(app: FastifyInstance, deps: ArticleRouteDeps): void {
  const { site, now, acts, log } = deps;
  const articles = createArticlePages(deps);
  const readVisitor = createVisitorReader(async (day) => (await acts?.store.dailySalt(day)) ?? '');
  const views = createViewCounter(
    async (seen) => acts?.store.countViews(seen),
    (error) => log.error({ err: error }, 'views could not be saved; trying again'),
  );
  app.addHook('onClose', views.close);

  app.get<ArticleRoute & { Querystring: Record<string, unknown> }>('/a/:slug/', async (request, reply) => {
    const { slug } = request.params;
    const article = await articles.load(slug);
    if (article === null) return sendMessage(reply, site(), await articles.missing(slug));
    const asked = readActRequest(request.query);
    if (acts !== null && asked === null) return sendMessage(reply, site(), 404);
    const visitor = acts && (await readVisitor(request, now()));
    if (visitor && acts?.settings().views && isPersonLooking(request.method, request.headers)) {
      const seen = { articleId: article.view.article.id, visitor: visitor.key, at: now() };
      // once it was really sent: not for what turns out unchanged
      reply.raw.once('finish', () => {
        if (reply.raw.statusCode === 200) views.note(seen);
      });
    }
    return articles.send(request, reply, { ...article, asked: asked ?? NOTHING_ASKED, visitor });
  });

  if (acts === null) return;
  app.register(async (scope) => {
    scope.removeContentTypeParser('text/plain');
    await scope.register((await import('@fastify/formbody')).default);
    const parts = { ...deps, acts, articles, readVisitor };
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
