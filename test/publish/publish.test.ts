import { describe, expect, test } from 'vitest';
import type { ChannelDocument, FullArticle, SourceView } from '../../src/model.ts';
import { toEntryPart } from '../../src/publish/document-bytes.ts';
import { CHANNEL_DOCUMENTS, createPublishMemory, loadLeftOut } from '../../src/publish/publish.ts';
import { makeArticle, makeSource, NOW, publish, SITE } from './fixtures.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';

const HOUR = 3_600_000;

function makeStore(count = 3): MemoryStore {
  const articles = Array.from({ length: count }, (_, index) =>
    makeArticle({ id: `urn:x:${index}`, title: `Article ${index}`, url: `https://orchard.example/${index}` }),
  );
  return createMemoryStore(articles, [makeSource()]);
}

function change(store: MemoryStore, id: string, facts: Partial<FullArticle>): void {
  store.content = store.content.map((article) => (article.id === id ? { ...article, ...facts } : article));
}

const records = (store: MemoryStore): readonly ChannelDocument[] => [...store.saved.values()];

describe('the first publication', () => {
  test('D70, D71: makes the three documents with their types, hashes and the moment in whole seconds', async () => {
    const store = makeStore();
    const { documents, changed, faults } = await publish(store, { now: NOW + 999 });
    expect(changed).toEqual(['atom.xml', 'rss.xml', 'feed.json']);
    expect(faults).toEqual([]);
    expect(documents).toEqual(records(store));
    expect(documents.map(({ path, format, contentType }) => ({ path, format, contentType }))).toEqual(
      CHANNEL_DOCUMENTS,
    );
    expect(documents.every(({ updatedAt }) => updatedAt === NOW)).toBe(true);
    expect(new Set(documents.map(({ etag }) => etag)).size).toBe(3);
    for (const { etag } of documents) expect(etag).toMatch(/^[\w-]{27}$/);
  });

  test('D20: a channel without an id gets one from its address, and keeps it when the address changes', async () => {
    const store = makeStore();
    const first = await publish(store, { channel: { id: null } });
    const id = store.facts.get('channel.id') ?? '';
    expect(id).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(first.atom).toContain(`<id>${id}</id>`);
    const moved = await publish(store, { channel: { id: null }, siteUrl: 'https://moved.example/' });
    expect(moved.atom).toContain(`<id>${id}</id>`);
    expect(moved.atom).toContain('href="https://moved.example/atom.xml"');
    const rebuilt = makeStore();
    await publish(rebuilt, { channel: { id: null } });
    expect(rebuilt.facts.get('channel.id')).toBe(id);
  });

  test('D20: a configured id is used and remembered', async () => {
    const store = makeStore();
    await publish(store, { channel: { id: 'tag:feed.example,2026:channel' } });
    const { atom } = await publish(store, { channel: { id: null } });
    expect(atom).toContain('<id>tag:feed.example,2026:channel</id>');
  });

  test('an empty store makes empty documents', async () => {
    const { atom, rss, json, faults } = await publish(createMemoryStore([], []));
    expect(faults).toEqual([]);
    expect(atom).not.toContain('<entry');
    expect(rss).not.toContain('<item');
    expect(JSON.parse(json).items).toEqual([]);
  });
});

describe('nothing changed', () => {
  test('D07, D28, D81: the same bytes, tags and dates at any later time, without reading an article', async () => {
    const store = makeStore();
    await publish(store);
    const before = records(store);
    store.articlesRead = 0;
    const { changed, documents } = await publish(store, { now: NOW + 9 * HOUR });
    expect(changed).toEqual([]);
    expect(documents).toEqual(before);
    expect(store.articlesRead).toBe(0);
    expect(store.saves).toBe(1);
  });

  test('D82: two stores with the same content make the same bytes at the same moment', async () => {
    const one = makeStore();
    const two = makeStore();
    await publish(one);
    await publish(two);
    expect(records(one)).toEqual(records(two));
  });

  test.each<[string, Partial<SourceView>]>([
    ['the time of the upstream feed', { feedUpdatedAt: NOW }],
    ['whether pages are indexed', { noindex: false }],
  ])('E80: %s is not part of a document', async (_, facts) => {
    const store = makeStore();
    await publish(store);
    const before = records(store);
    store.views = [makeSource(facts)];
    const { changed } = await publish(store, { now: NOW + HOUR });
    expect(changed).toEqual([]);
    expect(records(store)).toEqual(before);
  });

  test('D28: a new version of an article that shows nothing new keeps bytes, tags and dates', async () => {
    const store = makeStore();
    const first = await publish(store);
    change(store, 'urn:x:1', { version: 'v2', wordCount: 701, firstSeenAt: NOW });
    const second = await publish(store, { now: NOW + HOUR });
    expect(second.changed).toEqual([]);
    for (const [index, document] of second.documents.entries()) {
      const { fingerprint: _, ...kept } = document;
      expect(first.documents[index]).toMatchObject(kept);
    }
    store.articlesRead = 0;
    await publish(store, { now: NOW + 2 * HOUR });
    expect(store.articlesRead).toBe(0);
  });
});

