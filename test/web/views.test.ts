// Views over HTTP, on a real store: which requests count, and that nobody waits for it.
import { expect, test } from 'vitest';
import { createViewCounter, type NotedView } from '../../src/web/view-counter.ts';
import { isPersonLooking } from '../../src/web/views.ts';
import { addressGroup } from '../../src/web/visitors.ts';
import { ask } from './ask.ts';
import { ACTED, ARTICLE, type Fields, type ReaderSite, say, startReaderSite } from './reader-site.ts';

const PERSON = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0' };

const see = ({ site }: ReaderSite, headers: Fields = PERSON, path = '/a/one/', method = 'GET') =>
  ask(site.address, path, { headers, method });

/** What the page says once the views are counted. */
async function said(world: ReaderSite, expected: string | null): Promise<void> {
  const read = async () => /class="views">([^<]*)</.exec((await see(world, ACTED)).text)?.[1] ?? null;
  await expect.poll(read, { timeout: 10_000 }).toBe(expected);
}

test('E78: a person’s view is counted after the page was sent, and shown', async () => {
  const world = await startReaderSite();
  expect((await see(world)).text).not.toContain('class="views"');
  await said(world, '1 view');
  await see(world, { ...PERSON, 'user-agent': `${PERSON['user-agent']} Other` });
  await said(world, '2 views');
});

test('E78: reloads, programs, HEAD, what is fetched early, and what is not there do not count', async () => {
  const world = await startReaderSite();
  await see(world, PERSON, '/a/one/', 'HEAD');
  await see(world, { 'user-agent': 'Mozilla/5.0 (compatible; Examplebot/2.1; +http://bot.example/)' });
  await see(world, { 'user-agent': 'curl/8.0' });
  await see(world, {});
  await see(world, { ...PERSON, 'sec-purpose': 'prefetch;prerender' });
  await see(world, { ...PERSON, 'sec-fetch-dest': 'empty' });
  await see(world, PERSON, '/a/one/?comments=9');
  await see(world, PERSON, '/a/none/');
  await see(world);
  await see(world);
  world.site.now += 29 * 60_000;
  await see(world, { ...PERSON, 'x-forwarded-for': '203.0.113.9' });
  await see(world, PERSON, '/a/two/');
  await said(world, '1 view');
  world.site.now += 60_000;
  await see(world);
  await said(world, '2 views');
});

test('E78: of a page that is kept a view counts like any other', async () => {
  const world = await startReaderSite();
  const seeAs = (browser: string, headers: Fields = {}, method = 'GET') =>
    see(world, { 'user-agent': `${PERSON['user-agent']} ${browser}`, ...headers }, '/a/one/', method);
  const { headers } = await seeAs('One');
  const etag = String(headers.etag);
  expect((await seeAs('Two', { 'if-none-match': etag })).status).toBe(304);
  await seeAs('Three', {}, 'HEAD');
  await seeAs('Four', { 'sec-purpose': 'prefetch' });
  await seeAs('Fivebot');
  for (const _ of [1, 2]) expect((await seeAs('Six')).headers.etag).toBe(etag);
  await said(world, '2 views');
});

test.each<[boolean, string, Fields]>([
  [true, 'GET', PERSON],
  [true, 'GET', { ...PERSON, 'sec-fetch-dest': 'document' }],
  [false, 'HEAD', PERSON],
  [false, 'GET', { ...PERSON, purpose: 'prefetch' }],
  [false, 'GET', { ...PERSON, 'x-moz': 'prefetch' }],
  [false, 'GET', { ...PERSON, 'sec-purpose': 'prefetch' }],
  [false, 'GET', { ...PERSON, 'sec-fetch-dest': 'iframe' }],
  [false, 'GET', { 'user-agent': 'Mozilla/5.0 AppleWebKit/537.36 HeadlessChrome/153.0 Safari/537.36' }],
  [false, 'GET', { 'user-agent': 'Mozilla/5.0 (compatible; Yahoo! Slurp)' }],
  [false, 'GET', { 'user-agent': 'Mozilla/5.0 (Linux) facebookexternalhit/1.1' }],
  [false, 'GET', { 'user-agent': 'python-requests/2.32' }],
  [false, 'GET', { 'user-agent': '' }],
])('E78: a person looking: %s for %s with %j', (expected, method, headers) => {
  expect(isPersonLooking(method, headers)).toBe(expected);
});

test('views are not counted or shown when they are not wanted', async () => {
  const world = await startReaderSite({ views: false });
  await see(world);
  await world.site.web.close();
  expect((await world.store.acts.ofArticle(ARTICLE.id, null)).views).toBe(0);
});

test('E78: what was noted is saved before the server is closed', async () => {
  const world = await startReaderSite();
  await see(world);
  await world.site.web.close();
  expect((await world.store.acts.ofArticle(ARTICLE.id, null)).views).toBe(1);
});

test('E78: a group that cannot be saved is tried again, and no view is lost', async () => {
  const saved: NotedView[] = [];
  const errors: unknown[] = [];
  const counter = createViewCounter(
    async (views) => {
      if (errors.length < 2) throw new Error('away');
      saved.push(...views);
    },
    (error) => errors.push(error),
  );
  const views = Array.from({ length: 450 }, (_, number) => ({ articleId: 'a', visitor: `v${number}`, at: number }));
  for (const view of [...views, ...views]) counter.note(view);
  await counter.close();
  await counter.close();
  expect(saved).toEqual([]);
  await counter.close();
  expect(saved.toSorted((a, b) => a.at - b.at)).toEqual(views);
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('E75: %s counts as %s', (ip, group) => {
  expect(addressGroup(ip)).toBe(group);
});

test('E81: lists say how often their articles were seen and talked about, and ask for it once', async () => {
  const world = await startReaderSite();
  const { counts } = world.store.acts;
  let asked = 0;
  world.store.acts.counts = (ids) => {
    asked++;
    return counts(ids);
  };
  const at = world.site.now;
  const views = ['v1', 'v2'].map((visitor) => ({ articleId: ARTICLE.id, visitor, at }));
  await world.store.acts.countViews(views);
  await say(world, { comment: 'Well said' });
  const factsOf = async (path: string) => {
    const { text } = await ask(world.site.address, path);
    return [...text.matchAll(/<p class="facts">.*?<\/p>/g)].map(([facts]) => facts.replace(/<[^>]*>/g, '')).join('; ');
  };
  asked = 0;
  expect((await factsOf('/')).match(/\d+ (view|comment)s?/g)).toEqual(['2 views', '1 comment']);
  expect(asked).toBe(1);
  world.settings = { ...world.settings, views: false, comments: false };
  world.site.web.documentsChanged();
  expect(await factsOf('/')).not.toMatch(/view|comment/);
});
