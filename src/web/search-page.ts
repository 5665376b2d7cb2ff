// Search: a form, what it found, and the same search as a feed.

import { MAX_QUERY_CHARACTERS, searchPath } from '../lib/search-address.ts';
import { renderArticleList } from './article-list.ts';
import type { ArticleView } from './article-view.ts';
import { type Html, html } from './html.ts';
import { renderPage } from './layout.ts';
import { basePath, CHANNEL_FORMATS, type SiteFacts } from './site-facts.ts';

/** What was asked and found. `views` best first. */
export interface SearchResult {
  /** See lib/search-address.ts. */
  readonly query: string;
  readonly views: readonly ArticleView[];
}

/** Renders the page. */
export function renderSearchPage(site: SiteFacts, { query, views }: SearchResult): string {
  const base = basePath(site);
  return renderPage(site, {
    title: query === '' ? 'Search' : `“${query}”`,
    description: null,
    canonicalUrl: `${site.url}search/`,
    noindex: true,
    place: 'search/',
    feeds: query === '' ? null : { pathOf: (file) => searchPath(query, file), title: `${site.title}: ${query}` },
    main: html`<div class="searching">
<h1>Search</h1>
<search>
<form class="search" action="${base}search/">
<input type="search" name="q" aria-label="Search articles" value="${query}" maxlength="${MAX_QUERY_CHARACTERS}" required>
<button>Search</button>
</form>
</search>
<p class="hint">All words have to be there; <code>"in quotes"</code> they have to stand together.</p>
${
  query !== '' &&
  html`<p class="found" role="status"><b>${foundText(views.length)}.</b> Subscribe to what comes: ${CHANNEL_FORMATS.map(
    ({ path, name }) => html`<a href="${base}${searchPath(query, path)}">${name}</a> `,
  )}</p>
${views.length === 0 ? renderNothingFound(base) : renderArticleList(views, site, 2)}`
}
</div>`,
  });
}

/** Where to go from here. */
function renderNothingFound(base: string): Html {
  return html`<p class="hint">Fewer words, or one of them alone, may find more. Or look through <a href="${base}">the latest articles</a> and <a href="${base}sources/">all sources</a>.</p>
`;
}

function foundText(found: number): string {
  return found === 0 ? 'Nothing found' : found === 1 ? 'One article' : `${found} articles`;
}
