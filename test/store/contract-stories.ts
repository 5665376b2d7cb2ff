// Contract: articles of several sources about the same are one story, of which lists have one article.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordRuns } from '../../src/lib/story-clues.ts';
import type { ArticleDraft, ChannelDocument } from '../../src/model.ts';
import type { Store } from '../../src/store/store.ts';
import { MINUTE, makeDraft, makeFeed, makeSource, makeVisit, T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

const CHANNEL = { items: 100, perSource: 100, listedAfter: null };
const POST = 'https://blog.example/posts/the-lock-nobody-held/';
const TEXT =
  'On the second Tuesday of January our build farm stopped. Not all at once: first the queue grew, then the dashboards went ' +
  'grey, and by noon nobody could merge. Every worker was waiting for a lock that nobody held, and this is what we found.';
const DOCUMENT: ChannelDocument = {
  path: 'atom.xml',
  format: 'atom',
  contentType: 'application/atom+xml',
  body: new Uint8Array(1),
  etag: 'e',
  updatedAt: T0,
  fingerprint: 'f',
};

interface Words {
  readonly url?: string | null;
  readonly title?: string;
  readonly text?: string;
  readonly mentions?: string | null;
  readonly at?: number;
}

function told(sourceId: string, { text = '', mentions = null, at = T0, ...facts }: Words, key = 'one'): ArticleDraft {
  const clues = { mentions, runs: wordRuns(text) };
  return makeDraft(sourceId, key, { ...facts, clues, listedAt: at, firstSeenAt: at });
}

export function storyContract(make: MakeDatabase): void {
  const database = databasePerTest(make);

  const sources = [
    makeSource('planet'),
    makeSource('blog'),
    makeSource('news', { title: 'The News' }),
    makeSource('alone', { cluster: false }),
    makeSource('dear', { priority: 5 }),
  ];

  async function openStore(): Promise<Store> {
    const store = await (await database()).open();
    await store.syncSources(sources, T0);
    return store;
  }
  const bring = (store: Store, ...created: readonly ArticleDraft[]) =>
    created.reduce<Promise<void>>(async (before, draft) => {
      await before;
      const sourceId = sources.map(({ config }) => config.id).find((id) => makeDraft(id, draft.key).id === draft.id);
      await store.saveVisit(makeVisit(sourceId ?? '', { feed: makeFeed(), created: [draft] }));
    }, Promise.resolve());
  const listed = async (store: Store) => (await store.channelEntries(CHANNEL)).map(({ sourceId }) => sourceId);
  const publish = (store: Store, etag: string) => store.saveDocuments([{ ...DOCUMENT, etag }]);
  const [planet, blog] = [told('planet', { url: POST }), told('blog', { url: POST })];
  const news = told('news', { url: 'https://news.example/1', mentions: 'blog.example/posts/the-lock-nobody-held' });

  test('C18: of articles with one address lists have one, and it says who else has it', async () => {
    const store = await openStore();
    await bring(store, planet, blog);
    expect(await listed(store)).toEqual(['blog']);
    const coverage = await store.alsoCoveredBy([blog.id, planet.id, 'urn:nobody']);
    const other = (draft: ArticleDraft, sourceTitle: string) => [
      { title: draft.title, url: null, sourceTitle, slug: draft.slug },
    ];
    expect([...coverage]).toEqual([
      [blog.id, other(planet, 'planet.example:443')],
      [planet.id, other(blog, 'blog.example:443')],
    ]);
  });

  test('C18: the source at whose site the link is has it, whoever was first', async () => {
    for (const order of [
      [planet, blog],
      [blog, planet],
    ]) {
      const store = await openStore();
      await bring(store, ...order);
      expect(await listed(store)).toEqual(['blog']);
      await store.close();
    }
  });

  test('C18: the source of the highest priority has it before the one at whose site it is', async () => {
    const store = await openStore();
    await bring(store, told('dear', { url: POST }), blog);
    expect(await listed(store)).toEqual(['dear']);
  });

  test('the first seen has it where nothing else decides', async () => {
    const store = await openStore();
    const elsewhere = 'https://elsewhere.example/post';
    await bring(store, told('planet', { url: elsewhere, at: T0 + 1 }), told('news', { url: elsewhere, at: T0 }));
    expect(await listed(store)).toEqual(['news']);
  });

  test('what was published stays, whoever comes', async () => {
    const store = await openStore();
    await bring(store, planet);
    await publish(store, '1');
    await bring(store, blog, told('dear', { url: POST }));
    expect(await listed(store)).toEqual(['planet']);
  });

  test('C18: its operator is told which articles a story has, which of them lists have, and why', async () => {
    const dear = told('dear', { url: POST });
    const elsewhere = { url: 'https://elsewhere.example/post' };
    const cases: [string, readonly ArticleDraft[], string][] = [
      ['site', [planet, blog], 'blog'],
      ['priority', [blog, dear], 'dear'],
      ['first', [told('news', elsewhere), told('planet', { ...elsewhere, at: T0 + 1 })], 'news'],
    ];
    for (const [why, drafts, first] of cases) {
      const store = await openStore();
      await bring(store, ...drafts);
      for (const { id } of drafts) {
        expect((await store.articleLife(id))?.story).toMatchObject({
          why,
          articles: [{ sourceId: first, isListed: true }, { isListed: false }],
        });
      }
      await store.close();
    }
    const store = await openStore();
    await bring(store, planet);
    expect((await store.articleLife(planet.id))?.story).toBeNull();
    await publish(store, '1');
    await bring(store, blog);
    expect((await store.articleLife(blog.id))?.story).toEqual({
      why: 'published',
      articles: [
        { id: planet.id, sourceId: 'planet', title: planet.title, url: POST, isListed: true },
        { id: blog.id, sourceId: 'blog', title: blog.title, url: POST, isListed: false },
      ],
    });
    await store.takeDownArticles([planet.id, blog.id], { at: T0, reason: null });
    expect((await store.articleLife(blog.id))?.story).toMatchObject({ why: null, articles: [{ isListed: false }, {}] });
  });

  test('an item that says little but links to an article belongs to it, in whatever order they come', async () => {
    for (const order of [
      [news, blog],
      [blog, news],
    ]) {
      const store = await openStore();
      await bring(store, ...order);
      expect(await listed(store)).toHaveLength(1);
      const [coverage] = (await store.alsoCoveredBy([blog.id])).values();
      expect(coverage).toEqual([
        { title: news.title, url: 'https://news.example/1', sourceTitle: 'The News', slug: news.slug },
      ]);
      await store.close();
    }
  });

  test('what an aggregator covers under the same address is shown by its comments', async () => {
    const store = await openStore();
    await bring(store, blog, { ...told('news', { url: POST }), commentsUrl: 'https://news.example/item?id=1' });
    const [coverage] = (await store.alsoCoveredBy([blog.id])).values();
    expect(coverage).toMatchObject([{ url: 'https://news.example/item?id=1' }]);
  });

  test('C19: the same title over the same text is one story within 72 hours, and not after', async () => {
    const title = 'The lock nobody held';
    const hours = (count: number) => T0 + count * 60 * MINUTE;
    for (const [at, count] of [
      [hours(72), 1],
      [hours(73), 2],
    ] as const) {
      const store = await openStore();
      const own = told('planet', { title, text: TEXT });
      await bring(store, own, told('news', { title, text: `By Ines Calder. ${TEXT} Originally elsewhere.`, at }));
      expect(await listed(store)).toHaveLength(count);
      await store.close();
    }
  });

  test('C20: episodes with the same notes are stories of their own, and each has its copy', async () => {
    const store = await openStore();
    const at = (source: string) => (source === 'planet' ? T0 : T0 + 1);
    const episode = (source: string, title: string) =>
      told(source, { title, text: `${TEXT} ${TEXT}`, at: at(source) }, title);
    const titles = ['The bakery at four', 'A reactor wakes up', 'In the elevator'];
    for (const source of ['planet', 'news']) {
      await store.saveVisit(makeVisit(source, { created: titles.map((title) => episode(source, title)) }));
    }
    expect(await listed(store)).toEqual(['planet', 'planet', 'planet']);
    const ids = titles.map((title) => episode('planet', title).id);
    const coverage = await store.alsoCoveredBy(ids);
    expect(ids.map((id) => coverage.get(id)?.map(({ title }) => title))).toEqual(titles.map((title) => [title]));
  });

  test('a covered article is on the list of its own source, counts for it, and keeps its page', async () => {
    const store = await openStore();
    await bring(store, blog, planet);
    const own = await store.channelEntries({ ...CHANNEL, scope: { kind: 'source', sourceId: 'planet' } });
    expect(own.map(({ articleId }) => articleId)).toEqual([planet.id]);
    expect((await store.recentPosts(T0 - 1)).get('planet')).toMatchObject({ articles: 1 });
    expect(await store.articleBySlug(planet.slug)).toMatchObject({ id: planet.id });
  });

  test('a source that is not clustered stands alone, and leaves its stories when it becomes so', async () => {
    const store = await openStore();
    await bring(store, blog, told('alone', { url: POST }), planet);
    expect((await listed(store)).toSorted()).toEqual(['alone', 'blog']);
    const apart = sources.map((source) =>
      source.config.id === 'planet' ? { ...source, config: { ...source.config, cluster: false } } : source,
    );
    await store.syncSources(apart, T0);
    expect((await listed(store)).toSorted()).toEqual(['alone', 'blog', 'planet']);
    expect((await store.alsoCoveredBy([blog.id])).size).toBe(0);
  });

  test('new words or another link change nothing about the story', async () => {
    const store = await openStore();
    await bring(store, blog, planet);
    const updated = [{ ...planet, url: 'https://planet.example/else', title: 'Else', version: 'version-2' }];
    await store.saveVisit(makeVisit('planet', { updated }));
    expect(await listed(store)).toEqual(['blog']);
  });

  test('what is dropped, taken down or of a removed source hands over, and does not come back over it', async () => {
    const store = await openStore();
    await bring(store, blog, planet, { ...news, firstSeenAt: T0 + 1 });
    await store.saveVisit(makeVisit('blog', { dropped: [blog.key] }));
    expect(await listed(store)).toEqual(['planet']);
    await store.saveVisit(makeVisit('blog', { updated: [{ ...blog, version: 'version-2' }] }));
    expect(await listed(store)).toEqual(['planet']);
    await store.takeDownArticles([planet.id], { at: T0, reason: null });
    expect(await listed(store)).toEqual(['blog']);
    expect([...(await store.alsoCoveredBy([blog.id])).values()].flat().map(({ slug }) => slug)).toEqual([news.slug]);
    const withoutBlog = sources.filter(({ config }) => config.id !== 'blog');
    await store.syncSources(withoutBlog, T0);
    expect(await listed(store)).toEqual(['news']);
    await store.syncSources(sources, T0);
    expect(await listed(store)).toEqual(['news']);
  });

  test('retention of the article that lists have hands over to the next', async () => {
    const store = await openStore();
    await bring(store, blog, planet);
    await store.removeArticles([blog.id]);
    expect(await listed(store)).toEqual(['planet']);
    expect((await store.alsoCoveredBy([planet.id])).size).toBe(0);
  });

  test('held articles take no part until they are released', async () => {
    const store = await openStore();
    const suspect = makeVisit('blog');
    const state = { ...suspect.state, suspectSince: T0 };
    await store.saveVisit({ ...suspect, state, created: [blog] });
    await bring(store, planet);
    expect(await listed(store)).toEqual(['planet']);
    await store.releaseSource('blog');
    await bring(store, told('news', { url: POST }));
    expect(await listed(store)).toEqual(['blog']);
  });

  test('the version of a listed article changes with what is shown of the others, and with nothing else', async () => {
    const store = await openStore();
    const version = async () =>
      (await store.channelEntries(CHANNEL)).find(({ articleId }) => articleId === blog.id)?.version;
    await bring(store, blog);
    const versions = [await version()];
    await bring(store, planet);
    versions.push(await version());
    await bring(store, told('news', { url: 'https://news.example/2' }, 'else'));
    expect(await version()).toBe(versions.at(-1));
    await store.saveVisit(makeVisit('planet', { updated: [{ ...planet, title: 'Better', version: 'version-2' }] }));
    versions.push(await version());
    await store.saveVisit(makeVisit('planet', { feed: makeFeed({ title: 'Planet' }) }));
    versions.push(await version());
    expect(new Set(versions).size).toBe(4);
  });

  test('before anything is published the order in which articles come decides nothing', async () => {
    const articles = [planet, blog, news, told('dear', { url: 'https://dear.example/2', mentions: 'news.example/1' })];
    const outcome = async (order: readonly ArticleDraft[]) => {
      const store = await openStore();
      await bring(store, ...order);
      const entries = (await store.channelEntries(CHANNEL)).map(({ articleId }) => articleId);
      const coverage = [...(await store.alsoCoveredBy(entries)).values()].map((others) =>
        others.map(({ slug }) => slug).sort(),
      );
      await store.close();
      return { entries, coverage };
    };
    const expected = await outcome(articles);
    expect(expected.entries).toHaveLength(1);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(articles, { minLength: articles.length }), async (order) => {
        expect(await outcome(order)).toEqual(expected);
      }),
      { numRuns: 6 },
    );
  });
}