describe('something changed', () => {
  test('D28: a new article moves the date and tag of all documents', async () => {
    const store = makeStore();
    const first = await publish(store);
    store.content = [makeArticle({ id: 'urn:x:new', title: 'The news' }), ...store.content];
    const second = await publish(store, { now: NOW + HOUR });
    expect(second.changed).toEqual(['atom.xml', 'rss.xml', 'feed.json']);
    expect(second.documents.map(({ updatedAt }) => updatedAt)).toEqual([NOW + HOUR, NOW + HOUR, NOW + HOUR]);
    expect(second.atom).toContain(`<updated>${new Date(NOW + HOUR).toISOString()}</updated>`);
    expect(second.rss).toContain('<lastBuildDate>Fri, 20 Nov 2026 13:00:00 GMT</lastBuildDate>');
    expect(second.documents.map(({ etag }) => etag)).not.toEqual(first.documents.map(({ etag }) => etag));
  });

  test('only what is new or changed is rendered', async () => {
    const store = makeStore(10);
    await publish(store);
    expect(store.cache.size).toBe(30);
    store.articlesRead = 0;
    change(store, 'urn:x:4', { version: 'v2', title: 'Article four, corrected' });
    store.content = [makeArticle({ id: 'urn:x:new' }), ...store.content.slice(0, -1)];
    const { atom } = await publish(store, { now: NOW + HOUR });
    expect(store.articlesRead).toBe(2);
    expect(atom).toContain('Article four, corrected');
  });

  test('an article that leaves the channel, or a new order, changes the documents', async () => {
    const store = makeStore();
    await publish(store);
    const turned = [...store.content].reverse();
    store.content = turned;
    expect((await publish(store)).changed).toHaveLength(3);
    store.content = turned.slice(1);
    expect((await publish(store)).changed).toHaveLength(3);
  });

  test('only the documents that show a change get a new date', async () => {
    const store = makeStore();
    await publish(store);
    change(store, 'urn:x:0', {
      version: 'v2',
      via: { title: 'Root', url: 'https://root.example/feed' },
    });
    const { changed, documents } = await publish(store, { now: NOW + HOUR });
    expect(changed).toEqual(['atom.xml']);
    expect(documents.map(({ updatedAt }) => updatedAt)).toEqual([NOW + HOUR, NOW, NOW]);
  });

  test('facts of the channel, of a source and of a category reach the documents', async () => {
    const store = makeStore();
    change(store, 'urn:x:0', { category: 'linux' });
    await publish(store);
    expect((await publish(store, { channel: { title: 'Renamed' } })).rss).toContain('<title>Renamed</title>');
    store.views = [makeSource({ title: 'The Old Orchard' })];
    expect((await publish(store)).atom).toContain('<title>The Old Orchard</title>');
    const { json } = await publish(store, { categories: [{ id: 'linux', label: 'Linux', emoji: null }] });
    expect(JSON.parse(json).items[0].tags).toEqual(['Linux']);
  });

  test('D71: two changes within a second have dates of their own', async () => {
    const store = makeStore();
    await publish(store);
    store.content = store.content.slice(1);
    const { documents, atom } = await publish(store, { now: NOW + 999 });
    expect(documents.map(({ updatedAt }) => updatedAt)).toEqual([NOW + 1000, NOW + 1000, NOW + 1000]);
    expect(atom).toContain(`<updated>${new Date(NOW + 1000).toISOString()}</updated>`);
    store.content = store.content.slice(1);
    const later = await publish(store, { now: NOW + 5500 });
    expect(later.documents.map(({ updatedAt }) => updatedAt)).toEqual([NOW + 5000, NOW + 5000, NOW + 5000]);
  });

  test('the date never goes back when the clock does', async () => {
    const store = makeStore();
    await publish(store);
    store.content = store.content.slice(1);
    const { documents } = await publish(store, { now: NOW - HOUR });
    expect(documents.map(({ updatedAt }) => updatedAt)).toEqual([NOW + 1000, NOW + 1000, NOW + 1000]);
  });
});

