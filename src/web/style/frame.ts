// Head and foot of every page.

/** The foot has buttons of 88 by 31 pixels, as they were on every page once. */
export const FRAME_STYLE = `.masthead { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; column-gap: 2rem;
  padding-top: clamp(1.1rem, 3.4vw, 2.2rem); border-bottom: 1px solid var(--rule); }
.masthead::before { content: ""; grid-area: 3 / 1 / 4 / -1; height: 3px; margin-top: .5rem; background: var(--lost); }
.masthead:not(:has(.categories)) { border: 0; }
.nameplate { grid-area: 1 / 1 / 2 / -1; margin-bottom: .5rem; }
.name { font: 700 clamp(1.6rem, 1.1rem + 2vw, 2.4rem)/1.1 var(--serif); letter-spacing: -.018em; }
.name a { display: inline-flex; align-items: center; gap: .36em; color: inherit; text-decoration: none; }
.name img { width: 1.05em; height: 1.05em; flex: none; }
.tagline { margin-top: .45rem; color: var(--muted); font-size: .9375rem; line-height: 1.45; text-wrap: balance; }
.masthead nav ul { display: flex; flex-wrap: wrap; column-gap: min(1.4rem, 4.2vw); }
.masthead nav a { display: block; padding: .5rem 0; white-space: nowrap; text-decoration: none; }
.masthead nav a, .masthead nav a:visited { color: var(--ink); }
.masthead nav a:hover { text-decoration: underline; }
.masthead nav [aria-current], .masthead nav [aria-current]:visited { color: var(--accent); font-weight: 700; }
.sections { grid-row: 2; font: .875rem/1.4 var(--mono); }
.masthead .to-search { display: none; }
.masthead search { grid-row: 2; }
.masthead .search input { width: 9rem; flex: 1; padding: .2rem .55rem; font-size: .875rem; }
.masthead .search button { padding: .2rem .65rem; font-size: .875rem; }
.categories { grid-area: 4 / 1 / 5 / -1; font-size: .9rem; line-height: 1.4; padding: .2rem 0; }

.foot { margin-top: 3rem; padding-bottom: 2.5rem; color: var(--muted); font-size: .875rem; }
.foot::before { content: ""; display: block; height: 3px; margin-bottom: 1.4rem; color: var(--ink); background: var(--lost); }
.foot ul { display: flex; flex-wrap: wrap; gap: 0 1.4rem; }
.foot p { margin-top: 1rem; }
.foot .about { font: .8125rem/1.4 var(--mono); margin-top: .3rem; }
.foot .about li { padding: .4rem 0; }
.foot .buttons ul { gap: .5rem; }
.foot .buttons a, .foot .buttons a:visited { display: block; width: 88px; height: 31px; border: 2px outset light-dark(#d4d4cc, #85857f); text-align: center; text-decoration: none;
  font: 700 12px/27px var(--mono); letter-spacing: -.02em; color: #fff; background: #a83c0a; }
.foot .buttons a:active { border-style: inset; }
.foot .buttons a.rss { background: #1d1d9c; }
.foot .buttons a.feed { background: #23602a; }
.foot .buttons a.opml { background: #5d2276; }

@media (min-width: 60rem) {
  .masthead::before { margin-top: .9rem; }
  .nameplate { grid-area: 1 / 1 / 3; align-self: start; margin: 0; }
  .sections { grid-area: 1 / 2; align-self: start; }
  .sections ul { justify-content: space-between; }
  .masthead search { align-self: end; }
}
@media (max-width: 40rem) {
  .masthead::before { margin-top: .15rem; }
  .masthead:not(:has(h1)) .tagline { display: none; }
  .masthead .to-search { display: block; }
  .masthead search { display: none; }
  .categories { padding: 0; }
  .masthead .categories ul { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; padding-inline-end: 2rem; mask-image: linear-gradient(to left, #0000, #000 3rem); }
  .masthead .categories a { padding: .6rem 0; }
}
`;
