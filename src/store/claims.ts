// Which sources are visited now, and by whom: claims with a lease, one request at a time to a host, none before a host's
// gap or Retry-After is over. All of it is decided by what is stored, so a restart changes nothing.
import type { Kysely } from 'kysely';
import type { ClaimedSource } from '../model.ts';
import type { StoreDialect } from './dialect.ts';
import {
  closedHosts,
  dueSources,
  leases,
  nextDueTime,
  nextPriority,
  nextRetryTime,
  waitingAtClosedHosts,
} from './queue.ts';
import { STATE_COLUMNS, toState } from './source-rows.ts';
import type { Tables } from './tables.ts';

/** What a claim asks for. */
export interface ClaimRequest {
  readonly now: number;
  /** Sources at most. */
  readonly limit: number;
  readonly leaseMs: number;
  /** Requests under way at a host at once: 1, more only for the hosts named. */
  readonly slots: Readonly<Record<string, number>>;
  /** Only sources due by then: a pass keeps to its start, so that it ends although sources fall due again. Absent: `now`. */
  readonly dueBy?: number;
  /**
   * A forced pass: due times are ignored for sources not visited since then; never Retry-After, host gaps or a 410 (dueAt
   * null with errorCode `gone`). Null: due times hold.
   */
  readonly forceSince: number | null;
}

/** Claims due sources by priority, then due time, then id; their leases end at `now + leaseMs`. */
export function claimDue(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  request: ClaimRequest,
): Promise<readonly ClaimedSource[]> {
  const { now, limit, slots } = request;
  const leaseUntil = now + request.leaseMs;

  return db.transaction().execute(async (trx) => {
    const closed = new Set((await closedHosts(trx, now).execute()).map(({ host }) => host));
    const underWay = new Map<string, number>();
    const occupy = (host: string) => {
      const visits = (underWay.get(host) ?? 0) + 1;
      underWay.set(host, visits);
      if (visits >= (slots[host] ?? 1)) closed.add(host);
    };
    for (const { host } of await leases(trx, now).execute()) occupy(host);

    const moment = { now, dueBy: request.dueBy ?? now, forceSince: request.forceSince };
    const claimed: string[] = [];
    const claimFrom = async (priority: number) => {
      for (let more = true; more && claimed.length < limit; ) {
        const room = limit - claimed.length;
        // Where several candidates wait for one host the later ones are passed over: ask for more than there is room for.
        const wanted = 2 * room + 8;
        const candidates = await dueSources(trx, dialect, moment, priority, closed).limit(wanted).execute();
        const taken: string[] = [];
        for (const { id, host } of candidates) {
          if (taken.length === room) break;
          if (closed.has(host)) continue;
          taken.push(id);
          occupy(host);
        }
        if (taken.length === 0) return;
        await trx
          .updateTable('sources')
          .set({ lease_until: leaseUntil, visit_void: 0 })
          .where('id', 'in', dialect.list(taken))
          .execute();
        claimed.push(...taken);
        more = candidates.length === wanted;
      }
    };
    for await (const priority of priorities(trx)) {
      if (claimed.length >= limit) break;
      await claimFrom(priority);
    }
    if (claimed.length === 0) return [];

    const rows = await trx
      .selectFrom('sources')
      .select(STATE_COLUMNS)
      .where('id', 'in', dialect.list(claimed))
      .execute();
    const byId = new Map(rows.map((row) => [row.id, toState(row)]));
    return claimed.flatMap((id) => {
      const state = byId.get(id);
      return state ? [{ state, leaseUntil }] : [];
    });
  });
}

/**
 * When a claim could next bring something: `now` if it could at once, else the earliest of due times (up to `dueBy` if that
 * is given), ends of host gaps and waits, and ends of leases; null: never.
 */
export function nextClaimAt(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  request: Pick<ClaimRequest, 'now' | 'dueBy' | 'forceSince'>,
): Promise<number | null> {
  const { now, dueBy = Number.MAX_SAFE_INTEGER, forceSince } = request;
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (trx) => {
      const times: number[] = [];
      const closed = new Set<string>();
      for (const { host, open_at, due_at, forced } of await waitingAtClosedHosts(trx, {
        now,
        dueBy,
        forceSince,
      }).execute()) {
        closed.add(host);
        if (forced !== null) times.push(open_at);
        else if (due_at !== null) times.push(Math.max(open_at, due_at));
      }
      const busy = new Set(closed);
      for (const { host, lease_until } of await leases(trx, now).execute()) {
        busy.add(host);
        if (lease_until !== null) times.push(lease_until);
      }
      if (forceSince !== null) {
        const waiting = await nextRetryTime(trx, now, forceSince).executeTakeFirst();
        if (waiting?.retry_at) times.push(waiting.retry_at);
      }
      for await (const priority of priorities(trx)) {
        const moment = { now, dueBy: Math.min(now, dueBy), forceSince };
        const ready = await dueSources(trx, dialect, moment, priority, busy).limit(1).executeTakeFirst();
        if (ready) return now;
        const next = await nextDueTime(trx, dialect, { now, dueBy }, priority, closed).executeTakeFirst();
        if (next?.due_at) times.push(next.due_at);
      }
      return times.length > 0 ? Math.min(...times) : null;
    });
}

/** Ends claims without a visit: the sources are due as before. */
export async function releaseClaims(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  sourceIds: readonly string[],
): Promise<void> {
  await db
    .updateTable('sources')
    .set({ lease_until: null, visit_void: 0 })
    .where('id', 'in', dialect.list(sourceIds))
    .where('lease_until', 'is not', null)
    .execute();
}

/** Ends all claims: for the one process that may hold any. */
export async function releaseAllClaims(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable('sources')
    .set({ lease_until: null, visit_void: 0 })
    .where('lease_until', 'is not', null)
    .execute();
}

/** The priorities that sources have, highest first. */
async function* priorities(db: Kysely<Tables>): AsyncGenerator<number> {
  let below: number | null = null;
  for (;;) {
    const row: { priority: number } | undefined = await nextPriority(db, below).executeTakeFirst();
    if (!row) return;
    yield row.priority;
    below = row.priority;
  }
}
