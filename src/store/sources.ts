// The list of sources: kept in step with the configuration, and read for status and for pages.
import type { Kysely } from 'kysely';
import type { SourceConfig, SourceState, SourceView } from '../model.ts';
import { takeBackFuture } from './ahead-of-time.ts';
import { compiledInsert } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import { STATE_COLUMNS, toConfigured, toState, toUnvisited, toView, VIEW_COLUMNS } from './source-rows.ts';
import type { Tables } from './tables.ts';

/** A source as configured, with the politeness key of its address. */
export interface ListedSource {
  readonly config: SourceConfig;
  readonly host: string;
}

/**
 * Makes the stored list the configured one, writing only what differs. New sources are due now. A changed address replaces
 * the one in use and voids what belonged to it: validators, body hash, feed, due time and a visit under way. Sources no longer
 * listed are kept with all they have, out of sight. A changed identity voids
 * what was learnt of ids and a visit under way. Moments that a clock set ahead left behind are taken back.
 */
export function syncSources(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  sources: readonly ListedSource[],
  now: number,
): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('sources')
      .select(['id', 'configured_url', 'title', 'category', 'content', 'noindex', 'enabled', 'priority', 'removed_at'])
      .select(['identity', 'lease_until'])
      .execute();
    const stored = new Map(rows.map((row) => [row.id, row]));

    const fresh: NewSource[] = [];
    for (const source of sources) {
      const { config, host } = source;
      const row = stored.get(config.id);
      stored.delete(config.id);
      if (!row) {
        fresh.push(toNewSource(source, now));
        continue;
      }
      const configured = toConfigured(config);
      const changed = Object.entries(configured).some(
        ([name, value]) => row[name as keyof typeof configured] !== value,
      );
      if (!changed) continue;
      const moved = row.configured_url !== config.url;
      const reidentified = row.identity !== config.identity;
      await trx
        .updateTable('sources')
        .set(configured)
        .$if(moved, (query) => query.set(toUnvisited(config.url, host, now)))
        .$if(reidentified, (query) => query.set({ learnt_identity: null }))
        .$if(moved || reidentified, (query) => query.set({ visit_void: row.lease_until === null ? 0 : 1 }))
        .where('id', '=', config.id)
        .execute();
    }
    await compiledInsert((db, rows: readonly NewSource[]) => db.insertInto('sources').values(rows))(trx, fresh);

    const gone = [...stored.values()].filter((row) => row.removed_at === null).map((row) => row.id);
    if (gone.length > 0) {
      await trx.updateTable('sources').set({ removed_at: now }).where('id', 'in', dialect.list(gone)).execute();
    }
    await takeBackFuture(trx, now);
  });
}

type NewSource = ReturnType<typeof toNewSource>;

/** A whole new row, in a fixed order. */
function toNewSource({ config, host }: ListedSource, now: number) {
  return { id: config.id, ...toConfigured(config), ...toUnvisited(config.url, host, now), visit_void: 0 as const };
}

/** The states of all listed sources, by id. */
export async function sourceStates(db: Kysely<Tables>): Promise<readonly SourceState[]> {
  const rows = await db
    .selectFrom('sources')
    .select(STATE_COLUMNS)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(toState);
}

/** Listed sources as readers see them, those that are not enabled too; all, or those with these ids. */
export async function sourceViews(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, SourceView>> {
  const rows = await db
    .selectFrom('sources')
    .select(VIEW_COLUMNS)
    .where('removed_at', 'is', null)
    .$if(ids !== undefined, (query) => query.where('id', 'in', dialect.list(ids ?? [])))
    .execute();
  return new Map(rows.map((row) => [row.id, toView(row)]));
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
