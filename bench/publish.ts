// `bench publish`: one new article in a full channel beside ever more stored articles, from the saved visit to documents with
// new bytes and tags, read back and stored, and from there until all codings of them are ready to be served.
//   --articles 10000,1000000   stored articles, one size after the other
//   --rounds 30
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type App, openApp, siteFacts } from '../src/app.ts';
import { parseConfig } from '../src/config/config.ts';
import type { ArticleDraft, ChannelDocument, VisitRecord } from '../src/model.ts';
import { createDocumentHandler } from '../src/web/document-handler.ts';
import { multiplyArticles } from './many-articles.ts';
import { median, type Report, type Row, withScratch } from './report.ts';

const SOURCES = 200;
/** Articles saved by one visit. */
const BATCH = 50;
/** Articles saved by visits, beside those of each source at the end; what is more are copies of them. */
const BY_VISITS = 10_000;
/** Between two articles: a million is what comes in a year. */
const APART_MS = 30_000;
const BODY = '<p>The lost <em>feed</em> &amp; what was in it, told at <a href="/length">length</a>.</p>\n'.repeat(30);
const SITE = 'https://bench.example/';
const START = Date.UTC(2026, 0, 1);

export async function bench(args: string[]): Promise<Report> {
  const { values } = parseArgs({
    args,
    options: {
      articles: { type: 'string', default: '10000,1000000' },
      rounds: { type: 'string', default: '30' },
    },
  });
  const rows: Row[] = [];
  for (const size of values.articles.split(',').map(Number)) {
    if (size > BY_VISITS && size % BY_VISITS > 0) throw new Error(`--articles in steps of ${BY_VISITS}`);
    const { publishMs, cpuMs, codingsMs, kilobytes } = await withScratch((directory) =>
      measure(directory, size, Number(values.rounds)),
    );
    const what = `beside ${size.toLocaleString('en')} articles`;
    rows.push(
      { what: `${what}: new bytes and tags`, value: median(publishMs), unit: 'ms', digits: 1 },
      { what: `${what}: at best`, value: Math.min(...publishMs), unit: 'ms', digits: 1 },
      { what: `${what}: CPU of the thread`, value: median(cpuMs), unit: 'ms', digits: 1 },
      { what: `${what}: codings ready after`, value: median(codingsMs), unit: 'ms', digits: 0 },
      { what: `${what}: all three documents`, value: kilobytes, unit: 'kB', digits: 0 },
    );
  }
  return { name: 'publish', what: `1 new article in a channel of 100, ${values.rounds} times`, rows };
}

async function measure(directory: string, size: number, rounds: number) {
  const sources = Array.from({ length: SOURCES }, (_, n) => ({ id: `s${n}`, url: `https://s${n}.example/feed` }));
  const config = parseConfig(JSON.stringify({ channel: { url: SITE }, sources }), 'bench');
  let now = START + size * APART_MS;
  const log = { info() {}, warn() {}, error() {} };
  const dataDirectory = join(directory, 'data');
  const open = () => openApp({ dataDirectory, version: '0.0.0', config, siteUrl: () => SITE, now: () => now, log });
  const app = await open();
  await app.applyConfig(config);
  const states = new Map((await app.store.sourceStates()).map((state) => [state.sourceId, state]));
  let number = 0;
  const save = async (sourceId: string, count: number) => {
    const state = states.get(sourceId);
    if (!state) throw new Error(`${sourceId} is not a source`);
    const created = Array.from({ length: count }, () => makeArticle(sourceId, number++, number > size));
    await app.store.saveVisit(makeRecord({ sourceId, state, created, at: now }));
  };
  const byVisits = Math.min(size, BY_VISITS);
  for (let visit = 0; number < byVisits; visit++) {
    await save(`s${visit % SOURCES}`, Math.min(BATCH, byVisits - number));
  }
  multiplyArticles(dataDirectory, { times: size / number, laterMs: number * APART_MS });
  number = size;
  for (let n = 0; n < SOURCES; n++) await save(`s${n}`, 1);
  await app.publish();
  const handler = createDocumentHandler({
    gate: () => false,
    documents: app.documents,
    site: () => siteFacts(config, SITE, '0.0.0'),
    now: () => now,
  });
  await handler.refresh();
  const publishMs: number[] = [];
  const cpuMs: number[] = [];
  const codingsMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    now += 1000;
    await save(`s${round % SOURCES}`, 1);
    const cpuBefore = process.threadCpuUsage();
    const began = performance.now();
    const { changed } = await app.publish();
    publishMs.push(performance.now() - began);
    const { user, system } = process.threadCpuUsage(cpuBefore);
    cpuMs.push((user + system) / 1000);
    if (changed.length !== 3) throw new Error(`${changed.length} documents changed`);
    await handler.refresh();
    codingsMs.push(performance.now() - began);
  }
  const published = [...app.documents().values()];
  await app.close();
  await checkStored(await open(), published);
  const kilobytes = published.reduce((sum, { body }) => sum + body.length, 0) / 1000;
  return { publishMs, cpuMs, codingsMs, kilobytes };
}

/** What was published is there after a restart, byte for byte. */
async function checkStored(app: App, published: readonly ChannelDocument[]): Promise<void> {
  await app.loadDocuments();
  for (const { path, etag, body } of published) {
    const stored = app.documents().get(path);
    if (stored?.etag !== etag || !Buffer.from(body).equals(stored.body)) throw new Error(`${path} was not stored`);
  }
  await app.close();
}

function makeArticle(sourceId: string, number: number, hasBody: boolean): ArticleDraft {
  const at = START + number * APART_MS;
  const url = `https://${sourceId}.example/${number}`;
  return {
    id: `urn:uuid:00000000-0000-5000-8000-${String(number).padStart(12, '0')}`,
    key: url,
    rawHash: String(number),
    version: '1',
    upstreamId: url,
    clues: { mentions: null, runs: [] },
    guid: url,
    url,
    title: `Article ${number}`,
    summary: 'What was in the lost feed, and where it went.',
    content: hasBody ? { kind: 'html', value: BODY, base: url } : null,
    authors: [{ name: 'A. Writer', url: null }],
    tags: ['feeds', 'history'],
    category: null,
    image: null,
    enclosures: [],
    language: 'en',
    via: null,
    commentsUrl: null,
    rights: null,
    license: null,
    publishedAt: at,
    updatedAt: null,
    firstSeenAt: at,
    listedAt: at,
    wordCount: 700,
    readMinutes: 4,
    slug: `article-${number}`,
  };
}

function makeRecord(facts: Pick<VisitRecord, 'sourceId' | 'state' | 'created' | 'at'>): VisitRecord {
  return {
    ...facts,
    feed: null,
    updated: [],
    touched: [],
    aliases: [],
    dropped: [],
    hubLinks: null,
    hostFreeAt: 0,
    hostRetryAt: null,
    otherHosts: [],
    merge: null,
    retryAt: null,
    events: [],
    upstream: null,
  };
}
