// Lists of articles, by day: a log with the hour and the category of each in its margin.

export const LISTS_STYLE = `.list-head { padding-top: clamp(1.5rem, 4vw, 2.5rem); }
:is(.list-head, .searching, .blogroll, .prose) > h1 { font-size: clamp(1.7rem, 1.3rem + 1.8vw, 2.3rem); letter-spacing: -.018em; }
.list-head .facts, .list-head .subscribe { margin-top: .5rem; }
.subscribe { color: var(--muted); font-size: .875rem; }
.subscribe a, .found a { white-space: nowrap; margin-inline-end: .55em; }
.day { padding-top: 2rem; }
.day > h2 { display: flex; align-items: center; gap: 1rem; margin-bottom: 1.5rem; font: .8125rem/1.5 var(--mono); color: var(--muted); }
.day > h2::after { content: ""; flex: 1; height: 1px; color: var(--edge); background: var(--lost); }
.weekday { color: var(--accent); font-weight: 700; margin-inline-end: .35em; }
.articles > li + li { margin-top: 1.9rem; }
.stamp { margin-bottom: .2rem; color: var(--muted); font: .8125rem/1.6 var(--mono); }
.badge { font-family: var(--sans); text-decoration: none; }
.badge + * { margin-inline-start: .5em; }
.badge, .badge:visited { color: var(--ink); }
.badge:hover { text-decoration: underline; }
.articles :is(h2, h3) { font-size: 1.3rem; font-weight: 700; letter-spacing: -.008em; }
.articles :is(h2, h3) a:not(:hover) { text-decoration: none; }
.articles .standfirst { margin-top: .3rem; max-width: 66ch; font: 1.0313rem/1.55 var(--serif);
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.articles .facts { margin-top: .35rem; }
.also { margin-top: .1rem; color: var(--muted); font-size: .875rem; }
main > .day:first-child > .articles > li:first-child :is(h2, h3) { font-size: clamp(1.55rem, 1.3rem + 1.1vw, 2rem); line-height: 1.18; letter-spacing: -.018em; }
main > .day:first-child > .articles > li:first-child .standfirst { margin-top: .45rem; font-size: 1.15rem; line-height: 1.5; }
:has(> [dir="rtl"]) > :is(.facts, .also, .stamp, .meta) { text-align: right; }
.paging { margin-top: 2.2rem; padding: .4rem 0; border-top: 1px solid var(--rule); }
.paging ul { display: flex; justify-content: space-between; gap: 1rem; font: .9rem/1.6 var(--mono); }
.paging li:only-child { margin-inline-start: auto; }
.paging a { display: block; padding: .4rem 0; }

@media (min-width: 40rem) {
  .articles :is(h2, h3) { text-wrap: balance; }
}
@media (min-width: 60rem) {
  .day { padding-top: 2.4rem; }
  .articles article { display: grid; grid-template-columns: var(--margin) minmax(0, 1fr); column-gap: var(--between); }
  .articles article > * { grid-column: 2; }
  .articles .stamp { grid-area: 1 / 1 / 5; margin-top: .2rem; text-align: start; }
  .articles .badge { display: block; }
  .articles .badge + * { margin: 0; }
  main > .day:first-child > .articles > li:first-child .stamp { margin-top: .5rem; }
  .list-head, .paging, .searching > :not(.articles) { margin-inline-start: calc(var(--margin) + var(--between)); }
  .articles > li + li { margin-top: 2.1rem; }
}
@media (max-width: 40rem) {
  .articles .standfirst { -webkit-line-clamp: 4; }
}
`;
