// The index of words in SQLite: FTS5 without a copy of the texts, which only says where words are. Its rows are numbered so that
// their order is that of the channel, because FTS5 finds in the order of its rows and stops when it is told to. Titles have a
// table of their own beside: words that are in many texts, but in hardly any title together, would be sought through all texts.
import { CompiledQuery, type Kysely, sql } from 'kysely';
import type { ArticleWords, Found, WordIndex } from './indexed-words.ts';
import { type SearchPhrase, toIndexedWords } from './search-words.ts';

/** A row's number: the second of `listedAt`, then the article's number falling, as newer ones come first in a document. */
const NUM_BITS = 30;
const NUM_MASK = 2 ** NUM_BITS - 1;

/** Marks are parts of words, for most scripts of India write vowels with them. */
const TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'";

export const sqliteWordIndex: WordIndex = {
  async create(db) {
    await sql`create virtual table article_words using fts5(
      title, text, content = '', contentless_delete = 1, tokenize = ${sql.lit(TOKENIZER)})`.execute(db);
    await sql`create trigger articles_unindexed after delete on articles begin
      delete from article_words where rowid = ((old.listed_at / 1000) << ${sql.lit(NUM_BITS)}) - old.num; end`.execute(
      db,
    );
  },

  async createTitles(db) {
    await sql`create virtual table article_titles using fts5(
      title, content = '', contentless_delete = 1, tokenize = ${sql.lit(TOKENIZER)})`.execute(db);
    await sql`create trigger articles_untitled after delete on articles begin
      delete from article_titles where rowid = ((old.listed_at / 1000) << ${sql.lit(NUM_BITS)}) - old.num; end`.execute(
      db,
    );
    for (let last = 0; ; ) {
      const rows = await db
        .selectFrom('articles')
        .select(['num', 'listed_at', 'title'])
        .where('num', '>', last)
        .orderBy('num')
        .limit(TITLES_AT_ONCE)
        .execute();
      for (const { num, listed_at: listedAt, title } of rows) {
        const parameters = [rowOf({ listedAt, num }), toIndexedWords(title)];
        await db.executeQuery(CompiledQuery.raw(SAVE_TITLE, parameters));
      }
      if (rows.length < TITLES_AT_ONCE) break;
      last = rows.at(-1)?.num ?? last;
    }
  },

  async save(db, articles) {
    // FTS5 gathers words in memory as long as its rows rise
    const rows = articles.map((article) => ({ article, row: rowOf(article) })).sort((a, b) => (a.row < b.row ? -1 : 1));
    for (const { article, row } of rows) {
      await db.executeQuery(CompiledQuery.raw(SAVE, [row, article.title, article.text]));
      await db.executeQuery(CompiledQuery.raw(SAVE_TITLE, [row, article.title]));
    }
  },

  async find(db: Kysely<unknown>, { phrases, part, after, limit }) {
    const table = sql.table(part === 'title' ? 'article_titles' : 'article_words');
    const { rows } = await sql<Found>`
      select (-rowid) & ${sql.lit(NUM_MASK)} as num, cast(rowid as text) as place from ${table}
      where ${table} match ${matchOf(phrases)}
        and rowid < ${sql`cast(${after ?? LAST_ROW} as integer)`}
      order by rowid desc limit ${limit}`.execute(db);
    return rows;
  },
};

const TITLES_AT_ONCE = 1000;
/** No row has a higher number: the largest integer of SQLite. */
const LAST_ROW = '9223372036854775807';
const SAVE = 'insert or replace into article_words (rowid, title, text) values (?, ?, ?)';
const SAVE_TITLE = 'insert or replace into article_titles (rowid, title) values (?, ?)';

function rowOf({ listedAt, num }: Pick<ArticleWords, 'listedAt' | 'num'>): bigint {
  return (BigInt(Math.floor(listedAt / 1000)) << BigInt(NUM_BITS)) - BigInt(num);
}

/** Quoted, everything is a word to FTS5; phrases side by side are wanted all, and one without a word does not count. */
function matchOf(phrases: readonly SearchPhrase[]): string {
  return phrases
    .map(({ words, isBeginning }) => `"${words.replaceAll('"', '""')}"${isBeginning ? ' *' : ''}`)
    .join(' ');
}
