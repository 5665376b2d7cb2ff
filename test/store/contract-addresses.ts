// Contract: addresses that were learnt, the aliases they leave, and sources that come to one address.
import { expect, test } from 'vitest';
import type { VisitRecord } from '../../src/model.ts';
import type { Store } from '../../src/store/store.ts';
import { MINUTE, makeClaim, makeDraft, makeFeed, makeSource, makeState, makeVisit, SECOND, T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

const CHANNEL = { items: 100, perSource: 100, listedAfter: null };
const OLD = 'https://a.example:443/feed.xml';
const NEW = 'https://new.example/feed';

const keysOf = async (store: Store) =>
  (await store.channelArticles(CHANNEL)).map(({ sourceId, guid }) => `${sourceId} ${guid}`).sort();

export function addressContract(make: MakeDatabase): void {
  const database = databasePerTest(make);

  /** A store with these sources, each visited once. */
  async function storeWith(...ids: string[]) {
    const store = await (await database()).open();
    await store.syncSources(
      ids.map((id) => makeSource(id)),
      T0,
    );
    return store;
  }

  /** Saves a visit that brought source `a` to its new address. */
  const learn = (store: Store, change: Partial<VisitRecord> = {}) =>
    store.saveVisit(
      makeVisit('a', {
        state: makeState('a', { url: NEW, host: 'new.example:443' }),
        created: [draft('a', '1')],
        ...change,
      }),
    );
  const draft = (sourceId: string, key: string) => makeDraft(sourceId, key, { upstreamId: null });

  test('A076: a redirect that waits to be believed and what an error page said are kept', async () => {
    const store = await storeWith('a');
    const state = makeState('a', { move: { to: NEW, since: T0 }, errorCode: 'html-page', errorSnippet: 'Sign in' });
    await store.saveVisit(makeVisit('a', { state }));
    expect(await store.sourceStates()).toEqual([state]);
  });

  test('A070: a learnt address is used and told apart from the configured one', async () => {
    const store = await storeWith('a', 'b');
    expect(await store.learntAddresses()).toEqual([]);
    await learn(store);
    expect(await store.learntAddresses()).toEqual([{ sourceId: 'a', configuredUrl: OLD, url: NEW }]);
    const claims = await store.claimDue(makeClaim(T0 + 60 * MINUTE));
    expect(claims.map(({ state: { url, host } }) => [url, host])).toContainEqual([NEW, 'new.example:443']);
    expect((await store.sourceViews()).get('a')?.feedUrl).toBe(NEW);
  });

  test('A070: writing the learnt address into the configuration changes nothing else', async () => {
    const store = await storeWith('a');
    const state = makeState('a', {
      url: NEW,
      host: 'new.example:443',
      validators: { etag: '"n"', lastModified: null },
    });
    await learn(store, { state, feed: makeFeed({ title: 'Theirs' }) });
    const moved = makeSource('a', { url: NEW, host: 'new.example:443' });
    await store.syncSources([{ ...moved, config: { ...moved.config, url: NEW } }], T0 + MINUTE);
    expect(await store.sourceStates()).toEqual([state]);
    expect((await store.sourceViews()).get('a')?.title).toBe('Theirs');
    expect(await store.learntAddresses()).toEqual([]);
  });

  test.each([
    ['the learnt address', NEW],
    ['the address it had before', OLD],
  ])('A070: a source that is listed without its id at %s is the same source', async (_, url) => {
    const store = await storeWith('a');
    await learn(store, { created: [draft('a', '1'), draft('a', '2')] });
    const { config, host } = makeSource('renamed');
    await store.syncSources([{ config: { ...config, url }, host }], T0 + MINUTE);
    expect(await store.sourceStates()).toMatchObject([{ sourceId: 'renamed', url: NEW }]);
    expect(await keysOf(store)).toEqual(['renamed 1', 'renamed 2']);
    expect([...(await store.knownEntries('renamed', ['1', '2'])).keys()].sort()).toEqual(['1', '2']);
    await store.saveVisit(
      makeVisit('renamed', { state: makeState('renamed', { url }), created: [draft('renamed', '3')] }),
    );
    expect(await store.counts()).toEqual({ sources: 1, articles: 3 });
  });

  test('A020, A070: an address that was edited away is known too, and starts over', async () => {
    const store = await storeWith('a');
    await store.saveVisit(makeVisit('a', { created: [draft('a', '1')] }));
    await store.syncSources([makeSource('a', { host: 'other.example:443' })], T0 + MINUTE);
    await store.syncSources(
      [{ config: { ...makeSource('renamed').config, url: OLD }, host: 'a.example:443' }],
      T0 + 2 * MINUTE,
    );
    expect(await store.sourceStates()).toMatchObject([
      { sourceId: 'renamed', url: OLD, host: 'a.example:443', lastVisitAt: T0, dueAt: T0 + 2 * MINUTE },
    ]);
    expect(await keysOf(store)).toEqual(['renamed 1']);
  });

  test('an address of a source that is still listed makes no other source of it', async () => {
    const store = await storeWith('a');
    await learn(store);
    const { config, host } = makeSource('second');
    await store.syncSources([makeSource('a'), { config: { ...config, url: NEW }, host }], T0 + MINUTE);
    expect((await store.sourceStates()).map(({ sourceId }) => sourceId)).toEqual(['a', 'second']);
    expect(await keysOf(store)).toEqual(['a 1']);
  });

  test('sourceAt finds who is asked at an address, among the listed and enabled', async () => {
    const store = await storeWith('a', 'b');
    await learn(store);
    expect(await store.sourceAt(NEW, 'b')).toBe('a');
    expect(await store.sourceAt(NEW, 'a')).toBeNull();
    expect(await store.sourceAt(OLD, 'b')).toBeNull();
    await store.syncSources([makeSource('a', { enabled: false }), makeSource('b')], T0);
    expect(await store.sourceAt(NEW, 'b')).toBeNull();
    await store.syncSources([makeSource('b')], T0);
    expect(await store.sourceAt(NEW, 'b')).toBeNull();
  });

  test('A116: hosts that redirects led to are closed for as long as is said of each', async () => {
    const store = await storeWith('a', 'b');
    const closed = [{ host: 'b.example:443', openAt: T0 + 5 * SECOND }];
    await store.saveVisit(makeVisit('a', { otherHosts: closed }));
    expect(await store.claimDue(makeClaim(T0 + 4 * SECOND))).toEqual([]);
    expect(await store.nextClaimAt({ now: T0, forceSince: null })).toBe(T0 + 5 * SECOND);
    expect(await store.claimDue(makeClaim(T0 + 5 * SECOND))).toHaveLength(1);
  });

  test('A116: a turn at a host closes it to all others for the gap, and is not to be had before', async () => {
    const store = await storeWith('a');
    const enter = (now: number, host = 'b.example:443') => store.enterHost({ host, now, gapMs: SECOND, slots: 1 });
    expect(await enter(T0)).toBe(0);
    expect(await enter(T0 + 400)).toBe(600);
    expect(await enter(T0 + 400, 'c.example:443')).toBe(0);
    expect(await enter(T0 + SECOND)).toBe(0);
    const { config } = makeSource('b');
    await store.syncSources([makeSource('a'), { config, host: 'b.example:443' }], T0);
    const claims = async (now: number) => (await store.claimDue(makeClaim(now))).map(({ state }) => state.sourceId);
    expect(await claims(T0 + SECOND)).toEqual(['a']);
    expect(await claims(T0 + 2 * SECOND)).toEqual(['b']);
  });

  test('A066, A116: no turn is to be had while a visit is under way at the host, or its wait lasts', async () => {
    const store = await storeWith('a');
    await store.claimDue(makeClaim(T0));
    const enter = (now: number, slots = 1) => store.enterHost({ host: 'a.example:443', now, gapMs: SECOND, slots });
    expect(await enter(T0 + 1)).toBe(SECOND);
    expect(await enter(T0 + 1, 2)).toBe(0);
    await store.saveVisit(makeVisit('a', { hostFreeAt: T0 + 2 * SECOND, hostRetryAt: T0 + 10 * MINUTE }));
    expect(await enter(T0 + 5 * MINUTE)).toBe(5 * MINUTE);
    expect(await enter(T0 + 10 * MINUTE)).toBe(0);
  });

  const merge = (from: string, into: string) => ({ from, into, message: `at the address of ${into}` });

  test('A077: a merged source is not asked any more, and says so; its articles are with the other, none twice', async () => {
    const store = await storeWith('a', 'b');
    await store.saveVisit(makeVisit('b', { created: ['1', '2', 'only-b'].map((key) => draft('b', key)) }));
    const before = await store.channelArticles(CHANNEL);
    await learn(store, { created: ['1', '2', '3'].map((key) => draft('a', key)), merge: merge('b', 'a') });
    expect(await keysOf(store)).toEqual(['a 1', 'a 2', 'a 3', 'a only-b']);
    const kept = (await store.channelArticles(CHANNEL)).find(({ guid }) => guid === 'only-b');
    expect(kept).toMatchObject({ id: before.find(({ guid }) => guid === 'only-b')?.id });
    expect(kept?.publishedId).toBe(before.find(({ guid }) => guid === 'only-b')?.publishedId);
    expect((await store.sourceStates())[1]).toMatchObject({
      dueAt: null,
      errorCode: 'merged',
      errorMessage: 'at the address of a',
    });
    const forced = makeClaim(T0 + 600 * MINUTE, { forceSince: T0 + 600 * MINUTE });
    expect((await store.claimDue(forced)).map(({ state }) => state.sourceId)).toEqual(['a']);
    expect(await store.knownEntries('a', ['only-b'])).toHaveProperty('size', 1);
  });

  test('A077: a visit of the source that is merged away meanwhile is void', async () => {
    const store = await storeWith('a', 'b');
    await store.claimDue(makeClaim(T0));
    await learn(store, { merge: merge('b', 'a') });
    await store.saveVisit(makeVisit('b', { created: [draft('b', 'late')] }));
    expect(await keysOf(store)).toEqual(['a 1']);
    expect((await store.sourceStates())[1]).toMatchObject({ dueAt: null, errorCode: 'merged' });
  });

  test('A077: a source stays merged while the other is asked, and is due again with its articles once it is not', async () => {
    const store = await storeWith('a', 'b');
    await store.saveVisit(makeVisit('b', { state: makeState('b', { url: NEW }), created: [draft('b', '1')] }));
    const state = makeState('a', { dueAt: null, errorCode: 'merged', move: { to: NEW, since: T0 } });
    await store.saveVisit(makeVisit('a', { state, created: [draft('a', '1')], merge: merge('a', 'b') }));
    expect(await keysOf(store)).toEqual(['b 1']);
    await store.syncSources([makeSource('a', { title: 'A' }), makeSource('b')], T0 + MINUTE);
    expect((await store.sourceStates())[0]).toMatchObject({ dueAt: null, errorCode: 'merged' });
    await store.syncSources([makeSource('a', { title: 'A' })], T0 + 2 * MINUTE);
    expect((await store.sourceStates())[0]).toMatchObject({ url: OLD, dueAt: T0 + 2 * MINUTE, errorCode: null });
    expect((await store.knownEntries('a', ['1'])).get('1')?.rawHash).toBe('');
    const [known] = (await store.knownEntries('a', ['1'])).values();
    const again = [{ key: '1', rawHash: 'raw-1' }];
    expect(known?.articleId).toBe(draft('a', '1').id);
    await store.saveVisit(makeVisit('a', { touched: again }));
    expect(await keysOf(store)).toEqual(['a 1']);
  });
}
