// Contract: what happened to sources, and how much they post.
import { expect, test } from 'vitest';
import type { SourceEvent } from '../../src/model.ts';
import type { Store } from '../../src/store/store.ts';
import { MINUTE, makeClaim, makeDraft, makeSource, makeState, makeVisit, T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

function makeEvent(number: number, change: Partial<SourceEvent> = {}): SourceEvent {
  return {
    id: `urn:uuid:00000000-0000-5000-8000-${String(number).padStart(12, '0')}`,
    sourceId: 'a',
    kind: 'recovered',
    at: T0 + number,
    url: 'https://a.example/feed.xml',
    code: null,
    status: null,
    since: null,
    other: null,
    ...change,
  };
}

export function eventContract(make: MakeDatabase): void {
  const database = databasePerTest(make);

  async function storeWith(...ids: string[]): Promise<Store> {
    const store = await (await database()).open();
    await store.syncSources(
      ids.map((id) => makeSource(id)),
      T0,
    );
    return store;
  }

  const idsOf = async (store: Store, limit = 10) => (await store.events({ limit })).map(({ id }) => id);

  test('A090: what a visit found is saved with it, field by field, and told newest first', async () => {
    const store = await storeWith('a', 'b');
    const broke = makeEvent(1, { kind: 'broke', code: 'http-status', status: 500, since: T0 - MINUTE });
    const moved = makeEvent(2, { sourceId: 'b', kind: 'moved', other: 'https://b.example/old' });
    await store.saveVisit(makeVisit('a', { events: [broke] }));
    await store.saveVisit(makeVisit('b', { events: [moved, makeEvent(3, { sourceId: 'b' })] }));
    expect(await store.events({ limit: 10 })).toEqual([makeEvent(3, { sourceId: 'b' }), moved, broke]);
    expect(await store.events({ limit: 1 })).toEqual([makeEvent(3, { sourceId: 'b' })]);
    expect(await store.events({ limit: 10, sourceId: 'a' })).toEqual([broke]);
  });

  test('an event that is saved again stays as it was', async () => {
    const store = await storeWith('a');
    await store.saveVisit(makeVisit('a', { events: [makeEvent(1)] }));
    await store.saveVisit(makeVisit('a', { events: [makeEvent(1, { code: 'other' }), makeEvent(2)] }));
    expect(await store.events({ limit: 10 })).toEqual([makeEvent(2), makeEvent(1)]);
  });

  test('what a delivery of a hub found is saved with it', async () => {
    const store = await storeWith('a');
    const found = makeEvent(1, { kind: 'suspect' });
    const entries = { created: [makeDraft('a', '1')], updated: [], touched: [], aliases: [], dropped: [] };
    await store.saveDelivery({ sourceId: 'a', at: T0, ...entries, postedAt: null, suspectSince: T0, events: [found] });
    expect(await store.events({ limit: 10 })).toEqual([found]);
  });

  test('what a publication found is saved once', async () => {
    const store = await storeWith('a');
    const found = makeEvent(1, { kind: 'left-out', other: 'urn:x:1' });
    await store.saveEvents([found]);
    await store.saveEvents([{ ...found, at: T0 + MINUTE }]);
    expect(await store.events({ limit: 10 })).toEqual([found]);
  });

  test('a void visit found nothing', async () => {
    const store = await storeWith('a');
    await store.claimDue(makeClaim(T0));
    await store.syncSources([makeSource('a', { host: 'other.example:443' })], T0);
    await store.saveVisit(makeVisit('a', { events: [makeEvent(1)] }));
    expect(await store.events({ limit: 10 })).toEqual([]);
  });

  test('a thousand events are kept, the newest', async () => {
    const store = await storeWith('a');
    const events = Array.from({ length: 999 }, (_, number) => makeEvent(number));
    await store.saveVisit(makeVisit('a', { events }));
    await store.saveVisit(makeVisit('a', { events: [makeEvent(999)] }));
    expect(await idsOf(store, 2000)).toHaveLength(1000);
    await store.saveVisit(makeVisit('a', { events: [makeEvent(1000), makeEvent(1001)] }));
    const kept = await idsOf(store, 2000);
    expect(kept).toHaveLength(1000);
    expect([kept[0], kept.at(-1)]).toEqual([makeEvent(1001).id, makeEvent(2).id]);
  });

  test('events stay with a source that gets another id, under the id they were published by', async () => {
    const store = await storeWith('a');
    await store.saveVisit(makeVisit('a', { events: [makeEvent(1)] }));
    const { config, host } = makeSource('renamed');
    await store.syncSources([{ config: { ...config, url: makeSource('a').config.url }, host }], T0 + MINUTE);
    expect(await store.events({ limit: 10, sourceId: 'renamed' })).toEqual([makeEvent(1, { sourceId: 'renamed' })]);
  });

  test('since when a source fails, and when it was throttled, is kept until its address is edited', async () => {
    const store = await storeWith('a');
    const state = makeState('a', { failures: 2, failingSince: T0 - MINUTE, throttledAt: T0 });
    await store.saveVisit(makeVisit('a', { state }));
    expect(await store.sourceStates()).toEqual([state]);
    await store.syncSources([makeSource('a', { host: 'other.example:443' })], T0 + MINUTE);
    expect(await store.sourceStates()).toMatchObject([{ failures: 0, failingSince: null, throttledAt: null }]);
  });

  test('counts the articles that each source posted after a moment', async () => {
    const store = await storeWith('a', 'b', 'c');
    const drafts = (sourceId: string, ...ages: number[]) =>
      ages.map((age) => makeDraft(sourceId, String(age), { listedAt: T0 - age * MINUTE }));
    await store.saveVisit(makeVisit('a', { created: drafts('a', 1, 5, 10) }));
    await store.saveVisit(makeVisit('b', { created: drafts('b', 20, 30) }));
    await store.saveVisit(makeVisit('c', { created: drafts('c', 1) }));
    await store.saveVisit(makeVisit('c', { dropped: ['1'] }));
    expect(await store.recentPosts(T0 - 8 * MINUTE)).toEqual(
      new Map([['a', { articles: 2, firstAt: T0 - 5 * MINUTE }]]),
    );
  });
}
