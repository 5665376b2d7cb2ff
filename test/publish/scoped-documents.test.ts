// The many channels, made from a real store.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ArticleDraft, Edition, WholeDocument } from '../../src/model.ts';
import { type ChannelSettings, createScopedDocuments, readAsRssParser } from '../../src/publish/publish.ts';
import type { Store } from '../../src/store/store.ts';
import { makeDraft, makeSource, makeVisit, T0 } from '../store/records.ts';
import { sqliteDatabase } from '../store/sqlite-database.ts';
import { makeChannel, SITE } from './fixtures.ts';

let database: Awaited<ReturnType<typeof sqliteDatabase>>;
let store: Store;
let now = T0;
let number = 0;

beforeEach(async () => {
  database = await sqliteDatabase();
  store = await database.open();
  now = T0;
  await store.syncSources([makeSource('lwn', { title: 'LWN', category: 'linux' }), makeSource('ham')], T0);
});

afterEach(async () => database.dispose());

const SETTINGS: ChannelSettings = {
  channel: makeChannel({ id: 'urn:x:channel', title: 'The Lost Feed' }),
  categories: [
    { id: 'linux', label: 'Linux & co', emoji: null },
    { id: 'empty', label: 'Empty', emoji: null },
  ],
  readTimeBuckets: [5, 15],
  siteUrl: SITE,
  ttlMinutes: 15,
};

/** One process's documents; every look counts as the first. */
function open(given: Partial<ChannelSettings> = {}, at: Store = store) {
  const faults: string[] = [];
  const log = { warn: (_: object, message: string) => void faults.push(message), error() {} };
  const documents = createScopedDocuments({
    store: at,
    settings: () => ({ ...SETTINGS, ...given }),
    now: () => now,
    log,
  });
  const find = (path: string) => {
    documents.changed();
    return documents.find(path);
  };
  const load = async (path: string): Promise<WholeDocument> => {
    const found = await find(path);
    if (found?.kind !== 'document') throw new Error(`${path}: ${found?.kind ?? 'nothing'}`);
    return found.load();
  };
  const text = async (path: string) => Buffer.from((await load(path)).body).toString();
  return { find, load, text, faults, documents };
}

async function save(sourceId: string, change: Partial<ArticleDraft> = {}): Promise<string> {
  const key = `n${number++}`;
  await store.saveVisit(
    makeVisit(sourceId, { created: [makeDraft(sourceId, key, { listedAt: T0 + number, title: key, ...change })] }),
  );
  return key;
}

describe('a channel', () => {
  test('D20, D23: has its own title, id, self link and page in every format', async () => {
    await save('lwn');
    const { text } = open();
    const [atom, rss, json] = [
      await text('c/linux/atom.xml'),
      await text('c/linux/rss.xml'),
      JSON.parse(await text('c/linux/feed.json')),
    ];
    expect(atom).toContain('<title>Linux &#x26; co · The Lost Feed</title>');
    expect(atom).toContain(`rel="self" type="application/atom+xml" href="${SITE}c/linux/atom.xml"`);
    expect(atom).toContain(`<link rel="alternate" type="text/html" href="${SITE}c/linux/"/>`);
    expect(rss).toContain(`<link>${SITE}c/linux/</link>`);
    expect(rss).toContain('<description>Articles of the category Linux &#x26; co.</description>');
    expect(json).toMatchObject({ feed_url: `${SITE}c/linux/feed.json`, home_page_url: `${SITE}c/linux/` });
    const ids = await Promise.all(
      ['c/linux', 'c/empty', 's/lwn', 's/ham', 'read/long'].map(async (folder) => {
        const [, id] = /<id>(urn:uuid:[0-9a-f-]{36})<\/id>/.exec(await text(`${folder}/atom.xml`)) ?? [];
        return id;
      }),
    );
    expect(new Set(ids).size).toBe(5);
    expect(ids).not.toContain(undefined);
  });

  test('has what its list has', async () => {
    const [short] = [await save('lwn', { readMinutes: 5, language: 'de-AT' })];
    const middle = await save('ham', { readMinutes: 6, language: 'en' });
    const long = await save('lwn', { readMinutes: 16, category: 'empty', language: 'en-GB' });
    const { text } = open();
    const titles = async (folder: string) =>
      (await readAsRssParser(await text(`${folder}/atom.xml`))).map(({ title }) => title);
    expect(await titles('c/linux')).toEqual([short]);
    expect(await titles('c/empty')).toEqual([long]);
    expect(await titles('c/general')).toEqual([middle]);
    expect(await titles('s/lwn')).toEqual([long, short]);
    expect(await titles('l/en')).toEqual([long, middle]);
    expect(await titles('read/5-min')).toEqual([short]);
    expect(await titles('read/15-min')).toEqual([middle, short]);
    expect(await titles('read/long')).toEqual([long]);
  });

  test("a source's feed is not cut to the share or the window that it has in the channel", async () => {
    for (let n = 0; n < 5; n++) await save('lwn');
    now = T0 + 1e9;
    const { text } = open({ channel: makeChannel({ perSource: 2, windowMs: 1000 }) });
    expect(JSON.parse(await text('s/lwn/feed.json')).items).toHaveLength(5);
    expect(JSON.parse(await text('c/linux/feed.json')).items).toHaveLength(0);
  });

  test('an empty one is a valid feed', async () => {
    const { text } = open();
    expect(JSON.parse(await text('c/empty/feed.json'))).toMatchObject({ items: [] });
    expect(await readAsRssParser(await text('s/ham/atom.xml'))).toEqual([]);
  });

  test('what is not configured, listed or written has no documents', async () => {
    await save('lwn', { language: 'en' });
    const { find } = open();
    const paths = ['c/none/atom.xml', 's/none/rss.xml', 'l/xx/atom.xml', 'l/en-us/atom.xml', 'read/7-min/atom.xml'];
    const odd = [
      'c/linux/atom',
      'c//atom.xml',
      'x/linux/atom.xml',
      'c/linux/more/atom.xml',
      'atom.xml',
      's/a%2fb/atom.xml',
    ];
    for (const path of [...paths, ...odd]) expect([path, await find(path)]).toEqual([path, null]);
  });
});

