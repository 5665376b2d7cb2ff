// The page of an article: whose it is in the margin, what was written in the column beside it.

export const ARTICLE_STYLE = `.article { margin: clamp(1.5rem, 5vw, 3.2rem) 0 0; }
.article > header { padding-bottom: 1.7rem; }
.article h1, .notice h1 { font-size: clamp(1.9rem, 1.35rem + 2.6vw, 2.75rem); line-height: 1.12; letter-spacing: -.022em; }
.article > header .stamp { margin-bottom: .6rem; }
:is(.article > header, .prose, .blogroll) > .standfirst { margin-top: .8rem; font: 1.2rem/1.5 var(--serif); color: var(--muted); }
.meta { margin-top: 1.1rem; }
.byline { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .1rem 1.5rem; font-size: .95rem; }
.by { order: -1; }
.by a, .by a:visited { color: inherit; text-decoration-color: var(--edge); }
.by .authors::after { content: ","; }
[dir="rtl"] ~ .meta .byline { flex-direction: row-reverse; }
.to-original { font-weight: 600; overflow-wrap: anywhere; }
.meta .facts { margin-top: .2rem; }
figure { margin: 1.8rem 0; }
.lead { margin: 0 0 2rem; }
.lead img:not([width]) { width: 100%; aspect-ratio: auto 16 / 9; }
.lead img, .body img { display: block; max-height: 90vh; object-fit: contain; border-radius: 2px; background: var(--raised); }
figcaption { margin-top: .55rem; color: var(--muted); font: .875rem/1.45 var(--sans); }
.no-image { color: var(--muted); font-style: italic; }
.original { margin-top: 2rem; }
.original a { display: inline-block; padding: .5rem .95rem; font-weight: 600; font-size: .95rem; line-height: 1.35; text-decoration: none; overflow-wrap: anywhere; }
.original a:hover { text-decoration: underline; }
.enclosures { margin-top: 2rem; padding: .9rem 1.1rem; border: 1px solid var(--rule); }
.enclosures h2 { font: .8125rem/1.5 var(--mono); color: var(--muted); margin-bottom: .2rem; }
.enclosures a { overflow-wrap: anywhere; }
.enclosures .hint { display: block; }
.colophon { margin-top: 1.6rem; color: var(--muted); font-size: .925rem; }
.colophon > * + * { margin-top: .5rem; }
.tags { display: flex; flex-wrap: wrap; gap: .2rem .9rem; font: .8125rem/1.6 var(--mono); }
.tags li::before { content: "#"; color: var(--accent); }

@media (min-width: 60rem) {
  /* Whose it is stays in sight beside all that was written, which has eight parts at most; readers come after it */
  .article { display: grid; grid-template: repeat(8, auto) / var(--margin) minmax(0, 1fr); column-gap: var(--between); }
  .article > header { display: contents; }
  :is(.article, .article > header) > * { grid-column: 2; }
  :is(h1, .standfirst):has(+ .meta) { margin-bottom: 2rem; }
  .article > header + .original { margin-top: 0; }
  .article > header .meta { grid-area: 1 / 1 / 9; position: sticky; top: 2rem; align-self: start; margin-top: .3rem; font-size: .875rem; line-height: 1.5; text-align: start; }
  .article > header .stamp + h1 ~ .meta { grid-row-start: 2; }
  .byline, [dir="rtl"] ~ .meta .byline { flex-direction: column; flex-wrap: nowrap; gap: .55rem; font-size: inherit; }
  .by { display: flex; flex-direction: column-reverse; }
  .by .authors::after { content: none; }
  .by .source { font-size: .9375rem; }
  .meta .facts { margin-top: .7rem; padding-top: .7rem; border-top: 1px solid var(--rule); font: .8125rem/1.7 var(--mono); }
  .meta .facts > * { display: block; }
  .meta .facts > ::before { content: none; }
}
`;
