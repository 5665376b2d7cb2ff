// The subscriber at work: has hubs asked, answers them, and takes in what they tell. What to do is decided in
// subscription.ts, callback.ts and delivery.ts; what is remembered is in the store.
import { type AskingDeps, createSweep, hubName } from './asking.ts';
import { createCallLimit } from './call-limit.ts';
import { answerHub, type CallbackQuery, type Verdict } from './callback.ts';
import { type Delivery, worthOf } from './delivery.ts';
import { createDeliveryQueue } from './delivery-queue.ts';
import { createLedger, type SubscriptionStore } from './ledger.ts';
import { foundUntold, isInformed, told } from './subscription.ts';

export interface SubscriberDeps extends Pick<AskingDeps, 'siteUrl' | 'postForm' | 'now'> {
  readonly store: SubscriptionStore;
  /** Takes in the entries of a delivered document; false: it is no feed, or has none. */
  merge(sourceId: string, document: Pick<Delivery, 'body' | 'contentType'>): Promise<boolean>;
  /** Brings the next visit forward: `told`, there is news; `usual`, the source is polled at its usual pace again. */
  hasten(sourceId: string, why: 'told' | 'usual'): Promise<void>;
  readonly log: AskingDeps['log'] & { error(facts: object, message: string): void };
}

/** How many hubs have us, and what came of their deliveries since the start. */
export interface SubscriberCounts {
  readonly subscribed: number;
  readonly deliveries: number;
  /** With a wrong signature, or without one although there should be. */
  readonly forged: number;
}

export interface Subscriber {
  /** Takes up what is stored; to be called whenever the list of sources was stored. */
  load(): Promise<void>;
  /** Does whatever is due: subscribes, renews, gives up. Not to be called again before it resolves. */
  sweep(): Promise<void>;
  /** Whether a hub tells us of a source's news, so that it need not be polled at its usual pace. */
  isInformed(sourceId: string): boolean;
  /** To be called after each visit that was not cut short. */
  visited(visit: SubscriberVisit): Promise<void>;
  /** Whether a callback is one of ours, and was not called too often. */
  admit(token: string): Promise<'ok' | 'unknown' | 'busy'>;
  /** The body of the answer to a hub's GET; null: 404. */
  verify(token: string, query: CallbackQuery): Promise<string | null>;
  /** Takes a delivery over, to be looked at when the hub has its answer; false: not now, there is no room or no time. */
  deliver(token: string, delivery: Delivery): boolean;
  counts(): SubscriberCounts;
  /** Cuts requests to hubs short, finishes what was delivered and takes no more. */
  stop(): Promise<void>;
}

export interface SubscriberVisit {
  readonly sourceId: string;
  readonly startedAt: number;
  /** When the visit before began. */
  readonly lastVisitAt: number | null;
  /** How many new articles it found. */
  readonly created: number;
}

export function createSubscriber(deps: SubscriberDeps): Subscriber {
  const { store, log, now } = deps;
  const ledger = createLedger(store, (sourceId) => deps.hasten(sourceId, 'usual'));
  const sweep = createSweep({ ...deps, ledger });
  const limit = createCallLimit();
  const queue = createDeliveryQueue(take);
  const stopping = new AbortController();
  let sweeping: Promise<void> = Promise.resolve();
  /** When sources were told to have news, until a visit that began later. */
  const hints = new Map<string, number>();
  let deliveries = 0;
  let forged = 0;

  async function take(token: string, delivery: Delivery): Promise<void> {
    try {
      const subscription = await store.subscriptionByToken(token);
      if (!subscription?.held) return;
      const { sourceId, held } = subscription;
      const worth = worthOf(held, delivery);
      if (worth === 'forged') {
        forged++;
        log.warn({ source: sourceId }, `${sourceId}: a delivery without a good signature was ignored`);
        return;
      }
      deliveries++;
      const at = now();
      await ledger.change(sourceId, (current) => (current.held?.token === token ? told(current, at) : current));
      if (worth === 'content' && (await deps.merge(sourceId, delivery))) return;
      hints.set(sourceId, at);
      await deps.hasten(sourceId, 'told');
    } catch (error) {
      log.error({ err: error }, 'a delivery of a hub could not be taken in; the next visit will find what it told');
    }
  }

  return {
    load: ledger.load,
    sweep() {
      sweeping = sweep(stopping.signal);
      return sweeping;
    },
    isInformed(sourceId) {
      const subscription = ledger.held(sourceId);
      return subscription !== null && isInformed(subscription, now());
    },
    async visited({ sourceId, startedAt, lastVisitAt, created }) {
      const hintedAt = hints.get(sourceId);
      hints.delete(sourceId);
      // what was told while the visit was under way may be newer than what it read
      if (hintedAt !== undefined && hintedAt > startedAt) await deps.hasten(sourceId, 'told');
      const subscription = ledger.held(sourceId);
      if (created === 0 || !subscription || foundUntold(subscription, lastVisitAt) === subscription) return;
      await ledger.change(sourceId, (current) => foundUntold(current, lastVisitAt));
      await deps.hasten(sourceId, 'usual');
    },
    async admit(token) {
      if ((await store.subscriptionByToken(token)) === null) return 'unknown';
      return limit.take(token, now()) ? 'ok' : 'busy';
    },
    async verify(token, query) {
      const subscription = await store.subscriptionByToken(token);
      if (!subscription?.held) return null;
      const { sourceId } = subscription;
      let verdict = { kind: 'refused' } as Verdict;
      await ledger.change(sourceId, (current) => {
        verdict = current.held?.token === token ? answerHub(current, query, now()) : { kind: 'refused' };
        return verdict.kind === 'refused' ? current : verdict.next;
      });
      logVerdict(verdict, sourceId, subscription.held.hub);
      return verdict.kind === 'refused' ? null : verdict.body;
    },
    // a hub that is not answered with 2xx delivers again later, when there may be somebody to take it in
    deliver: (token, delivery) => !stopping.signal.aborted && queue.add(token, delivery),
    counts: () => ({ subscribed: ledger.leases(), deliveries, forged }),
    async stop() {
      stopping.abort();
      await Promise.allSettled([sweeping, queue.idle()]);
    },
  };

  function logVerdict(verdict: Verdict, source: string, hub: string): void {
    const facts = { source, hub: hubName(hub) };
    if (verdict.kind === 'verified') log.info(facts, `${source}: its hub tells us of news from now on`);
    if (verdict.kind !== 'denied') return;
    log.warn({ ...facts, reason: verdict.reason }, `${source}: its hub sends us away; it is polled as before`);
  }
}