describe('one publication after another', () => {
  test('makes the same bytes as one that knows nothing, from the new article alone', async () => {
    const store = makeStore(50);
    const memory = createPublishMemory();
    await publish(store, { memory });
    store.content = [makeArticle({ id: 'urn:x:new', title: 'The news' }), ...store.content];
    const asked: string[] = [];
    const { documents, fragments } = store;
    store.documents = () => Promise.reject(new Error('the documents are known'));
    store.fragments = (ids) => {
      asked.push(...ids);
      return fragments(ids);
    };
    store.articlesRead = 0;
    const next = await publish(store, { memory, now: NOW + HOUR - 1 });
    expect([asked, store.articlesRead]).toEqual([['urn:x:new'], 1]);
    Object.assign(store, { documents, fragments });
    const other = makeStore(50);
    await publish(other);
    other.content = store.content;
    expect((await publish(other, { now: NOW + HOUR - 1 })).documents).toEqual(next.documents);
  });

  test('takes up what another process has saved meanwhile', async () => {
    const store = makeStore();
    const memory = createPublishMemory();
    await publish(store, { memory });
    store.content = store.content.slice(1);
    const elsewhere = await publish(store, { now: NOW + HOUR });
    const here = await publish(store, { memory, now: NOW + 2 * HOUR });
    expect(here.changed).toEqual([]);
    expect(here.documents).toEqual(elsewhere.documents);
  });

  test('D03: what a document cannot be read back with is found within the hour', async () => {
    const store = makeStore();
    const memory = createPublishMemory();
    await publish(store, { memory });
    const spoilt = memory.fragments.atom.get('urn:x:1');
    if (!spoilt) throw new Error('the fragment is not remembered');
    const fragment = {
      ...spoilt,
      ...toEntryPart('atom', Buffer.from(spoilt.bytes).toString().replace('</title>', '')),
    };
    memory.fragments = { ...memory.fragments, atom: new Map([...memory.fragments.atom, ['urn:x:1', fragment]]) };
    store.content = [makeArticle({ id: 'urn:x:new', title: 'The news' }), ...store.content];
    const { faults, atom } = await publish(store, { memory, now: NOW + HOUR });
    expect(faults).toMatchObject([{ path: 'atom.xml', articleId: 'urn:x:1' }]);
    expect(atom).not.toContain('Article 1');
    store.content = store.content.slice(1);
    expect((await publish(store, { memory, now: NOW + HOUR })).atom).toContain('Article 1');
  });
});

describe('limits', () => {
  test('the store is asked for the sources of the channel only, each once', async () => {
    const store = makeStore();
    const asked: (readonly string[])[] = [];
    const { sourceViews } = store;
    store.sourceViews = (ids) => {
      asked.push(ids);
      return sourceViews(ids);
    };
    await publish(store);
    expect(asked).toEqual([['orchard']]);
  });

  test('the channel asks the store for its items, its share per source and its window', async () => {
    const store = makeStore(9);
    const { json } = await publish(store, { channel: { items: 4 } });
    expect(JSON.parse(json).items).toHaveLength(4);
    expect(JSON.parse((await publish(store, { channel: { perSource: 2 } })).json).items).toHaveLength(2);
    const { listedAt } = makeArticle();
    const windowed = await publish(store, { channel: { windowMs: NOW - listedAt } });
    expect(JSON.parse(windowed.json).items).toHaveLength(0);
  });

  test('D66: a document that grows over a megabyte is named once', async () => {
    const store = makeStore();
    await publish(store);
    change(store, 'urn:x:0', { version: 'v2', contentHtml: `<p>${'long '.repeat(250_000)}</p>` });
    const { logged, faults } = await publish(store);
    expect(faults).toEqual([]);
    expect(logged.map(({ level, facts }) => [level, facts])).toEqual(
      ['atom.xml', 'rss.xml', 'feed.json'].map((path) => ['warn', { path, bytes: store.saved.get(path)?.body.length }]),
    );
    change(store, 'urn:x:1', { version: 'v2', title: 'Another change' });
    expect((await publish(store)).logged).toEqual([]);
  });

  test('an address that is ours is built from the site', async () => {
    const store = createMemoryStore([makeArticle({ url: null, slug: 'grafting-1' })], [makeSource()]);
    const { json } = await publish(store, { siteUrl: `${SITE}sub/` });
    expect(JSON.parse(json).items[0].url).toBe(`${SITE}sub/a/grafting-1/`);
  });
});

