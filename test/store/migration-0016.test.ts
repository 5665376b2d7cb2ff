// Schema step 0016 on a database that has articles.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { sqliteAnswers } from '../../src/store/dialect-sqlite.ts';
import { firstTables } from '../../src/store/migration-0001.ts';
import { titleIndex } from '../../src/store/migration-0016.ts';
import { toSearchPhrases } from '../../src/store/search-words.ts';
import { openSqlite } from '../../src/store/sqlite-connection.ts';
import type { Tables } from '../../src/store/tables.ts';
import { T0 } from './records.ts';

test('the titles of all stored articles are found, newest first, and of none that is deleted then', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'lostfeed-'));
  const db = new Kysely<Tables>({ dialect: await openSqlite(join(directory, 'store.sqlite'), 0) });
  const found = async (written: string) => {
    const phrases = toSearchPhrases(written);
    const rows = await sqliteAnswers.words.find(db, { phrases, part: 'title', after: null, limit: 3000 });
    return rows.map(({ num }) => num);
  };
  try {
    await firstTables(db as Kysely<unknown>, sqliteAnswers);
    await sql`pragma foreign_keys = off`.execute(db);
    await sql`insert into articles (num, id, source_id, published_id, slug, first_seen_at, listed_at, version, title, summary,
      authors, tags, enclosures, word_count, unlisted)
      select value, value, 'a', value, value, 0, ${T0} + value * 1000, '', 'A title ' || value || ' 操作系统', '', '', '', '', 0, 0
      from json_each(${JSON.stringify(Array.from({ length: 2500 }, (_, place) => place + 1))})`.execute(db);
    await titleIndex(db as Kysely<unknown>, sqliteAnswers);
    expect(await found('title')).toEqual(Array.from({ length: 2500 }, (_, place) => 2500 - place));
    expect(await found('操作系统 1700')).toEqual([1700]);
    await sql`delete from articles where num = 1700`.execute(db);
    expect(await found('1700')).toEqual([]);
  } finally {
    await db.destroy();
    rmSync(directory, { recursive: true });
  }
});
