// The website's addresses: pages for people, and the small files that come with a site.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toQuery } from '../lib/search-address.ts';
import type {
  Article,
  FoundDocument,
  FullArticle,
  ListPlace,
  ListQuery,
  ListScope,
  NamedChannel,
  OtherCoverage,
  SourceView,
} from '../model.ts';
import type { ActDeps } from './act-settings.ts';
import { type ArticleView, viewArticle } from './article-view.ts';
import { renderExtensionPage } from './extension-page.ts';
import { PREVIEW_ARTICLES, renderFeedsPage } from './feeds-page.ts';
import { renderFetcherPage } from './fetcher-page.ts';
import type { SiteIcons } from './icon-routes.ts';
import { renderCategoryPage, renderFrontPage, renderSourcePage } from './list-page.ts';
import { PAGE_ARTICLES, pagingOf, readPlace } from './list-paging.ts';
import { type MessageStatus, renderMessagePage } from './message-page.ts';
import type { PageServer } from './page-server.ts';
import { renderRobots } from './robots.ts';
import { renderSearchPage } from './search-page.ts';
import { SITE_ASSETS } from './site-assets.ts';
import { basePath, isSlug, type SiteFacts } from './site-facts.ts';
import type { SourceOnPage } from './source-health.ts';
import type { ShownIcons } from './source-icon.ts';
import { renderSourcesPage } from './sources-page.ts';

/** What the website asks of the store. */
export interface WebStore {
  articleBySlug(slug: string): Promise<FullArticle | null>;
  /** Whether that was the address of an article which the operator took down. */
  isSlugTakenDown(slug: string): Promise<boolean>;
  /** The articles of a list, newest first. */
  channelArticles(query: ListQuery): Promise<readonly Article[]>;
  sourceViews(ids: readonly string[]): Promise<ReadonlyMap<string, SourceView>>;
  /** The other articles of the stories of these, by id. */
  alsoCoveredBy(ids: readonly string[]): Promise<ReadonlyMap<string, readonly OtherCoverage[]>>;
  /** Articles that have all these words, the best first. */
  searchArticles(query: SearchQuery): Promise<readonly Article[]>;
}

interface SearchQuery {
  readonly words: string;
  readonly limit: number;
  readonly offset: number;
  readonly order: 'newest' | 'best';
}

export interface SiteRouteDeps {
  readonly store: WebStore;
  /** The listed sources and how they are doing: all, or those with these ids. */
  sources(ids?: readonly string[]): Promise<readonly SourceOnPage[]>;
  /** The other channels that have no page to name them; absent: there are none. */
  channels?(): Promise<readonly NamedChannel[]>;
  /** What readers did is shown in lists; null: nothing is. */
  readonly acts: (Pick<ActDeps, 'settings'> & { readonly store: Pick<ActDeps['store'], 'counts'> }) | null;
  /** Absent: pages show none. */
  readonly icons?: Pick<SiteIcons, 'have'>;
  /** What is at the path of a document, where it went, or that it is gone; null: nothing, and there never was. */
  findDocument(path: string): Promise<FoundDocument | null>;
  site(): SiteFacts;
  readonly pages: PageServer;
  now(): number;
}

/** Articles that a search shows. */
const FOUND_ARTICLES = 50;

const PAGE_CACHE = 'public, max-age=60';
const DAY_CACHE = 'public, max-age=86400';
const LASTING_CACHE = 'public, max-age=31536000, immutable';

type Render = () => Promise<string | null>;

