// Runs the real `lostfeed run` over a folder of feed documents served from loopback and checks what must hold:
// nothing crashes, every document with entries gives articles, three documents come out that can be read back, a second
// run asks for nothing, a forced one only conditionally, neither changes a byte, and a killed run loses and doubles nothing.
//   node bench/corpus-run.ts FOLDER [--documents 300]
// FOLDER holds manifest.json ({file, sha256, format}) and oracle.ndjson.gz ({sha256, entries_count}).
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import RssParser from 'rss-parser';
import { z } from 'zod';
import { findFeedFaults } from '../test/publish/valid-feed.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { documents: { type: 'string', default: '300' } },
});
const corpus = positionals[0];
if (!corpus) {
  console.error('usage: node bench/corpus-run.ts FOLDER [--documents 300]');
  process.exit(2);
}
const LAUNCHER = resolve(import.meta.dirname, '../bin/lostfeed.js');
const PER_SOURCE = 20;

interface ManifestRow {
  readonly file: string;
  readonly sha256: string;
  readonly format: string;
}
const manifest = JSON.parse(readFileSync(join(corpus, 'manifest.json'), 'utf8')) as ManifestRow[];
const oracle = new Map<string, number>();
for (const line of gunzipSync(readFileSync(join(corpus, 'oracle.ndjson.gz')))
  .toString('utf8')
  .trim()
  .split('\n')) {
  const row = JSON.parse(line) as { sha256: string; entries_count?: number };
  oracle.set(row.sha256, row.entries_count ?? 0);
}
// every n-th by hash: a fair sample that is the same every time
const feeds = manifest.filter((row) => row.format !== 'html' && row.format !== 'other');
feeds.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
const sample = feeds.slice(0, Number(values.documents));
console.log(
  `${sample.length} of ${feeds.length} feed documents (${manifest.length - feeds.length} pages and others are no feeds)`,
);

