// The front page: the newest articles, or a friendly word when there are none yet.
import { renderDays } from './article-list.ts';
import type { ArticleView } from './article-view.ts';
import { html } from './html.ts';
import { renderPage } from './layout.ts';
import { basePath, type SiteFacts } from './site-facts.ts';

/** Renders the page; `views` newest first. */
export function renderFrontPage(site: SiteFacts, views: readonly ArticleView[]): string {
  const base = basePath(site);
  const empty = html`<div class="notice">
<h2>Nothing here yet</h2>
<p>The first articles appear as soon as the sources have been read. You can <a href="${base}feeds/">subscribe</a> already.</p>
</div>`;
  return renderPage(site, {
    title: null,
    description: site.description || null,
    canonicalUrl: site.url,
    noindex: false,
    main: views.length === 0 ? empty : renderDays(views, base),
  });
}
