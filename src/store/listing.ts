// Which articles are in the channel, newest first. The order is that of an index, so that reading the first hundred costs the
// same beside a thousand articles and beside a million.
import type { Kysely } from 'kysely';
import type { Article, ChannelEntry } from '../model.ts';
import { ARTICLE_COLUMNS, toArticle } from './article-rows.ts';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** An article's place in the order: by `listedAt` falling, then by `id` rising. */
interface Place {
  readonly listedAt: number;
  readonly id: string;
}

/** How much of the listed articles the channel takes. */
export interface ChannelQuery {
  readonly items: number;
  /** Articles of one source at most. */
  readonly perSource: number;
  /** Only articles listed later than this; null: all. */
  readonly listedAfter: number | null;
}

/** Rows read at once: enough to fill a channel in a step or two, few enough to stop soon when one source floods it. */
const PAGE = { least: 64, most: 1000 };

/** The channel: the newest articles of listed sources, at most `perSource` of each, `items` in all. */
export function channelEntries(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  query: ChannelQuery,
): Promise<readonly ChannelEntry[]> {
  return reading(db, (trx) => chooseEntries(trx, dialect, query));
}

/** The articles of the channel, in its order. */
export function channelArticles(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  query: ChannelQuery,
): Promise<readonly Article[]> {
  return reading(db, async (trx) => {
    const ids = (await chooseEntries(trx, dialect, query)).map(({ articleId }) => articleId);
    const rows = await trx
      .selectFrom('articles')
      .innerJoin('sources', 'sources.id', 'articles.source_id')
      .select(ARTICLE_COLUMNS)
      .select('sources.category as source_category')
      .where('articles.id', 'in', dialect.list(ids))
      .execute();
    const articles = new Map(rows.map((row) => [row.id, toArticle(row)]));
    return ids.flatMap((id) => articles.get(id) ?? []);
  });
}

/** Several queries that see one state of the database. */
function reading<T>(db: Kysely<Tables>, read: (trx: Kysely<Tables>) => Promise<T>): Promise<T> {
  return db.transaction().setAccessMode('read only').execute(read);
}

async function chooseEntries(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  query: ChannelQuery,
): Promise<readonly ChannelEntry[]> {
  const size = Math.min(Math.max(query.items, PAGE.least), PAGE.most);
  const entries: ChannelEntry[] = [];
  const taken = new Map<string, number>();
  // Sources that have given their share are left out of the next page, however much they have.
  const full = new Set<string>();
  let after: Place | null = null;
  while (entries.length < query.items) {
    const rows: readonly PageRow[] = await channelPage(trx, dialect, { ...query, after, full })
      .limit(size)
      .execute();
    for (const row of rows) {
      after = { listedAt: row.listed_at, id: row.id };
      const count = taken.get(row.source_id) ?? 0;
      if (count >= query.perSource || entries.length >= query.items) continue;
      taken.set(row.source_id, count + 1);
      if (count + 1 === query.perSource) full.add(row.source_id);
      entries.push({ articleId: row.id, sourceId: row.source_id, version: row.version });
    }
    if (rows.length < size) break;
  }
  return entries;
}

interface PageRow {
  readonly id: string;
  readonly source_id: string;
  readonly version: string;
  readonly listed_at: number;
}

/** One page of candidates for the channel, from after a place on, without the sources that are full. */
export function channelPage(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  from: { readonly after: Place | null; readonly listedAfter: number | null; readonly full: Iterable<string> },
) {
  const { after, listedAfter } = from;
  const query = db
    .selectFrom('articles')
    .select(['id', 'source_id', 'version', 'listed_at'])
    .where('unlisted', '=', 0)
    .$if(listedAfter !== null, (page) => page.where('listed_at', '>', listedAfter))
    .where('source_id', 'not in', dialect.list(from.full))
    .where('source_id', 'not in', (column) =>
      column.selectFrom('sources').select('sources.id').where('removed_at', 'is not', null),
    )
    .orderBy('listed_at', 'desc')
    .orderBy('id');
  if (!after) return query;
  // Written as a range and a filter: as `or` of two ranges it would not be read in the order of the index.
  return query
    .where('listed_at', '<=', after.listedAt)
    .where((column) => column.or([column('listed_at', '<', after.listedAt), column('id', '>', after.id)]));
}
