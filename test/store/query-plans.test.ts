// The queries that must stay cheap in a large database read an index in its order and stop early: seen in SQLite's plans,
// not measured in time.
import { join } from 'node:path';
import { CompiledQuery, Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { expect, test } from 'vitest';
import { actCounts } from '../../src/store/acts.ts';
import { arrivedIds } from '../../src/store/arrivals.ts';
import { countShownComments, shownComments } from '../../src/store/comments.ts';
import { sqliteAnswers } from '../../src/store/dialect-sqlite.ts';
import { listPage } from '../../src/store/listing.ts';
import { articlesByLink } from '../../src/store/lookalikes.ts';
import { numberedArticles } from '../../src/store/numbered-articles.ts';
import {
  closedHosts,
  dueSources,
  leases,
  nextDueTime,
  nextPriority,
  nextRetryTime,
  waitingAtClosedHosts,
} from '../../src/store/queue.ts';
import { countReactions } from '../../src/store/reactions.ts';

import { sourceRows } from '../../src/store/sources.ts';
import { openSqlite } from '../../src/store/sqlite-connection.ts';
import { storyTeller } from '../../src/store/stories.ts';
import { rememberedArticles, suspectRows } from '../../src/store/suspicion.ts';
import type { Tables } from '../../src/store/tables.ts';
import { makeDraft, makeSource, makeVisit, T0 } from './records.ts';
import { sqliteDatabase } from './sqlite-database.ts';
import { databasePerTest } from './test-database.ts';

const database = databasePerTest(sqliteDatabase);
const after = { listedAt: T0, id: 'urn:uuid:x' };
const whole = { after: null, listedAfter: null, full: [], isWhole: true };
const moment = { now: T0, dueBy: T0, forceSince: null };

type Query = Pick<SelectQueryBuilder<Tables, keyof Tables, object>, 'explain'>;

/** The steps of SQLite's plan. */
async function planOf(makeQuery: (db: Kysely<Tables>) => Query): Promise<string> {
  const { directory, open } = await database();
  await open();
  const db = new Kysely<Tables>({ dialect: await openSqlite(join(directory, 'lostfeed.sqlite'), 0) });
  const steps = await makeQuery(db).explain<{ readonly detail: string }>(undefined, sql`query plan`);
  await db.destroy();
  return steps.map(({ detail }) => detail).join('\n');
}

test.each<[string, RegExp, (db: Kysely<Tables>) => Query]>([
  [
    'a part of an archive',
    /^SEARCH articles USING COVERING INDEX articles_by_arrival \(first_seen_at>\? AND first_seen_at<\?\)$/m,
    (db) => arrivedIds(db, { from: T0, to: T0 + 1, offset: 500, limit: 500 }),
  ],
  [
    'the first page of the channel',
    /^SEARCH articles USING INDEX articles_listed \(unlisted=\?\)$/m,
    (db) => listPage(db, sqliteAnswers, { ...whole, scope: { kind: 'all' } }).limit(100),
  ],
  [
    'a later page of the channel without full sources',
    /^SEARCH articles USING INDEX articles_listed \(unlisted=\? AND listed_at>\? AND listed_at<\?\)$/m,
    (db) =>
      listPage(db, sqliteAnswers, {
        scope: { kind: 'all' },
        after,
        listedAfter: T0 - 1,
        full: ['a'],
        isWhole: false,
      }).limit(100),
  ],
  [
    'a category',
    /^SEARCH articles USING INDEX articles_by_category \(listed_category=\? AND unlisted=\?\)$/m,
    (db) => listPage(db, sqliteAnswers, { ...whole, scope: { kind: 'category', category: 'c' } }).limit(100),
  ],
  [
    'a later page of a category',
    /^SEARCH articles USING INDEX articles_by_category \(listed_category=\? AND unlisted=\? AND listed_at<\?\)$/m,
    (db) => listPage(db, sqliteAnswers, { ...whole, after, scope: { kind: 'category', category: 'c' } }).limit(100),
  ],
  [
    'a source',
    /^SEARCH articles USING INDEX articles_by_source \(source_id=\?\)$/m,
    (db) => listPage(db, sqliteAnswers, { ...whole, scope: { kind: 'source', sourceId: 'a' } }).limit(100),
  ],
  [
    'a language',
    /^SEARCH articles USING INDEX articles_by_language \(listed_language=\? AND unlisted=\?\)$/m,
    (db) => listPage(db, sqliteAnswers, { ...whole, scope: { kind: 'language', language: 'en' } }).limit(100),
  ],
  [
    'short articles',
    /MERGE \(UNION ALL\)[\s\S]*SEARCH articles USING INDEX articles_by_minutes \(listed_minutes=\? AND unlisted=\?\)$/m,
    (db) => listPage(db, sqliteAnswers, { ...whole, scope: { kind: 'minutes', over: 0, upTo: 5 } }).limit(100),
  ],
  [
    'a later page of long articles',
    /MERGE \(UNION ALL\)[\s\S]*SEARCH articles USING INDEX articles_by_minutes \(listed_minutes=\? AND unlisted=\? AND listed_at<\?\)$/m,
    (db) =>
      listPage(db, sqliteAnswers, { ...whole, after, scope: { kind: 'minutes', over: 15, upTo: null } }).limit(100),
  ],
  [
    'articles by their link',
    /^SEARCH articles USING INDEX articles_by_link \(source_id=\? AND link_key=\?\)$/m,
    (db) => articlesByLink(db, sqliteAnswers, 'a', ['a.example/1']),
  ],
  [
    'the past of a source',
    /^SEARCH articles USING INDEX articles_by_source \(source_id=\?\)$/m,
    (db) => rememberedArticles(db, 'a'),
  ],
  ['suspect sources', /^SEARCH sources USING INDEX sources_suspect \(suspect_since>\?\)$/m, (db) => suspectRows(db)],
  [
    'due sources',
    /^SEARCH sources USING COVERING INDEX sources_queue \(.*priority=\? AND due_at<\?\)$/m,
    (db) => dueSources(db, sqliteAnswers, moment, 0, ['h:80']).limit(8),
  ],
  [
    'sources of a forced pass',
    /^SEARCH sources USING INDEX sources_queue \(.*priority=\?\)$/m,
    (db) => dueSources(db, sqliteAnswers, { ...moment, forceSince: T0 }, 0, ['h:80']).limit(8),
  ],
  [
    'the next due time',
    /^SEARCH sources USING COVERING INDEX sources_queue \(.*priority=\? AND due_at>\? AND due_at<\?\)$/m,
    (db) => nextDueTime(db, sqliteAnswers, { now: T0, dueBy: T0 + 1 }, 0, ['h:80']),
  ],
  [
    'the next priority',
    /^SEARCH sources USING COVERING INDEX sources_queue \(.*priority<\?\)$/m,
    (db) => nextPriority(db, 3),
  ],
  [
    'hosts that are closed',
    /^SEARCH hosts USING (COVERING )?INDEX hosts_closed \(open_at>\?\)$/m,
    (db) => closedHosts(db, T0),
  ],
  [
    'what waits at closed hosts',
    /^SEARCH sources USING COVERING INDEX sources_by_host \(host=\? .* due_at<\?\)$/m,
    (db) => waitingAtClosedHosts(db, moment),
  ],
  [
    'the next end of a wait',
    /^SEARCH sources USING COVERING INDEX sources_waiting \(.*retry_at>\?\)$/m,
    (db) => nextRetryTime(db, T0, T0),
  ],
  [
    'visits under way',
    /^SEARCH sources USING COVERING INDEX sources_leased \(lease_until>\?\)$/m,
    (db) => leases(db, T0),
  ],
  [
    'what was found by its words',
    /^SEARCH articles USING INTEGER PRIMARY KEY \(rowid=\?\)$/m,
    (db) => numberedArticles(db, sqliteAnswers, [1, 2]),
  ],
  [
    'the sources of a page',
    /^SEARCH sources USING INDEX sqlite_autoindex_sources_1 \(id=\?\)$/m,
    (db) => sourceRows(db, sqliteAnswers, ['a', 'b']).select('title'),
  ],
  [
    'how many comments an article has',
    /^SEARCH comments USING COVERING INDEX comments_by_article \(article_num=\? AND state=\?\)$/m,
    (db) => countShownComments(db, 1),
  ],
  [
    'a page of its comments',
    /^SEARCH comments USING INDEX comments_by_article \(article_num=\? AND state=\?\)$/m,
    (db) => shownComments(db, { articleId: 'a', offset: 0, limit: 50 }),
  ],
  [
    'how many comments and views the articles of a list have',
    /SEARCH comments USING COVERING INDEX comments_by_article \(article_num=\? AND state=\?\)$/m,
    (db) => actCounts(db, sqliteAnswers, ['a', 'b']),
  ],
  [
    'how many reactions it has',
    /^SEARCH reactions USING PRIMARY KEY \(article_num=\?\)$/m,
    (db) => countReactions(db, 1),
  ],
])('%s: read in the order of an index', async (_title, expected, makeQuery) => {
  const plan = await planOf(makeQuery);
  expect(plan).toMatch(expected);
  // sorted among equals only, of which there are few
  expect(plan).not.toMatch(/TEMP B-TREE FOR (?!LAST TERM)|SCAN (sources|hosts|articles|comments|reactions)$/m);
});

test('the look for others of a story: each step searches an index', async () => {
  const { directory, open } = await database();
  const store = await open();
  await store.syncSources([makeSource('blog'), makeSource('wire'), makeSource('planet', { cluster: false })], T0);
  const url = 'https://blog.example/post';
  const told = (sourceId: string) => makeDraft(sourceId, '1', { url, clues: { mentions: null, runs: [1, 2, 3] } });
  for (const id of ['blog', 'wire', 'planet']) await store.saveVisit(makeVisit(id, { created: [told(id)] }));
  await store.close();

  const queries: CompiledQuery[] = [];
  const dialect = await openSqlite(join(directory, 'lostfeed.sqlite'), 0);
  const db = new Kysely<Tables>({ dialect, log: ({ query }) => void queries.push(query) });
  const planet = { id: 'planet', category: 'general', isHeld: false, isClustered: true };
  await db.transaction().execute((trx) => storyTeller(sqliteAnswers)(trx, planet, [{ draft: told('planet'), num: 3 }]));
  const looks = queries.filter(({ sql }) => /^\s*(?:select|update|with)/.test(sql));
  const plans = await Promise.all(
    looks.map(async ({ sql: text, parameters }) => {
      const explained = CompiledQuery.raw(`explain query plan ${text}`, [...parameters]);
      const { rows } = await db.executeQuery<{ readonly detail: string }>(explained);
      return rows.map(({ detail }) => detail).join('\n');
    }),
  );
  await db.destroy();
  const all = plans.join('\n');
  expect(all).toMatch(/^SEARCH met USING PRIMARY KEY \(key=\? AND article_num>\?\)$/m);
  expect(all).toMatch(/^SEARCH articles USING INTEGER PRIMARY KEY \(rowid=\?\)$/m);
  expect(all).toMatch(/^SEARCH articles USING (?:COVERING )?INDEX articles_by_story \(story=\?\)$/m);
  expect(all).not.toMatch(/^SCAN (?!json_each|CONSTANT ROW)/m);
});
