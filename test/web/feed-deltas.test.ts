// `A-IM: feed` (RFC 3229): readers that have a document of before get what is new since.
import { afterEach, describe, expect, test } from 'vitest';
import type { ChannelDocument } from '../../src/model.ts';
import { makeArticle, makeSource, NOW, publish } from '../publish/fixtures.ts';
import { createMemoryStore } from '../publish/memory-store.ts';
import { ask } from './ask.ts';
import { type RunningSite, startSite } from './sample-site.ts';

const running: RunningSite[] = [];

afterEach(async () => {
  for (const { web } of running.splice(0)) await web.close();
});

const article = (n: number, change: object = {}) =>
  makeArticle({
    id: `urn:uuid:0000000${n}-0000-5000-8000-000000000000`,
    publishedId: `urn:uuid:0000000${n}-0000-5000-8000-000000000000`,
    title: `Number ${n}`,
    contentHtml: `<p>Of &lt;entry&gt; and &lt;/item&gt;, ${n}</p>`,
    listedAt: NOW - 1_000_000 + n,
    ...change,
  });

/** A site whose documents are what is really published of these articles. */
async function startPublished() {
  const store = createMemoryStore([], [makeSource()]);
  const documents = new Map<string, ChannelDocument>();
  let now = NOW;
  const site = await startSite({ documents });
  running.push(site);
  const show = async (...articles: ReturnType<typeof article>[]) => {
    store.content = articles;
    now += 60_000;
    for (const document of (await publish(store, { now })).documents) documents.set(document.path, document);
    site.web.documentsChanged();
  };
  const get = (path: string, headers: Record<string, string> = {}) => ask(site.address, path, { headers });
  return { show, get };
}
const numbers = (text: string) => [...text.matchAll(/<title>Number (\d)<\/title>/g)].map((match) => match[1]).join('');

describe.each(['/atom.xml', '/rss.xml'])('%s', (path) => {
  test('RFC 3229: has only what is new or changed for a reader that says what it has', async () => {
    const { show, get } = await startPublished();
    await show(article(2), article(1));
    const first = await get(path);
    expect(numbers(first.text)).toBe('21');
    await show(article(4), article(3), article(2, { version: 'v2', title: 'Number 9' }), article(1));
    const delta = await get(path, { 'a-im': 'feed', 'if-none-match': first.headers.etag ?? '' });
    const whole = await get(path);
    expect([delta.status, delta.headers.im, delta.headers['cache-control']]).toEqual([226, 'feed', 'no-store']);
    expect(numbers(delta.text)).toBe('439');
    expect(delta.headers.etag).toBe(whole.headers.etag);
    expect(delta.headers['content-length']).toBe(String(delta.body.length));
    expect(delta.headers.vary).toContain('A-IM');
    expect(numbers(whole.text)).toBe('4391');
    expect(whole.headers.vary).toBe('Accept-Encoding');
    const ends = (text: string) => [text.slice(0, 200), text.trimEnd().slice(-7)];
    expect(ends(delta.text)).toEqual(ends(whole.text));
    const same = await get(path, { 'a-im': 'feed', 'if-none-match': delta.headers.etag ?? '' });
    expect([same.status, same.text]).toEqual([304, '']);
  });

  test('RFC 3229: is whole for a reader that has none of the last documents, or does not ask for less', async () => {
    const { show, get } = await startPublished();
    await show(article(1));
    const { etag = '' } = (await get(path, { 'accept-encoding': 'gzip' })).headers;
    await show(article(2), article(1));
    const status = async (headers: Record<string, string>) => (await get(path, headers)).status;
    expect(await status({ 'a-im': 'feed', 'if-none-match': '"unknown"' })).toBe(200);
    expect(await status({ 'a-im': 'feed' })).toBe(200);
    expect(await status({ 'a-im': 'vcdiff, feed;q=0', 'if-none-match': etag })).toBe(200);
    expect(await status({ 'if-none-match': etag })).toBe(200);
    expect(await status({ 'a-im': 'vcdiff, feed', 'if-none-match': `"unknown", W/${etag}` })).toBe(226);
    await show(article(4), article(3));
    expect(await status({ 'a-im': 'feed', 'if-none-match': etag })).toBe(200);
    for (let n = 0; n < 48; n++) await show(article(5, { version: `${n}`, title: `Number ${n}` }), article(1));
    expect(await status({ 'a-im': 'feed', 'if-none-match': etag })).toBe(200);
  });
});

test('RFC 3229: JSON Feed is always whole', async () => {
  const { show, get } = await startPublished();
  await show(article(1));
  const { etag = '' } = (await get('/feed.json')).headers;
  await show(article(2), article(1));
  expect((await get('/feed.json', { 'a-im': 'feed', 'if-none-match': etag })).status).toBe(200);
});
