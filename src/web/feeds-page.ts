// How to subscribe: what a feed is, the addresses of every channel, ways to hand them to a reader, and a taste of what comes.

import { searchPath } from '../lib/search-address.ts';
import type { NamedChannel } from '../model.ts';
import { renderArticleList } from './article-list.ts';
import type { ArticleView } from './article-view.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { renderPage } from './layout.ts';
import { basePath, CHANNEL_FORMATS, categoryPath, type SiteFacts } from './site-facts.ts';

/** How many articles the taste has. */
export const PREVIEW_ARTICLES = 3;

const HINTS: Readonly<Record<(typeof CHANNEL_FORMATS)[number]['path'], string>> = {
  'atom.xml': 'The one to take when in doubt: every reader knows it.',
  'rss.xml': 'For podcast players and older readers.',
  'feed.json': 'For programs; the easiest to read with a script.',
};

/** Addresses that hand a feed to a reader on the web; the escaped address of the feed is put at the end. */
const READERS = [
  ['Feedly', 'https://feedly.com/i/subscription/feed%2F'],
  ['Inoreader', 'https://www.inoreader.com/?add_feed='],
  ['NewsBlur', 'https://www.newsblur.com/?url='],
  ['Feedbin', 'https://feedbin.com/?subscribe='],
  ['The Old Reader', 'https://theoldreader.com/feeds/subscribe?url='],
] as const;

/** What is searched for in the examples. */
const SEARCHES = [
  ['linux kernel', 'All words have to be there, in any order.'],
  ['"old internet"', 'Words in quotes (%22 in an address) have to stand together.'],
] as const;

/** Renders the page; `views` are the newest articles, `channels` those that have no page to name them. */
export function renderFeedsPage(
  site: SiteFacts,
  views: readonly ArticleView[],
  channels: readonly NamedChannel[],
): string {
  const main = html`<div class="prose">
<h1>Subscribe</h1>
<p class="standfirst">A feed is a list of the newest articles that a program can read. A feed reader keeps an eye on the feeds
you choose and shows you what is new: without an account here, without mail, and without anybody in between.</p>
<h2>Everything</h2>
<p>${renderReaders(`${site.url}atom.xml`)}</p>
<p>Or copy one of these addresses into your reader. All three carry the same articles. Many readers also find them by themselves
when you give them <a href="${site.url}">${site.url}</a>.</p>
<ul class="feeds">
${CHANNEL_FORMATS.map(
  ({ path, name }) => html`<li>
<h3>${name}</h3>
${renderAddress(`${site.url}${path}`)}
<p class="hint">${HINTS[path]}</p>
</li>
`,
)}</ul>
${renderChannels(site, channels)}${site.live && renderSearches(site)}<h2>Why does it look like code?</h2>
<p>A browser shows a feed as raw text or offers to save it. That is fine: the address is what you need, and a reader makes pages
of it.</p>
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

/** One click for those who read on the web, or whose program knows addresses that begin with `feed:`. */
function renderReaders(feedUrl: string): HtmlValue {
  const links = READERS.map(([name, address]) => [name, `${address}${encodeURIComponent(feedUrl)}`] as const);
  return html`<span class="readers">${[...links, ['your own program', `feed:${feedUrl}`] as const].map(
    ([name, address]) => html`<a href="${address}">Open in ${name}</a> `,
  )}</span>`;
}

/** How what somebody looks for becomes a channel, by example. */
function renderSearches(site: SiteFacts): Html {
  return html`<h2>Your own words</h2>
<p>Every search is a channel too: all that has your words in it, the newest first. <a href="${basePath(site)}search/">Search for
something</a>: the page of what was found has its feeds. Or write the address yourself, your words after
<code>?q=</code> with <code>+</code> between them:</p>
<ul class="feeds">
${SEARCHES.map(
  ([query, hint]) => html`<li>
${renderAddress(`${site.url}${searchPath(query, 'atom.xml')}`)}
<p class="hint">${hint}</p>
</li>
`,
)}</ul>
<p class="hint">With <code>rss.xml</code> or <code>feed.json</code> in place of <code>atom.xml</code> it comes in the other formats.</p>
`;
}

/** An address to be copied; the script puts a button beside it. */
function renderAddress(url: string): Html {
  return html`<p class="address"><a href="${url}" data-copy>${url}</a></p>`;
}

interface ChannelRow {
  readonly folder: string;
  readonly name: string;
  /** What stands for it at the head of its line. */
  readonly head: HtmlValue;
}

/** A line for each category, language and read time: its three documents, and its page if it has one. */
function renderChannels(site: SiteFacts, channels: readonly NamedChannel[]): HtmlValue {
  const base = basePath(site);
  const rowsOf = (kind: NamedChannel['kind']): readonly ChannelRow[] =>
    channels.filter((channel) => channel.kind === kind).map(({ folder, name }) => ({ folder, name, head: name }));
  const categories = site.categories.map(({ id, label, emoji }) => ({
    folder: categoryPath(id),
    name: label,
    head: html`${emoji && html`<span aria-hidden="true">${emoji}</span> `}<a href="${base}${categoryPath(id)}">${label}</a>`,
  }));
  return html`<h2>A part of it</h2>
<p>Each of the <a href="${base}sources/">sources</a> is a channel of its own: its page has the addresses.${
    categories.length + channels.length > 0 && ' So are these:'
  }</p>
${renderTable(site, 'Category', categories)}${renderTable(site, 'Language', rowsOf('language'))}${renderTable(site, 'Time to read', rowsOf('minutes'))}`;
}

function renderTable(site: SiteFacts, title: string, rows: readonly ChannelRow[]): HtmlValue {
  if (rows.length === 0) return '';
  return html`<table class="channels">
<thead>
<tr><th scope="col">${title}</th><th scope="col">Feeds</th></tr>
</thead>
<tbody>
${rows.map(
  ({ folder, name, head }) => html`<tr><th scope="row">${head}</th><td>${CHANNEL_FORMATS.map(
    (format, index) =>
      html`<a href="${site.url}${folder}${format.path}" aria-label="${name} as ${format.name}"${
        index === 0 && html` data-copy="${name}"`
      }>${format.name}</a> `,
  )}<a href="feed:${site.url}${folder}atom.xml" aria-label="Open ${name} in your own program">Open</a></td></tr>
`,
)}</tbody>
</table>
`;
}
