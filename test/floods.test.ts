// What many new articles at once do to the channel, from the documents of a real local server to the order of what is published.
import { beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { parseConfig } from '../src/config/config.ts';
import { openUpstreamApp } from './upstream-app.ts';

const START = Date.UTC(2026, 5, 1, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Item {
  readonly id: string;
  readonly at?: number;
}

let documents: Record<string, string>;
let app: App;
let now: number;

const item = ({ id, at }: Item) =>
  `<item><guid isPermaLink="false">${id}</guid><title>Post ${id}</title><link>https://site.example/${id}</link>${
    at === undefined ? '' : `<pubDate>${new Date(at).toUTCString()}</pubDate>`
  }<description>Words about ${id}</description></item>`;
const rss = (items: readonly Item[]) =>
  `<rss version="2.0"><channel><title>Site</title><link>https://site.example/</link><description>d</description>${items.map(item).join('')}</channel></rss>`;
const many = (count: number, prefix: string, at?: (n: number) => number): Item[] =>
  Array.from({ length: count }, (_, n) => ({ id: `${prefix}-${n}`, ...(at && { at: at(n) }) }));

beforeEach(async () => {
  documents = {};
  now = START;
  const opened = await openUpstreamApp({
    answer: ({ url }, response) => response.end(documents[url ?? '']),
    configure(host) {
      const sources = ['/site', '/news'].map((path) => ({ id: path.slice(1), url: `http://${host}${path}` }));
      return parseConfig(JSON.stringify({ fetch: { allowPrivate: [host], hostGap: '0s' }, sources }), 'test');
    },
    now: () => now,
  });
  app = opened.app;
  return opened.close;
});

/** Both sources are visited; what they have published follows, newest first. */
async function visit(site: readonly Item[], news: readonly Item[] = []): Promise<readonly string[]> {
  documents = { '/site': rss(site), '/news': rss(news) };
  for (let visits = 0; visits < 2; visits++) {
    const [claimed] = await app.store.claimDue({ ...app.limits(), now, limit: 1, forceSince: now });
    if (!claimed) throw new Error('nothing could be claimed');
    const { error } = await app.visit(claimed, new AbortController().signal);
    expect(error).toBeNull();
    now += 1000;
  }
  await app.publish();
  const feed = Buffer.from(app.documents().get('feed.json')?.body ?? []).toString();
  return (JSON.parse(feed) as { items: { title: string }[] }).items.map(({ title }) => title.replace('Post ', ''));
}

const stored = async () =>
  (await app.store.channelArticles({ items: 1000, perSource: 1000, listedAfter: null })).filter(
    ({ sourceId }) => sourceId === 'site',
  );

/** A monthly blog of six posts, the newest of them ten days old. */
const blog = many(6, 'blog', (n) => START - (10 + 30 * n) * DAY);
const news = many(10, 'news', (n) => START - (n + 0.5) * HOUR);

describe('a source that is read for the first time', () => {
  it('is listed by the dates of its articles, however many it has', async () => {
    const listed = await visit(
      many(60, 'old', (n) => START - (20 + n) * DAY),
      news,
    );
    expect(listed.slice(0, 10)).toEqual(news.map(({ id }) => id));
    expect(listed.slice(10)).toEqual(many(20, 'old').map(({ id }) => id));
  });

  it('has a few articles without a date on top, in their order', async () => {
    expect((await visit(many(5, 'undated'), news)).slice(0, 6)).toEqual([
      ...many(5, 'undated').map(({ id }) => id),
      'news-0',
    ]);
  });

  it('has many articles without a date an hour apart, among those of others', async () => {
    const listed = await visit(many(30, 'undated'), news);
    expect(listed.slice(0, 6)).toEqual(['undated-0', 'news-0', 'undated-1', 'news-1', 'undated-2', 'news-2']);
    expect(await stored()).toHaveLength(30);
  });
});

describe('a site that moved, so that all of it is new', () => {
  it.each([
    ['older than the newest known, are listed by their dates', (n: number) => START - (11 + n) * DAY],
    ['without dates, are listed below what was known', undefined],
    ['all dated when the site was built, are listed below what was known', () => START + 5 * DAY],
  ])('C09: more than 20 articles, %s; none of them is on top, and all are stored', async (_, at) => {
    await visit(blog, news);
    now = START + 6 * DAY;
    const listed = await visit(many(30, 'again', at), news);
    expect(listed.slice(0, 11)).toEqual([...news.map(({ id }) => id), 'blog-0']);
    expect(listed.slice(11).filter((id) => id.startsWith('again')).length).toBeGreaterThan(10);
    expect(await stored()).toHaveLength(36);
    expect((await stored()).map(({ title }) => title).filter((title) => title.includes('again'))).toEqual(
      many(30, 'again').map(({ id }) => `Post ${id}`),
    );
  });

  it('has its next article on top again', async () => {
    await visit(blog, news);
    now = START + 6 * DAY;
    await visit(many(30, 'again'), news);
    now += DAY;
    expect((await visit([{ id: 'fresh' }, ...many(30, 'again')], news))[0]).toBe('fresh');
  });
});

describe('a source that always brings many', () => {
  it('has them where it always had them, and no more of them than its share', async () => {
    await visit(
      many(60, 'day-0', (n) => START - n * 1_440_000),
      news,
    );
    now = START + DAY;
    const listed = await visit(many(40, 'day-1'), news);
    expect(listed.slice(0, 20)).toEqual(many(20, 'day-1').map(({ id }) => id));
    expect(listed.filter((id) => id.startsWith('day'))).toHaveLength(20);
    expect(listed).toContain('news-9');
  });
});
