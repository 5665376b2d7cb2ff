// Schema step 0010 on a database that has articles.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { sqliteAnswers } from '../../src/store/dialect-sqlite.ts';
import { toListColumns } from '../../src/store/list-columns.ts';
import { firstTables } from '../../src/store/migration-0001.ts';
import { listColumns } from '../../src/store/migration-0010.ts';
import { openSqlite } from '../../src/store/sqlite-connection.ts';
import { makeDraft } from './records.ts';

test('stored articles are listed as new ones are', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'lostfeed-'));
  const db = new Kysely<unknown>({ dialect: await openSqlite(join(directory, 'store.sqlite'), 0) });
  try {
    await firstTables(db, sqliteAnswers);
    await sql`insert into sources (id, configured_url, category, noindex, enabled, priority, identity, url, host, failures,
      quiet_visits, skip_hours, skip_days, visit_void) values ('a', '', 'linux', 0, 1, 0, 'guid', '', '', 0, 0, '', '', 0)`.execute(
      db,
    );
    const drafts = [
      makeDraft('a', '1', { category: 'retro', language: 'en-US', readMinutes: 16 }),
      makeDraft('a', '2', { category: null, language: 'DE', readMinutes: null }),
      makeDraft('a', '3', { language: 'gsw-CH', readMinutes: 61 }),
      makeDraft('a', '4', { language: 'yue', readMinutes: 4 }),
      makeDraft('a', '5', { language: null, readMinutes: 121 }),
    ];
    for (const { id, category, language, readMinutes } of drafts) {
      await sql`insert into articles (id, source_id, published_id, slug, first_seen_at, listed_at, version, title, summary,
        authors, tags, category, enclosures, language, word_count, read_minutes, unlisted) values (${id}, 'a', ${id}, ${id},
        0, 0, '', '', '', '', '', ${category}, '', ${language}, 0, ${readMinutes}, 0)`.execute(db);
    }
    await listColumns(db);
    const { rows } =
      await sql`select listed_category, listed_language, listed_minutes from articles order by num`.execute(db);
    expect(rows).toEqual(drafts.map((draft) => toListColumns(draft, 'linux')));
  } finally {
    await db.destroy();
    rmSync(directory, { recursive: true });
  }
});
