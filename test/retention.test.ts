// Retention over time, with the real app and store: what goes, what stays, and that nothing comes back to be removed again.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, openApp } from '../src/app.ts';
import { parseConfig } from '../src/config/config.ts';
import { isPruneDue } from '../src/retention.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 5, 1, 12);

let directory: string;
let server: Server;
let body: string;
let app: App;
let now: number;

const feedOf = (...names: readonly string[]) => {
  const items = names.map(
    (name) =>
      `<item><guid isPermaLink="false">tag:a.example,2026:${name}</guid><title>${name}</title><link>https://a.example/${name}</link></item>`,
  );
  return `<rss version="2.0"><channel><title>A</title><link>https://a.example/</link><description>d</description>${items.join('')}</channel></rss>`;
};

async function open(extra: object = {}): Promise<void> {
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = parseConfig(
    JSON.stringify({
      channel: { items: 1 },
      fetch: { allowPrivate: [host], hostGap: '0s' },
      sources: [{ id: 'a', url: `http://${host}/` }],
      ...extra,
    }),
    'test',
  );
  const log = { info() {}, warn() {}, error() {} };
  const siteUrl = () => 'https://lost.example/';
  app = await openApp({ dataDirectory: directory, version: '0', config, siteUrl, now: () => now, log });
  await app.applyConfig(config);
}

beforeEach(async () => {
  now = START;
  server = createServer((_, response) => response.end(body));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-retention-'));
});

afterEach(async () => {
  await app.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(directory, { recursive: true, force: true });
});

async function visit(document: string): Promise<number> {
  body = document;
  const [claimed] = await app.store.claimDue({ now, limit: 1, leaseMs: 60_000, slots: {}, forceSince: now });
  if (!claimed) throw new Error('nothing is due');
  const { created } = await app.visit(claimed, AbortSignal.timeout(10_000));
  now += 60_000;
  return created;
}

const prune = (isDryRun = false) => app.prune({ isDryRun, isOver: () => false });
const stored = async () => (await app.store.counts()).articles;

describe('retention', () => {
  it('removes old articles that are neither upstream nor in the channel, with their pages, and counts first', async () => {
    await open({ retention: { articles: '10d' } });
    await visit(feedOf('one', 'two', 'three'));
    await visit(feedOf('three'));
    await app.publish();
    await app.writeStatic();
    const [slug] = (await app.store.findArticles('https://a.example/two')).map((article) => article.slug);
    const page = join(directory, 'public/a', slug ?? '');
    mkdirSync(page, { recursive: true });
    writeFileSync(join(page, 'index.html'), 'an old page');

    now = START + 11 * DAY;
    expect(await prune(true)).toEqual({ old: 1, surplus: {}, isWhole: true });
    expect(await stored()).toBe(3);
    expect(await prune()).toEqual({ old: 1, surplus: {}, isWhole: true });
    expect(await stored()).toBe(2);
    // the newest is the channel, and another is upstream still
    expect((await app.store.findArticles('https://a.example/two')).length).toBe(0);
    await app.writeStatic();
    expect(existsSync(page)).toBe(false);
    expect(await prune()).toMatchObject({ old: 0 });
  });

  it('C17: what is upstream is neither removed nor added again, visit after visit, prune after prune', async () => {
    await open({ channel: { items: 1 }, retention: { articles: '1d', perSource: 1 } });
    const document = feedOf('one', 'two', 'three');
    expect(await visit(document)).toBe(3);
    for (let day = 2; day < 6; day++) {
      now = START + day * DAY;
      expect(await prune()).toEqual({ old: 0, surplus: {}, isWhole: true });
      expect(await visit(document)).toBe(0);
    }
    expect(await stored()).toBe(3);
  });

  it('C15: an entry that vanished and came back is the same article, and was visible all the time', async () => {
    await open({ channel: { items: 10 } });
    await visit(feedOf('one', 'two'));
    const before = await app.store.findArticles('https://a.example/one');
    await visit(feedOf('two'));
    const query = { items: 10, perSource: 10, listedAfter: null };
    expect(await app.store.channelEntries(query)).toHaveLength(2);
    expect(await visit(feedOf('one', 'two', 'three'))).toBe(1);
    expect(await app.store.findArticles('https://a.example/one')).toEqual(before);
    expect(await app.store.channelEntries(query)).toHaveLength(3);
  });

  it('keeps so many articles of a source, and those of a source that is not listed any more for their time only', async () => {
    await open({ retention: { articles: '30d', perSource: 2 } });
    await visit(feedOf('one', 'two'));
    now = START + DAY;
    await visit(feedOf('three', 'four'));
    expect(await prune()).toEqual({ old: 0, surplus: { a: 2 }, isWhole: true });
    expect(await stored()).toBe(2);
    await app.applyConfig({ ...app.config(), sources: [] });
    now = START + 40 * DAY;
    expect(await prune()).toEqual({ old: 2, surplus: {}, isWhole: true });
    expect(await stored()).toBe(0);
  });

  it('is due once a day after it came to its end, and when the clock was set back', async () => {
    await open();
    expect(await isPruneDue(app.store, now)).toBe(true);
    expect(await app.prune({ isDryRun: false, isOver: () => true })).toMatchObject({ isWhole: false });
    expect(await isPruneDue(app.store, now)).toBe(true);
    await prune();
    expect(await isPruneDue(app.store, now + DAY - 1)).toBe(false);
    expect(await isPruneDue(app.store, now + DAY)).toBe(true);
    expect(await isPruneDue(app.store, now - 1)).toBe(true);
  });
});
