// `lostfeed add`, `remove` and `inspect` of pages: the real program, and what it asks of servers.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runLostfeed } from './lostfeed.ts';

const FEED =
  '<rss version="2.0"><channel><title>Good &amp; new</title><link>https://good.example/</link><description>d</description>' +
  '<item><guid isPermaLink="false">1</guid><title>One</title><pubDate>Mon, 05 Jan 2026 09:00:00 GMT</pubDate><description>Text</description></item></channel></rss>';
const page = (...links: string[]) =>
  `<!doctype html><html><head>${links.map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`).join('')}</head><body>Hi</body></html>`;

let server: Server;
let origin: string;
let directory: string;
const asked: string[] = [];
const answers: Record<string, { status?: number; headers?: Record<string, string>; body?: string }> = {};

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { status = 200, headers = {}, body = '' } = answers[request.url ?? ''] ?? { status: 404 };
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(answers, {
    '/feed.xml': { headers: { etag: '"1"' }, body: FEED },
    '/moved': { status: 301, headers: { location: '/feed.xml' } },
    '/site': { body: page('/comments/feed', '/feed.xml', '/other.xml') },
    '/dead': { body: page('/nothing', '/feed.xml') },
    '/silent': { body: page() },
    '/rss.xml': { body: FEED },
    '/busy': { body: page('/limited') },
    '/limited': { status: 429, headers: { 'retry-after': '300' }, body: 'internal banner 10.0.0.1' },
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-add-'));
  configure();
  return () => rmSync(directory, { recursive: true, force: true });
});

const file = () => join(directory, 'feeds.config.json');
const text = () => readFileSync(file(), 'utf8');
const configure = (...sources: string[]) =>
  writeFileSync(
    file(),
    `{ // ours\n  "fetch": { "allowPrivate": ["${new URL(origin).host}"], "hostGap": "0s" },\n  "categories": { "linux": { "label": "Linux" } },\n  "sources": [${sources.map((source) => `\n    ${source},`).join('')}\n  ],\n}\n`,
  );

const lostfeed = (...args: string[]) => runLostfeed(directory, ...args);

const slug = () => `127-0-0-1-${new URL(origin).port}`;

