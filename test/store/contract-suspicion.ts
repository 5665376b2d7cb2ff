// Contract: what a suspect source brings is stored and on no list, until it is released.
import { expect, test } from 'vitest';
import type { ArticleDraft, VisitRecord } from '../../src/model.ts';
import type { Store } from '../../src/store/store.ts';
import { MINUTE, makeClaim, makeDraft, makeFeed, makeSource, makeState, makeVisit, T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

const CHANNEL = { items: 100, perSource: 100, listedAfter: null };
const LATER = T0 + 60 * MINUTE;

export function suspicionContract(make: MakeDatabase): void {
  const database = databasePerTest(make);
  const draft = (key: string, change: Partial<ArticleDraft> = {}) => makeDraft('a', key, change);
  const visit = (suspectSince: number | null, change: Partial<VisitRecord> = {}) =>
    makeVisit('a', { at: LATER, state: makeState('a', { suspectSince }), ...change });

  /** Source `a` with the article `own`, and then a suspect visit that brings `one` and `two`. */
  async function suspected(): Promise<Store> {
    const store = await (await database()).open();
    await store.syncSources([makeSource('a')], T0);
    await store.saveVisit(visit(null, { feed: makeFeed({ title: 'Own' }), created: [draft('own')] }));
    const created = [draft('one', { listedAt: T0 + 2 }), draft('two', { listedAt: T0 + 1 })];
    await store.saveVisit(visit(LATER, { feed: makeFeed({ title: 'Foreign' }), created }));
    return store;
  }
  const listed = async (store: Store) => (await store.channelArticles(CHANNEL)).map(({ guid }) => guid);
  const titleOf = async (store: Store) => (await store.sourceViews()).get('a')?.title;

  test('what comes with a suspicion is stored and nowhere to be seen; what was there before stays', async () => {
    const store = await suspected();
    expect(await store.counts()).toEqual({ sources: 1, articles: 3 });
    expect(await listed(store)).toEqual(['own']);
    expect(await store.articleBySlug(draft('own').slug)).not.toBeNull();
    expect(await store.articleBySlug(draft('one').slug)).toBeNull();
    expect(await titleOf(store)).toBe('Own');
    expect(await store.suspectSources()).toEqual([{ sourceId: 'a', suspectSince: LATER }]);
    expect(await store.sourceStates()).toMatchObject([{ suspectSince: LATER }]);
  });

  test('a suspicion lasts: visits and deliveries that know nothing of it do not end it or move its beginning', async () => {
    const store = await suspected();
    await store.saveVisit(visit(null, { created: [draft('three')] }));
    await store.saveVisit(visit(LATER + 1, { created: [draft('four')] }));
    const delivery = {
      sourceId: 'a',
      at: LATER,
      updated: [],
      touched: [],
      aliases: [],
      dropped: [],
      events: [],
      postedAt: null,
    };
    await store.saveDelivery({ ...delivery, created: [draft('five')], suspectSince: null });
    expect(await listed(store)).toEqual(['own']);
    expect(await store.suspectSources()).toEqual([{ sourceId: 'a', suspectSince: LATER }]);
  });

  test('a delivery can begin a suspicion', async () => {
    const store = await (await database()).open();
    await store.syncSources([makeSource('a')], T0);
    const delivery = {
      sourceId: 'a',
      at: LATER,
      updated: [],
      touched: [],
      aliases: [],
      dropped: [],
      events: [],
      postedAt: null,
    };
    await store.saveDelivery({ ...delivery, created: [draft('one')], suspectSince: LATER });
    expect(await listed(store)).toEqual([]);
    expect(await store.suspectSources()).toEqual([{ sourceId: 'a', suspectSince: LATER }]);
  });

  test('held articles stay held when their entry changes, comes under another key, or is dropped and kept again', async () => {
    const store = await suspected();
    const { id } = draft('one');
    await store.saveVisit(visit(LATER, { updated: [draft('one', { version: 'version-2', title: 'Other' })] }));
    await store.saveVisit(visit(LATER, { aliases: [{ key: 'uno', articleId: id, rawHash: 'raw-1' }] }));
    await store.saveVisit(visit(LATER, { dropped: ['two'] }));
    await store.saveVisit(visit(LATER, { touched: [{ key: 'two', rawHash: 'raw-1' }] }));
    expect(await listed(store)).toEqual(['own']);
    expect((await store.releaseSource('a')).map(({ title }) => title)).toEqual(['Other', 'Title of two']);
    expect(await listed(store)).toEqual(['one', 'two', 'own']);
  });

  test('a release lists what was held where its date puts it, but for what the rules drop, and lets new articles in', async () => {
    const store = await suspected();
    await store.saveVisit(visit(LATER, { dropped: ['two'] }));
    const { id, title, url } = draft('one');
    expect(await store.releaseSource('a')).toEqual([{ id, title, url, listedAt: T0 + 2 }]);
    expect(await listed(store)).toEqual(['one', 'own']);
    expect(await store.articleBySlug(draft('one').slug)).toMatchObject({ firstSeenAt: T0, listedAt: T0 + 2 });
    expect(await titleOf(store)).toBe('Foreign');
    expect(await store.suspectSources()).toEqual([]);
    await store.saveVisit(visit(null, { created: [draft('three', { listedAt: T0 + 3 })] }));
    expect(await listed(store)).toEqual(['three', 'one', 'own']);
    expect(await store.releaseSource('a')).toEqual([]);
  });

  test('whoever publishes sees by a number that grows that something was released', async () => {
    const store = await suspected();
    const before = await store.listingVersion();
    expect(await store.releaseSource('nobody')).toEqual([]);
    expect(await store.listingVersion()).toBe(before);
    await store.releaseSource('a');
    expect(await store.listingVersion()).toBe(before + 1);
  });

  test('a visit under way at a release is void, for it would begin the suspicion again', async () => {
    const store = await suspected();
    await store.claimDue(makeClaim(T0 + 120 * MINUTE));
    await store.releaseSource('a');
    await store.saveVisit(visit(LATER, { created: [draft('three')] }));
    expect(await store.counts()).toMatchObject({ articles: 3 });
    expect(await store.suspectSources()).toEqual([]);
    expect(await store.claimDue(makeClaim(T0 + 120 * MINUTE))).toHaveLength(1);
  });

  test('another address ends a suspicion and lists nothing; a release does that still', async () => {
    const store = await suspected();
    await store.syncSources([makeSource('a', { host: 'new.example:443' })], LATER);
    expect(await store.suspectSources()).toEqual([]);
    expect(await listed(store)).toEqual(['own']);
    expect(await store.releaseSource('a')).toHaveLength(2);
    expect(await listed(store)).toEqual(['one', 'two', 'own']);
  });

  test('the past of a source is its newest articles that are not held, and is nothing at a new address', async () => {
    const store = await suspected();
    const own = { title: 'Title of own', summary: 'A summary.', url: 'https://a.example/own', language: null };
    expect(await store.sourcePast('a')).toEqual({ title: 'Own', siteUrl: null, articles: [{ ...own, listedAt: T0 }] });
    const many = Array.from({ length: 60 }, (_, number) => draft(`more-${number}`, { listedAt: T0 + 100 + number }));
    await store.releaseSource('a');
    await store.saveVisit(visit(null, { created: many }));
    const past = await store.sourcePast('a');
    expect(past?.articles.map(({ listedAt }) => listedAt)).toEqual(
      many
        .slice(10)
        .map((one) => one.listedAt)
        .reverse(),
    );
    expect(await store.sourcePast('nobody')).toBeNull();
    await store.syncSources([makeSource('a', { host: 'new.example:443' })], LATER);
    expect(await store.sourcePast('a')).toBeNull();
  });
}
