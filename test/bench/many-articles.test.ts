// How benchmarks fill a store: as if visits had saved it all.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { multiplyArticles } from '../../bench/many-articles.ts';
import { MINUTE, makeDraft, makeSource, makeVisit, T0 } from '../store/records.ts';
import { sqliteDatabase } from '../store/sqlite-database.ts';
import { databasePerTest } from '../store/test-database.ts';

const database = databasePerTest(sqliteDatabase);

const schema = (db: Database.Database) => db.prepare('select type, name, sql from sqlite_schema order by name').all();

test('multiplied articles are on lists in their order, below what visits save afterwards, with nothing amiss in the file', async () => {
  const { directory, open } = await database();
  const store = await open();
  await store.syncSources([makeSource('a'), makeSource('b')], T0);
  const draft = (sourceId: string, key: string, minute: number) => {
    const at = T0 + minute * MINUTE;
    return makeDraft(sourceId, key, { id: key, slug: key, listedAt: at, firstSeenAt: at, publishedAt: at });
  };
  // one story, of which lists have one
  const told = { url: 'https://elsewhere.example/told' };
  await store.saveVisit(makeVisit('a', { created: [draft('a', 'one', 0), { ...draft('a', 'two', 1), ...told }] }));
  await store.saveVisit(makeVisit('b', { created: [{ ...draft('b', 'three', 2), ...told }] }));
  const db = new Database(join(directory, 'lostfeed.sqlite'));
  const before = schema(db);
  multiplyArticles(directory, { times: 3, laterMs: 3 * MINUTE });
  await store.saveVisit(makeVisit('a', { created: [draft('a', 'last', 9)] }));

  const query = { items: 10, perSource: 10, listedAfter: null };
  const listed = (await store.channelEntries(query)).map(({ articleId }) => articleId);
  expect(listed).toEqual(['last', 'two-2', 'one-2', 'two-1', 'one-1', 'two', 'one']);
  expect(await store.counts()).toMatchObject({ articles: 10 });
  expect((await store.articleBySlug('one-2'))?.contentHtml).toContain('Body of one');

  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.pragma('foreign_key_check')).toEqual([]);
  const rows = (table: string) => db.prepare(`select count(*) from ${table}`).pluck().get();
  expect(['contents', 'identities', 'clues', 'unindexed'].map(rows)).toEqual([10, 10, 10, 10]);
  expect(schema(db)).toEqual(before);
  db.close();
});
