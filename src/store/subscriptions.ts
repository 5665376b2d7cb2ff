// Subscriptions at hubs: what feeds say of their hubs is saved with their visits, what we hold by the subscriber. Those of
// sources that are not visited (not listed, not enabled, gone) are nobody's business, and out of sight.
import type { Kysely, Selectable } from 'kysely';
import type { HeldSubscription, Subscription, VisitRecord } from '../model.ts';
import { compiledOnce } from './compiled.ts';
import type { SubscriptionsTable, Tables } from './tables.ts';

/** The part of the store that is about subscriptions. */
export interface Subscriptions {
  /** The subscriptions of all visited sources that say where their changes are told. */
  subscriptions(): Promise<readonly Subscription[]>;
  /** Those about which something is to be done, by time, then id. */
  dueSubscriptions(query: {
    readonly now: number;
    readonly siteUrl: string | null;
    readonly limit: number;
  }): Promise<readonly Subscription[]>;
  /** The one whose callback ends in `token`. */
  subscriptionByToken(token: string): Promise<Subscription | null>;
  /** Changes the subscription of a source as it is at the moment; null removes it. Resolves to what it is after that. */
  changeSubscription(
    sourceId: string,
    change: (current: Subscription) => Subscription | null,
  ): Promise<Subscription | null>;
}

export function createSubscriptions(db: Kysely<Tables>): Subscriptions {
  return {
    subscriptions: () => subscriptions(db),
    dueSubscriptions: (query) => dueSubscriptions(db, query),
    subscriptionByToken: (token) => subscriptionByToken(db, token),
    changeSubscription: (sourceId, change) => changeSubscription(db, sourceId, change),
  };
}

async function subscriptions(db: Kysely<Tables>): Promise<readonly Subscription[]> {
  return (await visible(db).orderBy('source_id').execute()).map(toSubscription);
}

/**
 * Subscriptions about which something is to be done: those whose time has come, and those that are held for another address
 * of the site than `siteUrl`; with null, for the site has none, those that are held at all.
 */
async function dueSubscriptions(
  db: Kysely<Tables>,
  { now, siteUrl, limit }: { readonly now: number; readonly siteUrl: string | null; readonly limit: number },
): Promise<readonly Subscription[]> {
  const rows = await visible(db)
    .where((column) =>
      siteUrl === null
        ? column('token', 'is not', null)
        : column.or([column('next_at', '<=', now), column('site_url', '<>', siteUrl)]),
    )
    .orderBy('next_at')
    .orderBy('source_id')
    .limit(limit)
    .execute();
  return rows.map(toSubscription);
}

async function subscriptionByToken(db: Kysely<Tables>, token: string): Promise<Subscription | null> {
  const row = await visible(db).where('token', '=', token).executeTakeFirst();
  return row ? toSubscription(row) : null;
}

function changeSubscription(
  db: Kysely<Tables>,
  sourceId: string,
  change: (current: Subscription) => Subscription | null,
): Promise<Subscription | null> {
  return db.transaction().execute(async (trx) => {
    const row = await visible(trx).where('source_id', '=', sourceId).executeTakeFirst();
    if (!row) return null;
    const current = toSubscription(row);
    const next = change(current);
    if (next === null) await trx.deleteFrom('subscriptions').where('source_id', '=', sourceId).execute();
    else if (next !== current) {
      await trx.updateTable('subscriptions').set(toColumns(next)).where('source_id', '=', sourceId).execute();
    }
    return next;
  });
}

/** Saves where a feed's changes are told, as one visit read it; what is new about it is due at once. */
export async function saveHubLinks(trx: Kysely<Tables>, { sourceId, at, hubLinks }: VisitRecord): Promise<void> {
  if (hubLinks === null) return;
  const { topic, hubs } = hubLinks;
  if (topic === null || hubs.length === 0) await clearHubs(trx, { sourceId, at });
  else await saveHubs(trx, { source_id: sourceId, topic, hubs: JSON.stringify(hubs), next_at: at, failures: 0 });
}

const saveHubs = compiledOnce(
  (db, row: Pick<SubscriptionsTable, 'source_id' | 'topic' | 'hubs' | 'next_at' | 'failures'>) =>
    db
      .insertInto('subscriptions')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .column('source_id')
          .doUpdateSet((column) => ({
            topic: column.ref('excluded.topic'),
            hubs: column.ref('excluded.hubs'),
            next_at: column.ref('excluded.next_at'),
          }))
          .where((column) =>
            column.or([
              column('subscriptions.topic', '<>', column.ref('excluded.topic')),
              column('subscriptions.hubs', '<>', column.ref('excluded.hubs')),
            ]),
          ),
      ),
  (row) => Object.values(row),
);

const NO_HUBS = '[]';

const clearHubs = compiledOnce(
  (db, { sourceId, at }: { readonly sourceId: string; readonly at: number }) =>
    db
      .updateTable('subscriptions')
      .set({ hubs: NO_HUBS, next_at: at })
      .where('source_id', '=', sourceId)
      .where('hubs', '<>', NO_HUBS),
  ({ sourceId, at }) => [NO_HUBS, at, sourceId, NO_HUBS],
);

function visible(db: Kysely<Tables>) {
  return db
    .selectFrom('subscriptions')
    .innerJoin('sources', 'sources.id', 'subscriptions.source_id')
    .selectAll('subscriptions')
    .where('removed_at', 'is', null)
    .where('enabled', '=', 1)
    .where('due_at', 'is not', null);
}

function toSubscription(row: Selectable<SubscriptionsTable>): Subscription {
  return {
    sourceId: row.source_id,
    advertised: { topic: row.topic, hubs: JSON.parse(row.hubs) },
    nextAt: row.next_at,
    passedOver: row.passed_over,
    failures: row.failures,
    held: toHeld(row),
  };
}

function toHeld(row: Selectable<SubscriptionsTable>): HeldSubscription | null {
  const { token, site_url: siteUrl, hub, held_topic: topic } = row;
  if (token === null || siteUrl === null || hub === null || topic === null) return null;
  const { secret, asked_at: askedAt, lease_until: leaseUntil, told_at: toldAt } = row;
  return { token, siteUrl, hub, topic, secret, askedAt, leaseUntil, toldAt };
}

/** All but what the feed says, which visits save. */
function toColumns({ nextAt, passedOver, failures, held }: Subscription) {
  return {
    next_at: nextAt,
    passed_over: passedOver,
    failures,
    token: held?.token ?? null,
    site_url: held?.siteUrl ?? null,
    hub: held?.hub ?? null,
    held_topic: held?.topic ?? null,
    secret: held?.secret ?? null,
    asked_at: held?.askedAt ?? null,
    lease_until: held?.leaseUntil ?? null,
    told_at: held?.toldAt ?? null,
  };
}
