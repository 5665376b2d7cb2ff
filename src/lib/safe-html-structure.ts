// The structure of a cleaned body made fit for a page that has a title of its own: headings that continue its outline, and
// tables that scroll sideways instead of the page. Works on what the sanitizer wrote, in which every `<` begins a tag, every
// `>` ends one and all elements are closed.

const HEADING = /<(\/?)h([1-6])(?=[ >])/g;
const TABLE = /<(\/?)table(?=[ >])[^>]*>/g;

/**
 * The highest heading becomes `h2`, below the page's one `h1`; those under it follow without a gap, and none is more than
 * one level below the heading before it (WCAG technique G141).
 */
export function withHeadingsBelowTitle(html: string): string {
  const written = [...new Set(Array.from(html.matchAll(HEADING), ([, , level]) => level))].sort();
  if (written.length === 0) return html;
  const open: number[] = [];
  let last = 1;
  return html.replace(HEADING, (_, slash: string, level: string) => {
    if (slash !== '') return `</h${open.pop() ?? last}`;
    last = Math.min(written.indexOf(level) + 2, last + 1, 6);
    open.push(last);
    return `<h${last}`;
  });
}

/** Each outermost table alone in a `div`, which to readers without our stylesheet means nothing. */
export function withTablesBoxed(html: string): string {
  let boxed = '';
  let from = 0;
  let start = 0;
  let depth = 0;
  for (const { 0: tag, 1: slash, index } of html.matchAll(TABLE)) {
    if (slash === '') {
      if (depth === 0) start = index;
      depth += 1;
      continue;
    }
    depth -= 1;
    if (depth !== 0) continue;
    const end = index + tag.length;
    const before = html.slice(from, start);
    const table = html.slice(start, end);
    const isBoxed = endsWithDiv(before) && /^\s*<\/div>/.test(html.slice(end));
    boxed += before + (isBoxed ? table : `<div>${table}</div>`);
    from = end;
  }
  return boxed + html.slice(from);
}

/** Whether nothing but white space stands behind the start tag of a `div`. */
function endsWithDiv(html: string): boolean {
  const trimmed = html.trimEnd();
  return trimmed.endsWith('>') && /^<div[ >]/.test(trimmed.slice(trimmed.lastIndexOf('<')));
}
