// SQLite's answers to dialect.ts. Opening the file, statements and errors are in sqlite-connection.ts.
import { sql } from 'kysely';
import type { StoreDialect } from './dialect.ts';
import { sqliteWordIndex } from './indexed-words-sqlite.ts';

const listParameter = (values: Iterable<string> | Iterable<number>): string => JSON.stringify([...values]);

export const sqliteAnswers: StoreDialect = {
  binaryType: 'blob',
  numbered: (column) => column,
  clustered: (table) => table.modifyEnd(sql`without rowid`),
  list: (values) => sql<string>`(select value from json_each(${listParameter(values)}))`,
  numbers: (values) => sql<number>`(select value from json_each(${listParameter(values)}))`,
  listParameter,
  greater: (a, b) => sql<number>`max(${a}, ${b})`,
  words: sqliteWordIndex,
};
