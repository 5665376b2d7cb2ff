// `lostfeed inspect`: what we read from documents and what is odd about them; stores nothing.
import { gunzipSync } from 'node:zlib';
import { LostFeedError } from '../errors.ts';
import { identify, normalizeEntry, normalizeFeed } from '../normalize/normalize.ts';
import { parse } from '../parse/parse.ts';
import type { ForeignEntry } from '../publish/publish.ts';
import { compare } from './inspect-compare.ts';
import { type FailedInspection, type FoundBehindPage, type Inspection, inspectionJson } from './inspect-json.ts';
import { describeInspection } from './inspect-report.ts';

/** Far above any feed; a bound all the same. */
const MAX_ENTRIES = 20_000;
const WORDS_PER_MINUTE = 200;
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

/** What inspect needs of the outside world. */
export interface InspectIo {
  readFile(path: string): Promise<Uint8Array>;
  readonly stdin: AsyncIterable<string | Uint8Array>;
  write(text: string): void;
  /** Null: addresses cannot be asked. Throws LostFeedError. */
  readonly fetchDocument:
    | ((url: string) => Promise<{
        readonly body: Uint8Array;
        readonly contentType: string | null;
        readonly url: string;
        /** The page that led to it; null: none did. */
        readonly found: FoundBehindPage | null;
      }>)
    | null;
  /** Another reader's entries of a document, to hold against ours; throws when it cannot read it. Null: no comparison. */
  readonly readElsewhere: ((document: string) => Promise<readonly ForeignEntry[]>) | null;
}

export interface InspectOptions {
  /** Files and addresses. */
  readonly inputs: readonly string[];
  /** What relative addresses of files resolve against. */
  readonly baseUrl: string | null;
  readonly json: boolean;
  readonly batch: boolean;
}

/** Prints an answer for each document, in order; returns the exit code: 1 when an input named on the command line failed. */
export async function inspect(io: InspectIo, options: InspectOptions): Promise<number> {
  const answer = (result: Inspection | FailedInspection) =>
    io.write(options.json || options.batch ? `${inspectionJson(result)}\n` : describeInspection(result));
  if (options.batch) {
    for await (const line of linesOf(io.stdin)) answer(await inspectLine(io, line));
    return 0;
  }
  let failed = 0;
  for (const input of options.inputs) {
    const result = await inspectOne(io, { input, baseUrl: options.baseUrl, contentType: null });
    if ('error' in result) failed++;
    answer(result);
  }
  return failed === 0 ? 0 : 1;
}

interface Request {
  readonly input: string;
  readonly baseUrl: string | null;
  readonly contentType: string | null;
}

async function inspectLine(io: InspectIo, line: string): Promise<Inspection | FailedInspection> {
  let request: unknown;
  try {
    request = JSON.parse(line);
  } catch {
    return { input: line.slice(0, 200), error: { code: 'usage', message: 'the line is not JSON' } };
  }
  const { file, baseUrl, contentType } = (request ?? {}) as Record<string, unknown>;
  if (typeof file !== 'string')
    return { input: line.slice(0, 200), error: { code: 'usage', message: 'the line names no "file"' } };
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  return inspectOne(io, { input: file, baseUrl: text(baseUrl), contentType: text(contentType) });
}

async function inspectOne(io: InspectIo, request: Request): Promise<Inspection | FailedInspection> {
  try {
    const document = await load(io, request);
    const read = readAll(request.input, document.body, document.url, document.contentType);
    const reading = document.found === null ? read : { ...read, found: document.found };
    if (io.readElsewhere === null) return reading;
    return { ...reading, compare: await compare(reading, document.body, io.readElsewhere) };
  } catch (error) {
    if (error instanceof LostFeedError)
      return { input: request.input, error: { code: error.code, message: error.message } };
    if (error instanceof Error && 'code' in error && 'path' in error) {
      return { input: request.input, error: { code: 'not-found', message: `cannot read the file: ${error.message}` } };
    }
    // one document that we trip over must not cost the others their answer
    return { input: request.input, error: { code: 'internal', message: String(error) } };
  }
}

async function load(io: InspectIo, { input, baseUrl, contentType }: Request) {
  if (!/^https?:\/\//i.test(input)) {
    return { body: unpacked(await io.readFile(input)), url: baseUrl, contentType, found: null };
  }
  if (io.fetchDocument === null) throw new LostFeedError('usage', 'addresses cannot be asked here');
  const document = await io.fetchDocument(input);
  return { ...document, url: baseUrl ?? document.url, contentType: contentType ?? document.contentType };
}

/** A response saved as it came over the wire may still be compressed. */
function unpacked(file: Uint8Array): Uint8Array {
  if (file[0] !== 0x1f || file[1] !== 0x8b) return file;
  try {
    return gunzipSync(file, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch {
    return file;
  }
}

/** The whole reading of one document; throws ParseError. */
function readAll(input: string, body: Uint8Array, url: string | null, contentType: string | null): Inspection {
  const parsed = parse(body, { contentType, url, maxEntries: MAX_ENTRIES });
  const options = { url, language: null, wordsPerMinute: WORDS_PER_MINUTE };
  const feed = normalizeFeed(parsed, options);
  const entries = parsed.entries.map((entry) => normalizeEntry(entry, parsed, feed, options));
  return {
    input,
    format: parsed.format,
    encoding: parsed.encoding,
    feed,
    articles: entries.map((entry) => entry.facts),
    problems: [
      ...parsed.problems,
      ...identify(parsed.entries, 'guid').problems,
      ...entries.flatMap((entry) => entry.problems),
    ],
  };
}

async function* linesOf(stdin: InspectIo['stdin']): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stdin) {
    const lines = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield line;
  }
  if (rest.trim() !== '') yield rest;
}
