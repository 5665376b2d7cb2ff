// The door of this stage: a document's bytes to a ParsedFeed, whatever its format, encoding and faults. Nothing is fetched,
// nothing interpreted: dates, languages and addresses stay as written (relative addresses are resolved).
import { setImmediate } from 'node:timers/promises';
import { ParseError } from '../errors.ts';
import type { ParsedFeed } from '../model.ts';
import { createDocumentText } from './document-text.ts';
import { decodeBody } from './encoding.ts';
import { isInheritanceSettled, makeFeed } from './feed-result.ts';
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
  /** Raw hashes of entries that need not be read again; in `stored` of the result if they are in the document. */
  readonly stored?: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** Reads a document. Throws ParseError when it is no feed, saying what it is instead; anything less is a problem in the result. */
export function parse(body: Uint8Array, options: ParseOptions): ParsedFeed {
  const steps = parseInSteps(body, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As `parse`, with a pause for everything else that waits after each quarter of a MiB. */
export async function parseBeside(body: Uint8Array, options: ParseOptions): Promise<ParsedFeed> {
  const steps = parseInSteps(body, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

function* parseInSteps(body: Uint8Array, options: ParseOptions): Generator<void, ParsedFeed> {
  if (body.length === 0) throw new ParseError('empty', 'the document is empty');
  // A server that compresses twice and says so once.
  if (body[0] === 0x1f && body[1] === 0x8b) throw new ParseError('not-a-feed', 'the document is gzip data, not a feed');
  const problems = createProblemLog();
  const { encoding, ...decoded } = decodeBody(body, options.contentType, problems);
  yield;
  const document = createDocumentText(decoded);
  const root = findRoot(document.marks, problems);
  if (root.kind === 'json') {
    const feed = readJsonFeed(document.read(root.start, decoded.bytes.length), options, problems);
    return { ...feed, encoding, problems: problems.list() };
  }
  const read = yield* readXml(document, root.start, { ...options, stored: options.stored ?? NONE }, problems);
  if (!isInheritanceSettled(read)) return yield* parseInSteps(body, { ...options, stored: NONE });
  return { ...makeFeed(read), encoding, problems: problems.list() };
}