/** Adds the site's routes. Addresses of pages end in a slash; the other form leads there. */
export function addSiteRoutes(app: FastifyInstance, deps: SiteRouteDeps): void {
  const { store, acts, site, pages } = deps;

  async function view(articles: readonly Article[]): Promise<readonly ArticleView[]> {
    const sources = await store.sourceViews([...new Set(articles.map(({ sourceId }) => sourceId))]);
    const ids = articles.map(({ id }) => id);
    const also = await store.alsoCoveredBy(ids);
    const counts = await countsOf(ids);
    const facts = site();
    return articles.map((article) =>
      viewArticle(article, sources.get(article.sourceId), facts, also.get(article.id), counts?.get(article.id) ?? null),
    );
  }

  /** What is shown of what readers did; null: nothing. */
  async function countsOf(ids: readonly string[]): Promise<ReadonlyMap<string, ArticleView['counts']> | null> {
    const { views = false, comments = false } = acts?.settings() ?? {};
    if (acts === null || !(views || comments)) return null;
    const counts = await acts.store.counts(ids);
    return new Map(
      [...counts].map(([id, count]) => [
        id,
        { views: views ? count.views : 0, comments: comments ? count.comments : 0 },
      ]),
    );
  }

  async function iconsOf(sources: readonly SourceOnPage[]): Promise<ShownIcons> {
    return (await deps.icons?.have(sources.map(({ view }) => view.id))) ?? null;
  }

  /** When the articles of the channel begin. */
  function windowStart(): number | null {
    const { windowMs } = site().channel;
    return windowMs === null ? null : deps.now() - windowMs;
  }

  /** The first articles of the channel. */
  async function newest(limit: number): Promise<readonly ArticleView[]> {
    const { items, perSource } = site().channel;
    const query = { items: Math.min(items, limit), perSource, listedAfter: windowStart() };
    return view(await store.channelArticles(query));
  }

  /** A page of a list, from after a place on; of one source no more than the channel takes, for the others' sake. */
  async function list(scope: ListScope, after: ListPlace | null) {
    const { items, perSource } = site().channel;
    const size = Math.min(items, PAGE_ARTICLES);
    const listedAfter = scope.kind === 'all' ? windowStart() : null;
    // one more tells whether the list goes on
    const articles = await store.channelArticles({ items: size + 1, perSource, listedAfter, scope, after });
    return { views: await view(articles.slice(0, size)), paging: pagingOf(after, articles, size) };
  }

  /** Sends a page; false: there is none. */
  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    key: string | null,
    render: Render,
    cache = PAGE_CACHE,
  ): Promise<boolean> {
    reply.type('text/html; charset=utf-8').header('Cache-Control', cache).header('Vary', 'Accept-Encoding');
    return pages.send(request, reply, key, render);
  }

  async function sendOr404(...page: Parameters<typeof send>): Promise<FastifyReply> {
    const [, reply] = page;
    return (await send(...page)) ? reply : sendMessage(reply, site(), 404);
  }

  /** A page of a list, from after the place that is asked for. */
  async function sendList(
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    render: (after: ListPlace | null) => Promise<string | null>,
  ): Promise<FastifyReply> {
    const place = readPlace((request.query as { after?: unknown }).after);
    if (place === undefined) return sendMessage(reply, site(), 404);
    const key = place === null ? path : `${path}?after=${place.listedAt}.${place.id}`;
    return (await send(request, reply, key, () => render(place))) ? reply : sendLost(reply, path);
  }

  /** For a list that there is not: what its documents say of it. */
  async function sendLost(reply: FastifyReply, path: string): Promise<FastifyReply> {
    const found = await deps.findDocument(`${path.slice(1)}atom.xml`);
    if (found?.kind !== 'moved') return sendMessage(reply, site(), found?.kind === 'gone' ? 410 : 404);
    return reply.redirect(basePath(site()) + found.path.slice(0, -'atom.xml'.length), 301);
  }

  app.get('/', (request, reply) =>
    sendList(request, reply, '/', async (after) => {
      const { views, paging } = await list({ kind: 'all' }, after);
      return renderFrontPage(site(), views, paging);
    }),
  );

  app.get<{ Params: { id: string } }>('/c/:id/', (request, reply) =>
    sendList(request, reply, `/c/${request.params.id}/`, async (after) => {
      const category = site().categories.find(({ id }) => id === request.params.id);
      if (category === undefined) return null;
      const { views, paging } = await list({ kind: 'category', category: category.id }, after);
      return renderCategoryPage(site(), category, views, paging);
    }),
  );

  app.get<{ Params: { id: string } }>('/s/:id/', (request, reply) =>
    sendList(request, reply, `/s/${request.params.id}/`, async (after) => {
      const { id: sourceId } = request.params;
      const [source] = isSlug(sourceId) ? await deps.sources([sourceId]) : [];
      if (source === undefined) return null;
      const { views, paging } = await list({ kind: 'source', sourceId }, after);
      return renderSourcePage(site(), source, views, paging, await iconsOf([source]));
    }),
  );

  app.get('/sources/', (request, reply) =>
    sendOr404(request, reply, '/sources/', async () => {
      const sources = await deps.sources();
      return renderSourcesPage(site(), sources, await iconsOf(sources));
    }),
  );

  app.get('/feeds/', (request, reply) =>
    sendOr404(request, reply, '/feeds/', async () =>
      renderFeedsPage(site(), await newest(PREVIEW_ARTICLES), (await deps.channels?.()) ?? []),
    ),
  );

  app.get('/about/fetcher/', (request, reply) =>
    sendOr404(request, reply, '/about/fetcher/', async () => renderFetcherPage(site())),
  );

  app.get('/ns/', (request, reply) => sendOr404(request, reply, '/ns/', async () => renderExtensionPage(site())));

  app.get('/search/', (request, reply) => {
    const { q } = request.query as { q?: unknown };
    const query = typeof q === 'string' ? toQuery(q) : '';
    return sendOr404(request, reply, null, async () => {
      const search = { words: query, limit: FOUND_ARTICLES, offset: 0, order: 'best' } as const;
      const found = query === '' ? [] : await store.searchArticles(search);
      return renderSearchPage(site(), { query, views: await view(found) });
    });
  });

  for (const path of ['sources', 'feeds', 'search', 'about/fetcher', 'ns']) {
    app.get(`/${path}`, async (_request, reply) => reply.redirect(`${basePath(site())}${path}/`, 308));
  }
  for (const folder of ['a', 'c', 's']) {
    app.get<{ Params: { name: string } }>(`/${folder}/:name`, async ({ params: { name } }, reply) => {
      if (!isSlug(name)) return sendMessage(reply, site(), 404);
      return reply.redirect(`${basePath(site())}${folder}/${name}/`, 308);
    });
  }

  for (const { path, type, body, version } of SITE_ASSETS) {
    app.get(`/${path}`, async (request, reply) => {
      const { v } = request.query as { v?: unknown };
      return sendFile(reply, type, body, v === version ? LASTING_CACHE : DAY_CACHE);
    });
  }
  app.get('/robots.txt', async (_request, reply) =>
    sendFile(reply, 'text/plain; charset=utf-8', renderRobots(site()), DAY_CACHE),
  );
}

/** Sends the page that goes with a status. */
export function sendMessage(reply: FastifyReply, site: SiteFacts, status: MessageStatus): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .send(renderMessagePage(site, status));
}

function sendFile(reply: FastifyReply, type: string, body: string, cache: string): FastifyReply {
  return reply.type(type).header('Cache-Control', cache).send(body);
}
