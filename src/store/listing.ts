// Which articles are on a list, newest first: of all that are listed, of one source, or of what else has an index in the
// order of lists, so that reading a hundred from wherever costs the same beside a thousand articles and beside a million.
import type { Kysely } from 'kysely';
import type { Article, ChannelEntry, ListPlace, ListQuery, ListScope } from '../model.ts';
import { ARTICLE_COLUMNS, toArticle } from './article-rows.ts';
import { compiledByDialect } from './compiled.ts';
import { withCoverageVersions } from './coverage.ts';
import type { StoreDialect } from './dialect.ts';
import { stepsBetween } from './list-columns.ts';
import type { Tables } from './tables.ts';
import { OFF_ALL_LISTS } from './unlisted.ts';

/**
 * Rows read at once: first as many as are wanted, which mostly are the ones; then enough to fill a channel in a step or two, few
 * enough to stop soon when one source floods it.
 */
const PAGE = { least: 64, most: 1000 };

/** The newest articles of listed sources in a scope, at most `perSource` of each, `items` in all. */
export function channelEntries(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  query: ListQuery,
): Promise<readonly ChannelEntry[]> {
  return reading(db, async (trx) => {
    const rows = await chooseRows(trx, dialect, query, false);
    const entries = rows.map((row) => ({ articleId: row.id, sourceId: row.source_id, version: row.version }));
    const inStories = rows.filter(({ story }) => story !== null).map(({ id }) => id);
    return withCoverageVersions(trx, dialect, entries, inStories);
  });
}

/** The articles of a list, in its order. */
export function channelArticles(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  query: ListQuery,
): Promise<readonly Article[]> {
  return reading(db, async (trx) => {
    const rows = await chooseRows(trx, dialect, query, true);
    // an article is listed under its own category, else its source's
    return rows.map((row) => toArticle({ ...(row as WholeRow), source_category: (row as WholeRow).listed_category }));
  });
}

/** Several queries that see one state of the database. */
function reading<T>(db: Kysely<Tables>, read: (trx: Kysely<Tables>) => Promise<T>): Promise<T> {
  return db.transaction().setAccessMode('read only').execute(read);
}

const ALL: ListScope = { kind: 'all' };

/** What is on a list, in its order. */
async function chooseRows(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  query: ListQuery,
  isWhole: boolean,
): Promise<readonly PageRow[]> {
  const { items, listedAfter, scope = ALL } = query;
  const perSource = scope.kind === 'source' ? items : query.perSource;
  const chosen: PageRow[] = [];
  const taken = new Map<string, number>();
  // Sources that have given their share are left out of the next page, however much they have.
  const full = new Set<string>();
  let after = query.after ?? null;
  for (let limit = Math.min(items, PAGE.most); chosen.length < items; limit = Math.max(limit, PAGE.least)) {
    const rows: readonly PageRow[] = await readPage(trx, dialect, { scope, listedAfter, after, full, limit, isWhole });
    for (const row of rows) {
      after = { listedAt: row.listed_at, id: row.id };
      const count = taken.get(row.source_id) ?? 0;
      if (count >= perSource || chosen.length >= items) continue;
      taken.set(row.source_id, count + 1);
      if (count + 1 === perSource) full.add(row.source_id);
      chosen.push(row);
    }
    if (rows.length < limit) break;
  }
  return chosen;
}

type PageRow = Awaited<ReturnType<ReturnType<typeof listPage>['execute']>>[number];
type WholeRow = Required<PageRow>;

interface PageStart {
  readonly scope: ListScope;
  readonly after: ListPlace | null;
  readonly listedAfter: number | null;
  readonly full: Iterable<string>;
  /** Rows have all columns of an article. */
  readonly isWhole: boolean;
}

interface PageRequest extends PageStart {
  readonly limit: number;
}

const readPage = compiledByDialect(
  (db, dialect, from: PageRequest) => listPage(db, dialect, from).limit(from.limit),
  pageParameters,
  ({ scope, after, listedAfter, isWhole }) =>
    JSON.stringify([isWhole, after !== null, listedAfter !== null, scope.kind === 'minutes' ? scope : scope.kind]),
);

/** In the order in which `listPage` has them. */
function pageParameters(request: PageRequest, dialect: StoreDialect): readonly unknown[] {
  const { scope, after, listedAfter, full, limit } = request;
  const range = [
    ...(listedAfter === null ? [] : [listedAfter]),
    dialect.listParameter(full),
    ...(after === null ? [] : [after.listedAt, after.listedAt, after.id]),
  ];
  switch (scope.kind) {
    case 'source':
      return [...range, scope.sourceId, limit];
    case 'all':
      return [...range, 0, limit];
    case 'category':
      return [...range, 0, scope.category, limit];
    case 'language':
      return [...range, 0, scope.language, limit];
    case 'minutes': {
      const { over, upTo } = scope;
      const minutes = upTo === null ? [over] : [over, upTo];
      return [...stepsBetween(over, upTo).flatMap((step) => [...range, 0, ...minutes, step]), limit];
    }
  }
}

/** One page of candidates for a list, from after a place on, without the sources that are full. */
export function listPage(db: Kysely<Tables>, dialect: StoreDialect, from: PageStart) {
  const { scope } = from;
  const rows = candidates(db, dialect, from);
  return inScope(scope, rows).orderBy('listed_at', 'desc').orderBy('id');
}

function candidates(db: Kysely<Tables>, dialect: StoreDialect, { after, listedAfter, full, isWhole }: PageStart) {
  const query = db
    .selectFrom('articles')
    .select(['id', 'source_id', 'version', 'listed_at', 'story'])
    .$if(isWhole, (page) => page.select(ARTICLE_COLUMNS).select('listed_category'))
    .$if(listedAfter !== null, (page) => page.where('listed_at', '>', listedAfter))
    .where('source_id', 'not in', dialect.list(full))
    .where('source_id', 'not in', (column) =>
      column.selectFrom('sources').select('sources.id').where('removed_at', 'is not', null),
    )
    .where('source_id', 'not in', (column) =>
      column.selectFrom('sources').select('sources.id').where('denied_by', 'is not', null),
    );
  if (!after) return query;
  // Written as a range and a filter: as `or` of two ranges it would not be read in the order of the index.
  return query
    .where('listed_at', '<=', after.listedAt)
    .where((column) => column.or([column('listed_at', '<', after.listedAt), column('id', '>', after.id)]));
}

function inScope(scope: ListScope, rows: ReturnType<typeof candidates>): ReturnType<typeof candidates> {
  if (scope.kind === 'source') {
    // what keeps an article off the lists of many sources does not concern the list of its own
    return rows
      .where('source_id', '=', scope.sourceId)
      .where((column) => column(column('unlisted', '&', column.lit(OFF_ALL_LISTS)), '=', column.lit(0)));
  }
  const listed = rows.where('unlisted', '=', 0);
  switch (scope.kind) {
    case 'all':
      return listed;
    case 'category':
      return listed.where('listed_category', '=', scope.category);
    case 'language':
      return listed.where('listed_language', '=', scope.language);
    case 'minutes': {
      const { over, upTo } = scope;
      const inRange = listed
        .where('read_minutes', '>', over)
        .$if(upTo !== null, (page) => page.where('read_minutes', '<=', upTo));
      // each step is read in the order of the index, and the database merges them
      return stepsBetween(over, upTo)
        .map((step) => inRange.where('listed_minutes', '=', step))
        .reduce((merged, step) => merged.unionAll(step));
    }
  }
}
