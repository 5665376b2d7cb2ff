// What all pages have in common: the head, the masthead and the foot.
import { type Html, type HtmlValue, html } from './html.ts';
import { renderFoot } from './page-foot.ts';
import { pagePolicy } from './security-headers.ts';
import { assetAddress, ICON_ASSET, SCRIPT_ASSET, STYLE_ASSET } from './site-assets.ts';
import { basePath, CHANNEL_FORMATS, categoryPath, type SiteFacts } from './site-facts.ts';

/** One page: its own title and facts for the head, and what stands in the middle. */
export interface Page {
  /** Null on the front page, which bears the site's own title. */
  readonly title: string | null;
  readonly description: string | null;
  /** Absolute address this page is a copy of, or its own; null for a page without one. */
  readonly canonicalUrl: string | null;
  readonly noindex: boolean;
  /** Where in the navigation it stands: a path below the base; null: nowhere. */
  readonly place: string | null;
  /** Feeds of this page alone, named before those of the channel; `pathOf` gives the path of each below the base. */
  readonly feeds?: { pathOf(file: string): string; readonly title: string } | null;
  readonly main: HtmlValue;
}

/** The whole document as a string. Addresses within the site are paths below the site's own. */
export function renderPage(site: SiteFacts, page: Page): string {
  const base = basePath(site);
  return html`<!doctype html>
<html lang="${site.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${pagePolicy(site)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title === null ? site.title : `${page.title} · ${site.title}`}</title>
${page.description && html`<meta name="description" content="${page.description}">\n`}<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${page.noindex && html`<meta name="robots" content="noindex,follow">\n`}${
  page.canonicalUrl && html`<link rel="canonical" href="${page.canonicalUrl}">\n`
}<link rel="icon" type="image/svg+xml" href="${base}${assetAddress(ICON_ASSET)}">
<link rel="stylesheet" href="${base}${assetAddress(STYLE_ASSET)}">
<script src="${base}${assetAddress(SCRIPT_ASSET)}" defer></script>
${page.feeds ? renderFeedLinks(site, page.feeds) : null}${renderFeedLinks(site, { pathOf: (file) => file, title: site.title })}</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
${renderMasthead(site, base, page)}
<main id="main">
${page.main}
</main>
${renderFoot(site, base)}
</body>
</html>
`.text;
}

function renderFeedLinks(site: SiteFacts, { pathOf, title }: NonNullable<Page['feeds']>): readonly Html[] {
  return CHANNEL_FORMATS.map(
    ({ path, name, type }) =>
      html`<link rel="alternate" type="${type}" title="${title} (${name})" href="${site.url}${pathOf(path)}">\n`,
  );
}

function renderMasthead(site: SiteFacts, base: string, page: Page): Html {
  const name = html`<a href="${base}"><img src="${base}${assetAddress(ICON_ASSET)}" alt="" width="40" height="40">${site.title}</a>`;
  const link = (path: string, text: HtmlValue, itemClass: string | null = null) =>
    html`<li${itemClass && html` class="${itemClass}"`}><a href="${base}${path}"${page.place === path && html` aria-current="page"`}>${text}</a></li>\n`;
  return html`<header class="masthead">
<div class="nameplate">
${page.title === null ? html`<h1 class="name">${name}</h1>` : html`<p class="name">${name}</p>`}
${site.description && html`<p class="tagline">${site.description}</p>\n`}</div>
<nav class="sections" aria-label="Site">
<ul>
${link('', 'Latest')}${link('sources/', 'Sources')}${link('feeds/', 'Subscribe')}${site.live && link('search/', 'Search', 'to-search')}</ul>
</nav>
${site.live && page.place !== 'search/' && renderSearchForm(base)}${
  site.categories.length > 0 &&
  html`<nav class="categories" aria-label="Categories">
<ul>
${site.categories.map(({ id, label, emoji }) => link(categoryPath(id), html`${emoji && html`<span aria-hidden="true">${emoji}</span> `}${label}`))}</ul>
</nav>
`
}</header>`;
}

/** The small form at the top of every page that is served, where there is room for it; files have nobody to ask. */
function renderSearchForm(base: string): Html {
  return html`<search>
<form class="search" action="${base}search/">
<input type="search" name="q" aria-label="Search articles" placeholder="Search" maxlength="200" required>
<button>Search</button>
</form>
</search>
`;
}