describe('lostfeed add', () => {
  it('adds a feed once it was read, says what it is, and leaves comments and layout', async () => {
    configure(`{ "id": "a", "url": "${origin}/a" } /* the first */`);
    const before = text();
    const { code, out } = await lostfeed('add', `${origin}/feed.xml`, '--category', 'linux');
    expect(out).toContain(`Added ${slug()}-feed-xml: Good & new\n`);
    expect(out).toContain('RSS 2.0, 1 entry, the newest of 2026-01-05\n');
    expect(code).toBe(0);
    const line = `    { "url": "${origin}/feed.xml", "category": "linux" },\n`;
    expect(text()).toBe(before.replace('/* the first */,\n', `/* the first */,\n${line}`));
    expect(asked).toEqual(['/feed.xml']);
    expect(existsSync(join(directory, 'data'))).toBe(false);
  });

  it('A140, A141, A143: takes the likeliest feed of a page with one more request, and writes the address of the feed', async () => {
    const { code, out } = await lostfeed('add', `${origin}/site`, '--id', 'good', '--title', 'Good', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      source: 'good',
      url: `${origin}/feed.xml`,
      title: 'Good & new',
      page: `${origin}/site`,
      others: [{ url: `${origin}/other.xml` }, { url: `${origin}/comments/feed` }],
    });
    expect(text()).toContain(`{ "id": "good", "url": "${origin}/feed.xml", "title": "Good" }`);
    expect(asked).toEqual(['/site', '/feed.xml']);
  });

  it('writes the address that a permanent redirect leads to', async () => {
    await lostfeed('add', `${origin}/moved`);
    expect(text()).toContain(`{ "url": "${origin}/feed.xml" }`);
  });

  it('A142: guesses only when asked to, and no further than needed', async () => {
    const before = text();
    const without = await lostfeed('add', `${origin}/silent`);
    expect(without.code).toBe(1);
    expect(without.err).toContain('is a web page that names no feed');
    expect(asked).toEqual(['/silent']);
    expect(text()).toBe(before);
    const { out } = await lostfeed('add', `${origin}/silent`, '--guess');
    expect(out).toContain(`${origin}/rss.xml, found by guessing`);
    expect(asked).toEqual(['/silent', '/silent', '/feed', '/atom.xml', '/rss.xml']);
  });

  it('adds nothing when the feed that a page names cannot be read, and says which others it names', async () => {
    const before = text();
    const { code, err } = await lostfeed('add', `${origin}/dead`);
    expect(code).toBe(1);
    expect(err).toMatch(/\/dead is a web page, and the feed that it names cannot be read: GET .*\/nothing: .*404/);
    expect(err).toContain(`it also names ${origin}/feed.xml`);
    expect(asked).toEqual(['/dead', '/nothing']);
    expect(text()).toBe(before);
  });

  it('E13: says which status a server answered with, and nothing of what it said', async () => {
    const first = await lostfeed('add', `${origin}/busy`);
    expect(first.code).toBe(1);
    expect(first.err).toContain('asks us to slow down');
    expect(first.err).not.toContain('banner');
  });

  it('E12: refuses addresses that are private and not allowed, without asking', async () => {
    const { code, err } = await lostfeed('add', 'http://127.0.0.1:1/feed');
    expect(code).toBe(1);
    expect(err).toContain('the address is refused');
    expect((await lostfeed('add', 'ftp://x.example/feed')).code).toBe(2);
    expect((await lostfeed('add', 'https://ada:secret@x.example/feed')).err).not.toContain('secret');
    expect(asked).toEqual([]);
  });

  it('refuses what is there already, under whatever address it is known', async () => {
    configure(`{ "id": "a", "url": "${origin}/moved" }`);
    const before = text();
    const configured = await lostfeed('add', `${origin}/moved`);
    expect(configured).toMatchObject({
      code: 2,
      err: `lostfeed: a is a source already: ${origin}/moved is its address\n`,
    });
    expect(asked).toEqual([]);
    await lostfeed('run');
    asked.length = 0;
    const learnt = await lostfeed('add', `${origin}/feed.xml`);
    expect(learnt).toMatchObject({ code: 2, err: expect.stringContaining('a is a source already') });
    expect(asked).toEqual([]);
    expect((await lostfeed('add', `${origin}/site`)).err).toContain('a is a source already');
    expect((await lostfeed('add', `${origin}/rss.xml`, '--id', 'a')).err).toContain('there is a source "a" already');
    expect((await lostfeed('add', `${origin}/rss.xml`, '--category', 'linus')).err).toContain('did you mean linux?');
    expect(text()).toBe(before);
  });

  it('makes a file where there is none', async () => {
    rmSync(file());
    // nothing is allowed to be private without a file
    expect((await lostfeed('add', `${origin}/feed.xml`)).code).toBe(1);
    expect(existsSync(file())).toBe(false);
  });
});

describe('lostfeed remove', () => {
  it('takes a source out by id or address, with the comment on its line', async () => {
    configure(`{ "id": "a", "url": "${origin}/a" }`, `{ "url": "${origin}/b" }`);
    const before = text();
    expect((await lostfeed('add', `${origin}/feed.xml`, '--id', 'c')).code).toBe(0);
    expect(await lostfeed('remove', 'c')).toMatchObject({ code: 0, out: expect.stringContaining('Removed c (') });
    expect(text()).toBe(before);
    await lostfeed('remove', `${origin}/b`);
    expect(text()).toBe(before.replace(`    { "url": "${origin}/b" },\n`, ''));
    expect(await lostfeed('remove', 'x')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no source has the id'),
    });
  });
});

describe('lostfeed inspect of a web page', () => {
  it('A140: reads the feed that it names, and says so', async () => {
    const { code, out } = await lostfeed('inspect', `${origin}/site`);
    expect(code).toBe(0);
    expect(out).toContain(`is a web page that names the feed ${origin}/feed.xml\n  and ${origin}/other.xml\n`);
    expect(out).toContain('RSS 2.0');
    const json = JSON.parse((await lostfeed('inspect', '--json', `${origin}/site`)).out);
    expect(json).toMatchObject({
      format: 'rss2',
      found: { page: `${origin}/site`, url: `${origin}/feed.xml`, isGuess: false },
    });
    expect(JSON.parse((await lostfeed('inspect', '--json', `${origin}/feed.xml`)).out)).not.toHaveProperty('found');
    expect(JSON.parse((await lostfeed('inspect', '--json', `${origin}/silent`)).out)).toMatchObject({
      error: { code: 'html-page' },
    });
  });
});
