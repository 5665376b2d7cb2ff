// The one stylesheet: paper and ink by day and by night, blue links that turn purple once you have been there, the fonts
// your system has. No script depends on it, and it asks for nothing from elsewhere.

/** Served as `/style.css`. */
export const STYLESHEET = `:root {
  color-scheme: light dark;
  --paper: light-dark(#fbf9f4, #171613);
  --raised: light-dark(#f3efe6, #211f1b);
  --ink: light-dark(#211e1a, #e9e4da);
  --muted: light-dark(#665f55, #a69f92);
  --rule: light-dark(#ddd6c9, #37332d);
  --edge: light-dark(#8f8678, #777063);
  --link: light-dark(#1c43a8, #a3bcff);
  --visited: light-dark(#6c2f86, #d0aae6);
  --accent: light-dark(#b4451a, #f08a58);
  --good: light-dark(#2f6b34, #8ecb8a);
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", sans-serif;
  --mono: ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, monospace;
  --gutter: clamp(1.1rem, 4vw, 2.5rem);
  --measure: 41rem;
}

*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scrollbar-gutter: stable; }
body {
  margin: 0 auto; padding: 0 var(--gutter); max-width: 74rem; min-height: 100vh;
  display: flex; flex-direction: column;
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 var(--sans); overflow-wrap: break-word;
}
h1, h2, h3, h4, h5, h6 { font-family: var(--serif); line-height: 1.22; text-wrap: balance; margin: 0; }
p { margin: 0; text-wrap: pretty; }
ul, ol { margin: 0; padding: 0; list-style: none; }
img, video { max-width: 100%; height: auto; }
a { color: var(--link); text-decoration-thickness: .06em; text-underline-offset: .18em; }
a:visited { color: var(--visited); }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: .16rem solid var(--accent); outline-offset: .2rem; border-radius: .1rem; }
::selection { background: light-dark(#f6d9a8, #6a4a1c); }
.skip { position: absolute; left: -99rem; padding: .5rem 1rem; background: var(--raised); z-index: 2; }
.skip:focus { left: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

/* Fields and buttons */
input, textarea, button { font: inherit; color: inherit; }
input, textarea { width: 100%; padding: .45rem .7rem; border: 1px solid var(--edge); border-radius: .2rem; background: var(--paper); }
::placeholder { color: var(--muted); opacity: 1; }
textarea { min-height: 8.5em; resize: vertical; line-height: 1.5; }
button { padding: .4rem .9rem; border: 1px solid var(--edge); border-radius: .2rem; background: var(--raised); cursor: pointer; }
button:hover { border-color: var(--accent); color: var(--accent); }
button:active { translate: 0 1px; }
button[aria-pressed="true"] { border-color: var(--accent); background: light-dark(#fbe7da, #3a2418); }
.search { display: flex; gap: .4rem; }

/* Masthead */
.masthead { display: grid; grid-template-columns: 1fr auto; align-items: end; gap: .75rem 2rem; padding-top: clamp(1.2rem, 3.6vw, 2.5rem); }
.nameplate { grid-column: 1 / -1; }
.name { font: 700 clamp(1.7rem, 1.1rem + 2.4vw, 2.75rem)/1.1 var(--serif); letter-spacing: -.018em; }
.name a { display: inline-flex; align-items: center; gap: .38em; color: inherit; text-decoration: none; }
.name img { width: 1.05em; height: 1.05em; flex: none; }
.tagline { margin-top: .4rem; color: var(--muted); font-size: .95rem; max-width: 44rem; }
.masthead nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.35rem; }
.masthead nav a, .masthead nav a:visited { color: var(--ink); }
.masthead [aria-current], .masthead [aria-current]:visited { color: var(--accent); text-decoration: none; font-weight: 700; }
.sections ul { font: .9rem/2 var(--mono); }
.masthead .search input { width: 12rem; padding-block: .25rem; font-size: .9rem; }
.masthead .search button { padding: .25rem .7rem; font-size: .9rem; }
.categories { grid-column: 1 / -1; padding: .5rem 0; border-block: .22rem double var(--ink); }
.masthead:not(:has(.categories)) { padding-bottom: 1rem; border-bottom: .22rem double var(--ink); }
.categories ul { font-size: .9rem; line-height: 1.7; }
.categories a { white-space: nowrap; }
.categories a:not(:hover) { text-decoration: none; }

/* Lists of articles, by day */
main { display: block; flex: 1 0 auto; }
.list-head { padding-top: clamp(1.6rem, 4vw, 2.75rem); }
.list-head h1, .searching h1, .blogroll h1 { font-size: clamp(1.6rem, 1.2rem + 1.6vw, 2.2rem); letter-spacing: -.015em; }
.list-head p { margin-top: .35rem; }
.subscribe { color: var(--muted); font-size: .9rem; }
.subscribe a, .found a { margin-inline-start: .4em; }
.day { padding: 1.9rem 0 .5rem; border-bottom: 1px solid var(--rule); }
.day:last-of-type { border-bottom: 0; }
.day > h2 { font: .8125rem/1.5 var(--mono); color: var(--muted); margin-bottom: 1.3rem; }
.weekday { color: var(--accent); font-weight: 700; margin-inline-end: .35em; }
.articles > li { padding-bottom: 1.75rem; }
.articles :is(h2, h3) { font-size: clamp(1.2rem, 1.1rem + .5vw, 1.4rem); font-weight: 700; letter-spacing: -.005em; }
.articles :is(h2, h3) a:not(:hover) { text-decoration: none; }
.articles .standfirst { margin-top: .3rem; font-size: 1rem; line-height: 1.55; }
.badge { display: table; margin-bottom: .4rem; font: .8125rem/1.7 var(--sans); }
.badge a { display: block; padding: .05rem .6rem; border: 1px solid var(--rule); border-radius: 1rem; background: var(--raised); text-decoration: none; }
.badge a, .badge a:visited { color: var(--ink); }
.badge a:hover { border-color: var(--accent); }
.facts { margin-top: .4rem; color: var(--muted); font-size: .875rem; line-height: 1.55; }
.facts > span:not(:last-child)::after { content: "·"; margin-inline: .4em .1em; font-weight: 400; }
.facts > span:not(.source) { white-space: nowrap; }
.facts a, .facts a:visited { color: inherit; text-decoration-color: var(--edge); }
.source { font-weight: 600; }
.also a, .also a:visited { color: inherit; text-decoration-color: var(--edge); }
.also { margin-top: .25rem; color: var(--muted); font-size: .875rem; }
.articles li:has([dir="rtl"]) .facts, .articles li:has([dir="rtl"]) .also { text-align: right; }
.articles li:has([dir="rtl"]) .badge, .article > header:has([dir="rtl"]) .badge { margin-left: auto; }
.article > header:has([dir="rtl"]) :is(.facts, .byline) { text-align: right; }
.paging { padding: 1.2rem 0; border-top: 1px solid var(--rule); }
.paging ul { display: flex; justify-content: space-between; font: .9rem/1.8 var(--mono); }
.paging li:only-child { margin-inline-start: auto; }

@media (min-width: 52rem) {
  .day { display: grid; grid-template-columns: 11rem minmax(0, 1fr); column-gap: 2.5rem; padding-top: 2.4rem; }
  .day > h2 { position: sticky; top: 1.5rem; align-self: start; padding-top: .3rem; }
  .weekday { display: block; }
  .list-head, .paging, .searching, .blogroll { margin-inline-start: 13.5rem; }
}
@media (min-width: 66rem) {
  .articles article { display: grid; grid-template-columns: minmax(0, var(--measure)) minmax(0, 1fr); column-gap: 2.5rem; }
  .articles article > * { grid-column: 1; }
  .articles .badge { grid-area: 1 / 2; justify-self: end; margin: .2rem 0 0; }
}

/* One article */
.article, .prose { max-width: var(--measure); margin: clamp(1.8rem, 5vw, 3.4rem) auto; }
.article > header { padding-bottom: 1.6rem; }
.article h1, .prose h1, .notice h1 { font-size: clamp(1.85rem, 1.3rem + 2.6vw, 2.75rem); line-height: 1.12; letter-spacing: -.02em; }
.article .badge { margin-bottom: .9rem; }
.article header .standfirst, .prose > .standfirst, .blogroll > .standfirst { margin-top: .8rem; font: 1.2rem/1.5 var(--serif); color: var(--muted); }
.article header .facts { margin-top: .35rem; font-size: .925rem; }
.byline { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .1rem 1.5rem; margin-top: 1.1rem; font-size: .95rem; }
.byline .by { order: -1; }
.byline a:not(.to-original), .byline a:not(.to-original):visited { color: inherit; text-decoration-color: var(--edge); }
.authors::after { content: ","; }
.to-original { font-weight: 600; }
figure { margin: 1.75rem 0; }
.lead { margin: 0 0 2rem; }
.lead img { width: 100%; aspect-ratio: auto 16 / 9; object-fit: contain; }
.lead img, .body img { display: block; border-radius: .25rem; background: var(--raised); }
figcaption { margin-top: .55rem; color: var(--muted); font: .875rem/1.45 var(--sans); }
.no-image { color: var(--muted); font-style: italic; }

.body { font: 1.1875rem/1.68 var(--serif); }
.body > :first-child { margin-top: 0; }
.body p, .body ul, .body ol, .body dl, .body details { margin: 0 0 1.1em; text-wrap: pretty; }
.body h2 { font-size: 1.45rem; letter-spacing: -.01em; margin: 1.7em 0 .55em; }
.body h3 { font-size: 1.22rem; margin: 1.6em 0 .5em; }
.body h4, .body h5, .body h6 { font-size: 1.05rem; margin: 1.5em 0 .4em; }
.body ul, .body ol { padding-inline-start: 1.4em; }
.body ul { list-style: disc; }
.body ol { list-style: decimal; }
.body li { margin-bottom: .35em; }
.body li::marker { color: var(--muted); }
.body dt { font-weight: 700; }
.body dd { margin: 0 0 .6em 1.4em; }
blockquote { margin: 1.6em 0; padding-inline-start: 1.2em; border-inline-start: .2rem solid var(--accent); font-style: italic; }
blockquote :is(em, cite), blockquote:dir(rtl), blockquote:is(:lang(ja), :lang(zh), :lang(ko)) { font-style: normal; }
.body hr { width: 6rem; margin: 2.2em auto; border: 0; border-top: .22rem double var(--rule); }
code, pre, kbd, samp { font-family: var(--mono); font-size: .84em; }
:not(pre) > code, kbd { padding: .1em .32em; border-radius: .2rem; background: var(--raised); }
pre { margin: 0 0 1.4em; padding: 1em 1.1em; overflow-x: auto; border: 1px solid var(--rule); border-radius: .3rem;
  background: var(--raised); line-height: 1.5; direction: ltr; text-align: left; tab-size: 4; }
pre code { font-size: 1em; }
/* The box that safe HTML puts around a table */
.body div:has(> table:only-child) { margin: 0 0 1.1em; overflow-x: auto; }
.body table { border-collapse: collapse; font: .95rem/1.5 var(--sans); }
th, td { padding: .45em .8em; border: 1px solid var(--rule); text-align: start; vertical-align: top; }
th { background: var(--raised); }
.body audio { width: 100%; }

.original { margin-top: 2rem; }
.original a { display: inline-block; padding: .5rem .95rem; border: 1px solid currentColor; border-radius: .3rem; font-weight: 600;
  font-size: .95rem; line-height: 1.35; text-decoration: none; }
.original a:hover { background: var(--raised); }
.enclosures { margin-top: 2rem; padding: 1rem 1.2rem; border: 1px solid var(--rule); border-radius: .3rem; }
.enclosures h2 { font: .8125rem/1.5 var(--mono); color: var(--muted); margin-bottom: .35rem; }
.hint { color: var(--muted); font-size: .875rem; }
.colophon { margin-top: 1.6rem; color: var(--muted); font-size: .925rem; }
.colophon > * + * { margin-top: .5rem; }
.tags { display: flex; flex-wrap: wrap; gap: .2rem .9rem; font: .8125rem/1.6 var(--mono); }
.tags li::before { content: "#"; color: var(--accent); }

/* What readers make of it */
.reactions, .comments, .related, .also-covered { max-width: var(--measure); margin: 2.6rem auto 0; padding-top: 1.3rem; border-top: 1px solid var(--rule); }
.reactions h2, .comments h2, .related h2, .also-covered h2 { font-size: 1.3rem; }
.reactions ul { display: flex; flex-wrap: wrap; gap: .55rem; margin-top: .9rem; }
.reactions button { display: flex; align-items: center; gap: .45em; padding: .35rem .8rem; border-radius: 2rem; font-size: .95rem; line-height: 1.4; }
.reactions button [aria-hidden] { font-size: 1.2em; line-height: 1; }
.reactions .count { font: .85rem/1 var(--mono); color: var(--muted); }
.comments ol { margin-top: .4rem; }
.comment { padding: 1rem 0; border-bottom: 1px solid var(--rule); }
.comment .facts, .comment header { margin: 0 0 .25rem; color: var(--muted); font-size: .875rem; }
.comment b { color: var(--ink); }
.comment p { white-space: pre-line; }
.comment p + p { margin-top: .6rem; }
.comment:target { background: var(--raised); box-shadow: -.6rem 0 var(--raised), .6rem 0 var(--raised); }
.comments form { display: grid; gap: .9rem; margin-top: 1.4rem; }
.comments form:first-of-type { margin-top: .9rem; }
.comments label { display: block; margin-bottom: .25rem; font-weight: 600; font-size: .95rem; }
.comments :is(input[name="author"], input[name="name"]) { max-width: 18rem; }
.comments .send { display: flex; align-items: center; justify-content: space-between; gap: 1rem; }
.comments .paging { margin: 1rem 0 0; }
.outcome { color: var(--ink); font-weight: 600; }
.outcome.fault { color: var(--accent); }
.reactions .outcome { margin-top: .6rem; min-height: 1.6em; font-size: .925rem; }
@media (scripting: none) { .live { display: none; } }
.counter { font: .8125rem/1.5 var(--mono); color: var(--muted); }
.counter.over { color: var(--accent); font-weight: 700; }
.related { margin-bottom: clamp(1.8rem, 5vw, 3.4rem); }
.titles { margin: .7rem 0; }
.titles li { padding: .35rem 0; line-height: 1.4; }
.titles a { font-family: var(--serif); font-size: 1.05rem; }
.titles a:not(:hover) { text-decoration: none; }
.titles .hint { white-space: nowrap; margin-inline-start: .3em; }
.back { font-weight: 600; font-size: .95rem; }

/* Plain pages */
.prose h2 { font-size: 1.3rem; margin: 2.2rem 0 .5rem; }
.prose p + p, .prose p + ul { margin-top: .8rem; }
.prose pre { margin: 1.1rem 0 0; }
.prose > ul:not([class]) { list-style: disc; padding-inline-start: 1.25rem; }
.prose > ul:not([class]) > li { margin-bottom: .4rem; }
.feeds { margin-top: 1.4rem; border-top: 1px solid var(--rule); }
.feeds li { padding: .8rem 0; border-bottom: 1px solid var(--rule); }
.feeds h3 { font-size: 1.1rem; line-height: 1.6; }
.feeds p { margin: 0; }
.address { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .8rem; font: .9rem/1.75 var(--mono); overflow-wrap: anywhere; }
.copy { padding: 0 .5rem; font: .8rem/1.7 var(--sans); }
.readers { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin-top: .3rem; font-size: .9rem; }
.channels { margin-top: .8rem; width: 100%; border-collapse: collapse; font-size: .95rem; }
.channels :is(th, td) { padding: .4rem .8rem .4rem 0; border: 0; border-bottom: 1px solid var(--rule); background: none; }
.channels th { font-weight: 600; }
.channels td a { margin-inline-end: .9rem; white-space: nowrap; }
.preview > h2 { padding-bottom: .6rem; margin-bottom: 1.2rem; border-bottom: 1px solid var(--rule); }
.preview .articles h3 { margin: 0; }
.preview .articles article { display: block; }
.preview .articles .badge { margin: 0 0 .4rem; }
.blogroll, .searching { padding-block: clamp(1.6rem, 4vw, 2.75rem); }
.blogroll > .standfirst { max-width: var(--measure); }
.blogroll section { margin-top: 2rem; }
.blogroll h2 { font-size: 1.2rem; padding-bottom: .4rem; border-bottom: 1px solid var(--rule); }
.sources { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); column-gap: 2.5rem; }
.source-icon { display: inline-grid; place-items: center; width: 2rem; height: 2rem; border-radius: .35rem; object-fit: contain;
  font: 700 1rem/1 var(--serif); }
span.source-icon { background: var(--raised); color: var(--muted); }
.list-head h1 .source-icon { margin-inline-end: .6rem; vertical-align: -.35rem; }
.sources li { display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: 1rem; padding: .65rem 0; border-bottom: 1px solid var(--rule); }
.sources h3 { font: 600 1rem/1.4 var(--sans); }
.sources .facts { grid-column: 1; margin-top: .1rem; font-size: .8125rem; }
.sources .ways { grid-area: 1 / 2; font: .8125rem/1.7 var(--mono); }
.sources li:has(.source-icon) { grid-template-columns: 2rem minmax(0, 1fr) auto; }
.sources .source-icon { grid-area: 1 / 1 / 3; margin-top: .25rem; }
.sources li:has(.source-icon) :is(h3, .facts) { grid-column: 2; }
.sources li:has(.source-icon) .ways { grid-column: 3; }
.sources .ways a { margin-inline-start: .6rem; }
.health::before { content: "●"; margin-inline-end: .35em; font-size: .8em; color: var(--good); }
.health:is(.quiet, .new, .paused)::before { content: "○"; color: var(--muted); }
.health:is(.silent, .gone)::before { content: "×"; font-size: 1em; font-weight: 700; color: var(--accent); }
.searching .search { margin: .9rem 0 .5rem; max-width: var(--measure); }
.searching .search input { padding: .55rem .8rem; }
.found { margin: 1.6rem 0 1.4rem; padding-bottom: .6rem; border-bottom: 1px solid var(--rule); color: var(--muted); font-size: .95rem; }
.notice { max-width: var(--measure); margin: clamp(3rem, 12vw, 7rem) auto; }
.notice h2 { font-size: 1.6rem; }
.notice p { margin-top: .8rem; }
.status { font: 700 1rem/1 var(--mono); color: var(--accent); }
.status + h1 { margin-top: .6rem; }

/* The foot, with buttons of 88 by 31 pixels as they were on every page once */
.foot { margin-top: 2.5rem; padding: 1.3rem 0 2.5rem; border-top: .22rem double var(--ink); color: var(--muted); font-size: .875rem; }
.foot ul { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; }
.foot p { margin-top: .9rem; }
.foot .about ul { font: .8125rem/1.8 var(--mono); margin-top: .2rem; }
.foot .about a, .foot .about a:visited { color: inherit; text-decoration-color: var(--edge); }
.foot .buttons ul { gap: .5rem; }
.foot .buttons a, .foot .buttons a:visited { display: block; width: 88px; height: 31px; border: 2px outset #d8d2c6; text-align: center; text-decoration: none;
  font: 700 12px/27px var(--mono); letter-spacing: -.02em; color: #fff; background: #a8431a; }
.foot .buttons a:active { border-style: inset; }
.foot .buttons a.rss { background: #1f4a9c; }
.foot .buttons a.feed { background: #2c6132; }
.foot .buttons a.opml { background: #57406e; }

@media (max-width: 40rem) {
  .masthead { grid-template-columns: minmax(0, 1fr); }
  .masthead search { grid-row: 3; }
  .masthead .search input { width: 100%; padding-block: .35rem; }
  .masthead .categories ul { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; padding-inline-end: 2rem; mask-image: linear-gradient(to left, transparent, #000 3rem); }
  .articles .standfirst { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; }
  .byline { flex-direction: column; }
  .titles .hint { display: block; margin: 0; }
}

@media (prefers-reduced-motion: no-preference) {
  button { transition: border-color .12s, color .12s; }
}

@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --muted: #444; --link: #000; --visited: #000; --accent: #000; }
  body, .article, .prose { max-width: none; }
  body { display: block; padding: 0; font-size: 11pt; }
  pre { white-space: pre-wrap; }
  .masthead :is(nav, search), .foot nav, .skip, .back, .paging, .reactions, .comments form, .related, .copy, .to-original, .subscribe { display: none; }
  .masthead { padding-bottom: .6rem; border-bottom: .22rem double; }
  .original a { border: 0; padding: 0; }
  .original a::after { content: ": " attr(href); font-weight: 400; overflow-wrap: anywhere; }
  .original a span { display: none; }
  h1, h2, h3 { break-after: avoid; }
  figure, pre, blockquote, .articles > li { break-inside: avoid; }
}
`;
