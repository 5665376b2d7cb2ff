// How to subscribe: the three addresses, what to do with them, and a taste of what comes.
import { renderArticleList } from './article-list.ts';
import type { ArticleView } from './article-view.ts';
import { html } from './html.ts';
import { renderPage } from './layout.ts';
import { CHANNEL_FORMATS, type SiteFacts } from './site-facts.ts';

/** How many articles the taste has. */
export const PREVIEW_ARTICLES = 3;

const HINTS: Readonly<Record<(typeof CHANNEL_FORMATS)[number]['path'], string>> = {
  'atom.xml': 'The one to take when in doubt: every reader knows it.',
  'rss.xml': 'For podcast players and older readers.',
  'feed.json': 'For programs; the easiest to read with a script.',
};

/** Renders the page; `views` are the newest articles. */
export function renderFeedsPage(site: SiteFacts, views: readonly ArticleView[]): string {
  const main = html`<div class="prose">
<h1>Subscribe</h1>
<p class="standfirst">Copy one of these addresses into your feed reader. All three carry the same articles.</p>
<ul class="feeds">
${CHANNEL_FORMATS.map(
  ({ path, name }) => html`<li>
<h2>${name}</h2>
<p class="address"><a href="${site.url}${path}">${site.url}${path}</a></p>
<p class="hint">${HINTS[path]}</p>
</li>
`,
)}</ul>
<h2>New to this?</h2>
<p>A feed is a list of the newest articles that a program can read. A feed reader keeps an eye on the feeds you choose and
shows you what is new, without an account here and without mail. Many readers also find these addresses
by themselves when you give them <a href="${site.url}">${site.url}</a>.</p>
<p>A browser shows a feed as raw text or offers to save it. That is fine: the address is what you need.</p>
</div>
${
  views.length > 0 &&
  html`<section class="preview prose">
<h2>What you will get</h2>
${renderArticleList(views.slice(0, PREVIEW_ARTICLES), site, 3)}
</section>`
}`;
  return renderPage(site, {
    title: 'Subscribe',
    description: `The feeds of ${site.title} in Atom, RSS and JSON Feed.`,
    canonicalUrl: `${site.url}feeds/`,
    noindex: false,
    place: 'feeds/',
    main,
  });
}
