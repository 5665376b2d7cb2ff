// What feeds bring: paragraphs, headings, quotes, code, tables, as lib/safe-html.ts lets them through.

export const BODY_STYLE = `.body { font: 1.1875rem/1.68 var(--serif); }
.body > :first-child { margin-top: 0; }
.body > :last-child { margin-bottom: 0; }
.body p, .body ul, .body ol, .body dl, .body details { margin: 0 0 1.1em; text-wrap: pretty; }
.body :is(h1, h2, h3, h4, h5, h6) { text-wrap: balance; }
.body h1, .body h2 { font-size: 1.45rem; line-height: 1.25; letter-spacing: -.012em; margin: 1.75em 0 .5em; }
.body h3 { font-size: 1.2rem; margin: 1.7em 0 .45em; }
.body h4, .body h5, .body h6 { font-size: 1.0625rem; margin: 1.6em 0 .4em; }
.body ul, .body ol { padding-inline-start: 1.4em; }
.body ul { list-style: disc; }
.body ol { list-style: decimal; }
.body li { margin-bottom: .35em; }
.body li > :is(ul, ol) { margin: .35em 0 0; }
.body li > p { margin-bottom: .5em; }
.body li::marker { color: var(--muted); }
.body dt { font-weight: 700; }
.body dd { margin: 0 0 .6em 1.4em; }
.body :is(sub, sup) { font-size: .72em; line-height: 1; }
.body mark { background: light-dark(#ffe9a3, #5a4512); color: inherit; }
.body abbr { text-decoration-color: var(--edge); }
.body summary { cursor: pointer; font-weight: 700; }
blockquote { margin: 1.6em 0; padding-inline-start: 1.2em; border-inline-start: 3px solid var(--accent); font-style: italic; }
blockquote > :last-child { margin-bottom: 0; }
blockquote :is(em, cite), blockquote:dir(rtl), blockquote:is(:lang(ja), :lang(zh), :lang(ko)) { font-style: normal; }
.body hr { height: 3px; margin: 2.4em 30%; border: 0; color: var(--edge); background: var(--lost); }
code, pre, kbd, samp { font-family: var(--mono); font-size: .84em; }
:not(pre) > code, kbd { padding: .1em .3em; border-radius: 2px; background: var(--raised); }
kbd { box-shadow: inset 0 0 0 1px var(--edge); }
/* What is wider than its box has a shadow on the side where more of it is */
pre, .body div:has(> table:only-child) { overflow-x: auto; --shadow: light-dark(#0003, #000b); background: no-repeat var(--under);
  background-image: linear-gradient(90deg, var(--under) 50%, #0000), linear-gradient(-90deg, var(--under) 50%, #0000),
    linear-gradient(90deg, var(--shadow), #0000), linear-gradient(-90deg, var(--shadow), #0000);
  background-position: 0, 100%; background-size: 2.5rem 100%, 2.5rem 100%, .6rem 100%, .6rem 100%; background-attachment: local, local, scroll, scroll; }
pre { --under: var(--raised); margin: 0 0 1.5em; padding: .9em 1.1em; border: 1px solid var(--rule); border-radius: 2px; line-height: 1.5; direction: ltr; text-align: left; tab-size: 4; overflow-wrap: normal; }
.body pre { font-size: .875rem; }
pre code { font-size: 1em; }
/* The box that safe HTML puts around a table */
.body div:has(> table:only-child) { --under: var(--paper); margin: 0 0 1.5em; }
.body table { width: max-content; max-width: max(100%, 46rem); border-collapse: collapse; font: .9375rem/1.5 var(--sans); font-variant-numeric: tabular-nums; }
.body caption { padding-bottom: .4em; color: var(--muted); font-size: .875rem; text-align: start; }
th, td { padding: .45em 1.4em .45em 0; border-bottom: 1px solid var(--rule); text-align: start; vertical-align: top; }
.body thead th { border-bottom: 1px solid var(--edge); }
.body audio { width: 100%; }

@media (max-width: 40rem) {
  .body { font-size: 1.125rem; line-height: 1.62; }
  .body pre { margin-inline: calc(-1 * var(--gutter)); padding-inline: var(--gutter); border-inline: 0; border-radius: 0; font-size: .8125rem; }
  .body :is(li, blockquote, dd, td) pre { margin-inline: 0; padding-inline: 1em; }
}
`;
