// Our subscriptions as the store has them, with those that are held at hand: what visits ask about must not cost a query.
import type { Subscription } from '../model.ts';
import { hasLease } from './subscription.ts';

/** The part of the store that remembers subscriptions; each method is one transaction. */
export interface SubscriptionStore {
  subscriptions(): Promise<readonly Subscription[]>;
  dueSubscriptions(query: {
    readonly now: number;
    readonly siteUrl: string | null;
    readonly limit: number;
  }): Promise<readonly Subscription[]>;
  subscriptionByToken(token: string): Promise<Subscription | null>;
  changeSubscription(
    sourceId: string,
    change: (current: Subscription) => Subscription | null,
  ): Promise<Subscription | null>;
}

export interface Ledger {
  /** Takes up what is stored now. */
  load(): Promise<void>;
  /** Changes one subscription as it is now; null removes it. Resolves to what it is after that. */
  change(sourceId: string, to: (current: Subscription) => Subscription | null): Promise<Subscription | null>;
  /** The subscription of a source, if one is held. */
  held(sourceId: string): Subscription | null;
  /** How many hubs have us. */
  leases(): number;
}

/** `onLost` is called when a source has no hub any more that tells of it. */
export function createLedger(store: SubscriptionStore, onLost: (sourceId: string) => Promise<void>): Ledger {
  const held = new Map<string, Subscription>();

  function remember(sourceId: string, subscription: Subscription | null): void {
    if (subscription?.held) held.set(sourceId, subscription);
    else held.delete(sourceId);
  }

  return {
    async load() {
      const stored = await store.subscriptions();
      held.clear();
      for (const subscription of stored) remember(subscription.sourceId, subscription);
    },
    async change(sourceId, to) {
      let hadLease = false;
      const after = await store.changeSubscription(sourceId, (current) => {
        hadLease = hasLease(current);
        return to(current);
      });
      remember(sourceId, after);
      if (hadLease && !(after && hasLease(after))) await onLost(sourceId);
      return after;
    },
    held: (sourceId) => held.get(sourceId) ?? null,
    leases: () => [...held.values()].filter(hasLease).length,
  };
}
