// `bench reparse`: what a document costs that is read for the second time with one new entry of thirty, against reading and
// normalizing all of it. Both in this process, document by document in turns; the best of the rounds counts for each.
//   --rounds 20
import { parseArgs } from 'node:util';
import { identify, normalizeEntry, normalizeFeed } from '../src/normalize/normalize.ts';
import { parse } from '../src/parse/parse.ts';
import { makeDocument } from './fleet-documents.ts';
import type { Report } from './report.ts';

const DOCUMENTS = 200;
const ENTRIES = 30;
const URL = 'https://bench.example/feed';

export async function bench(args: string[]): Promise<Report> {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '20' } } });
  const documents = Array.from({ length: DOCUMENTS }, (_, id) => {
    const body = Buffer.from(makeDocument(id, ENTRIES).text);
    const [, ...old] = parse(body, { contentType: null, url: URL, maxEntries: ENTRIES }).entries;
    const stored = new Set(old.map(({ rawHash }) => rawHash));
    return { body, stored, full: Number.POSITIVE_INFINITY, again: Number.POSITIVE_INFINITY };
  });
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const document of documents) {
      document.full = Math.min(
        document.full,
        timed(() => read(document.body, new Set()), ENTRIES),
      );
      document.again = Math.min(
        document.again,
        timed(() => read(document.body, document.stored), 1),
      );
    }
  }
  const bytes = documents.reduce((sum, { body }) => sum + body.length, 0);
  const full = documents.reduce((sum, document) => sum + document.full, 0);
  const again = documents.reduce((sum, document) => sum + document.again, 0);
  return {
    name: 'reparse',
    what: `${DOCUMENTS} documents of ${ENTRIES} entries, ${(bytes / 1e6).toFixed(1)} MB, one entry of each new`,
    rows: [
      { what: 'all of it parsed and normalized', value: full, unit: 'ms', digits: 1 },
      { what: 'again, with one new entry', value: again, unit: 'ms', digits: 1 },
      { what: 'times as fast', value: full / again, unit: '' },
    ],
  };
}

/** Reads a document as a visit does, up to what would be saved. Returns how many entries were read. */
function read(body: Uint8Array, stored: ReadonlySet<string>): number {
  const options = { url: URL, language: null, wordsPerMinute: 200 };
  const parsed = parse(body, { contentType: null, url: URL, maxEntries: ENTRIES, stored });
  const feed = normalizeFeed(parsed, options);
  const { keys } = identify(parsed.entries, 'guid');
  for (const entry of parsed.entries) normalizeEntry(entry, parsed, feed, options);
  return keys.length;
}

/** Milliseconds; throws when not as many entries were read as should be. */
function timed(work: () => number, expected: number): number {
  const started = process.hrtime.bigint();
  const count = work();
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (count !== expected) throw new Error(`read ${count} entries, not ${expected}`);
  return ms;
}
