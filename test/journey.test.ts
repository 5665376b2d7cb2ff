// The whole way, with the real program and real HTTP: from a feeds.config.json and upstream feeds to a served channel that
// a feed reader subscribes to, over edits, restarts, overlap and a graceful stop.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import RssParser from 'rss-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, runLostfeed } from './cli/lostfeed.ts';

const LAUNCHER = resolve(import.meta.dirname, '../bin/lostfeed.js');
const WAIT = { timeout: 15_000, interval: 50 };

/** What the upstream host publishes now, by path: RSS items as [id, title]. */
const upstream: Record<string, [string, string][]> = {
  '/alpha.xml': [
    ['a-2', 'Second of alpha'],
    ['a-1', 'First of alpha'],
  ],
  '/beta.xml': [['b-1', 'First of beta']],
};
const asked: { path: string; conditional: boolean; agent: string }[] = [];

function feedOf(path: string): string {
  const items = (upstream[path] ?? []).map(([id, title]) => {
    const date = new Date(Date.UTC(2026, 0, 10 + Number(id.slice(2)))).toUTCString();
    return `<item><guid isPermaLink="false">${id}</guid><title>${title}</title><link>https://${path.slice(1)}.example/${id}</link><pubDate>${date}</pubDate><description>&lt;p onclick="x()"&gt;Text of ${id}&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed ${path}</title><link>https://${path.slice(1)}.example/</link><description>d</description>${items.join('')}</channel></rss>`;
}

let server: Server;
let host: string;
let directory: string;
let service: ChildProcess | null = null;
let log = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    const body = feedOf(path);
    const etag = `"${(upstream[path] ?? []).length}"`;
    const conditional = 'if-none-match' in request.headers;
    asked.push({ path, conditional, agent: String(request.headers['user-agent']) });
    if (!(path in upstream)) response.writeHead(404).end();
    else if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { etag, 'content-type': 'application/rss+xml' }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-journey-'));
});

afterAll(async () => {
  service?.kill('SIGKILL');
  server.closeAllConnections();
  server.close();
  rmSync(directory, { recursive: true, force: true });
});

const place = () => ['--config', join(directory, 'feeds.config.json'), '--data', join(directory, 'data')];

function configure(paths: readonly string[], extra: object = {}): void {
  const sources = paths.map((path) => ({ id: path.slice(1, -4), url: `http://${host}${path}`, every: '1s' }));
  const fetch = { allowPrivate: [host], perHost: 4, hostGap: '0s' };
  writeFileSync(
    join(directory, 'feeds.config.json'),
    JSON.stringify({ channel: { url: 'https://lost.example/', title: 'Journey' }, fetch, sources, ...extra }),
  );
}

