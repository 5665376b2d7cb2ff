// The page our User-Agent points to: who asks, how often, and how to slow us down or stop us.
import { type Html, html } from './html.ts';
import { renderPage } from './layout.ts';
import { type SiteFacts, webAddress } from './site-facts.ts';

/** Renders the page. */
export function renderFetcherPage(site: SiteFacts): string {
  const main = html`<div class="prose">
<h1>About our fetcher</h1>
<p class="standfirst">If you found this address in the log of your server: we read your feed, so that the readers of
<a href="${site.url}">${site.title}</a> learn what you write.</p>
<h2>How to know it</h2>
<p>Its User-Agent begins with <code>TheLostFeed/${site.version}</code>. It asks for feeds only, follows a few redirects,
keeps no cookies and runs no scripts.</p>
<h2>How often it comes</h2>
<ul>
<li>A feed that changes seldom is asked more rarely, down to once a day; failing ones too.</li>
<li>Your host gets one request at a time, with a pause between them.</li>
<li>It sends back your <code>ETag</code> and <code>Last-Modified</code>, so that nothing new costs you a
<code>304 Not Modified</code> and no bytes; and it takes compressed answers.</li>
<li><code>Cache-Control</code>, <code>Expires</code>, <code>Retry-After</code> and the feed’s own <code>ttl</code>,
<code>skipHours</code> and <code>skipDays</code> are honoured when they ask for more time.</li>
</ul>
<h2>How to slow it down</h2>
<p>Send <code>Cache-Control: max-age=…</code> with the feed, or answer <code>429 Too Many Requests</code> with
<code>Retry-After</code>: we stay away for that long.</p>
<h2>How to stop it</h2>
<p>Answer <code>410 Gone</code>, and it never comes back by itself. ${contactSentence(site.contact)}</p>
<h2>What we do with your articles</h2>
<p>Each one is shown with your name and leads to your page first, which we also name as the canonical one to search
engines. If you want less of it shown here, or nothing, tell us.</p>
</div>`;
  return renderPage(site, {
    title: 'About our fetcher',
    description: 'Who reads your feed, how often, and how to stop it.',
    canonicalUrl: `${site.url}about/fetcher/`,
    noindex: false,
    place: 'about/fetcher/',
    main,
  });
}

function contactSentence(contact: string | null): Html {
  if (contact === null) return html`You can also write to the people who run this site.`;
  const isMail = /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(contact);
  const href = isMail ? `mailto:${contact}` : webAddress(contact);
  return html`You can also write to us: ${href === null ? contact : html`<a href="${href}">${contact}</a>`}.`;
}
