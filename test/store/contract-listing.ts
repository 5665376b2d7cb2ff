// Contract: which articles are in the channel, and in what order.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { makeDraft, makeSource, makeVisit, T0 } from './records.ts';
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
}
