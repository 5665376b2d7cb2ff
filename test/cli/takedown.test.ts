// `lostfeed takedown` as an operator uses it: by cron, beside the running service, for a source, and taken back.
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runLostfeed, serveLostfeed } from './lostfeed.ts';

const WAIT = { timeout: 15_000, interval: 50 };

const item = (number: number, text = '') =>
  `<item><guid isPermaLink="false">tag:garden.example,2026:${number}</guid><title>Bed number ${number}</title>` +
  `<link>https://garden.example/${number}</link><pubDate>0${number} Jan 2026 12:00:00 GMT</pubDate>` +
  `<description>About &lt;b&gt;bed ${number}&lt;/b&gt;${text}</description></item>`;
const feedOf = (...items: readonly string[]) =>
  `<rss version="2.0"><channel><title>Garden</title><link>https://garden.example/</link><description>d</description>${items.join('')}</channel></rss>`;

let body: string;
let visits: number;
let server: Server;
let directory: string;
let service: ChildProcess | null = null;

beforeEach(async () => {
  body = feedOf(item(1), item(2), item(3));
  visits = 0;
  server = createServer((_, response) => {
    visits += 1;
    response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-takedown-'));
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

const file = (path: string) => join(directory, 'data/public', path);
const titles = (feed: string): readonly string[] =>
  (JSON.parse(feed) as { items: { title: string }[] }).items.map(({ title }) => title);
const filed = () => titles(readFileSync(file('feed.json'), 'utf8'));

describe('lostfeed takedown', () => {
  it('C16: removes an article from documents, pages and files at once, and keeps it away from the next visits', async () => {
    await lostfeed('run');
    expect(filed()).toHaveLength(3);
    const slugs = () => ['1', '2', '3'].filter((n) => readFileSync(file('index.html'), 'utf8').includes(`number ${n}`));
    expect(slugs()).toEqual(['1', '2', '3']);

    const { code, out } = await lostfeed(
      'takedown',
      'http://garden.example/2/',
      '--reason',
      'asked for <b>politely</b>',
    );
    expect(code).toBe(0);
    expect(out).toBe('Took down 1 article.\n  garden  Bed number 2  https://garden.example/2\n');
    expect(filed()).toEqual(['Bed number 3', 'Bed number 1']);
    expect(slugs()).toEqual(['1', '3']);
    const atom = readFileSync(file('atom.xml'), 'utf8');
    expect(atom).toMatch(
      /<at:deleted-entry ref="tag:garden\.example,2026:2" when="20[^"]+Z"><at:comment>asked for &lt;b&gt;politely&lt;\/b&gt;<\/at:comment><\/at:deleted-entry>/,
    );
    expect(atom).toContain('xmlns:at="http://purl.org/atompub/tombstones/1.0"');
    expect(readFileSync(file('rss.xml'), 'utf8')).not.toContain('number 2');

    body = feedOf(item(1), item(2, ', changed'), item(3), item(4));
    await lostfeed('run', '--force');
    expect(filed()).toEqual(['Bed number 4', 'Bed number 3', 'Bed number 1']);
    expect(readFileSync(file('atom.xml'), 'utf8')).toContain('at:deleted-entry');

    const undone = await lostfeed('takedown', 'tag:garden.example,2026:2', '--undo');
    expect(undone.out).toContain('Took back the takedown of 1 article.\n');
    expect(filed()).toHaveLength(3);
    await lostfeed('run', '--force');
    expect(filed()).toEqual(['Bed number 4', 'Bed number 3', 'Bed number 2', 'Bed number 1']);
    expect(readFileSync(file('atom.xml'), 'utf8')).not.toContain('at:deleted-entry');
  });

  it('C16: removes the file of an article that left the channel long ago, and no other', async () => {
    const config = JSON.parse(readFileSync(join(directory, 'feeds.config.json'), 'utf8')) as object;
    await lostfeed('run');
    writeFileSync(join(directory, 'feeds.config.json'), JSON.stringify({ ...config, channel: { items: 1 } }));
    await lostfeed('build');
    expect(filed()).toEqual(['Bed number 3']);
    const pages = () => readdirSync(file('a')).map((slug) => slug.replace(/^bed-number-(\d).*/, '$1'));
    expect(pages().toSorted()).toEqual(['1', '2', '3']);
    const { out } = await lostfeed('takedown', 'https://garden.example/1', '--json');
    expect(JSON.parse(out)).toMatchObject({ source: null, articles: [{ title: 'Bed number 1' }], changed: 1 });
    expect(pages().toSorted()).toEqual(['2', '3']);
    expect(filed()).toEqual(['Bed number 3']);
  });

  it('C16, D124: a running service answers 410 and publishes without it; a source taken down is not visited again', async () => {
    const { url, stop } = await serveLostfeed(directory, (child) => {
      service = child;
    });
    const published = async () => titles(await (await fetch(`${url}feed.json`)).text());
    await expect.poll(published, WAIT).toHaveLength(3);
    const front = await (await fetch(url)).text();
    const page = new URL(/href="(\/a\/bed-number-2[^"]*)"/.exec(front)?.[1] ?? '', url).href;
    expect((await fetch(page)).status).toBe(200);

    await lostfeed('takedown', page);
    // a page that was just asked for is kept until the service sees, a second later, what another process did
    await expect.poll(async () => (await fetch(page)).status, WAIT).toBe(410);
    const gone = await fetch(page);
    expect(gone.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await gone.text()).toContain('Taken down');
    await expect.poll(published, WAIT).toEqual(['Bed number 3', 'Bed number 1']);

    const { out } = await lostfeed('takedown', 'garden', '--source', '--json');
    expect(JSON.parse(out)).toEqual({ source: 'garden', articles: null, changed: 2 });
    await expect.poll(published, WAIT).toEqual([]);
    const status = async (path: string) => (await fetch(url + path)).status;
    await expect.poll(() => status('s/garden/atom.xml'), WAIT).toBe(410);
    expect([await status('s/garden/'), await status('s/garden/feed.json')]).toEqual([410, 410]);
    for (const path of ['sources/', 'opml.xml', 'search/atom.xml?q=bed']) {
      await expect.poll(async () => (await fetch(url + path)).text(), WAIT).not.toMatch(/garden|number/i);
    }
    const before = visits;
    body = feedOf(item(5));
    const { code } = await lostfeed('run', '--force');
    expect(code).toBe(3);
    await stop();
    const run = await lostfeed('run', '--force');
    expect(run.err).toContain('garden was taken down and is not visited');
    expect(visits - before).toBeLessThanOrEqual(1);
    expect(filed()).toEqual([]);
  });

  it('exits with 2 for what is not there, and for an address that several articles share', async () => {
    const shared = (n: number) => item(n).replace(/garden\.example\/\d/, 'garden.example/all');
    body = feedOf(shared(1), shared(2));
    await lostfeed('run');
    const nobody = await lostfeed('takedown', 'https://garden.example/9');
    expect([nobody.code, nobody.err]).toEqual([2, expect.stringContaining('no article has the id or the address')]);
    const several = await lostfeed('takedown', 'https://garden.example/all');
    expect(several.code).toBe(2);
    expect(several.err).toMatch(/2 articles have this address; name one by its id:\n {2}urn:uuid:\S+ {2}Bed number/);
    expect(filed()).toHaveLength(2);
    expect((await lostfeed('takedown', 'nobody', '--source')).code).toBe(2);
  });
});
