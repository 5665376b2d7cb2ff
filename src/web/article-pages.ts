// Loads what the page of an article shows and sends it, as it is asked for and again when something sent to it was refused.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ActDeps } from './act-settings.ts';
import { type ActRequest, NOTHING_ASKED, renderActs } from './article-acts.ts';
import { renderArticlePage } from './article-page.ts';
import { type ArticleView, viewArticle } from './article-view.ts';
import { type ImageAddress, withImages } from './page-images.ts';
import type { Audience, PageServer, Render } from './page-server.ts';
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
  /** Sends the page that all have who did nothing and ask for nothing; who gets it is said to `audienceOf` the article. */
  sendShared(
    request: FastifyRequest<ArticleRoute>,
    reply: FastifyReply,
    audienceOf: (articleId: string) => Audience,
  ): Promise<FastifyReply>;
  /** Sends a page that is made for one visitor, with the status that the reply has. */
  sendOwn(request: FastifyRequest, reply: FastifyReply, page: ArticlePageRequest): Promise<FastifyReply>;
}

export interface LoadedArticle {
  readonly view: ArticleView;
  /** Newest first. */
  readonly more: readonly ArticleView[];
}

export interface ArticlePageRequest extends LoadedArticle {
  readonly asked: ActRequest;
  readonly visitor: Visitor;
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

/** What readers add is theirs to see at once, what one did is nobody else's business, and each view is counted here. */
const LIVE_CACHE = 'private, no-cache';
const PAGE_CACHE = 'public, max-age=60';

export function createArticlePages({ store, acts, site, pages, imageAddress, now }: ArticlePageDeps): ArticlePages {
  const missing = async (slug: string) => (isSlug(slug) && (await store.isSlugTakenDown(slug)) ? 410 : 404);

  async function load(slug: string): Promise<LoadedArticle | null> {
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
  }

  /** The text of a page; null: there is no such page of comments. */
  async function render({ view, more }: LoadedArticle, visitorKey: string | null, asked: ActRequest) {
    const readers = acts === null ? NO_READER_PARTS : await renderActs(acts, site(), view, visitorKey, asked, now());
    return readers && renderArticlePage(site(), view, { readers, more });
  }

  function sendPage(request: FastifyRequest, reply: FastifyReply, key: string | null, make: Render): Promise<boolean> {
    reply
      .type('text/html; charset=utf-8')
      .header('Cache-Control', acts === null ? PAGE_CACHE : LIVE_CACHE)
      .header('Vary', 'Accept-Encoding');
    return pages.send(request, reply, key, make);
  }

  return {
    load,
    missing,

    async sendShared(request, reply, audienceOf) {
      const { slug } = request.params;
      const isSent = await sendPage(request, reply, `/${articlePath(slug)}`, async () => {
        const loaded = await load(slug);
        const text = loaded && (await render(loaded, null, NOTHING_ASKED));
        return loaded && text && { text, audience: audienceOf(loaded.view.article.id) };
      });
      return isSent ? reply : sendMessage(reply, site(), await missing(slug));
    },

    async sendOwn(request, reply, { asked, visitor, ...loaded }) {
      const isSent = await sendPage(request, reply, null, () => render(loaded, visitor.key, asked));
      return isSent ? reply : sendMessage(reply, site(), 404);
    },
  };
}
