// A turn at a host for a visit that a redirect leads there: the same gap and the same waits as for visits of its own.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** What a visit wants of a host. */
export interface HostEntry {
  readonly host: string;
  readonly now: number;
  /** The host is closed for so long to all others then. */
  readonly gapMs: number;
  /** Visits under way there at once. */
  readonly slots: number;
}

/** How soon to look again while others visit the host; their time is not known. */
const BUSY_MS = 250;

/** Takes a turn: 0 when the host may be asked now, else the milliseconds until it is worth trying again. */
export function enterHost(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  { host, now, gapMs, slots }: HostEntry,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const closed = await trx.selectFrom('hosts').select('open_at').where('host', '=', host).executeTakeFirst();
    if (closed && closed.open_at > now) return closed.open_at - now;
    const visits = await trx
      .selectFrom('sources')
      .select('id')
      .where('host', '=', host)
      .where('lease_until', '>', now)
      .limit(slots)
      .execute();
    if (visits.length >= slots) return Math.max(gapMs, BUSY_MS);
    await trx
      .insertInto('hosts')
      .values({ host, open_at: now + gapMs })
      .onConflict((conflict) =>
        conflict.column('host').doUpdateSet((column) => ({
          open_at: dialect.greater(column.ref('hosts.open_at'), column.ref('excluded.open_at')),
        })),
      )
      .execute();
    return 0;
  });
}
