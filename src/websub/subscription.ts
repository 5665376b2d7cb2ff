// The life of a subscription: what to do next, and what each event makes of it. Pure: subscriber.ts asks the hubs and
// keeps what is decided here.
import type { HeldSubscription, Subscription } from '../model.ts';
import { hubsToAsk } from './hub-links.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What we ask for, and what a hub that says nothing gave; ten days is what WebSub section 8.2 calls a good default. */
export const WANTED_LEASE_SECONDS = 864_000;
/** Leases outside of this are in the wild; renewals are planned as if they were within (A169). */
const MIN_LEASE_MS = HOUR_MS;
const MAX_LEASE_MS = 30 * DAY_MS;
/** When in a lease it is renewed, and how far that is moved either way so that sources come apart (A168). */
const RENEW_AT = 0.8;
const RENEW_SPREAD = 0.04;
/** Hubs verify within seconds; one that is overloaded gets this long, while the source is polled as ever. */
const VERIFY_WITHIN_MS = 6 * HOUR_MS;
const MIN_RENEW_RETRY_MS = 10 * MINUTE_MS;
/** When no hub would have us: again after this, then after twice as long each time, up to the longest. */
const RETRY_MS = HOUR_MS;
const MAX_RETRY_MS = 7 * DAY_MS;
/** A hub that said no in words means it (section 5.2). */
const DENIED_RETRY_MS = 30 * DAY_MS;

/** What is to be done now. */
export type Step =
  | { readonly kind: 'wait' }
  /** A new subscription, in place of one that is held. */
  | { readonly kind: 'ask'; readonly hub: string; readonly topic: string; readonly siteUrl: string }
  | { readonly kind: 'renew'; readonly held: HeldSubscription }
  /** The hub took the request and never verified it. */
  | { readonly kind: 'pass-over'; readonly hub: string }
  /** Nothing is advertised any more, or we cannot be called back. */
  | { readonly kind: 'drop' };

/** @param siteUrl our public address, ending in a slash; null: we have none, and hubs cannot call us */
export function nextStep(subscription: Subscription, siteUrl: string | null, now: number): Step {
  const { held, advertised, nextAt, passedOver } = subscription;
  const { topic } = advertised;
  const hubs = hubsToAsk(advertised);
  const first = hubs[0];
  if (siteUrl === null || topic === null || first === undefined) return { kind: 'drop' };
  const ask = (hub: string): Step => ({ kind: 'ask', hub, topic, siteUrl });
  if (held === null) return now < nextAt ? { kind: 'wait' } : ask(hubAfter(hubs, passedOver) ?? first);
  if (held.siteUrl !== siteUrl || held.topic !== topic || !hubs.includes(held.hub)) return ask(first);
  if (now < nextAt) return { kind: 'wait' };
  if (held.leaseUntil === null) return { kind: 'pass-over', hub: held.hub };
  return now < held.leaseUntil ? { kind: 'renew', held } : ask(first);
}

/** A hub is about to be asked for this; it may verify before it answers. */
export function asked(subscription: Subscription, held: HeldSubscription, now: number): Subscription {
  return { ...subscription, held, nextAt: now + VERIFY_WITHIN_MS };
}

/** The hub is about to be asked for what is held once more. It stays good until its lease ends, whatever comes of that. */
export function renewing(subscription: Subscription, now: number): Subscription {
  const { held } = subscription;
  if (held === null || held.leaseUntil === null) return subscription;
  const retryMs = Math.max((held.leaseUntil - now) / 2, MIN_RENEW_RETRY_MS);
  return {
    ...subscription,
    held: { ...held, askedAt: now },
    nextAt: Math.min(Math.floor(now + retryMs), held.leaseUntil),
  };
}

/** The hub verified what it was asked for. @param leaseSeconds null: it did not say */
export function verified(subscription: Subscription, leaseSeconds: number | null, now: number): Subscription {
  const { held } = subscription;
  if (held === null) return subscription;
  const leaseMs = Math.min((leaseSeconds ?? WANTED_LEASE_SECONDS) * 1000, MAX_LEASE_MS);
  const renewAt = RENEW_AT + RENEW_SPREAD * (2 * shareOf(held.token) - 1);
  return {
    ...subscription,
    held: { ...held, askedAt: null, leaseUntil: now + leaseMs },
    nextAt: Math.floor(now + Math.max(leaseMs, MIN_LEASE_MS) * renewAt),
    passedOver: null,
    failures: 0,
  };
}

/** A hub did not take us, or sent us away: the next one is asked, or after the last the first again, much later. */
export function passedOver(
  subscription: Subscription,
  hub: string,
  now: number,
  reason: { readonly denied?: boolean; readonly retryAfterMs?: number | null } = {},
): Subscription {
  const { advertised, failures } = subscription;
  if (hubAfter(hubsToAsk(advertised), hub) !== null) {
    return { ...subscription, held: null, passedOver: hub, nextAt: now };
  }
  const retryMs = reason.denied ? DENIED_RETRY_MS : Math.min(RETRY_MS * 2 ** Math.min(failures, 16), MAX_RETRY_MS);
  const waitMs = Math.max(retryMs, Math.min(reason.retryAfterMs ?? 0, DENIED_RETRY_MS));
  return { ...subscription, held: null, passedOver: null, failures: failures + 1, nextAt: now + waitMs };
}

/** A delivery that counts came at `now`. */
export function told(subscription: Subscription, now: number): Subscription {
  return { ...subscription, held: subscription.held && { ...subscription.held, toldAt: now } };
}

/**
 * After a visit that found new articles: a hub that has said nothing since the visit before keeps things back, and is not
 * relied upon until it speaks again.
 */
export function foundUntold(subscription: Subscription, lastVisitAt: number | null): Subscription {
  const { held } = subscription;
  if (held === null || held.toldAt === null || lastVisitAt === null || held.toldAt >= lastVisitAt) return subscription;
  return { ...subscription, held: { ...held, toldAt: null } };
}

/** Whether the source need not be polled at its usual pace: its hub has us, and was heard of. */
export function isInformed({ held }: Subscription, now: number): boolean {
  return held !== null && held.toldAt !== null && held.leaseUntil !== null && now < held.leaseUntil;
}

/** Whether a hub has verified what it was asked for, however long ago. */
export function hasLease({ held }: Subscription): boolean {
  return held !== null && held.leaseUntil !== null;
}

/** The hub that is tried after `hub`; null: it was the last, or is not among them. */
function hubAfter(hubs: readonly string[], hub: string | null): string | null {
  const place = hub === null ? -1 : hubs.indexOf(hub);
  return place === -1 ? null : (hubs[place + 1] ?? null);
}

/** From 0 to 1, and always the same for a token, which is random. */
function shareOf(token: string): number {
  return Number.parseInt(token.slice(0, 8), 16) / 0xffff_ffff;
}