describe('its documents', () => {
  const facts = ({ body, ...edition }: WholeDocument): [Edition, string] => [edition, Buffer.from(body).toString()];

  test('D28, D81: keep bytes, tag and date until something of theirs changes', async () => {
    await save('lwn');
    const first = facts(await open().load('c/linux/atom.xml'));
    expect(first[0].updatedAt).toBe(T0);
    now += 3_600_000;
    await save('ham');
    expect(facts(await open().load('c/linux/atom.xml'))).toEqual(first);
    await save('lwn');
    const [edition, text] = facts(await open().load('c/linux/atom.xml'));
    expect(edition.updatedAt).toBe(now);
    expect(edition.etag).not.toBe(first[0].etag);
    expect(text).toContain(`<updated>${new Date(now).toISOString()}</updated>`);
  });

  test('D82: are the same on every node, whoever makes them first', async () => {
    await save('lwn');
    const other = await database.open();
    const [one, two] = await Promise.all([open().load('s/lwn/rss.xml'), open({}, other).load('s/lwn/rss.xml')]);
    expect(facts(one)).toEqual(facts(two));
    now += 60_000;
    await save('lwn');
    const three = await open().load('s/lwn/rss.xml');
    now += 60_000;
    expect(facts(await open({}, other).load('s/lwn/rss.xml'))).toEqual(facts(three));
  });

  test('are not made to say that they are unchanged', async () => {
    await save('lwn');
    const { find, load } = open();
    const made = await load('s/lwn/atom.xml');
    const reading: string[] = [];
    const watched = new Proxy(store, {
      get(target, name, receiver) {
        reading.push(String(name));
        return Reflect.get(target, name, receiver);
      },
    });
    const found = await open({}, watched).find('s/lwn/atom.xml');
    expect(found?.kind === 'document' && found.edition.etag).toBe(made.etag);
    expect(reading).not.toContain('fragments');
    expect(reading).not.toContain('articles');
    expect((await find('s/lwn/atom.xml'))?.kind).toBe('document');
  });

  test('share what is rendered', async () => {
    await save('lwn');
    const { text } = open();
    await text('c/linux/atom.xml');
    const asked: string[] = [];
    const articles: Store['articles'] = (ids) => {
      asked.push(...ids);
      return store.articles(ids);
    };
    const watched = { ...store, articles };
    await open({}, watched).text('s/lwn/atom.xml');
    expect(asked).toEqual([]);
  });
});

describe('D87', () => {
  test('the documents of a removed source are gone, those of a renamed one lead to its new id', async () => {
    await save('lwn');
    const { find } = open();
    await store.syncSources([makeSource('ham')], now);
    expect(await find('s/lwn/atom.xml')).toEqual({ kind: 'gone' });
    await store.syncSources([makeSource('ham'), makeSource('lwn-net', { host: 'lwn.example:443' })], now);
    expect(await find('s/lwn/atom.xml')).toEqual({ kind: 'moved', path: 's/lwn-net/atom.xml' });
    expect((await find('s/lwn-net/atom.xml'))?.kind).toBe('document');
    await store.syncSources([makeSource('ham'), makeSource('lwn', { host: 'lwn.example:443' })], now);
    expect((await find('s/lwn/atom.xml'))?.kind).toBe('document');
    expect(await find('s/lwn-net/atom.xml')).toEqual({ kind: 'moved', path: 's/lwn/atom.xml' });
  });

  test('those of a category that was published and is configured no more are gone', async () => {
    await open().load('c/empty/atom.xml');
    const { find } = open({ categories: [] });
    expect(await find('c/empty/atom.xml')).toEqual({ kind: 'gone' });
    expect(await find('c/linux/atom.xml')).toBeNull();
  });

  test('a language that has no articles any more keeps its empty feed', async () => {
    await save('lwn', { language: 'fr' });
    await open().load('l/fr/atom.xml');
    await store.syncSources([makeSource('ham')], now);
    expect(await readAsRssParser(await open().text('l/fr/atom.xml'))).toEqual([]);
  });
});

test('channels without a page can be named: languages once there are several, and read times', async () => {
  await save('lwn', { language: 'en' });
  const times = ['Up to 5 minutes', 'Up to 15 minutes', 'Over 15 minutes'];
  const names = async () => (await open().documents.named()).map(({ name }) => name);
  expect(await names()).toEqual(times);
  await save('ham', { language: 'de-AT' });
  expect(await names()).toEqual(['English', 'German', ...times]);
});

test('all documents that there are can be listed', async () => {
  await save('lwn', { language: 'en' });
  const { documents, load } = open();
  const paths = await documents.paths();
  const folders = [
    'c/linux',
    'c/empty',
    'c/general',
    'l/en',
    'read/5-min',
    'read/15-min',
    'read/long',
    's/ham',
    's/lwn',
  ];
  expect(paths).toEqual(
    folders.flatMap((folder) => ['atom.xml', 'rss.xml', 'feed.json'].map((file) => `${folder}/${file}`)),
  );
  for (const path of paths) expect((await load(path)).path).toBe(path);
});
