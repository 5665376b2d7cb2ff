// The website as files, for any static host: the same pages the server renders.
import type { FullArticle, SourceView } from '../model.ts';
import { renderArticlePage } from './article-page.ts';
import { type ArticleView, viewArticle } from './article-view.ts';
import { renderExtensionPage } from './extension-page.ts';
import { FAVICON } from './favicon.ts';
import { renderFeedsPage } from './feeds-page.ts';
import { renderFetcherPage } from './fetcher-page.ts';
import { renderFrontPage } from './front-page.ts';
import { renderMessagePage } from './message-page.ts';
import { renderRobots } from './robots.ts';
import { articlePath, type SiteFacts } from './site-facts.ts';
import { STYLESHEET } from './stylesheet.ts';

/** One file of the site; `path` is relative, such as `a/SLUG/index.html`. */
export interface SitePage {
  readonly path: string;
  readonly body: string;
}

/** What pages are made of. A source that is not among `sources` is one that is no longer known. */
export interface SiteContent {
  readonly site: SiteFacts;
  readonly articles: readonly FullArticle[];
  readonly sources: ReadonlyMap<string, SourceView>;
}

/** Renders every page. `articles` newest first; the same input gives the same bytes, whenever it is rendered. */
export function renderSite(content: SiteContent): readonly SitePage[] {
  const { site } = content;
  const views = viewArticles(content);
  return [
    { path: 'index.html', body: renderFrontPage(site, views) },
    { path: 'feeds/index.html', body: renderFeedsPage(site, views) },
    { path: 'about/fetcher/index.html', body: renderFetcherPage(site) },
    { path: 'ns/index.html', body: renderExtensionPage(site) },
    { path: '404.html', body: renderMessagePage(site, 404) },
    { path: 'style.css', body: STYLESHEET },
    { path: 'favicon.svg', body: FAVICON },
    { path: 'robots.txt', body: renderRobots(site) },
    ...views.map((view) => articleFile(site, view)),
  ];
}

/** Renders the pages of articles alone. */
export function renderArticlePages(content: SiteContent): readonly SitePage[] {
  return viewArticles(content).map((view) => articleFile(content.site, view));
}

function viewArticles({ site, articles, sources }: SiteContent): readonly ArticleView[] {
  return articles.map((article) => viewArticle(article, sources.get(article.sourceId), site));
}

function articleFile(site: SiteFacts, view: ArticleView): SitePage {
  return { path: `${articlePath(view.article.slug)}index.html`, body: renderArticlePage(site, view) };
}
