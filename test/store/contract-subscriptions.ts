// Contract: subscriptions at hubs, deliveries, and visits that are brought forward.
import { expect, test } from 'vitest';
import type { HeldSubscription, HubLinks, Subscription } from '../../src/model.ts';
import type { Store } from '../../src/store/store.ts';
import { MINUTE, makeClaim, makeDraft, makeSource, makeState, makeVisit, T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

const SITE = 'https://lost.example/';
const LINKS: HubLinks = { topic: 'https://a.example/feed', hubs: ['https://one.example/', 'https://two.example/'] };
const HELD: HeldSubscription = {
  token: 'ab'.repeat(32),
  siteUrl: SITE,
  hub: 'https://one.example/',
  topic: 'https://a.example/feed',
  secret: 'cd'.repeat(32),
  askedAt: T0,
  leaseUntil: T0 + 60 * MINUTE,
  toldAt: T0 + MINUTE,
};
const CHANGED: Partial<Subscription> = {
  nextAt: T0 + 48 * MINUTE,
  passedOver: 'https://x.example/',
  failures: 3,
  held: HELD,
};

export function subscriptionContract(make: MakeDatabase): void {
  const database = databasePerTest(make);

  async function storeWith(...ids: string[]): Promise<Store> {
    const store = await (await database()).open();
    await store.syncSources(
      ids.map((id) => makeSource(id)),
      T0,
    );
    return store;
  }

  const due = (store: Store, now: number, siteUrl: string | null = SITE, limit = 10) =>
    store.dueSubscriptions({ now, siteUrl, limit });

  test('a visit that read hubs leaves a subscription that is due at once', async () => {
    const store = await storeWith('a', 'b');
    await store.saveVisit(makeVisit('a', { at: T0 + MINUTE, hubLinks: LINKS }));
    await store.saveVisit(makeVisit('b', { hubLinks: { topic: null, hubs: ['https://one.example/'] } }));
    const expected = {
      sourceId: 'a',
      advertised: LINKS,
      nextAt: T0 + MINUTE,
      passedOver: null,
      failures: 0,
      held: null,
    };
    expect(await store.subscriptions()).toEqual([expected]);
    expect(await due(store, T0 + MINUTE - 1)).toEqual([]);
    expect(await due(store, T0 + MINUTE)).toEqual([expected]);
  });

  test('a change is kept whole, found by its token, and gone when it is taken back', async () => {
    const store = await storeWith('a');
    await store.saveVisit(makeVisit('a', { hubLinks: LINKS }));
    const changed = await store.changeSubscription('a', (current) => ({ ...current, ...CHANGED }));
    expect(changed).toEqual({ sourceId: 'a', advertised: LINKS, ...CHANGED });
    expect(await store.subscriptions()).toEqual([changed]);
    expect(await store.subscriptionByToken(HELD.token)).toEqual(changed);
    expect(await store.subscriptionByToken('00'.repeat(32))).toBeNull();
    await store.changeSubscription('a', (current) => ({ ...current, held: null }));
    expect(await store.subscriptionByToken(HELD.token)).toBeNull();
    expect(await store.changeSubscription('a', () => null)).toBeNull();
    expect(await store.subscriptions()).toEqual([]);
    expect(await store.changeSubscription('a', (current) => current)).toBeNull();
  });

  test('a change that is made in two places at once is made on what the other left', async () => {
    const store = await storeWith('a');
    await store.saveVisit(makeVisit('a', { hubLinks: LINKS }));
    const count = () => store.changeSubscription('a', (current) => ({ ...current, failures: current.failures + 1 }));
    await Promise.all([count(), count(), count()]);
    expect((await store.subscriptions())[0]?.failures).toBe(3);
  });

  test('visits that read the same, or nothing, leave a subscription as it is', async () => {
    const store = await storeWith('a');
    await store.saveVisit(makeVisit('a', { hubLinks: LINKS }));
    const before = await store.changeSubscription('a', (current) => ({ ...current, ...CHANGED }));
    await store.saveVisit(makeVisit('a', { at: T0 + MINUTE, hubLinks: LINKS }));
    await store.saveVisit(makeVisit('a', { at: T0 + MINUTE, hubLinks: null }));
    expect(await store.subscriptions()).toEqual([before]);
  });

  test('a visit that read other hubs, or none, makes the subscription due, and what is held stays', async () => {
    const store = await storeWith('a');
    await store.saveVisit(makeVisit('a', { hubLinks: LINKS }));
    await store.changeSubscription('a', (current) => ({ ...current, ...CHANGED }));
    const other = { topic: LINKS.topic, hubs: ['https://two.example/'] };
    await store.saveVisit(makeVisit('a', { at: T0 + MINUTE, hubLinks: other }));
    expect(await due(store, T0 + MINUTE)).toMatchObject([{ advertised: other, held: HELD, failures: 3 }]);
    await store.saveVisit(makeVisit('a', { at: T0 + 2 * MINUTE, hubLinks: { topic: null, hubs: [] } }));
    expect(await due(store, T0 + 2 * MINUTE)).toMatchObject([{ advertised: { hubs: [] }, held: HELD }]);
  });

  test('what is held for another address of the site is due, and all that is held when there is none', async () => {
    const store = await storeWith('a', 'b', 'c');
    for (const id of ['a', 'b', 'c']) await store.saveVisit(makeVisit(id, { hubLinks: LINKS }));
    for (const [id, siteUrl] of [
      ['a', SITE],
      ['b', 'https://old.example/'],
    ] as const) {
      const held = { ...HELD, siteUrl, token: `${id}0`.repeat(32) };
      await store.changeSubscription(id, (current) => ({ ...current, nextAt: T0 + 5 * MINUTE, held }));
    }
    await store.changeSubscription('c', (current) => ({ ...current, nextAt: T0 + 9 * MINUTE }));
    const ids = async (...query: [number, string | null]) => (await due(store, ...query)).map((one) => one.sourceId);
    expect(await ids(T0, SITE)).toEqual(['b']);
    expect(await ids(T0, null)).toEqual(['a', 'b']);
    expect(await ids(T0 + 9 * MINUTE, SITE)).toEqual(['a', 'b', 'c']);
    expect(await due(store, T0 + 9 * MINUTE, SITE, 2)).toHaveLength(2);
  });

  test('subscriptions of sources that are not visited are out of sight, and come back with them', async () => {
    const store = await storeWith('a');
    await store.saveVisit(makeVisit('a', { hubLinks: LINKS }));
    await store.changeSubscription('a', (current) => ({ ...current, ...CHANGED }));
    const seen = async () => [
      (await store.subscriptions()).length,
      (await due(store, T0 + 60 * MINUTE)).length,
      (await store.subscriptionByToken(HELD.token)) === null ? 0 : 1,
    ];
    for (const absent of [[], [makeSource('a', { enabled: false })]]) {
      await store.syncSources(absent, T0);
      expect(await seen()).toEqual([0, 0, 0]);
      await store.syncSources([makeSource('a')], T0);
      expect(await seen()).toEqual([1, 1, 1]);
    }
    await store.saveVisit(makeVisit('a', { state: makeState('a', { dueAt: null, errorCode: 'gone' }) }));
    expect(await seen()).toEqual([0, 0, 0]);
  });

  test('A174: a delivery saves entries, and nothing that belongs to visits', async () => {
    const store = await storeWith('a');
    const state = makeState('a', { validators: { etag: '"1"', lastModified: null }, bodyHash: 'hash', quietVisits: 7 });
    await store.saveVisit(makeVisit('a', { state, created: [makeDraft('a', '1'), makeDraft('a', '2')] }));
    await store.claimDue(makeClaim(T0 + 60 * MINUTE));
    const changes = { touched: [], aliases: [], dropped: [], suspectSince: null, events: [] };
    await store.saveDelivery({
      sourceId: 'a',
      at: T0 + MINUTE,
      created: [makeDraft('a', '3')],
      updated: [makeDraft('a', '1', { version: 'version-2', title: 'Corrected' })],
      ...changes,
      postedAt: [T0 + MINUTE, T0],
    });
    const articles = await store.channelArticles({ items: 10, perSource: 10, listedAfter: null });
    expect(articles.map(({ title }) => title).sort()).toEqual(['Corrected', 'Title of 2', 'Title of 3']);
    expect(await store.sourceStates()).toEqual([
      { ...state, lastNewAt: T0 + MINUTE, quietVisits: 0, postedAt: [T0 + MINUTE, T0] },
    ]);
    // the visit under way is still under way
    expect(await store.claimDue(makeClaim(T0 + 60 * MINUTE))).toEqual([]);

    await store.saveDelivery({
      sourceId: 'a',
      at: T0 + 2 * MINUTE,
      created: [],
      updated: [],
      ...changes,
      postedAt: [],
    });
    expect((await store.sourceStates())[0]?.lastNewAt).toBe(T0 + MINUTE);
  });

  test('A173: a visit is brought forward to the end of the gap, never put off', async () => {
    const store = await storeWith('a');
    await store.saveVisit(makeVisit('a', { state: makeState('a', { lastVisitAt: T0, dueAt: T0 + 60 * MINUTE }) }));
    const dueAt = async () => (await store.sourceStates())[0]?.dueAt;
    await store.hastenVisit('a', { now: T0 + 2 * MINUTE, gapMs: 10 * MINUTE });
    expect(await dueAt()).toBe(T0 + 10 * MINUTE);
    await store.hastenVisit('a', { now: T0 + 2 * MINUTE, gapMs: 20 * MINUTE });
    expect(await dueAt()).toBe(T0 + 10 * MINUTE);
    await store.hastenVisit('a', { now: T0 + 2 * MINUTE, gapMs: MINUTE });
    expect(await dueAt()).toBe(T0 + 2 * MINUTE);
    await store.hastenVisit('nobody', { now: T0, gapMs: MINUTE });
  });

  test('A066, A062: no visit is brought forward into a wait, a back-off or after a 410', async () => {
    const store = await storeWith('a');
    const planned = T0 + 60 * MINUTE;
    const dueAfter = async (change: Parameters<typeof makeState>[1], retryAt: number | null = null) => {
      await store.saveVisit(makeVisit('a', { state: makeState('a', { dueAt: planned, ...change }), retryAt }));
      await store.hastenVisit('a', { now: T0 + MINUTE, gapMs: MINUTE });
      return (await store.sourceStates())[0]?.dueAt;
    };
    expect(await dueAfter({})).toBe(T0 + MINUTE);
    expect(await dueAfter({}, T0 + 30 * MINUTE)).toBe(T0 + 30 * MINUTE);
    expect(await dueAfter({ errorCode: 'rate-limited', failures: 1 })).toBe(planned);
    expect(await dueAfter({ dueAt: null })).toBeNull();
  });
}
