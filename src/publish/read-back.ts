// The last look before a document goes out: it is read by a reader that is not ours (rss-parser; JSON.parse and the rules
// of JSON Feed 1.1) and must give the same entries, with the same ids, titles and links, in the same order.
import type { DocumentFormat } from '../model.ts';
import { JSON_FEED_VERSION } from './json-feed.ts';
import { readAsRssParser } from './rss-parser-reading.ts';

/** What a reader must find of an entry. */
export interface Expected {
  readonly id: string;
  readonly title: string;
  readonly link: string;
}

/** Null when `document` reads back as `expected`, else what is wrong with it, in a sentence. */
export async function findFault(
  format: DocumentFormat,
  document: string,
  expected: readonly Expected[],
): Promise<string | null> {
  try {
    const found = format === 'json' ? readJson(document) : await readXml(document);
    return findDifference(found, expected);
  } catch (error) {
    return `it cannot be read back: ${error instanceof Error ? firstLine(error.message) : String(error)}`;
  }
}

function findDifference(found: readonly Expected[], expected: readonly Expected[]): string | null {
  for (const [index, wanted] of expected.entries()) {
    const read = found[index];
    if (read === undefined) break;
    for (const key of ['id', 'title', 'link'] as const) {
      if (read[key] !== wanted[key]) return `the ${key} ${quote(wanted[key])} reads back as ${quote(read[key])}`;
    }
  }
  if (found.length !== expected.length) return `${expected.length} entries read back as ${found.length}`;
  return null;
}

// XML 1.0 section 2.2, Char; rss-parser lets others pass where stricter readers stop
const NOT_A_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

async function readXml(document: string): Promise<Expected[]> {
  demand(!NOT_A_CHARACTER.test(document), 'it has a character that XML forbids');
  const entries = await readAsRssParser(document);
  return entries.map(({ id, title, link }) => ({ id: id ?? '', title: title ?? '', link: link ?? '' }));
}

type Json = Readonly<Record<string, unknown>>;

/** The entries of a JSON Feed 1.1 document; throws at the first broken rule. */
function readJson(document: string): Expected[] {
  const feed: Json = JSON.parse(document);
  demand(feed.version === JSON_FEED_VERSION, 'version is wrong');
  demand(isText(feed.title), 'title is missing');
  const { items } = feed;
  demand(Array.isArray(items), 'items is not an array');
  return (items as readonly Json[]).map((item, index) => {
    const at = (rule: string) => `items[${index}]: ${rule}`;
    demand(isText(item.id), at('id is missing'));
    demand(isAbsolute(item.url), at('url is not an absolute address'));
    demand(typeof (item.content_html ?? item.content_text) === 'string', at('there is no content'));
    demand(
      isList(item.authors, (author) => isText(author.name)),
      at('an author has no name'),
    );
    demand(isList(item.tags, isText), at('tags are not all text'));
    demand(
      isList(item.attachments, (file) => isAbsolute(file.url) && isText(file.mime_type)),
      at('an attachment has no url or type'),
    );
    for (const key of ['date_published', 'date_modified']) {
      const date = item[key];
      demand(date === undefined || (isText(date) && !Number.isNaN(Date.parse(date))), at(`${key} is not a date`));
    }
    return { id: String(item.id), title: String(item.title ?? ''), link: String(item.url) };
  });
}

function demand(holds: boolean, rule: string): void {
  if (!holds) throw new Error(rule);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isAbsolute(value: unknown): boolean {
  return isText(value) && URL.canParse(value);
}

function isList(value: unknown, holds: (member: Json) => boolean): boolean {
  return value === undefined || (Array.isArray(value) && value.every(holds));
}

function quote(value: string): string {
  return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value);
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
