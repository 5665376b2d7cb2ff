// What kind of document this is, by its content alone: finds the root element behind whatever stands before it, or says what
// the document is instead of a feed.
import { ParseError } from '../errors.ts';
import type { ProblemLog } from './problem-log.ts';

export type DocumentRoot =
  | { readonly kind: 'json'; readonly start: number }
  /** `start` is the offset of the root's `<`. */
  | { readonly kind: 'xml'; readonly start: number };

/** Warnings that a broken server script prints before the document are about this long; in bytes. */
const MAX_JUNK = 4096;

/** U+FEFF in UTF-8, byte by byte. */
const BYTE_ORDER_MARK = '\xef\xbb\xbf';

const FEED_ROOTS = new Set(['rss', 'rdf', 'feed', 'channel']);

/** Root elements of what people take for a feed. */
const OTHER_ROOTS: ReadonlyMap<string, string> = new Map([
  ['opml', 'an OPML subscription list'],
  ['urlset', 'a sitemap'],
  ['sitemapindex', 'a sitemap index'],
  ['svg', 'an SVG image'],
  ['opensearchdescription', 'an OpenSearch description'],
  ['entry', 'a single Atom entry'],
]);

const PAGE_ROOTS = new Set(['html', 'head', 'body']);
/** What a fragment of a web page begins with. So do a server's warnings, so a feed may still follow. */
const PAGE_PARTS = new Set('title meta link script style div p b br h1 center table font'.split(' '));

/** `text` has one character for each byte (see document-text.ts). Throws ParseError when there is no feed. */
export function findRoot(text: string, problems: ProblemLog): DocumentRoot {
  const endOfDeclaration = createDeclarationEnds(text);
  const begin = skipBlank(text, 0);
  if (begin === text.length) throw new ParseError('empty', 'the document is empty');
  if (text[begin] === '{' || text[begin] === '[') return { kind: 'json', start: begin };

  let at = begin;
  let junk = 0;
  let hasJunk = false;
  let isPage = false;
  let strayName: string | null = null;
  while (at < text.length && junk <= MAX_JUNK) {
    const end = endOfDeclaration(at);
    if (end > at) {
      const opening = text.slice(at, at + 40).toLowerCase();
      hasJunk ||= at > 0 && opening.startsWith('<?xml ');
      isPage ||= /^<!doctype\s+html/.test(opening);
      if (opening.startsWith('<!doctype')) problems.add('doctype-ignored', 'a document type declaration was ignored');
      at = skipBlank(text, end);
      continue;
    }
    const name = nameOfTag(text, at);
    const local = name?.slice(name.indexOf(':') + 1).toLowerCase() ?? '';
    if (FEED_ROOTS.has(local)) {
      if (hasJunk) problems.add('leading-junk', 'something stands before the document', 1);
      return { kind: 'xml', start: at };
    }
    refuseKnown(local);
    isPage ||= strayName === null && PAGE_PARTS.has(local);
    strayName ??= name;
    hasJunk = true;
    const next = text.indexOf('<', at + 1);
    junk += next - at;
    at = next < 0 ? text.length : next;
  }
  if (isPage) throw new ParseError('html-page', 'the document is a web page (HTML), not a feed');
  throw new ParseError('not-a-feed', `the document is ${describeUnknown(text, begin, strayName)}, not a feed`);
}

function refuseKnown(root: string): void {
  if (PAGE_ROOTS.has(root)) throw new ParseError('html-page', 'the document is a web page (HTML), not a feed');
  const other = OTHER_ROOTS.get(root);
  if (other !== undefined) throw new ParseError('not-a-feed', `the document is ${other}, not a feed`);
}

function describeUnknown(text: string, begin: number, strayName: string | null): string {
  if (strayName !== null) return `XML with the root element ${strayName.slice(0, 60)}`;
  if (text.startsWith('%PDF')) return 'a PDF file';
  return text[begin] === '<' ? 'XML without a root element' : 'plain text';
}

/** Offset of the first character that is neither white space nor a byte order mark. */
function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && (text.charCodeAt(at) <= 0x20 || text.startsWith(BYTE_ORDER_MARK, at))) {
    at += text.charCodeAt(at) <= 0x20 ? 1 : BYTE_ORDER_MARK.length;
  }
  return at;
}

/** Tells the offset behind a comment, processing instruction or declaration that begins at an offset; the same one if none does. */
function createDeclarationEnds(text: string): (at: number) => number {
  /** Seeing that a declaration never ends costs a run through the document, so it is seen once. */
  let mayEnd = true;
  return (at) => {
    if (text.startsWith('<!--', at)) return behind(text, '-->', at + 4);
    if (text.startsWith('<?', at)) return behind(text, '?>', at + 2);
    if (!text.startsWith('<!', at)) return at;
    const end = mayEnd ? endOfDoctype(text, at + 2) : -1;
    mayEnd = end >= 0;
    // Malformed: the first `>` is the best guess, so that the document behind it is not lost.
    return mayEnd ? end : behind(text, '>', at + 2);
  };
}

function behind(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

/** A declaration with its internal subset (XML section 2.8): brackets and quotes hide a `>`. Nothing in it is used; -1: it never ends. */
function endOfDoctype(text: string, from: number): number {
  const marks = /["'[\]>]|<!--|<\?/g;
  marks.lastIndex = from;
  let isInside = false;
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    const mark = match[0];
    if (mark === '>' && !isInside) return match.index + 1;
    if (mark === '[' || mark === ']') isInside = mark === '[';
    if (mark === '"' || mark === "'") marks.lastIndex = behind(text, mark, match.index + 1);
    if (mark === '<!--') marks.lastIndex = behind(text, '-->', match.index + 4);
    if (mark === '<?') marks.lastIndex = behind(text, '?>', match.index + 2);
  }
  return -1;
}

function nameOfTag(text: string, at: number): string | null {
  const tag = /<([A-Za-z_][\w.:-]{0,200})(?=[\s/>])/y;
  tag.lastIndex = at;
  return tag.exec(text)?.[1] ?? null;
}
