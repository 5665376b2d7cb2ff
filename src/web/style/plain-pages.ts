// Pages that are no articles: how to subscribe, all sources, search, the operator's desk, and messages.

export const PLAIN_PAGES_STYLE = `.prose > h2 { font-size: 1.25rem; margin: 2.2rem 0 .5rem; }
.prose p + p, .prose p + ul { margin-top: .8rem; }
.prose > * + pre { margin: 1.1rem 0 0; }
.prose > ul:not([class]) { list-style: disc; padding-inline-start: 1.25rem; }
.prose > ul:not([class]) > li { margin-bottom: .4rem; }
.feeds { margin-top: 1.2rem; border-top: 1px solid var(--rule); }
.feeds li { padding: .8rem 0; border-bottom: 1px solid var(--rule); }
.feeds h3 { font-size: 1.0625rem; line-height: 1.5; }
.feeds p + p { margin: .15rem 0 0; }
.feeds + .hint { margin-top: .8rem; }
.address { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem .8rem; font: .9rem/1.6 var(--mono); overflow-wrap: anywhere; }
.copy { padding: .1rem .6rem; font: .8rem/1.6 var(--sans); }
.readers { display: flex; flex-wrap: wrap; gap: 0 1.2rem; font-size: .95rem; }
.readers a { padding: .2rem 0; }
.channels { width: 100%; border-collapse: collapse; font-size: .95rem; }
.channels + .channels { margin-top: 1.6rem; }
.prose > p + .channels { margin-top: .8rem; }
.channels :is(th, td) { padding: .4rem 0; border-bottom: 1px solid var(--rule); font-weight: 400; }
.channels thead th { color: var(--muted); font: .8125rem/1.5 var(--mono); }
.channels thead th:first-child { width: 38%; }
.channels td { white-space: nowrap; }
.channels td a { margin-inline-end: .9rem; }
.channels td .copy { margin-inline: -.3rem .9rem; }
.preview .articles h3 { font-size: 1.15rem; }

.blogroll, .searching, .prose { padding-top: clamp(1.5rem, 4vw, 2.5rem); }
.blogroll section { margin-top: 2.2rem; }
.blogroll h2 { font-size: 1.2rem; padding-bottom: .5rem; border-bottom: 1px solid var(--rule); }
.source-icon { display: inline-grid; place-items: center; width: 2rem; height: 2rem; border-radius: 2px; object-fit: contain; font: 700 1rem/1 var(--serif); }
span.source-icon { border: 1px solid var(--rule); background: var(--raised); color: var(--muted); }
.list-head h1:has(.source-icon) { display: flex; gap: .6rem; }
.list-head .source-icon { flex: none; margin-top: .2em; font-size: 1rem; }
.sources li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; column-gap: .85rem; padding: .7rem 0; border-bottom: 1px solid var(--rule); }
.sources .source-icon { grid-area: 1 / 1 / 3; margin-top: .15rem; }
.sources h3 { grid-area: 1 / 2; font: 600 1rem/1.4 var(--sans); }
.sources h3 a:not(:hover) { text-decoration: none; }
.sources .facts { grid-area: 2 / 2 / 3 / -1; font-size: .8125rem; }
.sources .ways { grid-area: 1 / 3; font: .8125rem/1.4 var(--mono); margin: -.2rem 0; }
.sources .ways a { display: inline-block; padding: .3rem 0; margin-inline-start: .6rem; }
.health::before { content: "●"; margin-inline-end: .35em; font-size: .8em; color: var(--good); }
.health:is(.quiet, .new, .paused)::before { content: "○"; color: var(--muted); }
.health:is(.silent, .gone)::before { content: "×"; font-size: 1em; font-weight: 700; color: var(--accent); }

.searching .search { margin: 1rem 0 .5rem; }
.searching .search input { padding: .55rem .75rem; }
.found { margin-top: 1.8rem; color: var(--muted); font-size: .9375rem; }
.found + .hint { margin-top: .6rem; }
.found b { color: var(--ink); }
.searching .articles { margin-top: 1.8rem; }

.notice { margin: clamp(2.5rem, 10vw, 6rem) 0 0; }
.notice h2 { font-size: 1.6rem; }
.notice p { margin-top: .8rem; }
.notice .search { margin-top: 1.4rem; max-width: 26rem; }
.notice .status { margin: 0 0 1.2rem -.045em; font: 700 clamp(4.5rem, 3rem + 12vw, 9rem)/.9 var(--mono); letter-spacing: -.04em;
  color: var(--ink); background: var(--lost); background-clip: text; -webkit-text-fill-color: #0000; width: max-content; }

.moderation h2 + p { color: var(--muted); }
.moderation form { display: inline-block; margin: .6rem .5rem 0 0; }
.moderation button { font-size: .9rem; }
.moderation label { display: block; font-weight: 600; font-size: .9rem; margin-bottom: .25rem; }
.moderation .login { display: block; margin-top: 1.2rem; max-width: 22rem; }
.login button { margin-top: 1rem; }
.moderation .comment:first-child { padding-top: 0; }
.moderation .comment .facts a { white-space: normal; }

@media (min-width: 60rem) {
  .prose { display: grid; grid-template-columns: var(--margin) minmax(0, 1fr); column-gap: var(--between); }
  .prose > * { grid-column: 2; min-width: 0; }
  .prose > h2 { grid-column: 1; font-size: 1.0625rem; line-height: 1.7rem; margin: 2.4rem 0 0; }
  .prose > h2 + * { margin-top: 2.4rem; }
  .preview .articles article { display: block; }
  .preview .articles .badge { display: inline; }
  .preview .articles .badge + * { margin-inline-start: .5em; }
  .preview .articles .stamp { margin-top: 0; }
  .blogroll > :not(section), .notice { margin-inline-start: calc(var(--margin) + var(--between)); }
  .blogroll section { display: grid; grid-template-columns: var(--margin) minmax(0, 1fr); column-gap: var(--between); }
  .blogroll h2 { position: sticky; top: 1rem; align-self: start; padding: .7rem 0; border: 0; font-size: 1.0625rem; line-height: 1.4; }
  .sources { border-top: 1px solid var(--rule); }
}
@media (max-width: 40rem) {
  .channels, .channels :is(tbody, tr, th, td) { display: block; }
  .channels thead { display: none; }
  .channels tr { padding: .5rem 0; border-bottom: 1px solid var(--rule); }
  .channels :is(th, td) { padding: .15rem 0; border: 0; }
  .channels td { white-space: normal; }
}
`;
