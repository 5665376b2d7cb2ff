// Bringing articles into the index of words. Visits only note which articles there are to index; that is done afterwards, some
// at a time, so that neither a visit nor a page waits for it.
import type { Kysely } from 'kysely';
import type { RawContent } from '../model.ts';
import { compiledInsert } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import type { ArticleWords } from './indexed-words.ts';
import { toIndexedWords } from './search-words.ts';
import type { Tables } from './tables.ts';

/** How much is indexed at once; what ends first counts, but for one article that there always is. */
export interface IndexingBounds {
  readonly articles: number;
  /** Milliseconds for reading what there is to index; writing it takes as long again. */
  readonly forMs: number;
  /** Plain text of a body: what is not shown, such as markup, is not to be found. */
  toPlainText(content: RawContent): string;
}

/** Of a body no more is found: a book's worth. */
const MAX_BODY_CHARS = 300_000;

/** The statement that notes articles of which the index has nothing, or something old. */
export function noteUnindexed() {
  return compiledInsert((db, rows: readonly { readonly article_num: number }[]) =>
    db
      .insertInto('unindexed')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** Indexes some of the articles that wait for it, the last stored first. Resolves to their number; 0: none waits. */
export async function indexArticles(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  bounds: IndexingBounds,
): Promise<number> {
  // asked every second, and hardly ever is there something: not a reason to take the write lock
  if ((await waiting(db, 1)).length === 0) return 0;
  return db.transaction().execute(async (trx) => {
    const rows = await waiting(trx, bounds.articles);
    const articles: ArticleWords[] = [];
    const startedAt = performance.now();
    for (const row of rows) {
      articles.push(toWords(row, bounds));
      if (performance.now() - startedAt >= bounds.forMs) break;
    }
    await dialect.words.save(trx, articles);
    const done = articles.map(({ num }) => num);
    await trx.deleteFrom('unindexed').where('article_num', 'in', dialect.numbers(done)).execute();
    return done.length;
  });
}

/** How many articles wait to be indexed. */
export async function unindexedCount(db: Kysely<Tables>): Promise<number> {
  const { count } = await db
    .selectFrom('unindexed')
    .select((column) => column.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

type WaitingRow = Awaited<ReturnType<typeof waiting>>[number];

function waiting(trx: Kysely<Tables>, limit: number) {
  return trx
    .selectFrom('unindexed')
    .innerJoin('articles', 'articles.num', 'unindexed.article_num')
    .leftJoin('contents', 'contents.article_num', 'articles.num')
    .select(['articles.num', 'listed_at', 'title', 'summary', 'authors', 'tags', 'kind', 'base', 'raw'])
    .orderBy('unindexed.article_num', 'desc')
    .limit(limit)
    .execute();
}

function toWords({ num, listed_at, title, ...row }: WaitingRow, { toPlainText }: IndexingBounds): ArticleWords {
  const { kind, base, raw } = row;
  const body = kind === null || raw === null ? '' : toPlainText({ kind, base, value: raw }).slice(0, MAX_BODY_CHARS);
  const authors = (JSON.parse(row.authors) as readonly { readonly name: string }[]).map(({ name }) => name);
  const tags = JSON.parse(row.tags) as readonly string[];
  // most summaries are the beginning of the body
  const summary = body.startsWith(row.summary.replace(/…$/, '')) ? '' : row.summary;
  const text = [body, summary, ...authors, ...tags].join(' ');
  return { num, listedAt: listed_at, title: toIndexedWords(title), text: toIndexedWords(text) };
}
