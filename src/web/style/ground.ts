// What every page stands on: colours by day and by night, the three voices of type, fields and buttons.

/**
 * Serif is for what is read, sans for what is said beside it, mono for what a machine stamped on. `--lost` is the rule that
 * runs through the site: a line that breaks up on its way, in the colour of the text around it.
 */
export const GROUND_STYLE = `:root {
  color-scheme: light dark;
  --paper: light-dark(#fdfdfb, #131417);
  --raised: light-dark(#f1f1ec, #1e2025);
  --ink: light-dark(#1a1a18, #e1e2de);
  --muted: light-dark(#5c5d57, #a0a29f);
  --rule: light-dark(#d8d8d0, #33363c);
  --edge: light-dark(#83847b, #7a7d84);
  --lit: light-dark(#fff, #42464e);
  --shade: light-dark(#cfcfc5, #0a0b0d);
  --link: light-dark(#1b1bc4, #aab6ff);
  --visited: light-dark(#6a2085, #d2a8ea);
  --accent: light-dark(#b53f0a, #f5b14c);
  --good: light-dark(#26702d, #86cc8b);
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", sans-serif;
  --mono: ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, monospace;
  --lost: linear-gradient(90deg, currentcolor 58%, #0000 0 58.7%, currentcolor 0 65%, #0000 0 66.2%, currentcolor 0 71.4%,
    #0000 0 73.2%, currentcolor 0 77%, #0000 0 79.6%, currentcolor 0 82.2%, #0000 0 86%, currentcolor 0 87.5%,
    #0000 0 93%, var(--accent) 0 93.8%, #0000 0);
  --gutter: clamp(1.1rem, 4vw, 2.5rem);
  --measure: 40rem;
  --margin: 10.5rem;
  --between: 2.5rem;
}

*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scrollbar-gutter: stable; }
body {
  margin: 0 auto; padding: 0 var(--gutter); max-width: calc(var(--measure) + 2 * var(--gutter)); min-height: 100vh;
  display: flex; flex-direction: column;
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 var(--sans); overflow-wrap: break-word;
}
main { flex: 1 0 auto; }
h1, h2, h3, h4, h5, h6 { font-family: var(--serif); line-height: 1.25; text-wrap: pretty; margin: 0; }
h1 { text-wrap: balance; }
p { margin: 0; text-wrap: pretty; }
ul, ol { margin: 0; padding: 0; list-style: none; }
img, video { max-width: 100%; height: auto; }
a { color: var(--link); text-decoration-thickness: .06em; text-underline-offset: .18em; }
a:visited { color: var(--visited); }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: .16rem solid var(--accent); outline-offset: .15rem; border-radius: .1rem; }
::selection { background: light-dark(#ffe08a, #6b4f12); color: var(--ink); }
.skip { position: absolute; left: -99rem; padding: .5rem 1rem; background: var(--raised); z-index: 2; }
.skip:focus { left: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.hint { color: var(--muted); font-size: .875rem; }

/* Facts in a row, with dots between them, but none where a line begins */
.facts { color: var(--muted); font-size: .875rem; line-height: 1.6; clip-path: inset(-.4em -100vw -.4em -.34em); }
.facts > :not(:last-child) { margin-right: .75em; }
.facts > :not(:first-child)::before { content: "·"; position: absolute; translate: -.64em; }
.facts > :not(.source) { white-space: nowrap; }
.facts a, .facts a:visited { color: inherit; text-decoration-color: var(--edge); }
.facts :focus-visible { outline-offset: 0; }
.source { font-weight: 600; }

/* Fields are sunk into the page, buttons stand out of it */
input, textarea, button { font: inherit; color: inherit; }
input, textarea { width: 100%; padding: .45rem .65rem; border: 1px solid var(--edge); border-radius: 2px; background: var(--paper);
  box-shadow: inset 1px 1px 0 var(--rule); }
:is(input, textarea)[aria-invalid="true"] { border-color: var(--accent); }
::placeholder { color: var(--muted); opacity: 1; }
textarea { min-height: 8.5em; resize: vertical; line-height: 1.5; }
button, .button { padding: .4rem .9rem; border: 1px solid var(--edge); border-radius: 2px; background: var(--raised);
  box-shadow: inset 1px 1px 0 var(--lit), inset -1px -1px 0 var(--shade); cursor: pointer; }
button:hover, .button:hover { border-color: var(--ink); }
button:active, button[aria-pressed="true"] { box-shadow: inset 1px 1px 0 var(--shade), inset -1px -1px 0 var(--lit); }
button[aria-pressed="true"] { border-color: var(--accent); background: light-dark(#fde9c8, #3b2e16); }
button:disabled { color: var(--muted); cursor: default; border-color: var(--rule); }
.search { display: flex; gap: .4rem; }

@media (min-width: 60rem) {
  body { max-width: calc(var(--margin) + var(--between) + var(--measure) + 2 * var(--gutter)); }
}
@media (prefers-reduced-motion: no-preference) {
  button, .button { transition: border-color .12s; }
}
`;
