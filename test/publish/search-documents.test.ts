// Searches as channels, made from a real store.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_QUERY_CHARACTERS } from '../../src/lib/search-address.ts';
import type { ArticleDraft, FoundDocument, RawContent, WholeDocument } from '../../src/model.ts';
import { createScopedDocuments, readAsRssParser } from '../../src/publish/publish.ts';
import type { Store } from '../../src/store/store.ts';
import { makeDraft, makeSource, makeVisit, T0 } from '../store/records.ts';
import { sqliteDatabase } from '../store/sqlite-database.ts';
import { makeChannel, SITE } from './fixtures.ts';

let database: Awaited<ReturnType<typeof sqliteDatabase>>;
let store: Store;
let now = T0;

beforeEach(async () => {
  database = await sqliteDatabase();
  store = await database.open();
  now = T0;
  await store.syncSources([makeSource('lwn', { title: 'LWN' })], T0);
});

afterEach(async () => database.dispose());

async function save(key: string, change: Partial<ArticleDraft>): Promise<void> {
  const draft = makeDraft('lwn', key, { listedAt: now, firstSeenAt: now, updatedAt: null, ...change });
  await store.saveVisit(makeVisit('lwn', { created: [draft] }));
  const toPlainText = ({ value }: RawContent) => value;
  await store.indexArticles({ articles: 100, forMs: 1000, toPlainText });
}

async function find(path: string, at: Store = store): Promise<FoundDocument | null> {
  const documents = createScopedDocuments({
    store: at,
    settings: () => ({
      channel: makeChannel({ id: 'urn:x:channel', title: 'The Lost Feed', items: 3 }),
      categories: [],
      readTimeBuckets: [],
      siteUrl: SITE,
      ttlMinutes: 15,
    }),
    now: () => now,
    log: { warn: (_, message) => expect.fail(message), error() {} },
  });
  return documents.find(path);
}

async function load(path: string, at?: Store): Promise<WholeDocument & { readonly text: string }> {
  const found = await find(path, at);
  if (found?.kind !== 'document') throw new Error(`${path}: ${found?.kind ?? 'nothing'}`);
  const document = await found.load();
  const { body, ...edition } = document;
  expect(edition).toEqual(found.edition);
  return { ...document, text: Buffer.from(body).toString() };
}

describe('a search as a channel', () => {
  test('D20, D23: has the newest articles with its words, a title, a self link and a page in every format', async () => {
    for (let n = 1; n <= 4; n++) {
      now += 1000;
      await save(`kernel ${n}`, { title: `Kernel release ${n}` });
    }
    await save('other', { title: 'Something else' });
    const atom = await load('search/atom.xml?q=kernel+release');
    expect((await readAsRssParser(atom.text)).map(({ title }) => title)).toEqual([
      'Kernel release 4',
      'Kernel release 3',
      'Kernel release 2',
    ]);
    expect(atom.text).toContain('<title>The Lost Feed: kernel release</title>');
    expect(atom.text).toContain(
      `rel="self" type="application/atom+xml" href="${SITE}search/atom.xml?q=kernel+release"`,
    );
    expect(atom.text).toContain(`<link rel="alternate" type="text/html" href="${SITE}search/?q=kernel+release"/>`);
    const rss = await load('search/rss.xml?q=kernel+release');
    expect(rss.text).toContain(`<link>${SITE}search/?q=kernel+release</link>`);
    const json = JSON.parse((await load('search/feed.json?q=kernel+release')).text);
    expect(json).toMatchObject({
      title: 'The Lost Feed: kernel release',
      feed_url: `${SITE}search/feed.json?q=kernel+release`,
    });
    expect(json.items).toHaveLength(3);
  });

  test('D20: has one address and one id for the same words however they were typed, and another for others', async () => {
    const idOf = ({ text }: { readonly text: string }) => /<id>(urn:uuid:[^<]+)<\/id>/.exec(text)?.[1];
    const one = await load('search/atom.xml?q=caf%C3%A9+%26+%3Cb%3E');
    const same = await load('search/atom.xml?utm_source=x&q=%20caf%C3%A9%20%20%26%09%3Cb%3E%20');
    expect(one.path).toBe('search/atom.xml?q=caf%C3%A9+%26+%3Cb%3E');
    expect(same).toEqual(one);
    expect(idOf(one)).toBeDefined();
    expect(idOf(await load('search/atom.xml?q=tea'))).not.toBe(idOf(one));
    expect(one.text).toContain('<title>The Lost Feed: café &#x26; &#x3C;b&#x3E;</title>');
  });

  test('D28, D81, D82: keeps bytes, tag and time until what it finds changes, on every node, and nothing is stored of it', async () => {
    await save('one', { title: 'Penguins' });
    const first = await load('search/atom.xml?q=penguins');
    expect(first.updatedAt).toBe(T0);
    now += 3_600_000;
    await save('other', { title: 'Walruses' });
    expect(await load('search/atom.xml?q=penguins', await database.open())).toEqual(first);
    await save('two', { title: 'More penguins' });
    const second = await load('search/atom.xml?q=penguins');
    expect(second.updatedAt).toBe(now);
    expect(second.etag).not.toBe(first.etag);
    expect(second.text).toContain(`<updated>${new Date(now).toISOString()}</updated>`);
    expect(await store.edition('search/atom.xml?q=penguins')).toBeNull();
  });

  test('its time is never ahead of the clock, whatever an article says of its next update', async () => {
    await save('one', { title: 'Penguins', updatedAt: T0 + 86_400_000 });
    expect((await load('search/atom.xml?q=penguins')).updatedAt).toBe(T0);
  });

  test('what finds nothing is a valid feed, what asks for nothing is none', async () => {
    expect(await readAsRssParser((await load('search/rss.xml?q=nothing')).text)).toEqual([]);
    for (const path of ['search/atom.xml', 'search/atom.xml?q=', 'search/atom.xml?q=%20', 'search/other.xml?q=a']) {
      expect([path, await find(path)]).toEqual([path, null]);
    }
  });

  test('words are bounded in length', async () => {
    const { path } = await load(`search/atom.xml?q=${'a'.repeat(5000)}`);
    expect(path).toBe(`search/atom.xml?q=${'a'.repeat(MAX_QUERY_CHARACTERS)}`);
  });

  test('what is held, dropped or taken down is not in it', async () => {
    await save('one', { title: 'Penguins' });
    const [article] = await store.searchArticles({ words: 'penguins', limit: 1, offset: 0, order: 'newest' });
    const before = await load('search/atom.xml?q=penguins');
    await store.takeDownArticles([article?.id ?? ''], { at: now, reason: null });
    const after = await load('search/atom.xml?q=penguins');
    expect(await readAsRssParser(after.text)).toEqual([]);
    expect(after.etag).not.toBe(before.etag);
  });
});
