// Plain text as markup: escaped, blank lines as paragraphs.

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Paragraphs of a plain text; its single line ends become `<br />`, because who writes plain text means them. */
export function paragraphsOfText(text: string): string {
  return toParagraphs(escapeText(text.replace(/\r\n?/g, '\n')), '<br />\n');
}

/** HTML without a single tag, as many descriptions are: blank lines are paragraphs, single ones only wrap the source. */
export function paragraphsOfUntagged(html: string): string {
  const text = html.replace(/\r\n?/g, '\n').trim();
  return /\n[\t ]*\n/.test(text) ? toParagraphs(text, '\n') : html;
}

function toParagraphs(escaped: string, lineEnd: string): string {
  return escaped
    .split(/\n[\t ]*(?:\n[\t ]*)+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map(
      (paragraph) =>
        `<p>${paragraph
          .split('\n')
          .map((line) => line.trim())
          .join(lineEnd)}</p>`,
    )
    .join('\n');
}

/** As the sanitizer writes text: no-break spaces stay characters, since `&nbsp;` means nothing in XML. */
function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? '');
}
