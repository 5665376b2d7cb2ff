// The website's addresses: pages for people, and the small files that come with a site.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Article, FullArticle, SourceView } from '../model.ts';
import { renderArticlePage } from './article-page.ts';
import { type ArticleView, viewArticle } from './article-view.ts';
import { renderExtensionPage } from './extension-page.ts';
import { FAVICON } from './favicon.ts';
import { PREVIEW_ARTICLES, renderFeedsPage } from './feeds-page.ts';
import { renderFetcherPage } from './fetcher-page.ts';
import { renderFrontPage } from './front-page.ts';
import { type MessageStatus, renderMessagePage } from './message-page.ts';
import { renderRobots } from './robots.ts';
import { articlePath, basePath, type SiteFacts } from './site-facts.ts';
import { STYLESHEET } from './stylesheet.ts';

/** What the website asks of the store. */
export interface WebStore {
  articleBySlug(slug: string): Promise<FullArticle | null>;
  /** Whether that was the address of an article which the operator took down. */
  isSlugTakenDown(slug: string): Promise<boolean>;
  /** The articles of the channel, newest first. */
  channelArticles(query: { items: number; perSource: number; listedAfter: number | null }): Promise<readonly Article[]>;
  sourceViews(ids: readonly string[]): Promise<ReadonlyMap<string, SourceView>>;
}

// What slugs are made of (lib/slug.ts). Anything else is nobody's, and is neither looked up nor sent back in a header.
const SLUG = /^[a-z0-9-]{1,100}$/;

const PAGE_CACHE = 'public, max-age=60';
const DAY_CACHE = 'public, max-age=86400';

/** Adds the site's routes. Addresses of pages end in a slash; the other form leads there. */
export function addSiteRoutes(app: FastifyInstance, deps: { store: WebStore; site(): SiteFacts; now(): number }): void {
  const { store, site } = deps;

  /** The first articles of the channel, all of them without a limit. */
  async function newest(limit = Number.POSITIVE_INFINITY): Promise<readonly ArticleView[]> {
    const { items, perSource, windowMs } = site().channel;
    const articles = await store.channelArticles({
      items: Math.min(items, limit),
      perSource,
      listedAfter: windowMs === null ? null : deps.now() - windowMs,
    });
    const sources = await store.sourceViews([...new Set(articles.map(({ sourceId }) => sourceId))]);
    return articles.map((article) => viewArticle(article, sources.get(article.sourceId), site()));
  }

  app.get('/', async (_request, reply) => {
    return sendPage(reply, renderFrontPage(site(), await newest()));
  });

  app.get('/feeds/', async (_request, reply) => {
    return sendPage(reply, renderFeedsPage(site(), await newest(PREVIEW_ARTICLES)));
  });

  app.get('/about/fetcher/', async (_request, reply) => sendPage(reply, renderFetcherPage(site())));

  app.get('/ns/', async (_request, reply) => sendPage(reply, renderExtensionPage(site())));

  app.get<{ Params: { slug: string } }>('/a/:slug/', async ({ params: { slug } }, reply) => {
    const article = SLUG.test(slug) ? await store.articleBySlug(slug) : null;
    if (article === null) {
      return sendMessage(reply, site(), SLUG.test(slug) && (await store.isSlugTakenDown(slug)) ? 410 : 404);
    }
    const source = (await store.sourceViews([article.sourceId])).get(article.sourceId);
    return sendPage(reply, renderArticlePage(site(), viewArticle(article, source, site())));
  });

  for (const path of ['feeds', 'about/fetcher', 'ns']) {
    app.get(`/${path}`, async (_request, reply) => reply.redirect(`${basePath(site())}${path}/`, 308));
  }
  app.get<{ Params: { slug: string } }>('/a/:slug', async ({ params: { slug } }, reply) => {
    if (!SLUG.test(slug)) return sendMessage(reply, site(), 404);
    return reply.redirect(basePath(site()) + articlePath(slug), 308);
  });

  app.get('/style.css', async (_request, reply) => sendFile(reply, 'text/css; charset=utf-8', STYLESHEET));
  app.get('/favicon.svg', async (_request, reply) => sendFile(reply, 'image/svg+xml', FAVICON));
  app.get('/robots.txt', async (_request, reply) => sendFile(reply, 'text/plain; charset=utf-8', renderRobots(site())));
}

/** Sends the page that goes with a status. */
export function sendMessage(reply: FastifyReply, site: SiteFacts, status: MessageStatus): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .send(renderMessagePage(site, status));
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('Cache-Control', PAGE_CACHE).send(page);
}

function sendFile(reply: FastifyReply, type: string, body: string): FastifyReply {
  return reply.type(type).header('Cache-Control', DAY_CACHE).send(body);
}