describe('faults', () => {
  test('D03: an article that cannot be rendered is left out and named; the others are published', async () => {
    const store = makeStore();
    change(store, 'urn:x:1', { publishedAt: null, listedAt: Number.NaN });
    const { atom, rss, json, faults, logged } = await publish(store);
    for (const document of [atom, rss, json]) {
      expect(document).toContain('Article 0');
      expect(document).not.toContain('Article 1');
      expect(document).toContain('Article 2');
    }
    expect(faults.map(({ path, articleId }) => `${path} ${articleId}`)).toEqual([
      'atom.xml urn:x:1',
      'rss.xml urn:x:1',
      'feed.json urn:x:1',
    ]);
    expect(logged.map(({ level, facts }) => [level, facts])).toEqual(
      faults.map(({ path, articleId }) => ['warn', { path, articleId }]),
    );
    expect(await loadLeftOut(store)).toEqual(faults);
  });

  test('D03: what was left out is set aside: not tried again, nor told again in the log, until it changes', async () => {
    const store = makeStore();
    const memory = createPublishMemory();
    change(store, 'urn:x:1', { publishedAt: null, listedAt: Number.NaN });
    const first = await publish(store, { memory });
    expect(first.setAside.map(({ articleId }) => articleId)).toEqual(['urn:x:1', 'urn:x:1', 'urn:x:1']);

    store.content = [makeArticle({ id: 'urn:x:new', title: 'The news' }), ...store.content];
    for (const process of [memory, createPublishMemory()]) {
      store.articlesRead = 0;
      change(store, 'urn:x:new', { version: `v${process === memory ? 2 : 3}` });
      const next = await publish(store, { memory: process, now: NOW + HOUR });
      expect([store.articlesRead, next.logged]).toEqual([1, []]);
      expect(next.faults).toEqual(first.faults);
      expect(next.atom).toContain('The news');
    }
    expect(await loadLeftOut(store)).toEqual(first.faults);

    change(store, 'urn:x:1', { version: 'v2', listedAt: NOW });
    const mended = await publish(store, { memory, now: NOW + 2 * HOUR });
    expect([mended.faults, await loadLeftOut(store)]).toEqual([[], []]);
    expect(mended.atom).toContain('Article 1');
  });

  test('D03: dates that no calendar has are treated as unknown', async () => {
    const store = makeStore(1);
    change(store, 'urn:x:0', { publishedAt: 9e15, updatedAt: -9e15 });
    const { rss, faults } = await publish(store);
    expect(faults).toEqual([]);
    expect(rss).not.toContain('<pubDate>');
  });

  test('an article removed while publishing is left out', async () => {
    const store = makeStore();
    const all = store.articles;
    store.articles = async (ids) => (await all(ids)).filter(({ id }) => id !== 'urn:x:2');
    const { json, faults } = await publish(store);
    expect(JSON.parse(json).items).toHaveLength(2);
    expect(faults[0]).toEqual({ path: 'atom.xml', articleId: 'urn:x:2', message: 'it is no longer stored' });
    // should it be there again, it goes out
    store.articles = all;
    change(store, 'urn:x:0', { version: 'v2' });
    expect(JSON.parse((await publish(store)).json).items).toHaveLength(3);
  });

  test('an entry of a source that is gone is left out quietly', async () => {
    const store = makeStore();
    change(store, 'urn:x:0', { sourceId: 'gone' });
    const { json, faults } = await publish(store);
    expect(JSON.parse(json).items).toHaveLength(2);
    expect(faults).toEqual([]);
  });
});

