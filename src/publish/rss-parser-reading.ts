// What rss-parser, a reader that is not ours, makes of an XML document: the second opinion on what we publish and on what we
// read. It keeps none of the bodies.

/** An entry as rss-parser reads it; null for what it does not find or gives as something other than text. */
export interface ForeignEntry {
  /** Atom id, RSS guid, rdf:about. */
  readonly id: string | null;
  readonly title: string | null;
  /** As written: relative addresses stay relative. */
  readonly link: string | null;
  /** ISO 8601. */
  readonly date: string | null;
}

interface Item {
  readonly id?: unknown;
  readonly guid?: unknown;
  readonly 'rdf:about'?: unknown;
  readonly title?: unknown;
  readonly link?: unknown;
  readonly isoDate?: unknown;
}

/** The entries in their order; throws rss-parser's own errors when it cannot read the document. */
export async function readAsRssParser(document: string): Promise<readonly ForeignEntry[]> {
  // loaded when there is something to read: most passes publish nothing
  const { default: Parser } = await import('rss-parser');
  // a parser for each document: it keeps state between texts
  const parser = new Parser({ xml2js: { valueProcessors: [withoutBody] } });
  const items: readonly Item[] = (await parser.parseString(document)).items;
  return items.map(({ id, guid, 'rdf:about': about, title, link, isoDate }) => ({
    id: textOf(id ?? guid ?? about),
    title: textOf(title),
    link: textOf(link),
    date: textOf(isoDate),
  }));
}

/** An element with attributes or children is an object to xml2js. */
function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Bodies are read as XML and let go: rss-parser would make plain text of them, for nobody. */
function withoutBody(value: string, element: string): string {
  return element === 'content' || element === 'content:encoded' ? '' : value;
}
