// Loads what the page of an article shows and sends it, as it is asked for and again when something sent to it was refused.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ActDeps } from './act-settings.ts';
import { type ActRequest, renderActs } from './article-acts.ts';
import { renderArticlePage } from './article-page.ts';
import { type ArticleView, viewArticle } from './article-view.ts';
import { type ImageAddress, withImages } from './page-images.ts';
import type { PageServer } from './page-server.ts';
import { NO_READER_PARTS } from './reader-parts.ts';
import { articlePath, isSlug, type SiteFacts } from './site-facts.ts';
import { sendMessage, type WebStore } from './site-routes.ts';
import type { Visitor } from './visitors.ts';

/** How visitors get and give what belongs to an article. */
export interface ArticlePages {
  /** The article at an address of ours, and others of its source; null: there is none. */
  load(slug: string): Promise<LoadedArticle | null>;
  /** Says that there is none at an address: it was taken down, or never was. */
  missing(slug: string): Promise<404 | 410>;
  /** Sends the page, with the status that the reply has. */
  send(request: FastifyRequest, reply: FastifyReply, page: ArticlePageRequest): Promise<FastifyReply>;
}

export interface LoadedArticle {
  readonly view: ArticleView;
  /** Newest first. */
  readonly more: readonly ArticleView[];
}

export interface ArticlePageRequest extends LoadedArticle {
  readonly asked: ActRequest;
  /** Null where readers can do nothing. */
  readonly visitor: Visitor | null;
}

export interface ArticlePageDeps {
  readonly store: WebStore;
  /** Null: nothing but the article is shown. */
  readonly acts: ActDeps | null;
  readonly pages: PageServer;
  imageAddress: ImageAddress;
  site(): SiteFacts;
  now(): number;
}

/** A request for something of an article. */
export interface ArticleRoute {
  Params: { slug: string };
}

/** Articles of the same source named below one. */
const MORE_ARTICLES = 5;

/** What readers add is theirs to see at once, and what one did is nobody else's business. */
const LIVE_CACHE = 'private, no-cache';
const PAGE_CACHE = 'public, max-age=60';

export function createArticlePages({ store, acts, site, pages, imageAddress, now }: ArticlePageDeps): ArticlePages {
  return {
    async load(slug) {
      const article = isSlug(slug) ? await store.articleBySlug(slug) : null;
      if (article === null) return null;
      const { id, sourceId } = article;
      const source = (await store.sourceViews([sourceId])).get(sourceId);
      const items = MORE_ARTICLES + 1;
      const scope = { kind: 'source', sourceId } as const;
      const others = source ? await store.channelArticles({ items, perSource: items, listedAfter: null, scope }) : [];
      const also = (await store.alsoCoveredBy([id])).get(id);
      return {
        view: withImages(viewArticle(article, source, site(), also), imageAddress),
        more: others
          .filter((other) => other.id !== id)
          .slice(0, MORE_ARTICLES)
          .map((other) => viewArticle(other, source, site())),
      };
    },

    missing: async (slug) => (isSlug(slug) && (await store.isSlugTakenDown(slug)) ? 410 : 404),

    async send(request, reply, { view, more, asked, visitor }) {
      const isLive = acts !== null && visitor !== null;
      const readers = isLive ? await renderActs(acts, site(), view, visitor.key, asked, now()) : NO_READER_PARTS;
      if (readers === null) return sendMessage(reply, site(), 404);
      reply
        .type('text/html; charset=utf-8')
        .header('Cache-Control', isLive ? LIVE_CACHE : PAGE_CACHE)
        .header('Vary', 'Accept-Encoding');
      // what a visitor did is on it, and who sees it is counted: it is made for each
      const key = isLive ? null : `/${articlePath(view.article.slug)}`;
      await pages.send(request, reply, key, async () => renderArticlePage(site(), view, { readers, more }));
      return reply;
    },
  };
}
