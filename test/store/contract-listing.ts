// Contract: which articles are in the channel, and in what order.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article, ArticleDraft, ListPlace, ListQuery } from '../../src/model.ts';
import type { Store } from '../../src/store/store.ts';
import { makeDraft, makeSource, makeState, makeVisit, T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

export function listingContract(make: MakeDatabase): void {
  const database = databasePerTest(make);

  /** A store with articles of the sources a, b and c, listed at these moments after T0. */
  async function storeWith(listed: Readonly<Record<string, readonly number[]>>): Promise<Store> {
    const store = await (await database()).open();
    await store.syncSources(
      Object.keys(listed).map((id) => makeSource(id)),
      T0,
    );
    for (const [id, moments] of Object.entries(listed)) {
      const created = moments.map((at, place) => makeDraft(id, `${place}`, { listedAt: T0 + at }));
      await store.saveVisit(makeVisit(id, { created }));
    }
    return store;
  }

  test('the channel is the newest first, at most so many of a source and in all', async () => {
    const store = await storeWith({ a: [9, 8, 7, 6], b: [5, 1], c: [4] });
    const sources = async (items: number, perSource: number, listedAfter: number | null = null) =>
      (await store.channelEntries({ items, perSource, listedAfter })).map(({ sourceId }) => sourceId).join('');
    expect(await sources(100, 100)).toBe('aaaabcb');
    expect(await sources(100, 2)).toBe('aabcb');
    expect(await sources(3, 2)).toBe('aab');
    expect(await sources(100, 100, T0 + 5)).toBe('aaaa');
    expect(await sources(0, 2)).toBe('');
  });

  test('a channel entry names the article, its source and its version', async () => {
    const store = await storeWith({ a: [1] });
    expect(await store.channelEntries({ items: 1, perSource: 1, listedAfter: null })).toEqual([
      { articleId: makeDraft('a', '0').id, sourceId: 'a', version: 'version-1' },
    ]);
  });

  test('a source that floods the channel does not push the others out', async () => {
    const store = await storeWith({ a: Array.from({ length: 500 }, (_, place) => 1000 + place), b: [1], c: [2] });
    const entries = await store.channelEntries({ items: 10, perSource: 3, listedAfter: null });
    expect(entries.map(({ sourceId }) => sourceId)).toEqual(['a', 'a', 'a', 'c', 'b']);
  });

  test('the channel is what sorting and counting by hand gives', async () => {
    const moments = fc.array(fc.nat(6), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        moments,
        moments,
        fc.nat(100),
        fc.integer({ min: 1, max: 40 }),
        async (a, b, items, perSource) => {
          const store = await storeWith({ a, b });
          const all = Object.entries({ a, b }).flatMap(([sourceId, listed]) =>
            listed.map((at, place) => ({ sourceId, at, id: makeDraft(sourceId, `${place}`).id })),
          );
          all.sort((one, two) => two.at - one.at || (one.id < two.id ? -1 : 1));
          const taken = { a: 0, b: 0 };
          const expected = all.filter(({ sourceId }) => ++taken[sourceId as 'a' | 'b'] <= perSource).slice(0, items);
          const entries = await store.channelEntries({ items, perSource, listedAfter: null });
          expect(entries.map(({ articleId }) => articleId)).toEqual(expected.map(({ id }) => id));
        },
      ),
      { numRuns: 20 },
    );
  });

  test('the articles of the channel are its entries, in its order', async () => {
    const store = await storeWith({ a: [3, 3, 3, 2, 9], b: [3, 3, 1], c: [0] });
    const query = { items: 5, perSource: 3, listedAfter: T0 };
    const articles = await store.channelArticles(query);
    expect(articles).toHaveLength(5);
    expect(articles.map(({ id, sourceId, version }) => ({ articleId: id, sourceId, version }))).toEqual(
      await store.channelEntries(query),
    );
    expect(await store.channelArticles({ ...query, items: 2 })).toEqual(articles.slice(0, 2));
    expect(articles[0]).not.toHaveProperty('contentHtml');
  });

  /** The keys of a list, which are unique in these tests. */
  const keysOf = async (store: Store, query: Partial<ListQuery>) =>
    (await store.channelArticles({ items: 100, perSource: 100, listedAfter: null, ...query })).map(({ guid }) => guid);

  /** Articles of the sources a and b, each listed a moment after the one behind it. */
  async function storeOf(drafts: Readonly<Record<string, readonly [key: string, Partial<ArticleDraft>][]>>) {
    const store = await (await database()).open();
    const sources = [makeSource('a', { category: 'linux' }), makeSource('b', { category: 'retro' })];
    await store.syncSources(sources, T0);
    let at = T0 + 1000;
    for (const [id, entries] of Object.entries(drafts)) {
      const created = entries.map(([key, change]) => makeDraft(id, key, { listedAt: at--, ...change }));
      await store.saveVisit(makeVisit(id, { created }));
    }
    return store;
  }

  const category = (name: string) => ({ scope: { kind: 'category', category: name } as const });
  const source = (sourceId: string) => ({ scope: { kind: 'source', sourceId } as const });
  const language = (tag: string) => ({ scope: { kind: 'language', language: tag } as const });
  const minutes = (over: number, upTo: number | null) => ({ scope: { kind: 'minutes', over, upTo } as const });

  test('a category has the articles a rule put there, and those of its sources that none put elsewhere', async () => {
    const store = await storeOf({
      a: [
        ['own', {}],
        ['moved', { category: 'retro' }],
      ],
      b: [['b', {}]],
    });
    expect(await keysOf(store, category('linux'))).toEqual(['own']);
    expect(await keysOf(store, category('retro'))).toEqual(['moved', 'b']);
    expect(await keysOf(store, category('unknown'))).toEqual([]);

    await store.saveVisit(makeVisit('a', { updated: [makeDraft('a', 'moved', { version: 'version-2' })] }));
    expect(await keysOf(store, category('linux'))).toEqual(['own', 'moved']);
  });

  test('a source that is given another category takes its articles along', async () => {
    const store = await storeOf({
      a: [
        ['own', {}],
        ['ruled', { category: 'linux' }],
      ],
      b: [['b', {}]],
    });
    await store.syncSources([makeSource('a', { category: 'retro' }), makeSource('b', { category: 'retro' })], T0);
    expect(await keysOf(store, category('retro'))).toEqual(['own', 'b']);
    expect(await keysOf(store, category('linux'))).toEqual(['ruled']);
    // and so does one that comes back under another id at its address
    const back = makeSource('c', { host: 'a.example:443', category: 'linux' });
    await store.syncSources([back, makeSource('b', { category: 'retro' })], T0);
    expect(await keysOf(store, category('linux'))).toEqual(['own', 'ruled']);
  });

  test('articles that a merged source takes over are in its category', async () => {
    const store = await storeOf({ a: [['from-a', {}]], b: [['b', {}]] });
    await store.saveVisit(makeVisit('b', { merge: { from: 'a', into: 'b', message: 'they moved together' } }));
    expect(await keysOf(store, category('retro'))).toEqual(['from-a', 'b']);
    expect(await keysOf(store, category('linux'))).toEqual([]);
  });

  test('the share of a source does not count in its own list', async () => {
    const store = await storeOf({
      a: [
        ['1', {}],
        ['2', {}],
        ['3', {}],
      ],
      b: [['4', {}]],
    });
    expect(await keysOf(store, { perSource: 1 })).toEqual(['1', '4']);
    expect(await keysOf(store, { perSource: 1, ...source('a') })).toEqual(['1', '2', '3']);
    expect(await keysOf(store, { perSource: 1, items: 2, ...source('a') })).toEqual(['1', '2']);
    expect(await keysOf(store, source('unknown'))).toEqual([]);
  });

  test('no list of a scope has what is dropped, held or of a source that is not listed', async () => {
    const store = await storeOf({
      a: [
        ['1', { language: 'en' }],
        ['2', { language: 'en' }],
      ],
      b: [['3', {}]],
    });
    await store.saveVisit(makeVisit('a', { dropped: ['1'] }));
    const held = makeDraft('a', '4', { language: 'en' });
    const state = makeState('a', { suspectSince: T0 });
    await store.saveVisit(makeVisit('a', { created: [held], state }));
    const scopes = [category('linux'), source('a'), language('en'), minutes(0, 5)];
    for (const scope of scopes) expect((await keysOf(store, scope)).slice(0, 1)).toEqual(['2']);
    for (const scope of scopes) expect(await keysOf(store, scope)).not.toContain('4');
    await store.syncSources([makeSource('b', { category: 'retro' })], T0);
    for (const scope of scopes) expect(await keysOf(store, scope)).not.toContain('2');
  });

  test('a language has the articles of all its regions and scripts', async () => {
    const store = await storeOf({
      a: [
        ['1', { language: 'en-US' }],
        ['2', { language: 'de' }],
        ['3', { language: null }],
      ],
      b: [
        ['4', { language: 'EN' }],
        ['5', { language: 'zh-Hant-TW' }],
        ['6', { language: 'gsw-CH' }],
      ],
    });
    expect(await keysOf(store, language('en'))).toEqual(['1', '4']);
    expect(await keysOf(store, language('zh'))).toEqual(['5']);
    expect(await keysOf(store, language('gsw'))).toEqual(['6']);
    expect(await keysOf(store, language('e'))).toEqual([]);
  });

  test('read times are cut exactly, however far they are from a step, and articles without one are in none', async () => {
    const times = [1, 5, 6, 15, 16, 17, 20, 45, 100, 601, null];
    const store = await storeOf({ a: times.map((time) => [String(time), { readMinutes: time }]) });
    expect(await keysOf(store, minutes(0, 5))).toEqual(['1', '5']);
    expect(await keysOf(store, minutes(0, 16))).toEqual(['1', '5', '6', '15', '16']);
    expect(await keysOf(store, minutes(0, 100))).toEqual(['1', '5', '6', '15', '16', '17', '20', '45', '100']);
    expect(await keysOf(store, minutes(16, null))).toEqual(['17', '20', '45', '100', '601']);
    expect(await keysOf(store, minutes(600, null))).toEqual(['601']);
    expect(await keysOf(store, { ...minutes(0, 600), items: 3, perSource: 2 })).toEqual(['1', '5']);
  });

  test('pages follow one another through everything, whatever arrives meanwhile', async () => {
    const ties = Array.from({ length: 7 }, (_, n) => [`a${n}`, { listedAt: T0 + (n % 3) }] as [string, object]);
    const store = await storeOf({ a: ties, b: [['b', { listedAt: T0 + 1 }]] });
    const query = { perSource: Number.POSITIVE_INFINITY, listedAfter: null };
    let newest = T0 + 1000;
    for (const scope of [undefined, ...Object.values([category('linux'), source('a'), minutes(0, 5)])]) {
      const all = await store.channelArticles({ ...query, ...scope, items: 100 });
      const seen: (string | null)[] = [];
      let after: ListPlace | null = null;
      for (;;) {
        const page: readonly Article[] = await store.channelArticles({ ...query, ...scope, items: 3, after });
        seen.push(...page.map(({ guid }) => guid));
        after = page.at(-1) ?? null;
        const key = `new-${seen.length}-${scope?.scope.kind}`;
        await store.saveVisit(makeVisit('a', { created: [makeDraft('a', key, { listedAt: newest++ })] }));
        if (!after) break;
      }
      expect(seen).toEqual(all.map(({ guid }) => guid));
    }
  });
}
