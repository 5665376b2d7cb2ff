// `npm run fuzz`: documents through the whole reading, looking for a crash, a hang, growing memory or a promise that does not
// hold. A third of the cases are real documents with harm done to them, a third are feeds made up field by field, a third
// are made up and harmed. The same seed makes the same cases; a failing one is written to a file and named.
//   npm run fuzz -- [--cases 2000] [--seed 1] [--corpus FOLDER of further documents] [--case N: this one only]
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { ParseError } from '../src/errors.ts';
import { createHeapMeter } from './fuzz/heap.ts';
import { jsonFeed } from './fuzz/json-feeds.ts';
import { loadDocuments, mutate, numbers } from './fuzz/mutate.ts';
import { readWhole } from './fuzz/read-whole.ts';
import { xmlFeed } from './fuzz/xml-feeds.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    corpus: { type: 'string' },
    case: { type: 'string' },
  },
});
const SLOWEST_MS = 1_000;
/** What is made up may repeat itself in itself: it ends here. */
const MAX_CHARS = 300_000;
/** What the engine goes on learning about our code is under 1; a leak of a hundred bytes a case is more in 40,000 cases. */
const MAX_GROWTH_MIB = 3;
/** Share of the cases after which code is compiled and tables are filled, and how often memory is looked at from there on. */
const WARM_UP = 0.2;
const HEAP_POINTS = 8;

const documents = loadDocuments(values.corpus);
const structure = fc.oneof({ weight: 4, arbitrary: xmlFeed }, { weight: 1, arbitrary: jsonFeed });
const ENCODINGS = ['utf8', 'utf8', 'utf8', 'utf8', 'utf8', 'utf16le', 'latin1'] as const;
const KINDS = ['mutated documents', 'structures', 'mutated structures'] as const;
const kindOf = (index: number) => KINDS[index % KINDS.length] ?? KINDS[0];

/** The document of a case: the same for the same seed, number and documents. */
function makeCase(index: number): Buffer {
  const seed = Math.imul(Number(values.seed), 1_000_003) + index;
  const next = numbers(seed);
  if (kindOf(index) === 'mutated documents') {
    return mutate(documents[Math.floor(next() * documents.length)] as Buffer, next);
  }
  const [text = ''] = fc.sample(structure, { numRuns: 1, seed: seed | 0 });
  const made = Buffer.from(text.slice(0, MAX_CHARS), ENCODINGS[Math.floor(next() * ENCODINGS.length)]);
  return kindOf(index) === 'structures' ? made : mutate(made, next);
}

/** Reads a document the whole way; says how long that took and whether it was a feed. */
function read(index: number, body: Buffer): { readonly ms: number; readonly isFeed: boolean } {
  const started = performance.now();
  let isFeed = true;
  try {
    readWhole(body);
  } catch (error) {
    if (!(error instanceof ParseError)) fail(index, body, String(error instanceof Error ? error.stack : error));
    isFeed = false;
  }
  return { ms: performance.now() - started, isFeed };
}

function runCase(index: number): { readonly ms: number; readonly isFeed: boolean } {
  const body = makeCase(index);
  const result = read(index, body);
  // Another program may have had the processor: what is slow is slow again.
  if (result.ms <= SLOWEST_MS || read(index, body).ms <= SLOWEST_MS) return result;
  return fail(index, body, `took ${result.ms.toFixed(0)} ms`);
}

function fail(index: number, body: Buffer, what: string): never {
  const file = join(tmpdir(), `lostfeed-fuzz-${values.seed}-${index}`);
  writeFileSync(file, body);
  console.error(`case ${index} of seed ${values.seed} (${kindOf(index)}), kept in ${file}: ${what}`);
  process.exit(1);
}

const measureHeap = createHeapMeter();
const first = values.case === undefined ? 0 : Number(values.case);
const end = values.case === undefined ? Number(values.cases) : first + 1;
const slowest = { ms: 0, index: first };
const heap: number[] = [];
const heapPoints = new Set(
  Array.from(
    { length: HEAP_POINTS },
    (_, n) => Math.ceil(end * (WARM_UP + ((1 - WARM_UP) * n) / (HEAP_POINTS - 1))) - 1,
  ),
);
const counts = new Map<string, number>(KINDS.map((kind) => [kind, 0]));
let refused = 0;

for (let index = first; index < end; index++) {
  const { ms, isFeed } = runCase(index);
  counts.set(kindOf(index), (counts.get(kindOf(index)) ?? 0) + 1);
  if (!isFeed) refused++;
  if (ms > slowest.ms) Object.assign(slowest, { ms, index });
  if (heapPoints.has(index)) heap.push(measureHeap());
}

const [heapFirst = 0, heapLast = 0] = [heap[0], heap.at(-1)];
console.log(
  `seed ${values.seed}: ${end - first} cases (${[...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')}; ${documents.length} documents), ${refused} refused as no feed, ` +
    `slowest ${slowest.ms.toFixed(0)} ms (case ${slowest.index}), heap ${heapFirst.toFixed(1)} MiB at first, ${heapLast.toFixed(1)} MiB at last`,
);
if (heapLast - heapFirst > MAX_GROWTH_MIB) {
  console.error(`the heap grew by more than ${MAX_GROWTH_MIB} MiB: ${heap.map((mib) => mib.toFixed(1)).join(', ')}`);
  process.exit(1);
}
