// Escaping for the documents that the world writes: on purpose not the code that reads them.

/** Text for XML and HTML, also inside quoted attributes. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A CDATA section; a `]]>` inside is split over two. */
export function toCdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** Words with `code` in them as HTML. */
export function toInlineHtml(text: string): string {
  return escapeXml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

/** An element on a line of its own, or nothing when there is nothing to say; `inner` is XML already. */
export function line(indent: number, open: string, inner: string | null): string {
  if (inner === null) return '';
  const name = open.split(/\s/, 1)[0];
  return `${' '.repeat(indent)}<${open}>${inner}</${name}>\n`;
}

/** An element around lines that are XML already. */
export function block(indent: number, open: string, ...lines: readonly string[]): string {
  const name = open.split(/\s/, 1)[0];
  const margin = ' '.repeat(indent);
  return `${margin}<${open}>\n${lines.join('')}${margin}</${name}>\n`;
}
