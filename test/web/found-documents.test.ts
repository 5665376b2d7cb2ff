// Documents that are made when they are asked for, over HTTP.
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { ChannelDocument, FoundDocument } from '../../src/model.ts';
import { ask } from './ask.ts';
import { makeDocument, type RunningSite, SITE, startSite } from './sample-site.ts';

const running: RunningSite[] = [];

afterEach(async () => {
  for (const { web } of running.splice(0)) await web.close();
});

const LONG = `<feed>${'<entry>again and again</entry>'.repeat(200)}</feed>`;

/** A site that finds what it is given; `loads` counts what was made. */
async function startWith(
  found: Readonly<Record<string, ChannelDocument | Exclude<FoundDocument, { kind: 'document' }>>>,
  url = SITE.url,
) {
  const world = { found: { ...found }, loads: 0 };
  const site = await startSite({
    site: { ...SITE, url },
    async findDocument(path) {
      const there = world.found[path];
      if (there === undefined) return null;
      if ('kind' in there) return there;
      const { body: _, ...edition } = there;
      const load = async () => {
        world.loads += 1;
        return there;
      };
      return { kind: 'document', edition, load };
    },
  });
  running.push(site);
  return { ...site, world };
}

test('D70, D71, D76, D80: a channel is served like the main one', async () => {
  const document = makeDocument('c/linux/atom.xml', LONG);
  const { address } = await startWith({ 'c/linux/atom.xml': document });
  const { status, headers, body } = await ask(address, '/c/linux/atom.xml', { headers: { 'accept-encoding': 'gzip' } });
  expect([status, gunzipSync(body).toString()]).toEqual([200, LONG]);
  expect(headers).toMatchObject({
    'content-type': 'application/atom+xml; charset=utf-8',
    'content-encoding': 'gzip',
    etag: `"${document.etag}-gz"`,
    'last-modified': new Date(document.updatedAt).toUTCString(),
    'cache-control': 'public, max-age=900',
    vary: 'Accept-Encoding',
    link: '<http://feed.example/c/linux/atom.xml>; rel="canonical"',
  });
  const head = await ask(address, '/c/linux/atom.xml?utm=1', {
    method: 'HEAD',
    headers: { 'accept-encoding': 'gzip' },
  });
  expect([head.status, head.headers.etag, head.text]).toEqual([200, headers.etag, '']);
});

test('D72: whoever has it is told so without its being made, also under the tag of a coding', async () => {
  const document = makeDocument('s/lwn/feed.json', LONG);
  const { address, world } = await startWith({ 's/lwn/feed.json': document });
  for (const tag of [`"${document.etag}"`, `W/"${document.etag}-gz"`, `"other", "${document.etag}-br"`]) {
    const { status, headers } = await ask(address, '/s/lwn/feed.json', { headers: { 'if-none-match': tag } });
    expect([status, headers['cache-control']]).toEqual([304, 'public, max-age=900']);
  }
  expect(world.loads).toBe(0);
  const other = await ask(address, '/s/lwn/feed.json', { headers: { 'if-none-match': '"other"' } });
  expect(other.status).toBe(200);
  const since = { 'if-modified-since': String(other.headers['last-modified']) };
  expect((await ask(address, '/s/lwn/feed.json', { headers: since })).status).toBe(304);
});

test('what was asked for lately is not made again until it changes', async () => {
  const { address, world, web } = await startWith({ 'l/de/rss.xml': makeDocument('l/de/rss.xml', LONG) });
  const get = () => ask(address, '/l/de/rss.xml');
  expect((await get()).text).toBe(LONG);
  web.documentsChanged();
  await get();
  expect(world.loads).toBe(1);
  world.found['l/de/rss.xml'] = makeDocument('l/de/rss.xml', `${LONG}!`);
  expect((await get()).text).toBe(`${LONG}!`);
  expect(world.loads).toBe(2);
});

test('D87: what was renamed leads to its new address, what is removed is gone, what never was is not found', async () => {
  const found = {
    's/old/atom.xml': { kind: 'moved', path: 's/new/atom.xml' },
    's/gone/atom.xml': { kind: 'gone' },
  } as const;
  const { address } = await startWith(found, 'http://feed.example/below/');
  const moved = await ask(address, '/s/old/atom.xml');
  expect([moved.status, moved.headers.location]).toEqual([301, '/below/s/new/atom.xml']);
  expect((await ask(address, '/below/s/gone/atom.xml')).status).toBe(410);
  expect((await ask(address, '/below/s/none/atom.xml')).status).toBe(404);
  // the pages of these channels likewise
  const page = await ask(address, '/below/s/old/');
  expect([page.status, page.headers.location]).toEqual([301, '/below/s/new/']);
  expect((await ask(address, '/below/s/gone/')).status).toBe(410);
  expect((await ask(address, '/below/s/none/')).status).toBe(404);
});

test('D83: a search is found by its query, other documents without theirs', async () => {
  const asked: string[] = [];
  const document = makeDocument('search/atom.xml?q=lost+feed', LONG);
  const site = await startSite({
    async findDocument(path) {
      asked.push(path);
      const { body: _, ...edition } = document;
      return { kind: 'document', edition, load: async () => document };
    },
  });
  running.push(site);
  const { status, headers } = await ask(site.address, '/search/atom.xml?q=lost%20feed&utm=1');
  expect([status, headers.link]).toEqual([200, '<http://feed.example/search/atom.xml?q=lost+feed>; rel="canonical"']);
  await ask(site.address, '/c/linux/atom.xml?q=lost');
  expect(asked).toEqual(['search/atom.xml?q=lost%20feed&utm=1', 'c/linux/atom.xml']);
});

test('D30: a part of the archive may be kept for a week without a question', async () => {
  const path = 'archive/2026-05/2/atom.xml';
  const { address } = await startWith({ [path]: makeDocument(path, LONG) });
  const { headers } = await ask(address, `/${path}`);
  expect(headers['cache-control']).toBe('public, max-age=604800, immutable');
  const { status } = await ask(address, `/${path}`, { headers: { 'if-none-match': String(headers.etag) } });
  expect(status).toBe(304);
});

test.each(['search/atom.xml?q=lost', 'archive/2026-05/atom.xml'])(
  'D74: %s has no date, as it may lose an article and be no newer by that; its tag tells',
  async (path) => {
    const { address } = await startWith({ [path]: makeDocument(path, LONG) });
    const since = { 'if-modified-since': 'Fri, 20 Nov 2026 13:00:00 GMT' };
    const { status, headers } = await ask(address, `/${path}`, { headers: since });
    expect([status, headers['last-modified']]).toEqual([200, undefined]);
    const tag = { ...since, 'if-none-match': String(headers.etag) };
    expect((await ask(address, `/${path}`, { headers: tag })).status).toBe(304);
  },
);

test('D85: other methods are refused', async () => {
  const { address } = await startWith({ 'c/linux/atom.xml': makeDocument('c/linux/atom.xml', LONG) });
  const { status, headers } = await ask(address, '/c/linux/atom.xml', { method: 'POST' });
  expect([status, headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
});

test('a document that cannot be made is unavailable, and the log says so', async () => {
  const site = await startSite({ findDocument: () => Promise.reject(new Error('no')) });
  running.push(site);
  const { status, headers } = await ask(site.address, '/c/linux/atom.xml');
  expect([status, headers['retry-after']]).toEqual([503, '60']);
  expect(site.errors).toHaveLength(1);
});
