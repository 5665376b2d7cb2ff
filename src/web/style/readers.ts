// What readers make of an article, and where to go from it: sections with their headings in the margin.

export const READERS_STYLE = `.reactions, .comments, .related, .also-covered { position: relative; margin-top: 2.6rem; padding-top: 1.4rem; }
:is(.reactions, .comments, .related, .also-covered)::before { content: ""; position: absolute; inset: 0 0 auto; height: 1px; color: var(--edge); background: var(--lost); }
:is(.reactions, .comments, .related, .also-covered) > h2 { font-size: 1.2rem; line-height: 1.3; }
.reactions ul { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .8rem; }
.reactions button { display: flex; align-items: center; gap: .45em; min-width: 3.75rem; min-height: 2.75rem; justify-content: center; padding: .25rem .6rem; }
.reactions button [aria-hidden] { font-size: 1.25em; line-height: 1; }
.reactions .count { font: .85rem/1 var(--mono); color: var(--muted); }
.reactions [aria-pressed="true"] .count { color: var(--ink); font-weight: 700; }
.outcome { font-weight: 600; }
.outcome:not(.fault):not(:empty)::before { content: "✓ " / ""; color: var(--good); }
.outcome.fault { color: var(--accent); }
.reactions .outcome { margin-top: .5rem; min-height: 1.6em; font-size: .925rem; }
:has(> .reactions) + section { margin-top: 1rem; }
.comment { padding: 1rem 0; border-bottom: 1px solid var(--rule); }
.comment:first-child { padding-top: .6rem; }
.comment .facts { margin: 0 0 .2rem; }
.comment .authors { color: var(--ink); font-weight: 600; white-space: normal; }
.comment p { white-space: pre-line; }
.comment p + p + p { margin-top: .6rem; }
.comment:target { background: var(--raised); box-shadow: -.7rem 0 var(--raised), .7rem 0 var(--raised); }
.comments form { display: grid; gap: .9rem; margin-top: 1.4rem; }
.comments h3 { font-size: 1.0625rem; }
.comments label { display: block; margin-bottom: .25rem; font-weight: 600; font-size: .9rem; }
.comments input[name="name"] { max-width: 18rem; }
.comments .send { display: flex; align-items: center; justify-content: space-between; gap: 1rem; }
.comments .outcome:empty { position: absolute; }
.comments .paging { margin: 1rem 0 0; border: 0; }
@media (scripting: none) { .live { display: none; } }
.counter { font: .8125rem/1.5 var(--mono); color: var(--muted); }
.counter.over .live { color: var(--accent); font-weight: 700; }
.titles { margin: .5rem 0; }
.titles li { padding: .4rem 0; line-height: 1.4; }
.titles a { font-family: var(--serif); font-size: 1.0625rem; }
.titles a:not(:hover) { text-decoration: none; }
.titles .hint { white-space: nowrap; margin-inline-start: .3em; }
.titles .hint a { font: inherit; }
.back { font-weight: 600; font-size: .95rem; }

@media (min-width: 60rem) {
  .article > .reactions { grid-area: 9 / 1 / 10 / -1; }
  .reactions, .comments, .related, .also-covered { display: grid; grid-template-columns: var(--margin) minmax(0, 1fr); column-gap: var(--between); }
  :is(.reactions, .comments, .related, .also-covered) > * { grid-column: 2; }
  :is(.reactions, .comments, .related, .also-covered) > h2 { grid-area: 1 / 1 / span 6; font-size: 1.0625rem; line-height: 1.4; }
  .reactions ul { margin-top: -.2rem; }
  .titles { margin-top: -.4rem; }
  .comments > ol:not(:has(li)) + form { margin-top: 0; }
  .comment:first-child { padding-top: 0; }
}
@media (max-width: 40rem) {
  .reactions ul { gap: .4rem; }
  .reactions button { min-width: 3.5rem; padding-inline: .4rem; }
  .titles .hint { display: block; margin: 0; }
}
`;
