// What all pages have in common: the head, the masthead and the foot.
import { createHash } from 'node:crypto';
import { type Html, type HtmlValue, html } from './html.ts';
import { PAGE_POLICY } from './security-headers.ts';
import { basePath, CHANNEL_FORMATS, type SiteFacts } from './site-facts.ts';
import { STYLESHEET } from './stylesheet.ts';

/** One page: its own title and facts for the head, and what stands in the middle. */
export interface Page {
  /** Null on the front page, which bears the site's own title. */
  readonly title: string | null;
  readonly description: string | null;
  /** Absolute address this page is a copy of, or its own; null for a page without one. */
  readonly canonicalUrl: string | null;
  readonly noindex: boolean;
  readonly main: HtmlValue;
}

// The stylesheet may be cached for long: its address changes with its content.
const STYLESHEET_VERSION = createHash('sha256').update(STYLESHEET).digest('hex').slice(0, 8);

/** The whole document as a string. Addresses within the site are paths below the site's own. */
export function renderPage(site: SiteFacts, page: Page): string {
  const base = basePath(site);
  return html`<!doctype html>
<html lang="${site.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title === null ? site.title : `${page.title} · ${site.title}`}</title>
${page.description && html`<meta name="description" content="${page.description}">\n`}<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${page.noindex && html`<meta name="robots" content="noindex,follow">\n`}${
  page.canonicalUrl && html`<link rel="canonical" href="${page.canonicalUrl}">\n`
}<link rel="icon" type="image/svg+xml" href="${base}favicon.svg">
<link rel="stylesheet" href="${base}style.css?v=${STYLESHEET_VERSION}">
${CHANNEL_FORMATS.map(
  ({ path, name, type }) =>
    html`<link rel="alternate" type="${type}" title="${site.title} (${name})" href="${site.url}${path}">\n`,
)}</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
${renderMasthead(site, base, page.title === null)}
<main id="main">
${page.main}
</main>
<footer class="foot">
<p>Every article belongs to its source; each page names it and leads there.</p>
<nav aria-label="About this site">
<ul>
${CHANNEL_FORMATS.map(({ path, name }) => html`<li><a href="${base}${path}">${name}</a></li>\n`)}<li><a href="${base}about/fetcher/">Our fetcher</a></li>
</ul>
</nav>
<p class="version">The Lost Feed ${site.version}</p>
</footer>
</body>
</html>
`.text;
}

function renderMasthead(site: SiteFacts, base: string, isFront: boolean): Html {
  const name = html`<a href="${base}"><img src="${base}favicon.svg" alt="" width="40" height="40">${site.title}</a>`;
  return html`<header class="masthead">
<div class="nameplate">
${isFront ? html`<h1 class="name">${name}</h1>` : html`<p class="name">${name}</p>`}
${site.description && html`<p class="tagline">${site.description}</p>`}
</div>
<nav aria-label="Site">
<ul>
<li><a href="${base}"${isFront && html` aria-current="page"`}>Latest</a></li>
<li><a href="${base}feeds/">Subscribe</a></li>
</ul>
</nav>
</header>`;
}
