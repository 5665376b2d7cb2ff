// Pages that are lists of articles: the front page, a category, a source.
import { renderDays } from './article-list.ts';
import type { ArticleView } from './article-view.ts';
import { type Html, html } from './html.ts';
import { renderPage } from './layout.ts';
import { type Paging, renderPaging } from './list-paging.ts';
import { basePath, CHANNEL_FORMATS, categoryPath, type SiteFacts, sourcePath } from './site-facts.ts';
import { renderHealth, type SourceOnPage } from './source-health.ts';
import { renderSourceIcon, type ShownIcons } from './source-icon.ts';

/** Renders the front page; `views` newest first. */
export function renderFrontPage(site: SiteFacts, views: readonly ArticleView[], paging: Paging): string {
  const base = basePath(site);
  const empty = html`<div class="notice">
<h2>Nothing here yet</h2>
<p>The first articles appear as soon as the sources have been read. You can <a href="${base}feeds/">subscribe</a> already.</p>
</div>`;
  return renderPage(site, {
    title: paging.after === null ? null : 'Older articles',
    description: site.description || null,
    canonicalUrl: site.url,
    noindex: paging.after !== null,
    place: paging.after === null ? '' : null,
    main: [
      paging.after !== null && html`<h1 class="unseen">Older articles</h1>\n`,
      views.length === 0 ? empty : renderDays(views, site),
      renderPaging(paging, base),
    ],
  });
}

/** Renders the page of a category that is configured. */
export function renderCategoryPage(
  site: SiteFacts,
  category: SiteFacts['categories'][number],
  views: readonly ArticleView[],
  paging: Paging,
): string {
  const path = categoryPath(category.id);
  // what all of them are in is said once, above
  const withoutBadge = views.map((view) => ({ ...view, category: null }));
  return renderList(site, withoutBadge, paging, {
    title: category.label,
    path,
    heading: html`${category.emoji && html`<span aria-hidden="true">${category.emoji}</span> `}${category.label}`,
    about: null,
  });
}

/** Renders the page of a source that is listed. */
export function renderSourcePage(
  site: SiteFacts,
  source: SourceOnPage,
  views: readonly ArticleView[],
  paging: Paging,
  icons: ShownIcons = null,
): string {
  const { view } = source;
  const about = html`<p class="facts">${renderHealth(source)} ${view.siteUrl && html`<span><a href="${view.siteUrl}">Its site</a></span> `}<span><a href="${view.feedUrl}">Its own feed</a></span></p>
`;
  return renderList(site, views, paging, {
    title: view.title,
    path: sourcePath(view.id),
    heading: html`${renderSourceIcon(view, site, icons)}${view.title}`,
    about,
  });
}

interface ListFacts {
  readonly title: string;
  readonly path: string;
  readonly heading: Html;
  readonly about: Html | null;
}

function renderList(site: SiteFacts, views: readonly ArticleView[], paging: Paging, list: ListFacts): string {
  const base = basePath(site);
  const { title, path, heading, about } = list;
  return renderPage(site, {
    title,
    description: `Articles of ${title} in ${site.title}.`,
    canonicalUrl: `${site.url}${path}`,
    noindex: paging.after !== null,
    place: path,
    feeds: { pathOf: (file) => path + file, title },
    main: html`<header class="list-head">
<h1>${heading}</h1>
${about}<p class="subscribe">Subscribe: ${CHANNEL_FORMATS.map(
      ({ path: document, name }) => html`<a href="${base}${path}${document}">${name}</a> `,
    )}</p>
</header>
${views.length === 0 ? html`<div class="notice"><p>Nothing here at the moment.</p></div>` : renderDays(views, site)}
${renderPaging(paging, `${base}${path}`)}`,
  });
}
