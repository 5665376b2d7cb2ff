// One reader over one set of documents in this process: three passes to warm up, seven timed, the median printed as JSON.
//   node bench/parse-one.ts lostfeed|feedsmith|rss-parser [CORPUS]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDocument } from './fleet-documents.ts';
import { median } from './report.ts';

const [reader, corpus] = process.argv.slice(2);
const WARM_UP = 3;
const TIMED = 7;
const SMALLEST = 30_000;

interface Row {
  readonly file: string;
  readonly bytes: number;
  readonly format: string;
  readonly encoding: string | null;
}

function load(): Buffer[] {
  if (!corpus) return Array.from({ length: 200 }, (_, id) => Buffer.from(makeDocument(id, 30).text));
  const manifest = JSON.parse(readFileSync(join(corpus, 'manifest.json'), 'utf8')) as Row[];
  return manifest
    .filter((row) => row.bytes > SMALLEST && ['rss2', 'rss1', 'rss09x', 'atom1', 'atom03'].includes(row.format))
    .filter((row) => row.encoding === null || /^utf-?8$/i.test(row.encoding))
    .map((row) => readFileSync(join(corpus, row.file)));
}

const bodies = load();
const bytes = bodies.reduce((sum, body) => sum + body.length, 0);

async function makePass(): Promise<() => Promise<void>> {
  if (reader === 'lostfeed') {
    const { parse } = await import('../src/parse/parse.ts');
    const options = { contentType: null, url: 'https://bench.example/feed', maxEntries: 5000 };
    return async () => {
      for (const body of bodies) attempt(() => parse(body, options));
    };
  }
  if (reader === 'feedsmith') {
    const { parseFeed } = await import('feedsmith');
    return async () => {
      for (const body of bodies) attempt(() => parseFeed(body.toString('utf8')));
    };
  }
  const { default: RssParser } = await import('rss-parser');
  const parser = new RssParser();
  return async () => {
    for (const body of bodies) await parser.parseString(body.toString('utf8')).catch(() => {});
  };
}

/** Documents that cannot be read cost their reader nothing here: see the report's note. */
function attempt(read: () => unknown): void {
  try {
    read();
  } catch {
    // counted as read
  }
}

const pass = await makePass();
const speeds: number[] = [];
for (let i = 0; i < WARM_UP + TIMED; i++) {
  const started = process.hrtime.bigint();
  await pass();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (i >= WARM_UP) speeds.push(bytes / 1e6 / seconds);
}
const documents = `${bodies.length} documents, ${(bytes / 1e6).toFixed(1)} MB`;
console.log(JSON.stringify({ speed: median(speeds), documents }));
