// The archive of the channel, made from a real store.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ArticleDraft, FoundDocument } from '../../src/model.ts';
import { createArchiveDocuments, createPublishMemory, publishChannel } from '../../src/publish/publish.ts';
import type { Store } from '../../src/store/store.ts';
import { makeDraft, makeSource, makeVisit } from '../store/records.ts';
import { sqliteDatabase } from '../store/sqlite-database.ts';
import { makeChannel, SITE } from './fixtures.ts';
import { findFeedFaults } from './valid-feed.ts';

const MARCH = Date.UTC(2026, 2, 1);
const APRIL = Date.UTC(2026, 3, 1);
const MAY = Date.UTC(2026, 4, 1);
const JUNE = Date.UTC(2026, 5, 1);
const HOUR = 3_600_000;

let database: Awaited<ReturnType<typeof sqliteDatabase>>;
let store: Store;
let now = JUNE + 2 * HOUR;

beforeEach(async () => {
  database = await sqliteDatabase();
  store = await database.open();
  now = JUNE + 2 * HOUR;
  await store.syncSources([makeSource('lwn', { title: 'LWN' })], MARCH);
});

afterEach(async () => database.dispose());

function draft(key: string, firstSeenAt: number, change: Partial<ArticleDraft> = {}): ArticleDraft {
  const dates = { firstSeenAt, listedAt: firstSeenAt, publishedAt: firstSeenAt, updatedAt: null };
  return makeDraft('lwn', key, { title: key, ...dates, ...change });
}

const save = (...created: readonly ArticleDraft[]) => store.saveVisit(makeVisit('lwn', { created }));

const settings = {
  channel: makeChannel({ id: 'urn:uuid:11111111-1111-4111-8111-111111111111', title: 'The Lost Feed', perSource: 1 }),
  categories: [],
  readTimeBuckets: [],
  siteUrl: SITE,
  ttlMinutes: 15,
};
const log = {
  warn: (_: object, message: string) => expect.fail(message),
  error: (_: object, message: string) => expect.fail(message),
};

function archive(at: Store = store) {
  return createArchiveDocuments({ store: at, settings: () => settings, now: () => now, log });
}

const find = (path: string, at?: Store): Promise<FoundDocument | null> => archive(at).find(path);

async function load(path: string, at?: Store) {
  const found = await find(path, at);
  if (found?.kind !== 'document') throw new Error(`${path}: ${found?.kind ?? 'nothing'}`);
  const { body, ...edition } = await found.load();
  expect(edition).toEqual(found.edition);
  return { ...edition, text: Buffer.from(body).toString() };
}

/** Addresses of its links by relation, below the site. */
function linksOf(text: string): Readonly<Record<string, string>> {
  const head = text.slice(0, text.search(/<entry|<\/feed>/));
  const links = head.matchAll(/<link rel="([a-z-]+)"[^>]* href="([^"]*)"/g);
  return Object.fromEntries([...links].map(([, rel = '', href = '']) => [rel, href.replace(SITE, '/')]));
}

const titlesOf = (text: string) => [...text.matchAll(/<entry[^>]*>\s*<title>([^<]*)/g)].map(([, title]) => title);

/** `count` articles, a minute apart. */
const many = (count: number, from: number) =>
  Array.from({ length: count }, (_, n) => draft(`${new Date(from).getUTCMonth() + 1}-${n}`, from + n * 60_000));

test('D30: has each month that is over, in UTC, chained both ways, and the channel leads to the newest', async () => {
  await save(draft('one', MARCH), draft('two', APRIL - 1), draft('three', MAY), draft('now', JUNE));
  expect(await archive().paths()).toEqual(['archive/2026-05/atom.xml', 'archive/2026-03/atom.xml']);

  const march = (await load('archive/2026-03/atom.xml')).text;
  expect(titlesOf(march)).toEqual(['two', 'one']);
  expect(march).toContain('xmlns:fh="http://purl.org/syndication/history/1.0"');
  expect(march).toContain('<fh:archive/>');
  expect(linksOf(march)).toMatchObject({
    self: '/archive/2026-03/atom.xml',
    current: '/atom.xml',
    'next-archive': '/archive/2026-05/atom.xml',
  });
  expect(linksOf(march)['prev-archive']).toBeUndefined();
  const may = (await load('archive/2026-05/atom.xml')).text;
  expect(linksOf(may)['prev-archive']).toBe('/archive/2026-03/atom.xml');
  expect(linksOf(may)['next-archive']).toBeUndefined();
  for (const text of [march, may]) {
    expect(text).toContain('<id>urn:uuid:11111111-1111-4111-8111-111111111111</id>');
    expect(findFeedFaults(text, now)).toEqual([]);
  }

  const { documents } = await publishChannel({
    ...settings,
    store,
    now,
    log,
    hub: null,
    memory: createPublishMemory(),
  });
  const texts = documents.map(({ body }) => Buffer.from(body).toString());
  expect(texts.map((text) => linksOf(text)['prev-archive'])).toEqual([
    '/archive/2026-05/atom.xml',
    undefined,
    undefined,
  ]);
  expect(texts.join('')).not.toContain('fh:');
  for (const text of texts) expect(findFeedFaults(text, now)).toEqual([]);
});

