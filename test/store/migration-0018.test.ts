// Schema step 0018 on a database that has articles.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { storyKeys } from '../../src/lib/story-clues.ts';
import { sqliteAnswers } from '../../src/store/dialect-sqlite.ts';
import { firstTables } from '../../src/store/migration-0001.ts';
import { storyTables } from '../../src/store/migration-0008.ts';
import { listColumns } from '../../src/store/migration-0010.ts';
import { smallerIndexes } from '../../src/store/migration-0018.ts';
import { openSqlite } from '../../src/store/sqlite-connection.ts';

test('C19: stored articles are met under their links and titles as before', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'lostfeed-'));
  const db = new Kysely<unknown>({ dialect: await openSqlite(join(directory, 'store.sqlite'), 0) });
  try {
    await firstTables(db, sqliteAnswers);
    await storyTables(db, sqliteAnswers);
    await listColumns(db);
    await sql`insert into sources (id, configured_url, category, noindex, enabled, priority, identity, url, host, failures,
      quiet_visits, skip_hours, skip_days, visit_void) values ('a', '', 'linux', 0, 1, 0, 'guid', '', '', 0, 0, '', '', 0)`.execute(
      db,
    );
    const numbers = Array.from({ length: 1001 }, (_, at) => at + 1);
    for (const n of numbers) {
      await sql`insert into articles (id, source_id, published_id, slug, first_seen_at, listed_at, version, title, summary,
        authors, tags, enclosures, word_count, unlisted, link_key) values (${n}, 'a', ${n}, ${n}, 0, ${n}, '', ${`Title ${n}`},
        '', '', '', '', 0, 0, ${`a.example/${n}`})`.execute(db);
      await sql`insert into clues (article_num, mentions, runs) values (${n}, 'b.example/page', x'00')`.execute(db);
    }
    await smallerIndexes(db, sqliteAnswers);
    const { rows } = await sql`select key, near from story_keys where article_num = 1001 order by near, key`.execute(
      db,
    );
    const keys = storyKeys({ links: ['a.example/1001', 'b.example/page'], title: 'Title 1001', runs: [] });
    const stored = keys.map(({ key, of }) => ({ key, near: of === 'link' ? null : 1001 }));
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(expect.arrayContaining(stored));
    const clues = await sql<{ keys: string }>`select keys from clues where article_num = 1001`.execute(db);
    expect(JSON.parse(clues.rows[0]?.keys ?? '')).toEqual(keys.map(({ key }) => key));
  } finally {
    await db.destroy();
    rmSync(directory, { recursive: true });
  }
});
