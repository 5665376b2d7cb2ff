// What happened to sources, newest last, as visits found it; of a long life only the end is kept.
import type { Kysely, Selectable } from 'kysely';
import type { SourceEvent } from '../model.ts';
import type { EventsTable, Tables } from './tables.ts';

/** A few a day are many: these tell of months. */
const KEPT = 1000;

/** Which events: the newest, at most `limit`, of one source or of all. */
export interface EventQuery {
  readonly limit: number;
  readonly sourceId?: string;
}

/** Events, newest first. */
export async function events(db: Kysely<Tables>, { limit, sourceId }: EventQuery): Promise<readonly SourceEvent[]> {
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .$if(sourceId !== undefined, (query) => query.where('source_id', '=', sourceId ?? ''))
    .orderBy('num', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toEvent);
}

/** Saves what a visit found; the oldest events make room. */
export async function saveEvents(trx: Kysely<Tables>, found: readonly SourceEvent[]): Promise<void> {
  if (found.length === 0) return;
  await trx
    .insertInto('events')
    .values(found.map(toRow))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const oldest = await trx
    .selectFrom('events')
    .select('num')
    .orderBy('num', 'desc')
    .offset(KEPT - 1)
    .limit(1)
    .executeTakeFirst();
  if (oldest) await trx.deleteFrom('events').where('num', '<', oldest.num).execute();
}

function toRow({ id, sourceId, kind, at, url, code, status, since, other }: SourceEvent) {
  return { id, source_id: sourceId, kind, at, url, code, status, since, other };
}

function toEvent({ id, source_id, kind, at, url, code, status, since, other }: Selectable<EventsTable>): SourceEvent {
  return { id, sourceId: source_id, kind, at, url, code, status, since, other };
}
