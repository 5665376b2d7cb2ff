// Very many stored articles in little time: what visits saved is copied inside the database file, later and later, until there
// are enough. Every copy has its own ids, keys, links and moments, and its rows in all tables that a visit writes for an article,
// so that lists, archives, stories and indexes are as large as if all had been saved by visits, and in the same order.
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Articles copied in one transaction: each of them writes every page of the indexes that are in no order. */
const SLICE = 100_000;

export interface Multiplication {
  /** How often each article is there afterwards, itself included. */
  readonly times: number;
  /** How much later each copy is than the one before. Where this is the time that all stored ones take, copies follow on. */
  readonly laterMs: number;
}

/**
 * Fills the store in the data folder `directory`, which may be open, but must be idle. The `c`-th copy of an article has
 * `-c` at the end of its id, published id, slug, guid, url and key. Stored are articles that visits saved, and no more: numbered
 * from 1 without a gap, nothing indexed, taken down, seen or said about.
 */
export function multiplyArticles(directory: string, { times, laterMs }: Multiplication): void {
  const db = new Database(join(directory, 'lostfeed.sqlite'));
  try {
    db.pragma('synchronous = OFF');
    db.pragma('cache_size = -500000');
    const { stored, last } = db
      .prepare<[], { stored: number; last: number }>('select count(*) as stored, max(num) as last from articles')
      .get() ?? { stored: 0, last: 0 };
    if (stored === 0 || stored !== last) throw new Error(`${stored} articles numbered up to ${last}`);
    const restoreIndexes = dropIndexes(db);
    const statements = copyStatements(db);
    const copyAll = db.transaction((copies: readonly object[]) => {
      for (const copy of copies) for (const statement of statements) statement.run(copy);
    });
    const copies = Array.from({ length: times - 1 }, (_, index) => {
      const copy = index + 1;
      return { stored, shift: copy * stored, laterMs: copy * laterMs, suffix: `-${copy}` };
    });
    const atOnce = Math.ceil(SLICE / stored);
    for (let done = 0; done < copies.length; done += atOnce) copyAll(copies.slice(done, done + atOnce));
    restoreIndexes();
    // all of it is on the disk before anything is measured
    db.pragma('synchronous = FULL');
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

/** What the columns of a copy hold that are not those of the article; all in terms of @shift, @laterMs and @suffix. */
const COPIED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  articles: {
    num: 'num + @shift',
    story: 'story + @shift',
    ...Object.fromEntries(
      ['id', 'published_id', 'slug', 'guid', 'url', 'link_key'].map((column) => [column, `${column} || @suffix`]),
    ),
    ...Object.fromEntries(
      ['first_seen_at', 'listed_at', 'published_at', 'updated_at'].map((column) => [column, `${column} + @laterMs`]),
    ),
  },
  contents: { article_num: 'article_num + @shift' },
  identities: { article_num: 'article_num + @shift', key: 'key || @suffix', raw_hash: 'raw_hash || @suffix' },
  clues: { article_num: 'article_num + @shift', mentions: 'mentions || @suffix' },
  story_keys: { article_num: 'article_num + @shift', key: 'key || @suffix' },
  unindexed: { article_num: 'article_num + @shift' },
};

/** Indexes are built faster from all rows than row by row. Gives what makes them again. */
function dropIndexes(db: Database.Database): () => void {
  const tables = JSON.stringify(Object.keys(COPIED));
  const indexes = db
    .prepare<[string], { name: string; sql: string }>(
      `select name, sql from sqlite_schema
       where type = 'index' and sql is not null and tbl_name in (select value from json_each(?))`,
    )
    .all(tables);
  db.exec(indexes.map(({ name }) => `drop index ${name};`).join('\n'));
  return () => void db.exec(indexes.map(({ sql }) => `${sql};`).join('\n'));
}

function copyStatements(db: Database.Database) {
  return Object.entries(COPIED).map(([table, values]) => {
    const columns = db.prepare<[], { name: string }>(`select name from pragma_table_info('${table}')`).all();
    const names = columns.map(({ name }) => name);
    const strays = Object.keys(values).filter((name) => !names.includes(name));
    if (strays.length > 0) throw new Error(`no ${strays.join(', ')} in ${table}`);
    const copied = names.map((name) => values[name] ?? name);
    const number = table === 'articles' ? 'num' : 'article_num';
    return db.prepare(
      `insert into ${table} (${names.join(', ')}) select ${copied.join(', ')} from ${table} where ${number} <= @stored`,
    );
  });
}
