// Making saved articles searchable: after publishing, within bounds, by `run` and beside a serving process.
import { expect, test } from 'vitest';
import { startIndexing } from '../src/cli/indexing-loop.ts';
import type { Store } from '../src/store/store.ts';
import { ALONE, indexWaiting } from '../src/word-indexing.ts';
import { makeDraft, makeSource, makeVisit, T0 } from './store/records.ts';
import { sqliteDatabase } from './store/sqlite-database.ts';
import { databasePerTest } from './store/test-database.ts';

const database = databasePerTest(sqliteDatabase);

async function storeWith(articles: number): Promise<Store> {
  const store = await (await database()).open();
  await store.syncSources([makeSource('a')], T0);
  const created = Array.from({ length: articles }, (_, i) => makeDraft('a', `${i}`));
  await store.saveVisit(makeVisit('a', { created }));
  return store;
}

const found = async (store: Store, words: string) =>
  (await store.searchArticles({ words, limit: 100, offset: 0, order: 'newest' })).length;

test('all that waits is indexed, in slices', async () => {
  const store = await storeWith(7);
  const result = await indexWaiting(store, { ...ALONE, articles: 3 }, () => false);
  expect(result).toMatchObject({ indexed: 7, left: 0 });
  expect(await found(store, 'body')).toBe(7);
});

test('when time is over the rest waits, and the next time goes on with it', async () => {
  const store = await storeWith(7);
  let slices = 0;
  const result = await indexWaiting(store, { ...ALONE, articles: 2 }, () => slices++ === 2);
  expect(result).toMatchObject({ indexed: 4, left: 3 });
  expect(await found(store, 'body')).toBe(4);
  expect(await indexWaiting(store, ALONE, () => true)).toMatchObject({ indexed: 0, left: 3 });
  expect(await indexWaiting(store, ALONE, () => false)).toMatchObject({ indexed: 3, left: 0 });
});

test('what the sanitizer would drop is not found, and references are what they stand for', async () => {
  const store = await (await database()).open();
  await store.syncSources([makeSource('a')], T0);
  const value = '<p onclick="walrus()">fish &amp; caf&eacute;</p><script>narwhal()</script><style>penguin {}</style>';
  const created = [makeDraft('a', 'one', { content: { kind: 'html', value, base: null } })];
  await store.saveVisit(makeVisit('a', { created }));
  await indexWaiting(store, ALONE, () => false);
  expect(await found(store, 'fish café')).toBe(1);
  for (const word of ['walrus', 'narwhal', 'penguin', 'amp', 'eacute', 'onclick']) {
    expect(await found(store, word)).toBe(0);
  }
});

test('a service indexes once it has published, and at its stop no slice is under way', async () => {
  const store = await storeWith(40);
  let published = () => {};
  const idle = new Promise<void>((resolve) => {
    published = resolve;
  });
  let began = () => {};
  const first = new Promise<void>((resolve) => {
    began = resolve;
  });
  const failures: unknown[] = [];
  const loop = startIndexing({
    async index(pace, isOver) {
      const indexArticles: typeof store.indexArticles = (slice) => {
        began();
        return store.indexArticles(slice);
      };
      return indexWaiting({ ...store, indexArticles }, { ...pace, articles: 10 }, isOver);
    },
    idle: () => idle,
    onError: (error) => failures.push(error),
    now: () => T0,
  });
  expect(await store.unindexedCount()).toBe(40);
  published();
  await first;
  await loop.stop();
  const left = await store.unindexedCount();
  expect(left).toBeLessThan(40);
  await store.close();
  expect(failures).toEqual([]);
});
