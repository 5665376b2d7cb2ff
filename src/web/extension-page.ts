// The page that explains what our documents say in words of our own: an XML element and an extension of JSON Feed.
import { READ_TIME_NAMESPACE } from '../lib/xml-namespace.ts';
import { html } from './html.ts';
import { renderPage } from './layout.ts';
import type { SiteFacts } from './site-facts.ts';

const XML_EXAMPLE = `<feed xmlns="http://www.w3.org/2005/Atom"
      xmlns:lostfeed="${READ_TIME_NAMESPACE}">
  <entry>
    …
    <lostfeed:readMinutes>4</lostfeed:readMinutes>
  </entry>
</feed>`;

/** Renders the page. */
export function renderExtensionPage(site: SiteFacts): string {
  const example = {
    _lostfeed: {
      about: `${site.url}ns/`,
      source: { title: 'Harbour Notes', url: 'https://harbour.example/', feed: 'https://harbour.example/atom.xml' },
      category: 'old-internet',
      read_minutes: 4,
      also_covered_by: [{ title: 'Slow boats', url: 'https://links.example/417', source: 'Link of the Day' }],
    },
  };
  const main = html`<div class="prose">
<h1>Our extensions</h1>
<p class="standfirst">What the <a href="${site.url}feeds/">feeds</a> of this site say in words of their own, for people who
write programs that read them. A program that ignores it loses nothing else.</p>
<h2>In Atom and RSS</h2>
<p>Elements in the namespace <code>${READ_TIME_NAMESPACE}</code>. That is a name and leads nowhere; compare it letter by
letter.</p>
<ul>
<li><code>readMinutes</code>, in an entry or item, at most once: how long it takes to read the whole article, in whole minutes
from 1. It is missing where that is not known.</li>
</ul>
<pre><code>${XML_EXAMPLE}</code></pre>
<h2>In JSON Feed</h2>
<p>Each item has an object <code>_lostfeed</code>:</p>
<ul>
<li><code>about</code>: the address of this page.</li>
<li><code>source</code>: where the article comes from: <code>title</code>, <code>url</code> of the site (<code>null</code> if
it is not known), <code>feed</code>, the address of its feed, <code>rights</code> and <code>license</code> (an address), if
the feed states any.</li>
<li><code>rights</code> and <code>license</code>: those that the article itself states; it has precedence.</li>
<li><code>category</code>: the id of the category the article is in; <code>null</code> if it is in none.</li>
<li><code>read_minutes</code>: as <code>readMinutes</code> above; <code>null</code> where it is not known.</li>
<li><code>also_covered_by</code>, where other sources have the same story: a list of articles, each with <code>title</code>,
<code>url</code> and the title of its <code>source</code>. Atom has them as links with <code>rel="related"</code>.</li>
</ul>
<pre><code>${JSON.stringify(example, null, 2)}</code></pre>
</div>`;
  return renderPage(site, {
    title: 'Our extensions',
    description: 'The XML namespace and the JSON Feed extension that the feeds of this site use.',
    canonicalUrl: `${site.url}ns/`,
    noindex: false,
    place: 'ns/',
    main,
  });
}
