// Contract: who is visited when. Claims, leases, hosts, forced passes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { MINUTE, makeClaim, makeSource, makeState, makeVisit, SECOND, T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

async function claimIds(store: Store, ...request: Parameters<typeof makeClaim>): Promise<string[]> {
  return (await store.claimDue(makeClaim(...request))).map(({ state }) => state.sourceId);
}

const nextAt = (store: Store, now: number, forceSince: number | null = null) => store.nextClaimAt({ now, forceSince });

export function claimContract(make: MakeDatabase): void {
  const database = databasePerTest(make);

  async function storeWith(...sources: ReturnType<typeof makeSource>[]): Promise<Store> {
    const store = await (await database()).open();
    await store.syncSources(sources, T0);
    return store;
  }

  test('due sources are claimed by priority, then due time, then id, up to the limit', async () => {
    const store = await storeWith(
      makeSource('d'),
      makeSource('c'),
      makeSource('b', { priority: -1 }),
      makeSource('a', { priority: 5 }),
      makeSource('z'),
    );
    await store.saveVisit(makeVisit('z', { state: makeState('z', { dueAt: T0 - MINUTE }) }));
    expect(await claimIds(store, T0, { limit: 2 })).toEqual(['a', 'z']);
    expect(await claimIds(store, T0, { limit: 10 })).toEqual(['c', 'd', 'b']);
    expect(await claimIds(store, T0)).toEqual([]);
  });

  test('A050: a visit and waits that a clock set ahead left behind do not keep a source waiting', async () => {
    const store = await storeWith(makeSource('a'), makeSource('b', { host: 'slow.example:443' }));
    const ahead = T0 + 100_000 * MINUTE;
    const state = makeState('a', { lastVisitAt: ahead, dueAt: ahead + 60 * MINUTE });
    await store.saveVisit(makeVisit('a', { state, at: ahead, hostFreeAt: ahead + SECOND }));
    const waiting = makeState('b', { host: 'slow.example:443', lastVisitAt: T0, dueAt: T0 + 20_000 * MINUTE });
    await store.saveVisit(makeVisit('b', { state: waiting }));
    expect(await claimIds(store, T0 + MINUTE)).toEqual([]);
    await store.syncSources([makeSource('a'), makeSource('b', { host: 'slow.example:443' })], T0 + MINUTE);
    expect(await claimIds(store, T0 + MINUTE)).toEqual(['a']);
    expect(await claimIds(store, T0 + 20_001 * MINUTE)).toContain('b');
  });

  test('a claim carries the state and the end of the lease', async () => {
    const store = await storeWith(makeSource('a'));
    expect(await store.claimDue(makeClaim(T0, { leaseMs: 5 * MINUTE }))).toEqual([
      {
        state: makeState('a', { lastVisitAt: null, lastSuccessAt: null, dueAt: T0, dueWhy: 'new' }),
        leaseUntil: T0 + 5 * MINUTE,
      },
    ]);
  });

  test('a source is not claimed before it is due', async () => {
    const store = await storeWith(makeSource('a'));
    expect(await claimIds(store, T0 - 1)).toEqual([]);
    expect(await nextAt(store, T0 - 1)).toBe(T0);
    expect(await nextAt(store, T0)).toBe(T0);
  });

  test('A051: two stores on one database claim a due source once', async () => {
    const db = await database();
    const [one, two] = [await db.open(), await db.open()];
    await one.syncSources([makeSource('a'), makeSource('b'), makeSource('c')], T0);
    expect(await claimIds(one, T0, { limit: 2 })).toEqual(['a', 'b']);
    expect(await claimIds(two, T0, { limit: 2 })).toEqual(['c']);
    expect(await claimIds(one, T0)).toEqual([]);
  });

  test('A051: a claim whose holder died is free again when its lease runs out', async () => {
    const store = await storeWith(makeSource('a'));
    expect(await claimIds(store, T0, { leaseMs: MINUTE })).toEqual(['a']);
    expect(await claimIds(store, T0 + MINUTE - 1)).toEqual([]);
    expect(await nextAt(store, T0 + 1)).toBe(T0 + MINUTE);
    expect(await claimIds(store, T0 + MINUTE)).toEqual(['a']);
  });

  test('a saved visit ends its claim', async () => {
    const store = await storeWith(makeSource('a'));
    await claimIds(store, T0);
    await store.saveVisit(makeVisit('a', { state: makeState('a', { dueAt: T0 + SECOND }), hostFreeAt: T0 }));
    expect(await claimIds(store, T0 + SECOND)).toEqual(['a']);
  });

  test('released claims are due as before', async () => {
    const store = await storeWith(makeSource('a'), makeSource('b'));
    expect(await claimIds(store, T0)).toEqual(['a', 'b']);
    await store.releaseClaims(['b']);
    expect(await claimIds(store, T0)).toEqual(['b']);
  });

  test('one source of a host is claimed at a time, the rest when its visit is over and the gap has passed', async () => {
    const store = await storeWith(...['a', 'b', 'c'].map((id) => makeSource(id, { host: 'one.example:443' })));
    const state = makeState('a', { host: 'one.example:443' });
    expect(await claimIds(store, T0)).toEqual(['a']);
    expect(await claimIds(store, T0)).toEqual([]);
    await store.saveVisit(makeVisit('a', { state, hostFreeAt: T0 + 3 * SECOND }));
    expect(await claimIds(store, T0 + 3 * SECOND - 1)).toEqual([]);
    expect(await nextAt(store, T0 + SECOND)).toBe(T0 + 3 * SECOND);
    expect(await claimIds(store, T0 + 3 * SECOND)).toEqual(['b']);
  });

  test('a host with more slots is claimed that often, others stay at one', async () => {
    const store = await storeWith(
      ...['a', 'b', 'c', 'd'].map((id) => makeSource(id, { host: 'local:80' })),
      ...['x', 'y'].map((id) => makeSource(id, { host: 'else:80' })),
    );
    const slots = { 'local:80': 3 };
    expect(await claimIds(store, T0, { slots, limit: 3 })).toEqual(['a', 'b', 'c']);
    expect(await claimIds(store, T0, { slots })).toEqual(['x']);
    await store.releaseClaims(['b']);
    expect(await claimIds(store, T0, { slots })).toEqual(['b']);
  });

  test('sources waiting for a busy host do not keep those of other hosts waiting', async () => {
    const crowd = Array.from({ length: 300 }, (_, place) =>
      makeSource(`crowd-${place}`, { host: 'one.example:443', priority: 9 }),
    );
    const store = await storeWith(...crowd, makeSource('x'), makeSource('y'));
    expect(await claimIds(store, T0, { limit: 3 })).toEqual(['crowd-0', 'x', 'y']);
  });

  test('A066: a host that asked us to wait is not asked, whatever happens meanwhile', async () => {
    const db = await database();
    const store = await db.open();
    const host = 'busy.example:443';
    await store.syncSources([makeSource('a', { host })], T0);
    await claimIds(store, T0);
    const retryAt = T0 + 60 * MINUTE;
    const state = makeState('a', { host, dueAt: T0 + MINUTE, errorCode: 'rate-limited' });
    await store.saveVisit(makeVisit('a', { state, hostFreeAt: T0 + SECOND, hostRetryAt: retryAt }));
    await store.close();

    const restarted = await db.open();
    await restarted.syncSources([makeSource('a', { host }), makeSource('new', { host })], T0 + MINUTE);
    expect(await claimIds(restarted, retryAt - 1)).toEqual([]);
    expect(await claimIds(restarted, retryAt - 1, { forceSince: retryAt - 1 })).toEqual([]);
    expect(await nextAt(restarted, T0 + MINUTE)).toBe(retryAt);
    expect(await nextAt(restarted, T0 + MINUTE, T0 + MINUTE)).toBe(retryAt);
    expect(await claimIds(restarted, retryAt)).toHaveLength(1);
  });

  test('a wait is not shortened by a later visit that says nothing or less', async () => {
    const host = 'busy.example:443';
    const store = await storeWith(makeSource('a', { host }), makeSource('b', { host }));
    const wait = T0 + 60 * MINUTE;
    await store.saveVisit(makeVisit('a', { state: makeState('a', { host, dueAt: T0 }), hostRetryAt: wait }));
    for (const hostRetryAt of [null, T0 + MINUTE]) {
      await store.saveVisit(makeVisit('b', { state: makeState('b', { host, dueAt: T0 }), hostRetryAt }));
    }
    expect(await claimIds(store, wait - 1)).toEqual([]);
    expect(await claimIds(store, wait)).toEqual(['a']);
  });

  test('A060, A065: a server that asked for a wait for one source gets it from forced passes too, its other sources none', async () => {
    const host = 'down.example:443';
    const store = await storeWith(makeSource('a', { host }), makeSource('b', { host }));
    const retryAt = T0 + 60 * MINUTE;
    const state = makeState('a', { host, dueAt: retryAt, errorCode: 'unavailable' });
    await store.saveVisit(makeVisit('a', { state, retryAt }));
    const forceSince = T0 + MINUTE;
    expect(await claimIds(store, forceSince, { forceSince })).toEqual(['b']);
    await store.saveVisit(makeVisit('b', { state: makeState('b', { host, lastVisitAt: forceSince }) }));
    expect(await store.nextClaimAt({ now: forceSince, dueBy: forceSince, forceSince })).toBe(retryAt);
    expect(await claimIds(store, retryAt - 1, { dueBy: forceSince, forceSince })).toEqual([]);
    expect(await claimIds(store, retryAt, { dueBy: forceSince, forceSince })).toEqual(['a']);
    await store.saveVisit(makeVisit('a', { state: makeState('a', { host, dueAt: retryAt + MINUTE }) }));
    expect(await claimIds(store, retryAt, { forceSince: retryAt })).toHaveLength(1);
  });

  test('a forced pass visits each source once, due or not, but none that is gone', async () => {
    const store = await storeWith(makeSource('due'), makeSource('later'), makeSource('gone'), makeSource('new'));
    await store.saveVisit(makeVisit('due', { state: makeState('due', { dueAt: T0 }) }));
    await store.saveVisit(makeVisit('later'));
    await store.saveVisit(makeVisit('gone', { state: makeState('gone', { dueAt: null, errorCode: 'gone' }) }));
    const forceSince = T0 + MINUTE;
    expect(await nextAt(store, forceSince, forceSince)).toBe(forceSince);
    const claimed = await claimIds(store, forceSince, { forceSince });
    expect(claimed.sort()).toEqual(['due', 'later', 'new']);
    for (const id of claimed) {
      const state = makeState(id, { lastVisitAt: forceSince, dueAt: forceSince + 60 * MINUTE });
      await store.saveVisit(makeVisit(id, { state }));
    }
    expect(await claimIds(store, forceSince + 1, { forceSince })).toEqual([]);
  });

  test('a pass that keeps to its start leaves what falls due later', async () => {
    const store = await storeWith(makeSource('early'), makeSource('late'), makeSource('blocked'));
    await store.saveVisit(makeVisit('late', { state: makeState('late', { dueAt: T0 + MINUTE }) }));
    const blocked = makeState('blocked', { dueAt: T0 + MINUTE });
    await store.saveVisit(makeVisit('blocked', { state: blocked, hostFreeAt: T0 + 2 * MINUTE }));
    const now = T0 + MINUTE;
    expect(await store.nextClaimAt({ now, dueBy: T0, forceSince: null })).toBe(now);
    expect(await claimIds(store, now, { dueBy: T0 })).toEqual(['early']);
    await store.saveVisit(makeVisit('early', { state: makeState('early', { dueAt: now }), hostFreeAt: now }));
    expect(await claimIds(store, now, { dueBy: T0 })).toEqual([]);
    expect(await store.nextClaimAt({ now, dueBy: T0, forceSince: null })).toBeNull();
    expect(await claimIds(store, now)).toEqual(['early', 'late']);
  });

  test('nothing is ever due when no source is planned', async () => {
    const store = await storeWith(makeSource('gone'));
    await store.saveVisit(makeVisit('gone', { state: makeState('gone', { dueAt: null, errorCode: 'gone' }) }));
    expect(await claimIds(store, T0 + 1e9)).toEqual([]);
    expect(await nextAt(store, T0)).toBeNull();
    expect(await nextAt(store, T0, T0)).toBeNull();
  });

  test('the fetching role is held once, and taking it voids the claims that a former holder left', async () => {
    const db = await database();
    const [one, two] = [await db.open(), await db.open()];
    await one.syncSources([makeSource('a')], T0);
    const role = await one.takeFetchingRole();
    expect(role).not.toBeNull();
    expect(await two.takeFetchingRole()).toBeNull();
    expect(await one.takeFetchingRole()).toBeNull();
    expect(await claimIds(one, T0)).toEqual(['a']);
    await role?.release();
    expect(await two.takeFetchingRole()).not.toBeNull();
    expect(await claimIds(two, T0)).toEqual(['a']);
    await two.close();
    expect(await one.takeFetchingRole()).not.toBeNull();
  });

  test('no claim brings anything before the moment that nextClaimAt names', async () => {
    const offset = fc.integer({ min: 0, max: 30 });
    const visits = fc.array(
      fc.record({ source: fc.nat(5), due: fc.option(offset), free: offset, retry: fc.option(offset) }),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(visits, fc.nat(3), async (made, claims) => {
        const store = await storeWith(
          ...[0, 1, 2, 3, 4, 5].map((n) => makeSource(`s${n}`, { host: `h${n % 3}:80`, priority: n % 2 })),
        );
        for (const { source, due, free, retry } of made) {
          const state = makeState(`s${source}`, { host: `h${source % 3}:80`, dueAt: due === null ? null : T0 + due });
          const record = { state, hostFreeAt: T0 + free, hostRetryAt: retry === null ? null : T0 + retry };
          await store.saveVisit(makeVisit(`s${source}`, record));
        }
        if (claims > 0) await store.claimDue(makeClaim(T0, { limit: claims, leaseMs: 7 }));
        // A due time at a host with a visit under way is named too, so a scheduler may look in vain, but always moves on.
        let asked = T0;
        let brought: string[] = [];
        while (brought.length === 0) {
          const next = await nextAt(store, asked);
          const until = next ?? T0 + 100;
          for (let now = asked; now < until; now++) expect(await claimIds(store, now)).toEqual([]);
          if (next === null) return;
          brought = await claimIds(store, next);
          expect(next > asked || brought.length > 0).toBe(true);
          asked = next;
        }
      }),
      { numRuns: 15 },
    );
  });
}
