// The life of a subscription, without anybody to ask.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HeldSubscription, Subscription } from '../../src/model.ts';
import {
  asked,
  foundUntold,
  isInformed,
  nextStep,
  passedOver,
  renewing,
  told,
  verified,
} from '../../src/websub/subscription.ts';

const NOW = Date.UTC(2026, 5, 1);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SITE = 'https://lost.example/';
const HUBS = ['https://one.example/', 'https://two.example/'];
const TOPIC = 'https://site.example/feed';

const fresh = (change: Partial<Subscription> = {}): Subscription => ({
  sourceId: 'site',
  advertised: { topic: TOPIC, hubs: HUBS },
  nextAt: NOW,
  passedOver: null,
  failures: 0,
  held: null,
  ...change,
});

const heldAt = (hub: string, change: Partial<HeldSubscription> = {}): HeldSubscription => ({
  token: '80'.repeat(32),
  siteUrl: SITE,
  hub,
  topic: TOPIC,
  secret: null,
  askedAt: NOW,
  leaseUntil: null,
  toldAt: null,
  ...change,
});

const active = (change: Partial<HeldSubscription> = {}) =>
  verified(asked(fresh(), heldAt(HUBS[0] as string, change), NOW), 864_000, NOW);

describe('what is done next', () => {
  test('A160: hubs are asked in their order, the first that works stays', () => {
    const first = nextStep(fresh(), SITE, NOW);
    expect(first).toEqual({ kind: 'ask', hub: HUBS[0], topic: TOPIC, siteUrl: SITE });
    const second = passedOver(asked(fresh(), heldAt(HUBS[0] as string), NOW), HUBS[0] as string, NOW);
    expect(nextStep(second, SITE, NOW)).toMatchObject({ kind: 'ask', hub: HUBS[1] });
    expect(verified(asked(second, heldAt(HUBS[1] as string), NOW), null, NOW)).toMatchObject({
      passedOver: null,
      failures: 0,
      held: { hub: HUBS[1], leaseUntil: NOW + 10 * DAY },
    });
  });

  test('A164: after the last hub the first is tried again, each time after twice as long, at most after a week', () => {
    let subscription = fresh();
    const waits: number[] = [];
    for (let round = 0; round < 10; round++) {
      const at = subscription.nextAt;
      expect(nextStep(subscription, SITE, at)).toMatchObject({ kind: 'ask', hub: HUBS[0] });
      subscription = passedOver(subscription, HUBS[1] as string, at);
      expect(nextStep(subscription, SITE, at)).toEqual({ kind: 'wait' });
      waits.push((subscription.nextAt - at) / HOUR);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 168, 168]);
  });

  test('A164: a hub that asks for patience gets it, up to a month', () => {
    const last = HUBS[1] as string;
    expect(passedOver(fresh(), last, NOW, { retryAfterMs: 5 * HOUR }).nextAt).toBe(NOW + 5 * HOUR);
    expect(passedOver(fresh(), last, NOW, { retryAfterMs: 1 }).nextAt).toBe(NOW + HOUR);
    expect(passedOver(fresh(), last, NOW, { retryAfterMs: 400 * DAY }).nextAt).toBe(NOW + 30 * DAY);
  });

  test('A167: after a denial the next hub is asked, and the last one is left alone for a month', () => {
    const denied = passedOver(active(), HUBS[0] as string, NOW, { denied: true });
    expect(nextStep(denied, SITE, NOW)).toMatchObject({ kind: 'ask', hub: HUBS[1] });
    expect(passedOver(denied, HUBS[1] as string, NOW, { denied: true }).nextAt).toBe(NOW + 30 * DAY);
  });

  test('A161, A179: what is held for another topic, hub or site is asked for anew at once', () => {
    const ask = { kind: 'ask', hub: HUBS[0] };
    expect(nextStep(active(), SITE, NOW)).toEqual({ kind: 'wait' });
    expect(nextStep(active({ topic: 'https://site.example/old' }), SITE, NOW)).toMatchObject(ask);
    expect(nextStep(active({ hub: 'https://gone.example/' }), SITE, NOW)).toMatchObject(ask);
    expect(nextStep(active({ siteUrl: 'https://old.example/' }), SITE, NOW)).toMatchObject(ask);
  });

  test('A162, A179: without a topic, a hub or an address of ours everything is dropped', () => {
    expect(nextStep(fresh({ advertised: { topic: null, hubs: HUBS } }), SITE, NOW)).toEqual({ kind: 'drop' });
    expect(nextStep(fresh({ advertised: { topic: TOPIC, hubs: [] } }), SITE, NOW)).toEqual({ kind: 'drop' });
    expect(nextStep(active(), null, NOW)).toEqual({ kind: 'drop' });
  });

  test('A168: a lease is renewed while it runs, and asked for anew when it is over', () => {
    const { nextAt, held } = active();
    expect(nextStep(active(), SITE, nextAt)).toMatchObject({ kind: 'renew', held: { token: held?.token } });
    expect(nextStep(active(), SITE, held?.leaseUntil as number)).toMatchObject({ kind: 'ask', hub: HUBS[0] });
  });

  test('A168: renewals that nobody verifies come closer together, ten minutes apart at least, until the lease ends', () => {
    let subscription = active();
    const end = subscription.held?.leaseUntil as number;
    const times: number[] = [];
    while (subscription.nextAt < end) {
      const at = subscription.nextAt;
      times.push(at);
      subscription = renewing(subscription, at);
    }
    expect(subscription.nextAt).toBe(end);
    const gaps = times.slice(1).map((at, place) => at - (times[place] as number));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10 * 60_000);
    expect(gaps).toEqual(gaps.toSorted((a, b) => b - a));
    expect(times.length).toBeGreaterThan(5);
  });

  test('A168, A169: any lease is renewed between 76 and 84 % of it, once an hour at most and once a month at least', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 1, max: 40 * 86_400 }), fc.constant(315_360_000)),
        fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
        (seconds, token) => {
          const subscription = verified(asked(fresh(), heldAt(HUBS[0] as string, { token }), NOW), seconds, NOW);
          const planned = Math.min(Math.max(seconds * 1000, HOUR), 30 * DAY);
          const share = (subscription.nextAt - NOW) / planned;
          expect(share).toBeGreaterThan(0.7599);
          expect(share).toBeLessThanOrEqual(0.84);
          expect(subscription.held?.leaseUntil).toBe(NOW + Math.min(seconds * 1000, 30 * DAY));
        },
      ),
    );
  });
});

describe('whether a source is informed', () => {
  test('A177: it is while the lease runs and its hub was heard of', () => {
    expect(isInformed(fresh(), NOW)).toBe(false);
    expect(isInformed(active(), NOW)).toBe(false);
    const heard = told(active(), NOW + HOUR);
    expect(isInformed(heard, NOW + 2 * HOUR)).toBe(true);
    expect(isInformed(heard, NOW + 10 * DAY - 1)).toBe(true);
    expect(isInformed(heard, NOW + 10 * DAY)).toBe(false);
    expect(isInformed(told(asked(fresh(), heldAt(HUBS[0] as string), NOW), NOW), NOW)).toBe(false);
  });

  test('A177: it is not any more when a visit finds what its hub kept back, until the hub speaks again', () => {
    const heard = told(active(), NOW + HOUR);
    expect(foundUntold(heard, NOW)).toBe(heard);
    const doubted = foundUntold(heard, NOW + 2 * HOUR);
    expect(isInformed(doubted, NOW + 3 * HOUR)).toBe(false);
    expect(isInformed(told(doubted, NOW + 3 * HOUR), NOW + 3 * HOUR)).toBe(true);
  });
});
