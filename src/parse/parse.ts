// The door of this stage: a document's bytes to a ParsedFeed, whatever its format, encoding and faults. Nothing is fetched,
// nothing interpreted: dates, languages and addresses stay as written (relative addresses are resolved).
import { ParseError } from '../errors.ts';
import type { ParsedFeed } from '../model.ts';
import { createDocumentText } from './document-text.ts';
import { decodeBody } from './encoding.ts';
import { makeFeed } from './feed-result.ts';
import { readJsonFeed } from './json-feed.ts';
import { createProblemLog } from './problem-log.ts';
import { findRoot } from './root.ts';
import { readXml } from './xml-reader.ts';

export interface ParseOptions {
  /** Content-Type as sent, for its charset only: the format is told by the content. */
  readonly contentType: string | null;
  /** The address that answered: what relative addresses resolve against. */
  readonly url: string | null;
  /** Entries beyond this many are left out. */
  readonly maxEntries: number;
}

/** Reads a document. Throws ParseError when it is no feed, saying what it is instead; anything less is a problem in the result. */
export function parse(body: Uint8Array, options: ParseOptions): ParsedFeed {
  if (body.length === 0) throw new ParseError('empty', 'the document is empty');
  // A server that compresses twice and says so once.
  if (body[0] === 0x1f && body[1] === 0x8b) throw new ParseError('not-a-feed', 'the document is gzip data, not a feed');
  const problems = createProblemLog();
  const { utf8, encoding } = decodeBody(body, options.contentType, problems);
  const document = createDocumentText(utf8);
  const root = findRoot(document.marks, problems);
  const feed =
    root.kind === 'json'
      ? readJsonFeed(document.read(root.start, utf8.length), options, problems)
      : makeFeed(readXml(document, root.start, options, problems), document);
  return { ...feed, encoding, problems: problems.list() };
}
