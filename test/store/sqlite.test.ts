// What is SQLite's own: files that cannot be used, and a lock that is held.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import type { RawContent } from '../../src/model.ts';
import { sqliteAnswers } from '../../src/store/dialect-sqlite.ts';
import { fullArticles } from '../../src/store/full-articles.ts';
import { openSqlite } from '../../src/store/sqlite-connection.ts';
import { storeError } from '../../src/store/sqlite-errors.ts';
import { openStore } from '../../src/store/store.ts';
import type { Tables } from '../../src/store/tables.ts';
import { countingSanitize } from './counting-sanitize.ts';
import { makeDraft, makeSource, makeVisit, T0 } from './records.ts';
import { sqliteDatabase } from './sqlite-database.ts';
import { databasePerTest } from './test-database.ts';

const database = databasePerTest(sqliteDatabase);

test('a data folder that cannot be made is named', async () => {
  const { directory } = await database();
  await writeFile(join(directory, 'file'), '');
  const impossible = join(directory, 'file', 'data');
  await expect(openStore({ directory: impossible, sanitize: countingSanitize(1) })).rejects.toMatchObject({
    code: 'store',
    message: expect.stringContaining(`creating the data folder ${impossible}: `),
  });
});

test('a file that cannot be opened is named', async () => {
  const { directory, open } = await database();
  await mkdir(join(directory, 'lostfeed.sqlite'));
  await expect(open()).rejects.toMatchObject({
    code: 'store',
    message: `opening ${join(directory, 'lostfeed.sqlite')}: it cannot be opened; is the folder there and writable?`,
  });
});

test('a file that is not a database is named and left as it is', async () => {
  const { directory, open } = await database();
  await writeFile(join(directory, 'lostfeed.sqlite'), 'Dear diary, this is no database at all. '.repeat(100));
  await expect(open()).rejects.toMatchObject({
    code: 'store',
    message: `opening ${join(directory, 'lostfeed.sqlite')}: it is not a database of ours`,
  });
});

test('a lock file that cannot be used is named', async () => {
  const { directory, open } = await database();
  const store = await open();
  await mkdir(join(directory, 'fetching.lock'));
  await expect(store.takeFetchingRole()).rejects.toMatchObject({
    code: 'store',
    message: expect.stringContaining(`locking ${join(directory, 'fetching.lock')}: `),
  });
});

test('a database that a newer program has changed is refused and left as it is', async () => {
  const { directory, open } = await database();
  await (await open()).close();
  const file = join(directory, 'lostfeed.sqlite');
  const raw = new Database(file);
  raw.exec("insert into kysely_migration values ('9999', '2030-01-01T00:00:00.000Z')");
  raw.close();
  for (let tries = 0; tries < 2; tries++) {
    await expect(open()).rejects.toMatchObject({
      code: 'store',
      message: `${file} was made by a newer version of this program (it has schema step 9999); use that version`,
    });
  }
});

test('a full disk is called that; a fault of ours is not hidden behind the disk', () => {
  const full = new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
  expect(storeError(full, 'using', '/data/x')).toMatchObject({
    code: 'store',
    message: 'using /data/x: the disk is full',
    cause: full,
  });
  const broken = new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE');
  expect(storeError(broken, 'using', '/data/x')).toMatchObject({ code: 'store' });
  const bug = new Database.SqliteError('UNIQUE constraint failed', 'SQLITE_CONSTRAINT_UNIQUE');
  expect(storeError(bug, 'using', '/data/x')).toBe(bug);
});

test('articles are read while another process holds the write lock, though what was cleaned cannot be kept', async () => {
  const { directory, open } = await database();
  const store = await open();
  const draft = makeDraft('a', 'one');
  await store.syncSources([makeSource('a')], T0);
  await store.saveVisit(makeVisit('a', { created: [draft] }));
  const file = join(directory, 'lostfeed.sqlite');
  const impatient = new Kysely<Tables>({ dialect: await openSqlite(file, 0) });
  const other = new Database(file);
  other.exec('begin immediate');
  const sanitize = countingSanitize(1);
  const read = () => fullArticles(impatient, sqliteAnswers, sanitize, [draft.id]);
  expect(await read()).toMatchObject([{ contentHtml: `safe1:${draft.content?.value}` }]);
  other.exec('rollback');
  for (let reading = 0; reading < 2; reading++) expect(await read()).toHaveLength(1);
  expect(sanitize.cleaned).toHaveLength(2);
  other.close();
  await impatient.destroy();
});

test('what was cleaned is not kept when the content was replaced meanwhile', async () => {
  const { directory, open } = await database();
  const other = new Database(join(directory, 'lostfeed.sqlite'));
  let replace = false;
  const store = await open({
    version: 1,
    toSafeHtml: ({ value }) => {
      if (replace) other.exec("update contents set raw = 'Newer', safe_html = null, safe_version = null");
      return `safe:${value}`;
    },
  });
  const draft = makeDraft('a', 'one');
  await store.syncSources([makeSource('a')], T0);
  await store.saveVisit(makeVisit('a', { created: [draft] }));
  replace = true;
  expect(await store.articles([draft.id])).toMatchObject([{ contentHtml: `safe:${draft.content?.value}` }]);
  replace = false;
  expect(await store.articles([draft.id])).toMatchObject([{ contentHtml: 'safe:Newer' }]);
  other.close();
});

test('a deleted article leaves the index of words, indexed or still waiting for it', async () => {
  const { directory, open } = await database();
  const store = await open();
  const toPlainText = ({ value }: RawContent) => value;
  const draftOf = (key: string) => makeDraft('a', key, { content: { kind: 'text', value: 'word', base: null } });
  await store.syncSources([makeSource('a')], T0);
  await store.saveVisit(makeVisit('a', { created: ['kept', 'gone'].map(draftOf) }));
  await store.indexArticles({ articles: 10, forMs: 1000, toPlainText });
  await store.saveVisit(makeVisit('a', { created: [draftOf('waiting')] }));
  const other = new Database(join(directory, 'lostfeed.sqlite'));
  other.pragma('foreign_keys = on');
  other.exec("delete from articles where guid in ('gone', 'waiting')");
  const found = other.prepare("select count(*) as n from article_words where article_words match 'word'").get();
  other.close();
  expect(found).toEqual({ n: 1 });
  expect(await store.unindexedCount()).toBe(0);
});

test('hosts that redirects led to are forgotten once they rest no more', async () => {
  const { directory, open } = await database();
  const store = await open();
  const HOUR = 3_600_000;
  for (const [place, host] of ['a', 'b', 'c'].entries()) {
    await store.enterHost({ host: `${host}.example:443`, now: T0 + place * HOUR, gapMs: 1000, slots: 1 });
  }
  const file = new Database(join(directory, 'lostfeed.sqlite'), { readonly: true });
  const hosts = file.prepare('select host from hosts order by host').pluck().all();
  file.close();
  expect(hosts).toEqual(['b.example:443', 'c.example:443']);
});