describe('reading back', () => {
  /** Spoils the stored fragment of an article in one format, and makes the next publication assemble again. */
  async function spoil(store: MemoryStore, format: string, id: string, to: (body: string) => string): Promise<void> {
    await publish(store);
    const key = `${format}:${id}`;
    const fragment = store.cache.get(key);
    if (!fragment) throw new Error(`there is no fragment ${key}`);
    store.cache.set(key, { ...fragment, body: to(fragment.body) });
    store.content = [makeArticle({ id: 'urn:x:new', title: 'The news' }), ...store.content];
  }

  test.each([
    [
      'atom',
      'atom.xml',
      'is not well-formed',
      (body: string) => body.replace('</title>', '</titel>'),
      /cannot be read back/,
    ],
    [
      'atom',
      'atom.xml',
      'has another title',
      (body: string) => body.replace('<title>A', '<title>B'),
      /title "Article 1" reads back as "Brticle 1"/,
    ],
    [
      'atom',
      'atom.xml',
      'breaks out into a second entry',
      (body: string) => `${body}<entry><id>urn:y</id><link href="https://y.example/"/></entry>`,
      /1 entries read back as 2/,
    ],
    [
      'rss',
      'rss.xml',
      'has another guid',
      (body: string) => body.replace('urn:x:1<', 'urn:x:one<'),
      /id "urn:x:1" reads back as "urn:x:one"/,
    ],
    [
      'rss',
      'rss.xml',
      'has a control character',
      (body: string) => body.replace('Article 1', 'Article &#0;1'),
      /title|cannot be read back/,
    ],
    ['json', 'feed.json', 'is not JSON', (body: string) => body.slice(0, -1), /cannot be read back/],
    [
      'json',
      'feed.json',
      'has an id that is no text',
      (body: string) => body.replace('{"id":"urn:x:1","url"', '{"id":1,"url"'),
      /items\[0\]: id is missing/,
    ],
    [
      'json',
      'feed.json',
      'has another link',
      (body: string) => body.replace(/("url":"https:\/\/orchard.example\/)1/, '$1one'),
      /link ".*\/1" reads back as ".*\/one"/,
    ],
  ])(
    'a fragment in %s of %s that %s is left out and named; the rest goes out',
    async (format, path, _, to, message) => {
      const store = makeStore();
      await spoil(store, format, 'urn:x:1', to);
      const result = await publish(store, { now: NOW + HOUR });
      expect(result.faults).toEqual([{ path, articleId: 'urn:x:1', message: expect.stringMatching(message) }]);
      expect(result.logged).toMatchObject([{ level: 'warn', facts: { path, articleId: 'urn:x:1' } }]);
      expect(result.changed).toEqual(['atom.xml', 'rss.xml', 'feed.json']);
      const document = Buffer.from(store.saved.get(path)?.body ?? []).toString();
      expect(document).toContain('The news');
      expect(document).toContain('Article 2');
      expect(document).not.toMatch(/[AB]rticle (&#0;)?1/);
    },
  );

  test('a spoilt fragment is made again at the next change', async () => {
    const store = makeStore();
    await spoil(store, 'atom', 'urn:x:1', (body) => body.replace('</title>', ''));
    expect((await publish(store)).atom).not.toContain('Article 1');
    store.content = store.content.slice(1);
    const { atom, faults } = await publish(store);
    expect(atom).toContain('Article 1');
    expect(faults).toEqual([]);
  });

  test('a fragment whose stored form makes no sense is made again at once', async () => {
    const store = makeStore();
    await spoil(store, 'rss', 'urn:x:1', () => 'nonsense');
    const { rss, faults } = await publish(store);
    expect(rss).toContain('Article 1');
    expect(faults).toEqual([]);
  });

  test('when leaving an entry out does not help, the last good document stays and the log says so', async () => {
    const store = makeStore();
    const { atom } = await publish(store);
    store.content = [makeArticle({ id: 'urn:x:new', title: 'The news' }), ...store.content];
    // the head itself cannot be read as XML; JSON can say it
    const result = await publish(store, { channel: { language: 'en\u0000' }, now: NOW + HOUR });
    expect(result.faults).toMatchObject([
      { path: 'atom.xml', articleId: null },
      { path: 'rss.xml', articleId: null },
    ]);
    expect(result.logged).toMatchObject([
      { level: 'error', facts: { path: 'atom.xml', err: { code: 'read-back' } } },
      { level: 'error', facts: { path: 'rss.xml', err: { code: 'read-back' } } },
    ]);
    expect(result.atom).toBe(atom);
    expect(result.documents.map(({ path }) => path)).toEqual(['atom.xml', 'rss.xml', 'feed.json']);
    expect(result.changed).toEqual(['feed.json']);
  });
});