/** Starts `serve` and resolves with its address. */
async function serve(): Promise<string> {
  log = '';
  const child = spawn(process.execPath, [LAUNCHER, 'serve', '--port', '0', ...place()], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  service = child;
  return new Promise((done, fail) => {
    child.once('exit', (code) => fail(new Error(`serve ended with ${code}: ${log}`)));
    child.stderr.on('data', (chunk) => {
      log += chunk;
      const started = log.split('\n').find((line) => line.includes('The Lost Feed is running'));
      if (started) done((JSON.parse(started) as { url: string }).url);
    });
  });
}

async function stop(signal: NodeJS.Signals): Promise<number | null> {
  const child = service as ChildProcess;
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  child.kill(signal);
  return ended;
}

function command(...args: string[]): Promise<Ended> {
  return runLostfeed(process.cwd(), ...args, ...place());
}

async function titles(url: string, document = 'atom.xml'): Promise<(string | undefined)[]> {
  const response = await fetch(`${url}${document}`);
  if (response.status !== 200) return [];
  return (await new RssParser().parseString(await response.text())).items.map((item) => item.title);
}

describe('the journey', () => {
  let url = '';
  const all = ['Second of alpha', 'First of alpha', 'First of beta'];

  it('serves one channel of all sources, in three formats with the same entries', async () => {
    configure(['/alpha.xml', '/beta.xml']);
    url = await serve();
    await expect.poll(async () => (await titles(url)).toSorted(), WAIT).toEqual(all.toSorted());
    expect((await titles(url, 'rss.xml')).toSorted()).toEqual(all.toSorted());
    const json = (await (await fetch(`${url}feed.json`)).json()) as { items: { title: string }[] };
    expect(json.items.map((item) => item.title).toSorted()).toEqual(all.toSorted());
    expect((await fetch(`${url}readyz`)).status).toBe(200);
  });

  it('E41: lets no markup of a feed out that could do something', async () => {
    for (const document of ['atom.xml', 'rss.xml', 'feed.json', '']) {
      const text = await (await fetch(`${url}${document}`)).text();
      expect(text).not.toMatch(/alert\(1\)|onclick/);
    }
  });

  it('shows the articles on the front page, each with a page of its own', async () => {
    const front = await (await fetch(url)).text();
    const path = /href="([^"]*\/a\/second-of-alpha-[^"]+)"/.exec(front)?.[1];
    expect(path).toBeDefined();
    const page = await fetch(new URL(new URL(path as string, 'https://lost.example/').pathname, url));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Text of a-2');
  });

  it('D72: answers a reader that has the channel already with 304', async () => {
    const first = await fetch(`${url}rss.xml`);
    await first.arrayBuffer();
    const etag = first.headers.get('etag') as string;
    const again = await fetch(`${url}rss.xml`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  it('brings a new upstream item into the channel, once, asking conditionally', async () => {
    upstream['/beta.xml'] = [['b-2', 'News of beta'], ...(upstream['/beta.xml'] ?? [])];
    await expect.poll(() => titles(url), WAIT).toContain('News of beta');
    expect((await titles(url)).filter((title) => title === 'News of beta')).toHaveLength(1);
    const beta = asked.filter((request) => request.path === '/beta.xml');
    expect(beta[0]?.conditional).toBe(false);
    expect(beta.slice(1).every((request) => request.conditional)).toBe(true);
    expect(beta[0]?.agent).toMatch(/^TheLostFeed\/\d+\.\d+\.\d+ \(\+https:\/\/lost\.example\/about\/fetcher\//);
  });

  it('takes up an edited configuration without a restart', async () => {
    configure(['/beta.xml']);
    await expect.poll(() => titles(url), WAIT).toEqual(['News of beta', 'First of beta']);
    configure(['/alpha.xml', '/beta.xml']);
    await expect.poll(() => titles(url), WAIT).toHaveLength(4);
  });

  it('keeps the configuration in use over a bad edit and says where it is wrong', async () => {
    writeFileSync(join(directory, 'feeds.config.json'), '{\n  "sorces": []\n}\n');
    await expect.poll(() => log, WAIT).toMatch(/feeds\.config\.json:2:3 sorces: .*sources/);
    expect(await titles(url)).toHaveLength(4);
    configure(['/alpha.xml', '/beta.xml']);
  });

  it('refuses a second fetching process, with exit code 3, and lets others work beside it', async () => {
    const second = await command('run');
    expect(second.code).toBe(3);
    expect(second.err).toContain('another process');
    const built = await command('build', '--json');
    expect(built.code).toBe(0);
    const served = Buffer.from(await (await fetch(`${url}atom.xml`)).arrayBuffer());
    expect(readFileSync(join(directory, 'data/public/atom.xml')).equals(served)).toBe(true);
  });

  it('A015, D82: stops gracefully and starts again with the same bytes and no unconditional request', async () => {
    const before = await (await fetch(`${url}atom.xml`)).text();
    expect(await stop('SIGTERM')).toBe(0);
    asked.length = 0;
    url = await serve();
    await expect.poll(() => asked.length, WAIT).toBeGreaterThan(1);
    expect(asked.every((request) => request.conditional)).toBe(true);
    expect(await (await fetch(`${url}atom.xml`)).text()).toBe(before);
  });

  it('loses and doubles nothing when the plug is pulled', async () => {
    upstream['/alpha.xml'] = [['a-3', 'Third of alpha'], ...(upstream['/alpha.xml'] ?? [])];
    await stop('SIGKILL');
    url = await serve();
    await expect.poll(() => titles(url), WAIT).toContain('Third of alpha');
    const now = await titles(url);
    expect(now).toHaveLength(5);
    expect(new Set(now).size).toBe(5);
    expect(await stop('SIGTERM')).toBe(0);
  });

  it('A053: a run right after makes no request and exits with 0', async () => {
    configure(['/alpha.xml', '/beta.xml'], {
      sources: ['alpha', 'beta'].map((id) => ({ id, url: `http://${host}/${id}.xml` })),
    });
    await command('run', '--json', '--force');
    asked.length = 0;
    const run = await command('run', '--json');
    expect(run.code).toBe(0);
    expect(JSON.parse(run.out)).toMatchObject({ visited: 0, published: [] });
    expect(asked).toEqual([]);
  });

  it('exits with 2 on a configuration that cannot be used, naming file, line and key', async () => {
    writeFileSync(join(directory, 'feeds.config.json'), '{ "sources": [{ "url": "ftp://x.example/" }] }\n');
    const run = await command('run');
    expect(run.code).toBe(2);
    expect(run.err).toMatch(/feeds\.config\.json:1:\d+ sources\[0\]\.url: /);
  });
});
