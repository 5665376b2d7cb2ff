// The foot of every page: the feeds as the little buttons that sites used to wear, and what there is to know about us.
import { type Html, html } from './html.ts';
import { CHANNEL_FORMATS, type SiteFacts } from './site-facts.ts';

/** Renders the foot; `base` is the site's path. */
export function renderFoot(site: SiteFacts, base: string): Html {
  return html`<footer class="foot">
<nav class="buttons" aria-label="Feeds of this site">
<ul>
${CHANNEL_FORMATS.map(({ path, name }) => html`<li><a class="${path.replace(/\W.*/, '')}" href="${base}${path}">${name}</a></li>\n`)}<li><a class="opml" href="${base}opml.xml">OPML</a></li>
</ul>
</nav>
<p>Every article belongs to its source; each page names it and leads there. Best viewed with any browser.</p>
<nav class="about" aria-label="About this site">
<ul>
<li><a href="${base}about/fetcher/">Our fetcher</a></li>
<li><a href="${base}ns/">Our extensions</a></li>
<li class="version">The Lost Feed ${site.version}</li>
</ul>
</nav>
</footer>`;
}
