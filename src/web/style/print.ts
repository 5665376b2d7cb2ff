// On paper: the text, whose it is and where it was; nothing that wants to be clicked.

export const PRINT_STYLE = `@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --muted: #444; --link: #000; --visited: #000; --accent: #000; --edge: #777; --rule: #bbb; }
  body, .article, .prose { max-width: none; margin: 0; }
  body { display: block; padding: 0; font-size: 10.5pt; }
  .body, .articles .standfirst { font-size: 11pt; line-height: 1.5; }
  .articles .standfirst { display: block; max-width: none; }
  .article h1, .prose h1 { font-size: 22pt; }
  .masthead :is(nav, search), .foot nav, .skip, .back, .paging, .reactions, .comments form, .related, .copy, .to-original, .subscribe, .readers { display: none; }
  .masthead { display: block; padding: 0 0 .5rem; border-bottom: 1.5pt solid; }
  .masthead::before, .foot::before { content: none; }
  .name { font-size: 14pt; }
  .foot { margin-top: 2rem; border-top: .5pt solid; }
  .original a { border: 0; padding: 0; background: none; box-shadow: none; }
  .original a::after { content: "(" attr(href) ")"; font-weight: 400; overflow-wrap: anywhere; }
  .original a span { display: none; }
  .body img, .lead img { max-height: 12cm; width: auto; }
  pre { white-space: pre-wrap; }
  .body table { width: auto; max-width: 100%; }
  .body div:has(> table:only-child) { overflow: visible; }
  h1, h2, h3 { break-after: avoid; }
  figure, pre, blockquote, tr, .articles > li, .comment { break-inside: avoid; }
  p { orphans: 3; widows: 3; }
}
`;
