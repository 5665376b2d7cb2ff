// `bench stall`: how long a visit to a very large feed keeps the event loop from everything else, from request to saved articles. A timer that should fire every millisecond tells the longest wait.
//   --mb 10   size of the document, of 200 entries
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openApp } from '../src/app.ts';
import { parseConfig } from '../src/config/config.ts';
import { makeDocument } from './fleet-documents.ts';
import { median, type Report, withScratch } from './report.ts';

const ENTRIES = 200;
const ROUNDS = 7;

export async function bench(args: string[]): Promise<Report> {
  const { values } = parseArgs({ args, options: { mb: { type: 'string', default: '9' } } });
  const body = makeLargeDocument(Number(values.mb) * 1e6);
  const server = createServer((_, response) => response.end(body));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const waits: number[] = [];
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { ms, longestMs } = await withScratch((directory) => visitOnce(directory, server.address() as AddressInfo));
    times.push(ms);
    waits.push(longestMs);
  }
  server.close();
  return {
    name: 'stall',
    what: `a first visit to a feed of ${(body.length / 1e6).toFixed(1)} MB and ${ENTRIES} entries`,
    rows: [
      { what: 'the whole of it', value: median(times), unit: 'ms', digits: 0 },
      { what: 'longest wait of anything else', value: median(waits), unit: 'ms', digits: 1 },
      { what: 'at worst', value: Math.max(...waits), unit: 'ms', digits: 1 },
    ],
  };
}

async function visitOnce(directory: string, { port }: AddressInfo) {
  const host = `127.0.0.1:${port}`;
  const config = parseConfig(
    JSON.stringify({ fetch: { allowPrivate: [host], hostGap: '0s' }, sources: [{ url: `http://${host}/` }] }),
    'bench',
  );
  const log = { info() {}, warn() {}, error() {} };
  const siteUrl = () => 'https://bench.example/';
  const app = await openApp({
    dataDirectory: join(directory, 'data'),
    version: '0.0.0',
    config,
    siteUrl,
    now: Date.now,
    log,
  });
  await app.applyConfig(config);
  const [claimed] = await app.store.claimDue({ ...app.limits(), now: Date.now(), limit: 1, forceSince: null });
  if (!claimed) throw new Error('the source is not due');
  const started = performance.now();
  const watch = watchLoop();
  const outcome = await app.visit(claimed, new AbortController().signal);
  const longestMs = watch.longest();
  const ms = performance.now() - started;
  await app.close();
  if (outcome.created !== ENTRIES)
    throw new Error(`${outcome.created} articles, not ${ENTRIES}: ${outcome.error?.message}`);
  return { ms, longestMs };
}

/** One entry's text over and over makes each entry as long as it must be. */
function makeLargeDocument(bytes: number): Buffer {
  const { text } = makeDocument(0, ENTRIES);
  const fill = Math.max(0, Math.ceil((bytes - text.length) / ENTRIES));
  return Buffer.from(
    text.replaceAll(
      ']]>',
      `${'<p>The lost <em>feed</em> &amp; what was in it, told at length.</p>\n'.repeat(Math.ceil(fill / 64))}]]>`,
    ),
  );
}

/** The longest time between two turns of the event loop, in milliseconds. */
function watchLoop(): { longest(): number } {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  return {
    longest() {
      clearInterval(timer);
      return Math.max(longest, performance.now() - last);
    },
  };
}
