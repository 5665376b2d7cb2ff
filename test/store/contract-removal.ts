// Contract: what the operator takes down stays down, and what retention removes is neither upstream nor in the channel.
import { expect, test } from 'vitest';
import type { ArticleDraft, VisitRecord } from '../../src/model.ts';
import type { Store } from '../../src/store/store.ts';
import { MINUTE, makeClaim, makeDraft, makeSource, makeState, makeVisit, T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

const CHANNEL = { items: 100, perSource: 100, listedAfter: null };
const DAY = 1440 * MINUTE;
const WHY = { at: T0, reason: 'asked for by its author' };

export function removalContract(make: MakeDatabase): void {
  const database = databasePerTest(make);
  const draft = (key: string, change: Partial<ArticleDraft> = {}) => makeDraft('a', key, change);
  const idOf = (key: string) => draft(key).id;

  async function storeWith(...created: readonly ArticleDraft[]): Promise<Store> {
    const store = await (await database()).open();
    await store.syncSources([makeSource('a'), makeSource('b')], T0);
    await store.saveVisit(makeVisit('a', { created }));
    return store;
  }
  const visit = (store: Store, change: Partial<VisitRecord>) => store.saveVisit(makeVisit('a', change));
  const listed = async (store: Store) => (await store.channelArticles(CHANNEL)).map(({ guid }) => guid);

  test('C16: an article taken down leaves the lists and its page at once, with its text, and its address says so', async () => {
    const store = await storeWith(draft('one'), draft('two', { listedAt: T0 - 1 }));
    const before = [await store.listingVersion(), await store.removals()];
    expect(await store.takeDownArticles([idOf('one'), 'urn:nobody'], WHY)).toBe(1);
    expect(await listed(store)).toEqual(['two']);
    expect(await store.articleBySlug(draft('one').slug)).toBeNull();
    expect(await store.isSlugTakenDown(draft('one').slug)).toBe(true);
    expect(await store.isSlugTakenDown(draft('two').slug)).toBe(false);
    expect(await store.keptSlugs([draft('one').slug, draft('two').slug])).toEqual(new Set([draft('two').slug]));
    const ofSource = await store.channelEntries({ ...CHANNEL, scope: { kind: 'source', sourceId: 'a' } });
    expect(ofSource.map(({ articleId }) => articleId)).toEqual([idOf('two')]);
    expect(await store.unindexedCount()).toBe(2);
    expect(await store.articles([idOf('one')])).toMatchObject([{ summary: '', contentHtml: null }]);
    expect([await store.listingVersion(), await store.removals()]).toEqual(before.map((number) => number + 1));
    expect(await store.takeDownArticles([idOf('one')], WHY)).toBe(0);
  });

  test('articles are counted by when they were first seen, also when more came since and another process removed some', async () => {
    const db = await database();
    const [store, other] = [await db.open(), await db.open()];
    await store.syncSources([makeSource('a')], T0);
    const arrive = (...minutes: readonly number[]) =>
      visit(store, { created: minutes.map((n) => draft(String(n), { firstSeenAt: T0 + n * MINUTE })) });
    const counts = async (...ends: readonly number[]) => {
      const found: number[] = [];
      for (const end of ends) found.push(await store.arrivals(T0, T0 + end * MINUTE));
      return found;
    };
    await arrive(0, 1, 2, 5);
    expect(await counts(0, 2, 3, 5, 6, 3)).toEqual([0, 2, 3, 3, 4, 3]);
    await arrive(7, 8);
    expect(await counts(8, 9, 6)).toEqual([5, 6, 4]);
    expect(await store.arrivals(T0 + MINUTE, T0 + 8 * MINUTE)).toBe(4);
    await other.removeArticles([idOf('1'), idOf('7')]);
    expect(await counts(9, 6)).toEqual([4, 3]);
  });

  test('C16: no visit and no delivery brings it back: not changed, under another key, dropped and kept, or released', async () => {
    const store = await storeWith(draft('one'));
    await store.takeDownArticles([idOf('one')], WHY);
    const id = idOf('one');
    const changed = draft('one', { version: 'version-2', rawHash: 'raw-2', title: 'Changed' });
    await visit(store, { updated: [changed] });
    expect((await store.knownEntries('a', ['one'])).get('one')).toMatchObject({ rawHash: 'raw-2' });
    await visit(store, { created: [draft('one', { rawHash: 'raw-3' })] });
    await visit(store, { aliases: [{ key: 'uno', articleId: id, rawHash: 'raw-1' }] });
    await visit(store, { created: [draft('eins', { id })] });
    await visit(store, { dropped: ['one'] });
    await visit(store, { touched: [{ key: 'one', rawHash: 'raw-1' }] });
    const { sourceId, at, touched, aliases, dropped, events } = makeVisit('a');
    const nothing = { updated: [], touched, aliases, dropped, events, postedAt: null, suspectSince: T0 };
    await store.saveDelivery({ ...nothing, sourceId, at, created: [draft('one')] });
    await store.releaseSource('a');
    expect(await listed(store)).toEqual([]);
    expect(await store.articles([id])).toMatchObject([{ title: 'Title of one', summary: '', contentHtml: null }]);
  });

  test('C16: a copy under the same link is taken down with it, whatever its source, but not what merely shares a link', async () => {
    const shared = { url: 'https://a.example/all' };
    const store = await storeWith(draft('one'), draft('two', shared), draft('three', shared));
    await store.takeDownArticles([idOf('one'), idOf('two')], WHY);
    const copy = makeDraft('b', 'copy', { url: 'http://www.a.example/one/' });
    await store.saveVisit(makeVisit('b', { created: [copy, makeDraft('b', 'own')] }));
    await visit(store, { created: [draft('four', { ...shared, listedAt: T0 - 1 })] });
    expect((await listed(store)).toSorted()).toEqual(['four', 'own', 'three']);
    expect(await store.isSlugTakenDown(copy.slug)).toBe(true);
  });

  test('C16: it stays down when its source gives way to another that has it too', async () => {
    const store = await storeWith(draft('one'));
    await store.takeDownArticles([idOf('one')], WHY);
    await visit(store, { merge: { from: 'a', into: 'b', message: 'same address' } });
    await store.saveVisit(makeVisit('b', { created: [makeDraft('b', 'one', { url: null })] }));
    expect(await listed(store)).toEqual([]);
  });

  test('RFC 6721: the channel tells of what was listed, for as long as it would be in it', async () => {
    const drafts = [5, 4, 3, 2, 1].map((at) => draft(`${at}`, { listedAt: T0 + at }));
    const store = await storeWith(...drafts);
    await visit(store, { dropped: ['4'] });
    await store.takeDownArticles([idOf('4')], WHY);
    await store.takeDownArticles([idOf('3')], { at: T0 + 1, reason: null });
    await store.takeDownArticles([idOf('1')], WHY);
    const deleted = async (items: number, listedAfter: number | null = null) => {
      const entries = (await store.channelEntries({ items, perSource: 100, listedAfter })).map((one) => one.articleId);
      return store.deletedEntries({ entries, items, listedAfter });
    };
    const three = { publishedId: draft('3').upstreamId, at: T0 + 1, reason: null };
    expect(await deleted(100)).toEqual([three, { publishedId: draft('1').upstreamId, ...WHY }]);
    expect(await deleted(2)).toEqual([three]);
    expect(await deleted(1)).toEqual([]);
    expect(await deleted(100, T0 + 2)).toEqual([three]);
  });

  test('a takedown can be undone: what the feed brings again is listed again, the rest stays off the lists', async () => {
    const store = await storeWith(draft('one'), draft('two'));
    await visit(store, { state: makeState('a', { validators: { etag: '"1"', lastModified: null }, bodyHash: 'x' }) });
    await store.takeDownArticles([idOf('one'), idOf('two')], WHY);
    expect(await store.undoTakedown({ ids: [idOf('one'), idOf('two')] })).toBe(2);
    expect(await listed(store)).toEqual([]);
    expect(await store.sourceStates()).toMatchObject([{ validators: { etag: null }, bodyHash: null }, {}]);
    expect((await store.knownEntries('a', ['one'])).get('one')).toMatchObject({ rawHash: '', version: '' });
    await visit(store, { updated: [draft('one')] });
    expect(await listed(store)).toEqual(['one']);
    expect(await store.articles([idOf('one')])).toMatchObject([{ contentHtml: 'safe1:<p>Body of one.</p>' }]);
    expect(await store.isSlugTakenDown(draft('one').slug)).toBe(false);
  });

  test('D124: a source taken down loses all its articles and is neither visited nor believed, listed or not', async () => {
    const store = await storeWith(draft('one'), draft('two'));
    const sources = [makeSource('a'), makeSource('b')];
    await store.claimDue(makeClaim(T0 + DAY));
    expect(await store.takeDownSource('a', WHY)).toBe(2);
    await visit(store, { created: [draft('three')] });
    const { sourceId, at, updated, touched, aliases, dropped, events } = makeVisit('a');
    const delivery = { sourceId, at, updated, touched, aliases, dropped, events, postedAt: null, suspectSince: null };
    await store.saveDelivery({ ...delivery, created: [draft('four')] });
    await store.syncSources(sources, T0);
    expect(await store.counts()).toMatchObject({ articles: 2 });
    expect(await listed(store)).toEqual([]);
    expect(await store.takenDownSources()).toEqual(['a']);
    await store.releaseClaims(['a', 'b']);
    const claimed = await store.claimDue(makeClaim(T0 + DAY));
    expect(claimed.map(({ state }) => state.sourceId)).toEqual(['b']);

    expect(await store.undoTakedown({ sourceId: 'a' })).toBe(2);
    await store.syncSources(sources, T0);
    expect(await store.takenDownSources()).toEqual([]);
    expect(await store.claimDue(makeClaim(T0 + DAY))).toHaveLength(1);
  });

  test('an article is found by its ids, its address in any spelling, and its page', async () => {
    const store = await storeWith(draft('one'), draft('two', { url: 'https://a.example/one' }));
    const found = async (name: string) => (await store.findArticles(name)).map(({ title }) => title);
    const one = ['Title of one'];
    const { id, upstreamId, slug } = draft('one');
    for (const name of [id, upstreamId ?? '', slug, `https://feed.example/a/${slug}/`])
      expect(await found(name)).toEqual(one);
    expect(await found('http://www.a.example/one/')).toEqual(['Title of one', 'Title of two']);
    expect(await found('https://a.example/')).toEqual([]);
    await visit(store, { dropped: ['one'] });
    await store.takeDownArticles([id], WHY);
    expect(await store.findArticles(id)).toMatchObject([
      { isDropped: true, isHeld: false, isCovered: false, takenDown: WHY },
    ]);
  });

  /** All that a prune would remove by age. */
  async function stale(
    store: Store,
    firstSeenBefore: number,
    keep: readonly string[] = [],
  ): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const slice: Awaited<ReturnType<Store['staleArticles']>> = await store.staleArticles({
        after,
        firstSeenBefore,
        keep,
      });
      ids.push(...slice.ids);
      after = slice.next;
    }
    return ids;
  }

  test('C17: what is upstream is kept however old it is; a document without it lets it go, one with it again keeps it (C15)', async () => {
    const store = await storeWith(draft('one'), draft('two'));
    expect(await stale(store, T0 + DAY)).toEqual([]);
    await visit(store, { upstream: ['two', 'three'], at: T0 + DAY });
    expect(await stale(store, T0 + DAY)).toEqual([idOf('one')]);
    expect(await stale(store, T0)).toEqual([]);
    expect(await stale(store, T0 + DAY, [idOf('one')])).toEqual([]);
    await visit(store, { upstream: null });
    expect(await stale(store, T0 + DAY)).toEqual([idOf('one')]);
    expect((await listed(store)).toSorted()).toEqual(['one', 'two']);
    await visit(store, { upstream: ['one', 'two'] });
    expect(await stale(store, T0 + DAY)).toEqual([]);
  });

  test('C17: nothing is upstream of a source that is gone or not listed any more', async () => {
    const store = await storeWith(draft('one'));
    await store.saveVisit(makeVisit('b', { created: [makeDraft('b', 'old')] }));
    await visit(store, { state: makeState('a', { errorCode: 'gone' }) });
    expect(await stale(store, T0 + DAY)).toEqual([idOf('one')]);
    await store.syncSources([], T0);
    expect(await stale(store, T0 + DAY)).toHaveLength(2);
  });

  test('old articles are looked through some at a time, and not past the first part without any', async () => {
    const old = Array.from({ length: 450 }, (_, place) => draft(`old-${place}`));
    const store = await storeWith(...old, draft('new', { firstSeenAt: T0 + DAY }));
    await visit(store, { upstream: [] });
    const first = await store.staleArticles({ after: 0, firstSeenBefore: T0 + DAY, keep: [] });
    expect(first.ids).toHaveLength(200);
    expect(await stale(store, T0 + DAY)).toHaveLength(450);
    expect(await store.staleArticles({ after: 0, firstSeenBefore: T0, keep: [] })).toEqual({ ids: [], next: null });
  });

  test('of a source the articles first seen last are kept, so many of them, without counting what was taken down', async () => {
    const drafts = [1, 2, 3, 4, 5].map((day) => draft(`${day}`, { firstSeenAt: T0 + day * DAY, listedAt: T0 - day }));
    const store = await storeWith(...drafts);
    const surplus = (perSource: number, keep: readonly string[] = []) =>
      store.surplusArticles({ sourceId: 'a', perSource, keep });
    expect(await surplus(3)).toEqual([]);
    await visit(store, { upstream: ['1'] });
    expect(await surplus(3)).toEqual([idOf('2')]);
    expect(await surplus(3, [idOf('2')])).toEqual([]);
    expect(await surplus(5)).toEqual([]);
    await store.takeDownArticles([idOf('5')], WHY);
    expect(await surplus(3)).toEqual([]);
    expect(await surplus(2)).toEqual([idOf('2')]);
  });

  test('what is removed is gone with all its keys, and would be new again', async () => {
    const store = await storeWith(draft('one'), draft('two'));
    await store.removeArticles([idOf('one')]);
    expect(await store.counts()).toMatchObject({ articles: 1 });
    expect((await store.knownEntries('a', ['one', 'two'])).has('one')).toBe(false);
    expect(await store.removals()).toBe(1);
    expect(await store.isSlugTakenDown(draft('one').slug)).toBe(false);
  });
}
