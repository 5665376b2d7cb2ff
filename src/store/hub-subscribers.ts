// Who is told by our hub, and what is still to be told to whom. Work is claimed by moving its due time ahead, so that several
// processes may do it, and what one of them leaves undone is done by another.
import type { Kysely } from 'kysely';
import type { HubSubscriber } from '../model.ts';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** How many there may be. */
export interface HubBounds {
  readonly all: number;
  /** With callbacks at one host. */
  readonly perHost: number;
}

/** Something that was claimed. `claimedUntil` has to be given back with what came of it. */
export interface HubClaim {
  readonly now: number;
  readonly claimedUntil: number;
  readonly limit: number;
}

/** What is to be done next about something that was claimed; `dueAt` null: nothing. */
export interface HubOutcome {
  readonly claimedUntil: number;
  readonly dueAt: number | null;
  readonly attempts: number;
  /** How often in a row a subscriber was given up; a ping has none. */
  readonly givenUp: number;
}

/** The part of the store that our hub remembers by. */
export interface HubStore {
  hasHubSubscriber(path: string, callback: string): Promise<boolean>;
  /** Adds or renews a subscription; false: there is no room. */
  saveHubSubscriber(subscriber: HubSubscriber, host: string, bounds: HubBounds): Promise<boolean>;
  removeHubSubscriber(path: string, callback: string): Promise<void>;
  /** Everybody who subscribed to one of these documents is to be told. */
  announceToSubscribers(paths: readonly string[], now: number): Promise<void>;
  /** Claims what is to be told, the longest due first; subscriptions that have run out go. */
  claimHubDeliveries(claim: HubClaim): Promise<readonly (HubSubscriber & { attempts: number; givenUp: number })[]>;
  /** Unless there was something new to tell since the claim. */
  finishHubDelivery(path: string, callback: string, outcome: HubOutcome): Promise<void>;
  /** Another hub is to be told of these documents. */
  announceToHub(paths: readonly string[], now: number): Promise<void>;
  claimHubPings(claim: HubClaim): Promise<readonly { readonly path: string; readonly attempts: number }[]>;
  finishHubPing(path: string, outcome: Omit<HubOutcome, 'givenUp'>): Promise<void>;
  hubSubscribers(): Promise<number>;
}

export function createHubStore(db: Kysely<Tables>, dialect: StoreDialect): HubStore {
  const count = async (trx: Kysely<Tables>, host: string | null) => {
    const { rows } = await trx
      .selectFrom('hub_subscribers')
      .select((column) => column.fn.countAll<number>().as('rows'))
      .$if(host !== null, (query) => query.where('host', '=', host ?? ''))
      .executeTakeFirstOrThrow();
    return Number(rows);
  };
  const has = async (trx: Kysely<Tables>, path: string, callback: string) => {
    const row = await trx
      .selectFrom('hub_subscribers')
      .select('path')
      .where('path', '=', path)
      .where('callback', '=', callback)
      .executeTakeFirst();
    return row !== undefined;
  };

  return {
    hasHubSubscriber: (path, callback) => has(db, path, callback),
    saveHubSubscriber: ({ path, callback, secret, leaseUntil }, host, { all, perHost }) =>
      db.transaction().execute(async (trx) => {
        const isFull = (await count(trx, null)) >= all || (await count(trx, host)) >= perHost;
        if (isFull && !(await has(trx, path, callback))) return false;
        await trx
          .insertInto('hub_subscribers')
          .values({ path, callback, host, secret, lease_until: leaseUntil, due_at: null, attempts: 0, given_up: 0 })
          .onConflict((conflict) =>
            conflict.columns(['path', 'callback']).doUpdateSet({ secret, lease_until: leaseUntil, given_up: 0 }),
          )
          .execute();
        return true;
      }),
    async removeHubSubscriber(path, callback) {
      await db.deleteFrom('hub_subscribers').where('path', '=', path).where('callback', '=', callback).execute();
    },
    async announceToSubscribers(paths, now) {
      await db
        .updateTable('hub_subscribers')
        .set({ due_at: now, attempts: 0 })
        .where('path', 'in', dialect.list(paths))
        .execute();
    },
    async claimHubDeliveries({ now, claimedUntil, limit }) {
      // asked every second, and hardly ever is there something: not a reason to take the write lock
      const due = (trx: Kysely<Tables>) =>
        trx
          .selectFrom('hub_subscribers')
          .selectAll()
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .orderBy('callback')
          .limit(limit);
      if ((await due(db).limit(1).execute()).length === 0) return [];
      return db.transaction().execute(async (trx) => {
        await trx.deleteFrom('hub_subscribers').where('lease_until', '<=', now).execute();
        const rows = await due(trx).execute();
        for (const { path, callback } of rows) {
          await trx
            .updateTable('hub_subscribers')
            .set({ due_at: claimedUntil })
            .where('path', '=', path)
            .where('callback', '=', callback)
            .execute();
        }
        return rows.map(({ path, callback, secret, lease_until, attempts, given_up }) => ({
          path,
          callback,
          secret,
          leaseUntil: lease_until,
          attempts,
          givenUp: given_up,
        }));
      });
    },
    async finishHubDelivery(path, callback, { claimedUntil, dueAt, attempts, givenUp }) {
      await db
        .updateTable('hub_subscribers')
        .set({ due_at: dueAt, attempts, given_up: givenUp })
        .where('path', '=', path)
        .where('callback', '=', callback)
        .where('due_at', '=', claimedUntil)
        .execute();
    },
    async announceToHub(paths, now) {
      await db
        .insertInto('hub_pings')
        .values(paths.map((path) => ({ path, due_at: now, attempts: 0 })))
        .onConflict((conflict) => conflict.column('path').doUpdateSet({ due_at: now, attempts: 0 }))
        .execute();
    },
    async claimHubPings({ now, claimedUntil, limit }) {
      const due = (trx: Kysely<Tables>) =>
        trx
          .selectFrom('hub_pings')
          .select(['path', 'attempts'])
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .orderBy('path')
          .limit(limit)
          .execute();
      if ((await due(db)).length === 0) return [];
      return db.transaction().execute(async (trx) => {
        const rows = await due(trx);
        const paths = rows.map(({ path }) => path);
        await trx
          .updateTable('hub_pings')
          .set({ due_at: claimedUntil })
          .where('path', 'in', dialect.list(paths))
          .execute();
        return rows;
      });
    },
    async finishHubPing(path, { claimedUntil, dueAt, attempts }) {
      if (dueAt === null) {
        await db.deleteFrom('hub_pings').where('path', '=', path).where('due_at', '=', claimedUntil).execute();
        return;
      }
      await db
        .updateTable('hub_pings')
        .set({ due_at: dueAt, attempts })
        .where('path', '=', path)
        .where('due_at', '=', claimedUntil)
        .execute();
    },
    hubSubscribers: () => count(db, null),
  };
}