test('D30: a part without a neighbour leads to the channel, and is marked as a part once there is another', async () => {
  await save(draft('one', MARCH));
  const { text } = await load('archive/2026-03/atom.xml');
  expect(linksOf(text)).toMatchObject({ current: '/atom.xml' });
  expect(findFeedFaults(text, now)).toEqual([]);
  await save(draft('two', MAY));
  const chained = (await load('archive/2026-03/atom.xml')).text;
  expect(chained).toContain('<fh:archive/>');
  expect(findFeedFaults(chained, now)).toEqual([]);
});

test('D30: there is no archive of a month that goes on, of months without articles, and at other addresses', async () => {
  await save(draft('one', MARCH), draft('now', JUNE));
  const paths = ['2026-06', '2026-04', '2026-00', '2026-13', '26-03', '2026-03/0', '2026-03/2', '2026-03/1/1'];
  for (const path of paths) expect([path, await find(`archive/${path}/atom.xml`)]).toEqual([path, null]);
  expect(await find('archive/2026-03/rss.xml')).toBeNull();
});

test('D30: a month is closed an hour after its end, when visits that began in it are over', async () => {
  await save(draft('one', JUNE - 1));
  now = JUNE + HOUR - 1;
  expect(await archive().paths()).toEqual([]);
  now = JUNE + HOUR;
  expect(await archive().paths()).toEqual(['archive/2026-05/atom.xml']);
});

test('D30: a large month comes in parts of 500, the full ones also while it goes on', async () => {
  await save(...many(1501, MAY));
  now = JUNE + 2 * HOUR;
  expect(await archive().paths()).toEqual([
    'archive/2026-05/atom.xml',
    'archive/2026-05/3/atom.xml',
    'archive/2026-05/2/atom.xml',
    'archive/2026-05/1/atom.xml',
  ]);
  expect(titlesOf((await load('archive/2026-05/1/atom.xml')).text)).toHaveLength(500);
  const second = (await load('archive/2026-05/2/atom.xml')).text;
  expect([titlesOf(second).at(-1), titlesOf(second)[0]]).toEqual(['5-500', '5-999']);
  expect(linksOf(second)).toMatchObject({
    'prev-archive': '/archive/2026-05/1/atom.xml',
    'next-archive': '/archive/2026-05/3/atom.xml',
  });
  const before = await load('archive/2026-05/1/atom.xml');
  now = JUNE - HOUR;
  const full = [3, 2, 1].map((part) => `archive/2026-05/${part}/atom.xml`);
  expect(await archive().paths()).toEqual(full);
  expect(await load('archive/2026-05/1/atom.xml')).toEqual(before);
});

test('D30: a full part that turns out to be the last of its month leads to the address of the month', async () => {
  await save(...many(500, MAY));
  now = JUNE - HOUR;
  expect(await archive().paths()).toEqual(['archive/2026-05/1/atom.xml']);
  now = JUNE + 2 * HOUR;
  expect(await archive().paths()).toEqual(['archive/2026-05/atom.xml']);
  expect(await find('archive/2026-05/1/atom.xml')).toEqual({ kind: 'moved', path: 'archive/2026-05/atom.xml' });
});

test('D81, D82: a part keeps bytes, tag and time while new articles come, on every node', async () => {
  await save(draft('one', MARCH), draft('two', MAY));
  const first = await load('archive/2026-03/atom.xml');
  expect(first.updatedAt).toBe(MARCH);
  now += HOUR;
  await save(draft('new', now), draft('older', now, { listedAt: MARCH, publishedAt: MARCH }));
  expect(await load('archive/2026-03/atom.xml', await database.open())).toEqual(first);
});

test('D30: what is taken down is gone from its part, and nothing moves to another part by that', async () => {
  await save(...many(501, MAY));
  const second = await load('archive/2026-05/atom.xml');
  const [entry] = await store.arrivedEntries({ from: MAY, to: JUNE, offset: 0, limit: 1 });
  await store.takeDownArticles([entry?.articleId ?? ''], { at: now, reason: null });
  const titles = titlesOf((await load('archive/2026-05/1/atom.xml')).text);
  expect([titles.length, titles.at(-1)]).toEqual([499, '5-1']);
  expect(await load('archive/2026-05/atom.xml')).toEqual(second);
});

test('D30: what is held is not in it before its release', async () => {
  await store.saveVisit(makeVisit('lwn', { created: [draft('seen', MAY)] }));
  const [state] = await store.sourceStates(['lwn']);
  if (!state) throw new Error('the source is missing');
  const created = [draft('held', MAY + 1)];
  await store.saveVisit(makeVisit('lwn', { state: { ...state, suspectSince: MAY }, created }));
  expect(titlesOf((await load('archive/2026-05/atom.xml')).text)).toEqual(['seen']);
  await store.releaseSource('lwn');
  expect(titlesOf((await load('archive/2026-05/atom.xml')).text)).toEqual(['held', 'seen']);
});
