// `npm run fuzz`: mutated feed documents through the whole reading, looking for a crash, a hang or growing memory. The same
// seed makes the same cases; a failing one is written to a file and named.
//   npm run fuzz -- [--cases 2000] [--seed 1] [--corpus FOLDER of further documents]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeDocument } from '../bench/fleet-documents.ts';
import { ParseError } from '../src/errors.ts';
import { toSafeHtml } from '../src/lib/safe-html.ts';
import { identify, normalizeEntry, normalizeFeed } from '../src/normalize/normalize.ts';
import { parse } from '../src/parse/parse.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    corpus: { type: 'string' },
  },
});
const SLOWEST_MS = 1_000;
const MAX_SEED_BYTES = 60_000;
const GROWTH_MIB = 200;
const PIECES = [
  '<',
  '>',
  ']]>',
  '<![CDATA[',
  '&',
  '&#0;',
  '&#xD800;',
  '<!--',
  '-->',
  '<?',
  '<!DOCTYPE x [',
  '"',
  "'",
  '\0',
  '<item>',
  '</entry>',
  'xml:base="',
  '{"',
  '\uFEFF',
  '&lt;script&gt;',
  '<a:b>',
];

/** A generator of numbers from 0 to 1 that depends only on its seed (mulberry32). */
function numbers(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function loadSeeds(): Buffer[] {
  const own = resolve(import.meta.dirname, 'parse/cases');
  const folders = values.corpus ? [own, values.corpus] : [own];
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(xml|rss|atom|rdf|json)$/.test(name) && !/expected|manifest/.test(name))
      .map((name) => join(folder, name)),
  );
  const small = files.map((file) => readFileSync(file)).filter((body) => body.length < MAX_SEED_BYTES);
  return [...small, Buffer.from(makeDocument(0, 3).text), Buffer.from(makeDocument(1, 3).text)];
}

/** One to eight small harms: bytes changed, cut, doubled, moved, or markup put in. */
function mutate(body: Buffer, next: () => number): Buffer {
  let out = Buffer.from(body);
  const at = () => Math.floor(next() * (out.length + 1));
  for (let harm = 1 + Math.floor(next() * 8); harm > 0; harm--) {
    const [from, to] = [at(), at()].sort((a, b) => a - b) as [number, number];
    const kind = next();
    if (kind < 0.2) out[from % Math.max(1, out.length)] = Math.floor(next() * 256);
    else if (kind < 0.35) out = Buffer.concat([out.subarray(0, from), out.subarray(Math.min(to, from + 200))]);
    else if (kind < 0.45) out = Buffer.from(out.subarray(0, to));
    else if (kind < 0.6)
      out = Buffer.concat([out.subarray(0, to), out.subarray(from, Math.min(to, from + 500)), out.subarray(to)]);
    else {
      const piece = Buffer.from(PIECES[Math.floor(next() * PIECES.length)] as string);
      const times = next() < 0.05 ? 2_000 : 1;
      out = Buffer.concat([out.subarray(0, from), ...Array.from({ length: times }, () => piece), out.subarray(from)]);
    }
  }
  return out;
}

/** Everything a visit and a page do with a document. */
function readWhole(body: Buffer): void {
  const options = { url: 'https://fuzz.example/feed', language: null, wordsPerMinute: 200 };
  const feed = parse(body, { contentType: null, url: options.url, maxEntries: 200 });
  const facts = normalizeFeed(feed, options);
  const { keys } = identify(feed.entries, 'guid');
  if (new Set(keys).size !== feed.entries.length) throw new Error('identity keys are not all different');
  for (const entry of feed.entries) {
    const { content } = normalizeEntry(entry, feed, facts, options).facts;
    if (content && /<script|\son\w+=|javascript:/i.test(stripText(toSafeHtml(content))))
      throw new Error('unsafe markup got through');
  }
}

/** Only the tags: text may say anything. */
function stripText(html: string): string {
  return (html.match(/<[^>]*>/g) ?? [])
    .join('')
    .replace(/"[^"]*"/g, (value) => (/^"\s*javascript:/i.test(value) ? value : '""'));
}

const seeds = loadSeeds();
const cases = Number(values.cases);
let slowest = 0;
let refused = 0;
let grown = 0;
for (let i = 0; i < cases; i++) {
  const next = numbers(Number(values.seed) * 1_000_003 + i);
  const body = mutate(seeds[Math.floor(next() * seeds.length)] as Buffer, next);
  const started = performance.now();
  try {
    readWhole(body);
  } catch (error) {
    if (!(error instanceof ParseError)) fail(i, body, String(error instanceof Error ? error.stack : error));
    refused++;
  }
  const ms = performance.now() - started;
  slowest = Math.max(slowest, ms);
  if (ms > SLOWEST_MS) fail(i, body, `took ${ms.toFixed(0)} ms`);
  if (i === Math.floor(cases / 10)) grown = process.memoryUsage().heapUsed;
}
globalThis.gc?.();
const growth = (process.memoryUsage().heapUsed - grown) / 2 ** 20;
console.log(
  `${cases} cases of ${seeds.length} documents: no crash; ${refused} refused as no feed; slowest ${slowest.toFixed(0)} ms`,
);
if (growth > GROWTH_MIB) {
  console.error(`the heap grew by ${growth.toFixed(0)} MiB after the first tenth`);
  process.exit(1);
}

function fail(index: number, body: Buffer, what: string): never {
  const file = join(tmpdir(), `lostfeed-fuzz-${values.seed}-${index}`);
  writeFileSync(file, body);
  console.error(`case ${index} (seed ${values.seed}), kept in ${file}: ${what}`);
  process.exit(1);
}
