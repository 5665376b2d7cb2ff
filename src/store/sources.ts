// The list of sources: kept in step with the configuration, and read for status and for pages.
import type { Kysely } from 'kysely';
import type { SourceConfig, SourceState, SourceView } from '../model.ts';
import { knownAddresses, renameSource, saveAlias } from './addresses.ts';
import { takeBackFuture } from './ahead-of-time.ts';
import { compiledByDialect, compiledInsert } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import { relistCategories } from './list-columns.ts';
import { reviveMerged } from './merge-sources.ts';
import { STATE_COLUMNS, toConfigured, toState, toUnvisited, toView, VIEW_COLUMNS } from './source-rows.ts';
import { leaveStories, settleStories } from './story-members.ts';
import type { Tables } from './tables.ts';

/** New sources that are due at once, however many there are. */
const AT_ONCE = 50;

/** A source as configured, with the politeness key of its address. */
export interface ListedSource {
  readonly config: SourceConfig;
  readonly host: string;
}

/**
 * Makes the stored list the configured one, writing only what differs. New sources are due now; of many beside others, as an
 * import brings them, the first are, and the rest in turn until `spreadMs` have passed. A changed address replaces
 * the one in use and voids what belonged to it: validators, body hash, feed, due time and a visit under way. Sources no longer
 * listed are kept with all they have, out of sight; a new source at an address of one of them is that one under another id.
 * An address that was learnt already, or is configured as before, changes nothing. A changed identity voids
 * what was learnt of ids and a visit under way. Moments that a clock set ahead left behind are taken back.
 */
export function syncSources(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  sources: readonly ListedSource[],
  now: number,
  spreadMs = 0,
): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('sources')
      .select(['id', 'configured_url', 'title', 'category', 'content', 'noindex', 'enabled', 'priority', 'removed_at'])
      .select(['identity', 'lease_until', 'url', 'taken_down_at', 'cluster'])
      .execute();
    const stored = new Map(rows.map((row) => [row.id, row]));
    const listed = new Set(sources.map(({ config }) => config.id));
    const unlisted = rows.filter(({ id }) => !listed.has(id));
    const formerIds = await knownAddresses(trx, dialect, unlisted);

    const fresh: NewSource[] = [];
    const relabelled: string[] = [];
    let areStoriesSettled = true;
    for (const source of sources) {
      const { config, host } = source;
      const formerId = stored.has(config.id) ? undefined : formerIds.get(config.url);
      const row = stored.get(formerId ?? config.id);
      if (formerId !== undefined && row) await renameSource(trx, formerId, config.id);
      stored.delete(formerId ?? config.id);
      if (!row) {
        fresh.push(toNewSource(source, now));
        continue;
      }
      // what was taken down is not visited, though the file may list it still
      const configured = { ...toConfigured(config), ...(row.taken_down_at !== null && { enabled: 0 as const }) };
      const changed = Object.entries(configured).some(
        ([name, value]) => row[name as keyof typeof configured] !== value,
      );
      if (!changed) continue;
      if (row.category !== config.category) relabelled.push(config.id);
      if (row.cluster === 1 && !config.cluster) await leaveStories(trx, config.id);
      areStoriesSettled &&= row.cluster === configured.cluster && row.removed_at === null;
      const moved = row.configured_url !== config.url && row.url !== config.url;
      const reidentified = row.identity !== config.identity;
      await trx
        .updateTable('sources')
        .set(configured)
        .$if(moved, (query) => query.set(toUnvisited(config.url, host, now)))
        .$if(reidentified, (query) => query.set({ learnt_identity: null }))
        .$if(moved || reidentified, (query) => query.set({ visit_void: row.lease_until === null ? 0 : 1 }))
        .where('id', '=', config.id)
        .execute();
      if (moved) for (const url of new Set([row.configured_url, row.url])) await saveAlias(trx, url, config.id);
    }
    const rest = rows.length === 0 ? 0 : Math.max(0, fresh.length - AT_ONCE);
    const inTurn = fresh.map((source, index) => {
      const place = index - (fresh.length - rest) + 1;
      return place > 0 ? { ...source, due_at: now + Math.round((spreadMs * place) / rest) } : source;
    });
    await compiledInsert((db, batch: readonly NewSource[]) => db.insertInto('sources').values(batch))(trx, inTurn);

    await relistCategories(trx, dialect, relabelled);

    const gone = [...stored.values()].filter((row) => row.removed_at === null).map((row) => row.id);
    if (gone.length > 0) {
      await trx.updateTable('sources').set({ removed_at: now }).where('id', 'in', dialect.list(gone)).execute();
    }
    if (gone.length > 0 || !areStoriesSettled) await settleStories(trx, dialect);
    await reviveMerged(trx, now);
    await takeBackFuture(trx, now);
  });
}

type NewSource = ReturnType<typeof toNewSource>;

/** A whole new row, in a fixed order. */
function toNewSource({ config, host }: ListedSource, now: number) {
  return {
    id: config.id,
    ...toConfigured(config),
    ...toUnvisited(config.url, host, now),
    posted_at: '[]',
    visit_void: 0 as const,
  };
}

/** The states of listed sources, by id: all, or those with these ids. */
export async function sourceStates(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  ids?: readonly string[],
): Promise<readonly SourceState[]> {
  const rows = await readStates(db, dialect, ids);
  return rows.filter(isListed).map(toState);
}

/** Listed sources as readers see them, those that are not enabled too, but none that was taken down; all, or those with these ids. */
export async function sourceViews(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, SourceView>> {
  const rows = await readViews(db, dialect, ids);
  const shown = rows.filter((row) => isListed(row) && row.taken_down_at === null);
  return new Map(shown.map((row) => [row.id, toView(row)]));
}

/**
 * Sources by id: all that are listed, or those with these ids and whether they are. Asked for some that are listed, SQLite
 * would read all of them.
 */
export function sourceRows(db: Kysely<Tables>, dialect: StoreDialect, ids?: readonly string[]) {
  const rows = db.selectFrom('sources').select(['removed_at', 'taken_down_at']);
  const wanted = ids === undefined ? rows.where('removed_at', 'is', null) : rows.where('id', 'in', dialect.list(ids));
  // without an order it would be that of the next visits, and what is made of all views another after each pass
  return wanted.orderBy('id');
}

const readStates = compiledByDialect(
  (db, dialect, ids: SomeIds) => sourceRows(db, dialect, ids).select(STATE_COLUMNS),
  idParameters,
  idShape,
);
const readViews = compiledByDialect(
  (db, dialect, ids: SomeIds) => sourceRows(db, dialect, ids).select(VIEW_COLUMNS),
  idParameters,
  idShape,
);

/** Undefined: all. */
type SomeIds = readonly string[] | undefined;

function idParameters(ids: SomeIds, dialect: StoreDialect): readonly unknown[] {
  return ids === undefined ? [] : [dialect.listParameter(ids)];
}

function idShape(ids: SomeIds): string {
  return ids === undefined ? 'all' : 'some';
}

function isListed({ removed_at }: { readonly removed_at: number | null }): boolean {
  return removed_at === null;
}

/** How many sources are listed, and how many articles are stored. */
export async function counts(db: Kysely<Tables>): Promise<{ readonly sources: number; readonly articles: number }> {
  const sources = await db
    .selectFrom('sources')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  const articles = await db
    .selectFrom('articles')
    .select((column) => column.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { sources: sources.count, articles: articles.count };
}
