// The website as files, for any static host: the same pages the server renders, without what needs a server.
import type { Article, Category, FullArticle, NamedChannel, OtherCoverage, SourceView } from '../model.ts';
import { ALONE, renderArticlePage } from './article-page.ts';
import { type ArticleView, viewArticle } from './article-view.ts';
import { renderExtensionPage } from './extension-page.ts';
import { renderFeedsPage } from './feeds-page.ts';
import { renderFetcherPage } from './fetcher-page.ts';
import { renderCategoryPage, renderFrontPage, renderSourcePage } from './list-page.ts';
import { ONE_PAGE } from './list-paging.ts';
import { renderMessagePage } from './message-page.ts';
import { LINKED_IMAGES, NO_IMAGES, withImages } from './page-images.ts';
import { renderRobots } from './robots.ts';
import { SITE_ASSETS } from './site-assets.ts';
import { articlePath, categoryPath, type SiteFacts, sourcePath } from './site-facts.ts';
import type { SourceOnPage } from './source-health.ts';
import { renderSourcesPage } from './sources-page.ts';

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
  /** The same stories elsewhere, by the article's id. */
  readonly coverage: ReadonlyMap<string, readonly OtherCoverage[]>;
}

/** The newest articles of a category or of a source. */
export interface ListContent extends Pick<SiteContent, 'site' | 'sources' | 'coverage'> {
  readonly of: { readonly category: Category } | { readonly source: SourceOnPage };
  /** Whether there is a page of an article: not all were in the channel. */
  hasPage(slug: string): boolean;
  readonly articles: readonly Article[];
}

/**
 * Renders the pages of the channel, and what goes with every site. `articles` newest first, `blogroll` all sources, `channels` those without a page; the same
 * input gives the same bytes, whenever it is rendered.
 */
export function renderSite(
  content: SiteContent & { readonly blogroll: readonly SourceOnPage[]; readonly channels: readonly NamedChannel[] },
): readonly SitePage[] {
  const site = asFiles(content.site);
  const views = viewArticles(content);
  return [
    { path: 'index.html', body: renderFrontPage(site, views, ONE_PAGE) },
    { path: 'sources/index.html', body: renderSourcesPage(site, content.blogroll) },
    { path: 'feeds/index.html', body: renderFeedsPage(site, views, content.channels) },
    { path: 'about/fetcher/index.html', body: renderFetcherPage(site) },
    { path: 'ns/index.html', body: renderExtensionPage(site) },
    { path: '404.html', body: renderMessagePage(site, 404) },
    ...SITE_ASSETS.map(({ path, body }) => ({ path, body })),
    { path: 'robots.txt', body: renderRobots(site) },
    ...views.map((view) => articleFile(site, view)),
  ];
}

/** Renders the pages of articles alone. */
export function renderArticlePages(content: SiteContent): readonly SitePage[] {
  const site = asFiles(content.site);
  return viewArticles(content).map((view) => articleFile(site, view));
}

/** Renders the page of a category or source. */
export function renderListPage({ of, hasPage, ...content }: ListContent): SitePage {
  const site = asFiles(content.site);
  const views = viewArticles(content).map((view) => ({
    ...view,
    href: hasPage(view.article.slug) ? view.href : (view.originalUrl ?? view.href),
    also: view.also.filter(({ slug }) => hasPage(slug)),
  }));
  return 'category' in of
    ? page(categoryPath(of.category.id), renderCategoryPage(site, of.category, views, ONE_PAGE))
    : page(sourcePath(of.source.view.id), renderSourcePage(site, of.source, views, ONE_PAGE));
}

/** Nobody passes pictures on for a static host: they are left out there. */
function asFiles(site: SiteFacts): SiteFacts {
  return { ...site, live: false, images: site.images === 'link' ? 'link' : 'none' };
}

function viewArticles({
  site,
  articles,
  sources,
  coverage,
}: Pick<SiteContent, 'site' | 'sources' | 'coverage'> & {
  readonly articles: readonly Article[];
}): readonly ArticleView[] {
  return articles.map((article) => viewArticle(article, sources.get(article.sourceId), site, coverage.get(article.id)));
}

function articleFile(site: SiteFacts, view: ArticleView): SitePage {
  const shown = withImages(view, site.images === 'link' ? LINKED_IMAGES : NO_IMAGES);
  return page(articlePath(view.article.slug), renderArticlePage(site, shown, ALONE));
}

function page(path: string, body: string): SitePage {
  return { path: `${path}index.html`, body };
}
