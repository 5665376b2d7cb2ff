// `bench parse`: megabytes a second from bytes to entries, against feedsmith and rss-parser on the same documents. Every
// figure comes from a fresh process with warm-up passes; the three take turns, and the median of the rounds counts.
//   --corpus FOLDER   XML feeds over 30 KB of a folder with manifest.json instead of the benchmark fleet's documents
//   --rounds 5
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median, type Report } from './report.ts';

const READERS = ['lostfeed', 'feedsmith', 'rss-parser'] as const;
type Reader = (typeof READERS)[number];

export async function bench(args: string[]): Promise<Report> {
  const { values } = parseArgs({
    args,
    options: { corpus: { type: 'string' }, rounds: { type: 'string', default: '5' } },
  });
  const speeds: Record<Reader, number[]> = { lostfeed: [], feedsmith: [], 'rss-parser': [] };
  let documents = '';
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const reader of READERS) {
      const script = join(import.meta.dirname, 'parse-one.ts');
      const out = execFileSync(process.execPath, [script, reader, values.corpus ?? ''], { encoding: 'utf8' });
      const result = JSON.parse(out) as { speed: number; documents: string };
      speeds[reader].push(result.speed);
      documents = result.documents;
    }
  }
  const ours = median(speeds.lostfeed);
  return {
    name: 'parse',
    what: `bytes to entries, ${documents}`,
    rows: [
      ...READERS.map((reader) => ({ what: reader, value: median(speeds[reader]), unit: 'MB/s', digits: 1 })),
      { what: 'times feedsmith', value: ours / median(speeds.feedsmith), unit: '' },
      { what: 'times rss-parser', value: ours / median(speeds['rss-parser']), unit: '' },
    ],
    notes: [
      'all start from bytes; ours finds the encoding, the others are told that it is UTF-8',
      'documents a reader throws on count with their bytes: a failure is never slower than a reading',
    ],
  };
}
