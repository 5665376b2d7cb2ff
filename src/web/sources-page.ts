// All sources by category: the blogroll, with what each is doing.
import { html } from './html.ts';
import { renderPage } from './layout.ts';
import { basePath, type SiteFacts, sourcePath } from './site-facts.ts';
import { renderHealth, type SourceOnPage } from './source-health.ts';
import { renderSourceIcon, type ShownIcons } from './source-icon.ts';
import { renderNumberOf } from './views.ts';

/** Renders the page. Categories in the order of the configuration, sources by title. */
export function renderSourcesPage(site: SiteFacts, sources: readonly SourceOnPage[], icons: ShownIcons = null): string {
  const base = basePath(site);
  const groups = Map.groupBy(sources, ({ view }) =>
    site.categories.some(({ id }) => id === view.category) ? view.category : 'general',
  );
  const categories = [...site.categories, { id: 'general', label: 'Everything else', emoji: null }];
  const main = html`<div class="blogroll">
<h1>Sources</h1>
<p class="standfirst">${
    sources.length === 0
      ? 'None yet: whoever runs this site has still to choose them.'
      : html`${renderNumberOf(sources.length, 'site')} we read for you. Visit them; many have more than their feed says. Take the whole list with you: <a href="${base}opml.xml">OPML</a>.`
  }</p>
${categories.map(({ id, label, emoji }) => {
  const members = groups.get(id) ?? [];
  return (
    members.length > 0 &&
    html`<section>
<h2>${emoji && html`<span aria-hidden="true">${emoji}</span> `}${groups.size === 1 && id === 'general' ? 'All of them' : label}</h2>
<ul class="sources">
${members
  .toSorted((a, b) => compareTitles(a.view.title, b.view.title))
  .map(
    (source) => html`<li>
${renderSourceIcon(source.view, site, icons)}<h3><a href="${base}${sourcePath(source.view.id)}">${source.view.title}</a></h3>
<p class="facts">${renderHealth(source)}</p>
<p class="ways">${source.view.siteUrl && html`<a href="${source.view.siteUrl}" aria-label="Site of ${source.view.title}">Site</a> `}<a href="${source.view.feedUrl}" aria-label="Feed of ${source.view.title}">Feed</a></p>
</li>
`,
  )}</ul>
</section>
`
  );
})}</div>`;
  return renderPage(site, {
    title: 'Sources',
    description: `The sites whose articles ${site.title} collects.`,
    canonicalUrl: `${site.url}sources/`,
    noindex: false,
    place: 'sources/',
    main,
  });
}

const { compare: compareTitles } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
