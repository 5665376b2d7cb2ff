// Several processes on one data folder, and processes that are killed.
import { expect, test } from 'vitest';
import { startChild } from './child-process.ts';
import { makeClaim, makeSource, T0, visitNumber } from './records.ts';
import { sqliteDatabase } from './sqlite-database.ts';
import { databasePerTest } from './test-database.ts';

const database = databasePerTest(sqliteDatabase);

test('a process killed amid visits loses no visit that was saved, leaves none half saved and doubles nothing', async () => {
  const { directory, open } = await database();
  let next = 0;
  for (const visits of [1, 25, 60]) {
    const child = startChild(directory, 'visit', String(next));
    for (let count = 0; count < visits; count++) expect(await child.nextLine()).toBe(String(next++));
    await child.kill();

    const store = await open();
    const saved = ((await store.sourceStates())[0]?.failures ?? -1) + 1;
    expect(saved).toBeGreaterThanOrEqual(next);
    expect(await store.counts()).toEqual({ sources: 1, articles: saved * 5 });
    for (let number = 0; number < saved; number++) await store.saveVisit(visitNumber(number));
    expect(await store.counts()).toEqual({ sources: 1, articles: saved * 5 });
    next = saved;
    await store.close();
  }
});

test('the fetching role is one process’s at a time, and free with all claims once its holder is killed', async () => {
  const { directory, open } = await database();
  const store = await open();
  await store.syncSources([makeSource('a'), makeSource('b')], T0);
  const holder = startChild(directory, 'fetch');
  expect(await holder.nextLine()).toBe('held 2');
  expect(await store.takeFetchingRole()).toBeNull();
  expect(await startChild(directory, 'fetch').nextLine()).toBe('refused');
  expect(await store.claimDue(makeClaim(T0))).toEqual([]);

  await holder.kill();
  expect(await store.takeFetchingRole()).not.toBeNull();
  expect(await store.claimDue(makeClaim(T0))).toHaveLength(2);
});

test('processes that open a new folder at once all find it ready', async () => {
  const { directory } = await database();
  const children = Array.from({ length: 4 }, () => startChild(directory, 'open'));
  for (const child of children) expect(await child.nextLine()).toBe('opened');
});

test('a process reads what another has saved while that one goes on', async () => {
  const { directory, open } = await database();
  const reader = await open();
  const writer = startChild(directory, 'visit');
  for (let number = 0; number < 10; number++) {
    await writer.nextLine();
    const articles = await reader.channelArticles({ items: 1000, perSource: 1000, listedAfter: null });
    expect(articles.length % 5).toBe(0);
    expect(articles.length).toBeGreaterThanOrEqual((number + 1) * 5);
  }
});
