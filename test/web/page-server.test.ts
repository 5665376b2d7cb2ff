// Pages that are kept: what is rendered when, and what conditional requests get.
import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { WebStore } from '../../src/web/web.ts';
import { ask } from './ask.ts';
import { makeArticle, makeListed, makeSource, makeStore, type RunningSite, SITE, startSite } from './sample-site.ts';

const ARTICLE = makeArticle({ slug: 'one' });
const STORE = makeStore([ARTICLE], [makeSource({ id: 'harbour' })]);

const running: RunningSite[] = [];

afterEach(async () => {
  for (const { web } of running.splice(0)) await web.close();
});

/** A site whose store notes how often it is asked for a list. */
async function start(store: Partial<WebStore> = {}) {
  const asked: unknown[] = [];
  const channelArticles: WebStore['channelArticles'] = (query) => {
    asked.push(query);
    return (store.channelArticles ?? STORE.channelArticles)(query);
  };
  const site = await startSite({
    store: { ...STORE, ...store, channelArticles },
    sources: [makeListed({ id: 'harbour' })],
  });
  running.push(site);
  const get = (path: string, headers: Record<string, string> = {}) => ask(site.address, path, { headers });
  return { site, asked, get };
}

test('a page is rendered once, however often and in whatever coding it is asked for', async () => {
  const { asked, get } = await start();
  const answers = [];
  for (const coding of ['gzip', 'br', 'identity', 'gzip', 'br', 'identity']) {
    answers.push(await get('/', { 'accept-encoding': coding }));
  }
  expect(asked.length).toBe(1);
  const facts = answers.map(({ status, headers, body }) => [
    status,
    headers['content-encoding'],
    headers.etag,
    body.length,
  ]);
  expect(facts.slice(3)).toEqual(facts.slice(0, 3));
  expect(facts.map(([, coding]) => coding)).toEqual(['gzip', 'br', undefined, 'gzip', 'br', undefined]);
  expect(new Set(facts.map(([, , etag]) => etag)).size).toBe(3);
});

test('the first answer and those after it have the same headers', async () => {
  const { get } = await start();
  const [first, second] = [await get('/', { 'accept-encoding': 'br' }), await get('/', { 'accept-encoding': 'br' })];
  const { date: _, ...headers } = first.headers;
  const { date: __, ...again } = second.headers;
  expect(again).toEqual(headers);
  expect(headers['content-security-policy']).toContain("script-src 'self'");
  expect(headers['cache-control']).toBe('public, max-age=60');
});

test('those who ask at the same time wait for one rendering', async () => {
  const { asked, get } = await start();
  const answers = await Promise.all(Array.from({ length: 8 }, () => get('/')));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(asked.length).toBe(1);
});

test('those who want one coding at the same time take up its room once', async () => {
  const contentHtml = `<p>${randomBytes(1_500_000).toString('base64')}</p>`;
  let looked = 0;
  const articleBySlug: WebStore['articleBySlug'] = async () => {
    looked += 1;
    return { ...ARTICLE, contentHtml };
  };
  const { get } = await start({ articleBySlug });
  const large = { 'accept-encoding': 'gzip' };
  // counted for each of them, their bodies would be more than is kept of all pages
  await Promise.all(Array.from({ length: 40 }, () => get('/a/one/', large)));
  await get('/feeds/', large);
  const before = looked;
  await get('/a/one/', large);
  expect(looked).toBe(before);
});

test('a page that has not changed is a 304, kept or not, by any of its tags', async () => {
  const { site, get } = await start();
  const { headers } = await get('/', { 'accept-encoding': 'gzip' });
  const etag = String(headers.etag);
  const check = async (ifNoneMatch: string) => {
    const { status, body, headers: fields } = await get('/', { 'if-none-match': ifNoneMatch });
    return [status, body.length === 0, fields.etag, fields['cache-control']];
  };
  const same = [304, true, etag, headers['cache-control']];
  for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) expect(await check(tag)).toEqual(same);
  site.web.documentsChanged();
  expect(await check(etag)).toEqual(same);
  expect((await check('"other"'))[0]).toBe(200);
});

test('what changes is shown at once', async () => {
  const articles = [ARTICLE];
  const { site, get, asked } = await start({ channelArticles: async () => articles });
  const before = await get('/');
  articles[0] = { ...ARTICLE, title: 'Another title' };
  site.web.documentsChanged();
  const after = await get('/', { 'if-none-match': String(before.headers.etag) });
  expect([after.status, after.text.includes('Another title')]).toEqual([200, true]);
  expect(asked.length).toBe(2);
});

test('what was saved while a page was rendered is not hidden by it', async () => {
  let title = 'Old words';
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const { site, get } = await start({
    channelArticles: async () => {
      const article = { ...ARTICLE, title };
      begun.resolve();
      await goOn.promise;
      return [article];
    },
  });
  const first = get('/');
  await begun.promise;
  title = 'New words';
  site.web.documentsChanged();
  goOn.resolve();
  expect((await first).text).toContain('Old words');
  expect((await get('/')).text).toContain('New words');
});

test('queries that mean nothing get the same page; a fault is not kept', async () => {
  let isBroken = true;
  const { asked, get } = await start({
    channelArticles: async (query) => {
      if (isBroken) throw new Error('broken');
      return STORE.channelArticles(query);
    },
  });
  expect((await get('/')).status).toBe(500);
  isBroken = false;
  const plain = await get('/');
  expect(plain.status).toBe(200);
  expect((await get('/?utm_source=feed')).headers.etag).toBe(plain.headers.etag);
  expect(asked.length).toBe(2);
});

test('a site on https keeps saying so', async () => {
  const { site, get } = await start();
  site.site = { ...SITE, url: 'https://feed.example/' };
  site.web.documentsChanged();
  for (const _ of [1, 2]) expect((await get('/')).headers['strict-transport-security']).toBe('max-age=31536000');
});

test('E54, E61: places that make no sense are nowhere', async () => {
  const { get } = await start();
  for (const after of [
    'x',
    '1',
    '1.',
    '-1.a',
    '1e3.a',
    '%D9%A3.a',
    '1.%0d%0aX',
    `1.${'a'.repeat(201)}`,
    '1.a&after=2.b',
  ]) {
    expect([after, (await get(`/?after=${after}`)).status]).toEqual([after, 404]);
  }
  expect((await get('/?after=1.a')).status).toBe(200);
});
