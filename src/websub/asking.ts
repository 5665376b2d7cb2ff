// Asking hubs (WebSub section 5.1): for a subscription, and again before its lease ends.
import { randomBytes } from 'node:crypto';
import { FetchError } from '../errors.ts';
import type { HeldSubscription, Subscription } from '../model.ts';
import type { Ledger, SubscriptionStore } from './ledger.ts';
import { asked, hasLease, nextStep, passedOver, renewing, type Step, WANTED_LEASE_SECONDS } from './subscription.ts';

export interface AskingDeps {
  readonly store: Pick<SubscriptionStore, 'dueSubscriptions'>;
  readonly ledger: Ledger;
  /** Our public address, ending in a slash; null: there is none, and hubs cannot call us. */
  siteUrl(): string | null;
  /** Sends a form, guarded. Throws FetchError. */
  postForm(url: string, form: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
  now(): number;
  readonly log: {
    info(facts: object, message: string): void;
    warn(facts: object, message: string): void;
  };
}

/** Bytes of a secret, and of what makes a callback unguessable. */
const RANDOM_BYTES = 32;
/** Subscriptions looked after in one sweep, and hubs asked at once. */
const SWEEP_LIMIT = 100;
const MAX_ASKING = 4;

/** Makes `sweep`, which does whatever is due: subscribes, renews, gives up. One at a time. */
export function createSweep(deps: AskingDeps): (signal: AbortSignal) => Promise<void> {
  const { ledger, log, now } = deps;

  async function act(subscription: Subscription, signal: AbortSignal): Promise<void> {
    const { sourceId } = subscription;
    const step = nextStep(subscription, deps.siteUrl(), now());
    if (step.kind === 'ask') {
      const wanted = makeHeld(step, now());
      const kept = await ledger.change(sourceId, (current) => asked(current, wanted, now()));
      if (kept) await ask(sourceId, wanted, signal);
    } else if (step.kind === 'renew') {
      await ledger.change(sourceId, (current) => renewing(current, now()));
      await ask(sourceId, step.held, signal);
    } else if (step.kind === 'pass-over') {
      log.warn({ source: sourceId, hub: hubName(step.hub) }, `${sourceId}: its hub never verified our subscription`);
      await ledger.change(sourceId, (current) => passedOver(current, step.hub, now()));
    } else if (step.kind === 'drop') {
      await ledger.change(sourceId, (current) => {
        const isAdvertised = current.advertised.hubs.length > 0;
        return isAdvertised ? { ...current, held: null, passedOver: null, nextAt: now() } : null;
      });
    }
  }

  /** Sends the request. Whether the hub agrees is known when it verifies, which may be before it answers. */
  async function ask(sourceId: string, held: HeldSubscription, signal: AbortSignal): Promise<void> {
    const { hub, token } = held;
    const facts = { source: sourceId, hub: hubName(hub) };
    try {
      await deps.postForm(hub, subscribeForm(held), signal);
      log.info(facts, `${sourceId}: asked its hub to tell us of news`);
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      const { code, message, retryAfterMs } = error;
      if (code !== 'aborted') log.warn({ ...facts, code }, `${sourceId}: its hub did not take our request: ${message}`);
      await ledger.change(sourceId, (current) => {
        if (current.held?.token !== token || hasLease(current)) return current;
        if (code === 'aborted') return { ...current, held: null, nextAt: now() };
        return passedOver(current, hub, now(), { retryAfterMs });
      });
    }
  }

  return async (signal) => {
    const due = [...(await deps.store.dueSubscriptions({ now: now(), siteUrl: deps.siteUrl(), limit: SWEEP_LIMIT }))];
    const work = async () => {
      for (let next = due.shift(); next && !signal.aborted; next = due.shift()) await act(next, signal);
    };
    await Promise.all(Array.from({ length: MAX_ASKING }, work));
  };
}

/** A new subscription: its callback is one that nobody else knows, and its secret goes nowhere in the clear. */
function makeHeld({ hub, topic, siteUrl }: Extract<Step, { kind: 'ask' }>, now: number): HeldSubscription {
  const random = () => randomBytes(RANDOM_BYTES).toString('hex');
  const secret = /^https:/i.test(hub) ? random() : null;
  return { token: random(), siteUrl, hub, topic, secret, askedAt: now, leaseUntil: null, toldAt: null };
}

function subscribeForm({ siteUrl, token, topic, secret }: HeldSubscription): Readonly<Record<string, string>> {
  return {
    'hub.callback': `${siteUrl}websub/${token}`,
    'hub.mode': 'subscribe',
    'hub.topic': topic,
    'hub.lease_seconds': String(WANTED_LEASE_SECONDS),
    ...(secret !== null && { 'hub.secret': secret }),
  };
}

/** All of a hub's address that a log may show. */
export function hubName(hub: string): string {
  return URL.parse(hub)?.host ?? '';
}
