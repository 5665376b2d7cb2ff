// The one stylesheet: paper and ink by day and by night, blue links that turn purple once you have been there, the fonts
// your system has. No script depends on it, and it asks for nothing from elsewhere.

/** Served as `/style.css`. */
export const STYLESHEET = `:root {
  color-scheme: light dark;
  --paper: light-dark(#fbf9f4, #181714);
  --raised: light-dark(#f3efe6, #211f1b);
  --ink: light-dark(#211e1a, #e9e4da);
  --muted: light-dark(#665f55, #a69f92);
  --rule: light-dark(#ddd6c9, #37332d);
  --link: light-dark(#1c43a8, #a3bcff);
  --visited: light-dark(#6c2f86, #d0aae6);
  --accent: light-dark(#b4451a, #f08a58);
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", sans-serif;
  --mono: ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, monospace;
  --gutter: clamp(1.1rem, 4vw, 2.5rem);
  --measure: 41rem;
}

*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scrollbar-gutter: stable; }
body {
  margin: 0 auto; padding: 0 var(--gutter); max-width: 68rem;
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 var(--sans); overflow-wrap: break-word;
}
h1, h2, h3, h4, h5, h6 { font-family: var(--serif); line-height: 1.22; text-wrap: balance; margin: 0; }
p { margin: 0; text-wrap: pretty; }
ul { margin: 0; padding: 0; list-style: none; }
img, video { max-width: 100%; height: auto; }
a { color: var(--link); text-decoration-thickness: .06em; text-underline-offset: .18em; }
a:visited { color: var(--visited); }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: .16rem solid var(--accent); outline-offset: .2rem; border-radius: .1rem; }
::selection { background: light-dark(#f6d9a8, #6a4a1c); }

.skip { position: absolute; left: -99rem; padding: .5rem 1rem; background: var(--raised); z-index: 1; }
.skip:focus { left: 0; }

/* Masthead */
.masthead {
  display: flex; flex-wrap: wrap; align-items: end; justify-content: space-between; gap: .75rem 2rem;
  padding: clamp(1.4rem, 4vw, 2.75rem) 0 1rem; border-bottom: .22rem double var(--ink);
}
.name { font: 700 clamp(1.55rem, 1.1rem + 2.2vw, 2.5rem)/1.1 var(--serif); letter-spacing: -.015em; }
.name a { display: flex; align-items: center; gap: .4em; color: inherit; text-decoration: none; }
.name img { width: 1.05em; height: 1.05em; flex: none; }
.tagline { margin-top: .45rem; color: var(--muted); font-size: .95rem; max-width: 40rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.35rem; font: .85rem/1.9 var(--mono); }
nav a, nav a:visited { color: var(--ink); }
nav [aria-current] { text-decoration: none; color: var(--accent); }

/* Lists of articles, by day */
main { display: block; }
.day { padding: 2rem 0 .4rem; border-bottom: 1px solid var(--rule); }
.day:last-child { border-bottom: 0; }
.day > h2 { font: .8125rem/1.5 var(--mono); color: var(--muted); margin-bottom: 1.4rem; }
.weekday { color: var(--accent); font-weight: 700; margin-inline-end: .35em; }
.articles > li { padding-bottom: 1.9rem; }
.articles :is(h2, h3) { font-size: clamp(1.2rem, 1.1rem + .5vw, 1.4rem); font-weight: 700; letter-spacing: -.005em; }
.articles :is(h2, h3) a:not(:hover) { text-decoration: none; }
.articles .standfirst { margin-top: .4rem; color: var(--ink); font-size: 1rem; line-height: 1.55; }
.badge { display: table; margin-bottom: .5rem; padding: .08rem .55rem; border: 1px solid var(--rule); border-radius: 1rem;
  background: var(--raised); font: .75rem/1.7 var(--sans); color: var(--ink); }
.facts { margin-top: .5rem; color: var(--muted); font-size: .875rem; line-height: 1.5; }
.facts > span:not(:last-child)::after { content: "·"; margin-inline: .4em .15em; font-weight: 400; }
.facts > span:not(.authors, .source) { white-space: nowrap; }
.facts a, .facts a:visited { color: inherit; text-decoration-color: var(--rule); }
.source { font-weight: 600; }
:is(.articles li, .article > header):has([dir="rtl"]) :is(.facts, .original) { text-align: right; }
:is(.articles li, .article > header):has([dir="rtl"]) .badge { margin-left: auto; }

@media (min-width: 52rem) {
  .day { display: grid; grid-template-columns: 11.5rem minmax(0, var(--measure)); column-gap: 2.5rem; padding-top: 2.5rem; }
  .day > h2 { position: sticky; top: 1.5rem; align-self: start; padding-top: .3rem; }
  .weekday { display: block; }
}

/* One article */
.article, .prose { max-width: var(--measure); margin: clamp(2rem, 6vw, 4rem) auto; }
.article > header { padding-bottom: 1.75rem; }
.article h1, .prose h1, .notice h1 { font-size: clamp(1.85rem, 1.3rem + 2.6vw, 2.75rem); line-height: 1.12; letter-spacing: -.02em; }
.article .badge { margin-bottom: .9rem; }
.article header .standfirst, .prose > .standfirst { margin-top: .9rem; font: 1.2rem/1.5 var(--serif); color: var(--muted); }
.original { margin-top: 1.25rem; }
.original a { display: inline-block; padding: .5rem .9rem; border: 1px solid currentColor; border-radius: .3rem; font-weight: 600;
  font-size: .95rem; line-height: 1.35; text-decoration: none; }
.original a:hover { background: var(--raised); }
.article header .facts { margin-top: 1.1rem; font-size: .925rem; }
figure { margin: 1.75rem 0; }
.lead { margin: 0 0 2rem; }
.lead img, .body img { display: block; border-radius: .25rem; background: var(--raised); }
figcaption { margin-top: .55rem; color: var(--muted); font: .875rem/1.45 var(--sans); }

.body { font: 1.1875rem/1.68 var(--serif); }
.body > :first-child { margin-top: 0; }
.body p, .body ul, .body ol, .body dl, .body details { margin: 0 0 1.1em; text-wrap: pretty; }
.body h2 { font-size: 1.45rem; letter-spacing: -.01em; margin: 1.7em 0 .55em; }
.body h3 { font-size: 1.22rem; margin: 1.6em 0 .5em; }
.body h4, .body h5, .body h6 { font-size: 1.05rem; margin: 1.5em 0 .4em; }
.body ul, .body ol { padding-inline-start: 1.4em; }
.body ul { list-style: disc; }
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

.enclosures { margin-top: 2rem; padding: 1rem 1.2rem; border: 1px solid var(--rule); border-radius: .3rem; }
.enclosures h2 { font: .8125rem/1.5 var(--mono); color: var(--muted); margin-bottom: .35rem; }
.hint { color: var(--muted); font-size: .875rem; }
.colophon { margin-top: 2.5rem; padding-top: 1.1rem; border-top: 1px solid var(--rule); color: var(--muted); font-size: .925rem; }
.colophon > * + * { margin-top: .5rem; }
.tags { display: flex; flex-wrap: wrap; gap: .2rem .9rem; font: .8125rem/1.6 var(--mono); }
.tags li::before { content: "#"; color: var(--accent); }
.back { font-weight: 600; }

/* Plain pages */
.prose h2 { font-size: 1.3rem; margin: 2.2rem 0 .5rem; }
.prose p + p, .prose p + ul { margin-top: .8rem; }
.prose pre { margin: 1.1rem 0 0; }
.prose > ul:not([class]) { list-style: disc; padding-inline-start: 1.25rem; }
.prose > ul:not([class]) > li { margin-bottom: .4rem; }
.prose > .feeds { margin-top: 1.75rem; border-top: 1px solid var(--rule); }
.feeds li { display: grid; grid-template-columns: 7rem 1fr; column-gap: 1rem; padding: .9rem 0; border-bottom: 1px solid var(--rule); }
.feeds h2 { grid-row: span 2; margin: 0; white-space: nowrap; font-size: 1.1rem; line-height: 1.6; }
.feeds p + p { margin-top: .1rem; }
.address { font: .95rem/1.75 var(--mono); overflow-wrap: anywhere; }
.preview > h2 { padding-bottom: .6rem; margin-bottom: 1.2rem; border-bottom: 1px solid var(--rule); }
.preview .articles h3 { margin: 0; }
.notice { max-width: var(--measure); margin: clamp(3rem, 12vw, 7rem) auto; }
.notice h2 { font-size: 1.6rem; }
.notice p { margin-top: .8rem; }
.status { font: 700 1rem/1 var(--mono); color: var(--accent); }
.status + h1 { margin-top: .6rem; }

.foot { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .4rem 2rem; margin-top: 2.5rem; padding: 1.2rem 0 2.5rem;
  border-top: .22rem double var(--ink); color: var(--muted); font-size: .875rem; }
.foot > p:first-child { flex-basis: 100%; }
.foot nav ul, .version { font: .8125rem/1.8 var(--mono); }
.foot nav a, .foot nav a:visited { color: inherit; text-decoration-color: var(--rule); }

@media (max-width: 26rem) {
  .feeds li { grid-template-columns: 1fr; }
}

@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --muted: #444; --link: #000; --visited: #000; --accent: #000; }
  body, .article, .prose { max-width: none; }
  body { padding: 0; font-size: 11pt; }
  pre { white-space: pre-wrap; }
  .masthead nav, .foot nav, .skip, .back { display: none; }
  .original a { border: 0; padding: 0; }
  .original a::after { content: ": " attr(href); font-weight: 400; overflow-wrap: anywhere; }
  .original a span { display: none; }
  h1, h2, h3 { break-after: avoid; }
  figure, pre, blockquote, .articles > li { break-inside: avoid; }
}
`;
