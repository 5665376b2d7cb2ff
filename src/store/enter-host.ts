// Turns at hosts apart from the visits of their own sources: for redirects that lead there, and for whatever else is asked.
// The gaps and the waits are the same.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** A host and when it may be asked again. */
export interface ClosedHost {
  readonly host: string;
  readonly openAt: number;
}

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

/** Longer than clocks of nodes differ. */
const FORGET_MS = 3_600_000;

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
    // redirects may lead to any number of hosts: those that rest no more are as good as never asked
    await trx
      .deleteFrom('hosts')
      .where('open_at', '<=', now - FORGET_MS)
      .execute();
    await closeHosts(trx, dialect, [{ host, openAt: now + gapMs }]);
    return 0;
  });
}

/** Closes hosts; one that is closed for longer stays so. */
export async function closeHosts(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  hosts: readonly ClosedHost[],
): Promise<void> {
  if (hosts.length === 0) return;
  await db
    .insertInto('hosts')
    .values(hosts.map(({ host, openAt }) => ({ host, open_at: openAt })))
    .onConflict((conflict) =>
      conflict.column('host').doUpdateSet((column) => ({
        open_at: dialect.greater(column.ref('hosts.open_at'), column.ref('excluded.open_at')),
      })),
    )
    .execute();
}
