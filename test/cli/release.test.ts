// `lostfeed release` as an operator uses it: beside the running service, by cron, and with a mistyped id.
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runLostfeed, serveLostfeed } from './lostfeed.ts';

const WAIT = { timeout: 15_000, interval: 50 };

const feedOf = (name: string, date: string) => {
  const items = Array.from(
    { length: 6 },
    (_, number) =>
      `<item><guid isPermaLink="false">${name}-${number}</guid><title>${name} number ${number}</title>` +
      `<link>https://${name}.example/${number}</link><pubDate>0${number + 1} ${date} 12:00:00 GMT</pubDate></item>`,
  );
  return `<rss version="2.0"><channel><title>${name}</title><link>https://${name}.example/</link><description>d</description>${items.join('')}</channel></rss>`;
};
const GARDEN = feedOf('garden', 'Jan 2026');
const CASINO = feedOf('casino', 'Feb 2026');

let body: string;
let server: Server;
let directory: string;
let service: ChildProcess | null = null;

beforeEach(async () => {
  body = GARDEN;
  server = createServer((_, response) => response.end(body));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-release-'));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetch = { allowPrivate: [host], hostGap: '0s' };
  const sources = [{ id: 'garden', url: `http://${host}/feed`, every: '1s' }];
  writeFileSync(join(directory, 'feeds.config.json'), JSON.stringify({ fetch, sources }));
});

afterEach(async () => {
  service?.kill('SIGKILL');
  service = null;
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(directory, { recursive: true, force: true });
});

const lostfeed = (...args: string[]) => runLostfeed(directory, ...args);

const titlesOf = (feed: string): readonly string[] =>
  (JSON.parse(feed) as { items: { title: string }[] }).items.map(({ title }) => title);

describe('lostfeed release', () => {
  it('lists what was held, and a running service publishes it without a visit that brings anything', async () => {
    const { url, log } = await serveLostfeed(directory, (child) => {
      service = child;
    });
    const published = async () => titlesOf(await (await fetch(`${url}feed.json`)).text());
    await expect.poll(published, WAIT).toHaveLength(6);

    body = CASINO;
    await expect.poll(log, WAIT).toMatch(/"problems":\{"suspect":1\}.*reads like another feed/);
    expect(log()).toContain('6 new held until \\"lostfeed release garden\\"');
    expect(await published()).toHaveLength(6);

    const { code, out } = await lostfeed('release', 'garden');
    expect(code).toBe(0);
    expect(out).toContain('Released 6 articles of garden:\n  2026-02-06  casino number 5\n');
    await expect.poll(published, { ...WAIT, timeout: 5_000 }).toHaveLength(12);
    expect((await published()).slice(0, 2)).toEqual(['casino number 5', 'casino number 4']);
    expect((await lostfeed('release', 'garden')).out).toBe('Nothing of garden is held.\n');
  });

  it('waits for the next run or build where no service runs, which says what is held', async () => {
    await lostfeed('run', '--json');
    body = CASINO;
    const run = await lostfeed('run', '--force');
    expect(run.out).toMatch(
      /^ {2}garden: this reads like another feed \(.*\): 6 new held until "lostfeed release garden"/m,
    );
    const feed = () => titlesOf(readFileSync(join(directory, 'data/public/feed.json'), 'utf8'));
    expect(feed()).toHaveLength(6);
    const released = await lostfeed('release', 'garden', '--json');
    const { source, articles } = JSON.parse(released.out) as { source: string; articles: readonly object[] };
    expect(source).toBe('garden');
    expect(articles[0]).toMatchObject({
      title: 'casino number 5',
      url: 'https://casino.example/5',
      listedAt: '2026-02-06T12:00:00.000Z',
    });
    expect(feed()).toHaveLength(6);
    await lostfeed('build');
    expect(feed()).toHaveLength(12);
  });

  it('exits with 2 for a source that there is not, and names the nearest', async () => {
    const { code, err } = await lostfeed('release', 'gardne');
    expect(code).toBe(2);
    expect(err).toContain('did you mean garden?');
  });
});