// ---- the upstream: honest validators, a log of what was asked
const requests: { path: string; conditional: boolean }[] = [];
let onRequest: () => void = () => {};
const bodies = new Map(sample.map((row) => [`/${row.sha256.slice(0, 12)}`, readFileSync(join(corpus, row.file))]));
const server = createServer((request, response) => {
  const path = request.url ?? '/';
  const body = bodies.get(path);
  const inm = request.headers['if-none-match'];
  requests.push({ path, conditional: inm !== undefined });
  onRequest();
  const etag = `"${path.slice(1)}"`;
  if (!body) response.writeHead(404).end();
  else if (inm === etag) response.writeHead(304, { etag }).end();
  else response.writeHead(200, { etag, 'content-type': 'application/octet-stream' }).end(body);
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

const scratch = mkdtempSync(join(tmpdir(), 'lostfeed-corpus-'));
const configFile = join(scratch, 'feeds.config.json');
writeFileSync(
  configFile,
  JSON.stringify({
    channel: { url: 'https://lost.example/', perSource: PER_SOURCE },
    fetch: { perHost: 16, concurrency: 16, hostGap: '0s', allowPrivate: [host] },
    sources: sample.map((row) => ({
      id: `d-${row.sha256.slice(0, 12)}`,
      url: `http://${host}/${row.sha256.slice(0, 12)}`,
    })),
  }),
);

let failures = 0;
function expect(ok: boolean, what: string): void {
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${what}`);
  if (!ok) failures++;
}

function lostfeed(dataDirectory: string, ...args: string[]): { child: ChildProcess; done: Promise<RunResult> } {
  const child = spawn(process.execPath, [LAUNCHER, ...args, '--config', configFile, '--data', dataDirectory], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOG_LEVEL: 'error' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const done = new Promise<RunResult>((finish) => child.on('close', (code) => finish({ code, stdout, stderr })));
  return { child, done };
}
/** Problem codes of each document, as `lostfeed inspect` names them. */
const listing = sample.map((row) => `${JSON.stringify({ file: join(corpus, row.file) })}\n`).join('');
const inspectOut = execFileSync(process.execPath, [LAUNCHER, 'inspect', '--json', '--batch'], {
  input: listing,
  encoding: 'utf8',
  maxBuffer: 1 << 30,
});
const inspected = new Map(
  inspectOut
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { input: string; problems?: { code: string }[] })
    .map(({ input, problems }) => [input, (problems ?? []).map((problem) => problem.code)]),
);

interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Content hash and time of every published file. */
function snapshot(directory: string): string {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((path) => ({ path, stat: statSync(join(directory, path)) }))
    .filter(({ stat }) => stat.isFile())
    .map(({ path, stat }) => {
      const hash = createHash('sha1')
        .update(readFileSync(join(directory, path)))
        .digest('hex');
      return `${path} ${hash} ${stat.mtimeMs}`;
    })
    .sort()
    .join('\n');
}

function articleKeys(dataDirectory: string): { bySource: Map<string, number>; keys: string[] } {
  const database = new DatabaseSync(join(dataDirectory, 'lostfeed.sqlite'), { readOnly: true });
  const rows = database.prepare('select source_id as source, id from articles order by id').all() as {
    source: string;
    id: string;
  }[];
  database.close();
  const bySource = new Map<string, number>();
  for (const { source } of rows) bySource.set(source, (bySource.get(source) ?? 0) + 1);
  return { bySource, keys: rows.map((row) => row.id) };
}

// ---- a whole run
const data = join(scratch, 'data');
const published = join(data, 'public');
const first = await lostfeed(data, 'run', '--json').done;
expect(first.code === 0, `run exits with 0 (${first.code}) ${first.stderr.slice(0, 500)}`);
const facts = JSON.parse(first.stdout) as {
  visited: number;
  created: number;
  failures: { source: string; code: string }[];
};
console.log(`      ${facts.visited} visited, ${facts.created} articles, ${facts.failures.length} failed`);
for (const { source, code } of facts.failures) console.log(`      ${source} ${code}`);
const stored = articleKeys(data);
const silent = sample.filter(
  (row) => (oracle.get(row.sha256) ?? 0) > 0 && !stored.bySource.get(`d-${row.sha256.slice(0, 12)}`),
);
expect(
  silent.length === 0,
  `every document in which the oracle finds entries gives articles ${silent.map((row) => row.file)}`,
);

// ---- what was published
const parser = new RssParser();
const atom = await parser.parseString(readFileSync(join(published, 'atom.xml'), 'utf8'));
const rss = await parser.parseString(readFileSync(join(published, 'rss.xml'), 'utf8'));
const jsonFeed = z.object({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  home_page_url: z.url(),
  feed_url: z.url(),
  items: z.array(
    z.object({
      id: z.string().min(1),
      url: z.url().optional(),
      title: z.string().optional(),
      content_html: z.string().optional(),
      content_text: z.string().optional(),
      date_published: z.iso.datetime({ offset: true }).optional(),
      authors: z.array(z.object({ name: z.string() })).optional(),
      tags: z.array(z.string()).optional(),
      _lostfeed: z.looseObject({ source: z.looseObject({ feed: z.url() }) }),
    }),
  ),
});
const json = jsonFeed.parse(JSON.parse(readFileSync(join(published, 'feed.json'), 'utf8')));
expect(atom.items.length === 100, `atom.xml is read back by rss-parser: ${atom.items.length} entries`);
expect(rss.items.length === 100, `rss.xml is read back by rss-parser: ${rss.items.length} items`);
for (const name of ['atom.xml', 'rss.xml', 'feed.json']) {
  const [fault] = findFeedFaults(readFileSync(join(published, name), 'utf8'), Date.now());
  expect(fault === undefined, `validators have nothing to say about ${name}${fault === undefined ? '' : `: ${fault}`}`);
}
expect(json.items.length === 100, `feed.json holds to the schema of JSON Feed 1.1: ${json.items.length} items`);
expect(
  atom.items.every(
    (item, i) => (item as { id?: string }).id === json.items[i]?.id && rss.items[i]?.guid === json.items[i]?.id,
  ),
  'the three documents hold the same entries in the same order',
);
const dates = json.items.flatMap((item) => (item.date_published ? [Date.parse(item.date_published)] : []));
expect(
  dates.every((date, i) => i === 0 || date <= (dates[i - 1] as number)),
  'entries come newest first',
);
const perSource = Map.groupBy(json.items, (item) => item._lostfeed.source.feed);
const most = Math.max(...[...perSource.values()].map((items) => items.length));
expect(most <= PER_SOURCE, `at most ${PER_SOURCE} entries are of one source (${most} of ${perSource.size} sources)`);

// ---- again at once, and forced
const before = snapshot(published);
requests.length = 0;
const second = await lostfeed(data, 'run', '--json').done;
expect(second.code === 0 && requests.length === 0, `a second run at once makes no request (${requests.length})`);
// a document that stops in the middle is no good visit: its validators must not be kept
const cut = sample.filter((row) => inspected.get(join(corpus, row.file))?.includes('truncated'));
const neverGood = new Set([
  ...facts.failures.map((failure) => failure.source.slice(2)),
  ...cut.map((row) => row.sha256.slice(0, 12)),
]);
const forced = await lostfeed(data, 'run', '--force', '--json').done;
const bare = requests.filter((request) => !request.conditional && !neverGood.has(request.path.slice(1)));
expect(
  forced.code === 0 && requests.length === sample.length,
  `a forced run asks every source once (${requests.length})`,
);
expect(bare.length === 0, `a forced run asks conditionally but where no visit was good yet (${bare.length} bare)`);
expect(snapshot(published) === before, 'neither changes a published byte or file time');

// ---- pull the plug in the middle, three times
const torn = join(scratch, 'torn');
for (const after of [40, 120, 200]) {
  requests.length = 0;
  const { child, done } = lostfeed(torn, 'run', '--json');
  onRequest = () => {
    if (requests.length === Math.min(after, Math.floor(sample.length / 2))) child.kill('SIGKILL');
  };
  const { code } = await done;
  onRequest = () => {};
  console.log(`      killed after ${requests.length} requests (exit ${code})`);
}
const healed = await lostfeed(torn, 'run', '--json').done;
const whole = articleKeys(torn);
expect(healed.code === 0, 'the run after a kill -9 exits with 0');
expect(
  whole.keys.join() === stored.keys.join(),
  `nothing is lost or doubled (${whole.keys.length} of ${stored.keys.length})`,
);

server.close();
rmSync(scratch, { recursive: true, force: true });
console.log(failures === 0 ? 'corpus run: all held' : `corpus run: ${failures} did not hold`);
process.exit(failures === 0 ? 0 : 1);
