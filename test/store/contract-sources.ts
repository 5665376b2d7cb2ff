// Contract: the list of sources follows the configuration, and state survives.
import { expect, test } from 'vitest';
import { MINUTE, makeClaim, makeDraft, makeFeed, makeSource, makeState, makeVisit, T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

const CHANNEL = { items: 100, perSource: 20, listedAfter: null };

export function sourceContract(make: MakeDatabase): void {
  const database = databasePerTest(make);

  test('a new source is due at once, at its configured address, with nothing else known', async () => {
    const store = await (await database()).open();
    await store.syncSources([makeSource('lwn')], T0);
    expect(await store.sourceStates()).toEqual([
      makeState('lwn', { lastVisitAt: null, lastSuccessAt: null, dueAt: T0, dueWhy: 'new' }),
    ]);
  });

  test('A015: validators, due times and all other state are the same after a restart', async () => {
    const db = await database();
    const before = await db.open();
    await before.syncSources([makeSource('lwn')], T0);
    const state = makeState('lwn', {
      validators: { etag: 'W/"weird \\ tag"', lastModified: 'Thu, 15 Jan 2026 11:59:00 GMT' },
      bodyHash: 'abc',
      lastNewAt: T0,
      dueAt: T0 + 90 * MINUTE,
      dueWhy: 'max-age',
      postedAt: [T0 - 5 * MINUTE, T0 - 600 * MINUTE],
      failures: 2,
      quietVisits: 3,
      ttlMinutes: 120,
      skipHours: [0, 23],
      skipDays: [6],
      errorCode: 'timeout',
      errorMessage: 'no whole answer within 45 s',
      identity: 'link',
    });
    await before.saveVisit(makeVisit('lwn', { state }));
    await before.close();

    const after = await db.open();
    await after.syncSources([makeSource('lwn')], T0 + MINUTE);
    expect(await after.sourceStates()).toEqual([state]);
    expect(await after.claimDue(makeClaim(T0 + 89 * MINUTE))).toEqual([]);
    expect(await after.nextClaimAt({ now: T0 + MINUTE, forceSince: null })).toBe(T0 + 90 * MINUTE);
  });

  test('A020: a changed address clears validators and body hash, and is due now', async () => {
    const store = await (await database()).open();
    await store.syncSources([makeSource('lwn')], T0);
    const state = makeState('lwn', {
      validators: { etag: '"a"', lastModified: 'x' },
      bodyHash: 'abc',
      failures: 4,
      errorCode: 'gone',
      errorMessage: 'gone',
      dueAt: null,
      dueWhy: 'gone',
      postedAt: [T0],
      identity: 'content',
    });
    await store.saveVisit(makeVisit('lwn', { state }));
    await store.syncSources([makeSource('lwn', { host: 'new.example:443' })], T0 + MINUTE);
    const url = 'https://new.example:443/feed.xml';
    // it is the same source, whose articles we know: its rhythm stays
    expect(await store.sourceStates()).toEqual([
      makeState('lwn', { url, host: 'new.example:443', dueAt: T0 + MINUTE, dueWhy: 'new', postedAt: [T0] }),
    ]);
  });

  test('C04: what was learnt of ids outlasts other edits, and goes when the operator changes the identity', async () => {
    const store = await (await database()).open();
    await store.syncSources([makeSource('lwn')], T0);
    const state = makeState('lwn', { identity: 'link', validators: { etag: '"a"', lastModified: null } });
    await store.saveVisit(makeVisit('lwn', { state }));
    await store.syncSources([makeSource('lwn', { title: 'LWN' })], T0 + 1);
    expect(await store.sourceStates()).toEqual([state]);
    await store.syncSources([makeSource('lwn', { title: 'LWN', identity: 'content' })], T0 + 2);
    expect(await store.sourceStates()).toEqual([{ ...state, identity: null }]);
  });

  test('C04: a visit under way by an identity that the configuration replaces is void', async () => {
    const store = await (await database()).open();
    await store.syncSources([makeSource('lwn')], T0);
    await store.claimDue(makeClaim(T0));
    await store.syncSources([makeSource('lwn', { identity: 'link' })], T0 + 1);
    const state = makeState('lwn', { identity: 'content' });
    await store.saveVisit(makeVisit('lwn', { state, created: [makeDraft('lwn', 'by-guid')] }));
    expect(await store.counts()).toEqual({ sources: 1, articles: 0 });
    expect((await store.sourceStates())[0]).toMatchObject({ identity: null, dueAt: T0 });
  });

  test('a changed address takes the facts of the old feed along', async () => {
    const store = await (await database()).open();
    await store.syncSources([makeSource('lwn')], T0);
    const feed = makeFeed({ title: 'Old', link: 'https://old.example/', id: 'urn:old', updatedAt: T0, rights: '©' });
    await store.saveVisit(makeVisit('lwn', { feed }));
    await store.syncSources([makeSource('lwn', { host: 'new.example:443' })], T0 + MINUTE);
    expect((await store.sourceViews()).get('lwn')).toMatchObject({
      title: 'new.example:443',
      feedUrl: 'https://new.example:443/feed.xml',
      siteUrl: null,
      feedId: null,
      feedUpdatedAt: null,
      rights: null,
    });
  });

  test('a learnt address stays while the configured one is unchanged', async () => {
    const store = await (await database()).open();
    await store.syncSources([makeSource('lwn')], T0);
    const state = makeState('lwn', { url: 'https://moved.example/feed', host: 'moved.example:443' });
    await store.saveVisit(makeVisit('lwn', { state }));
    await store.syncSources([makeSource('lwn', { title: 'LWN', priority: 3 })], T0 + MINUTE);
    expect(await store.sourceStates()).toEqual([state]);
  });

  test('a visit under way at an address that the configuration replaces is void', async () => {
    const store = await (await database()).open();
    await store.syncSources([makeSource('lwn')], T0);
    const [claimed] = await store.claimDue(makeClaim(T0));
    await store.syncSources([makeSource('lwn', { host: 'new.example:443' })], T0 + 1);
    await store.saveVisit(
      makeVisit('lwn', {
        state: { ...makeState('lwn'), ...claimed?.state, dueAt: T0 + 60 * MINUTE },
        created: [makeDraft('lwn', 'wrong-feed')],
      }),
    );
    expect(await store.counts()).toEqual({ sources: 1, articles: 0 });
    const [again] = await store.claimDue(makeClaim(T0 + 2));
    expect(again?.state).toMatchObject({ url: 'https://new.example:443/feed.xml', dueAt: T0 + 1 });

    const state = makeState('lwn', { url: 'https://new.example:443/feed.xml', host: 'new.example:443' });
    await store.saveVisit(makeVisit('lwn', { state, created: [makeDraft('lwn', 'right-feed')] }));
    expect(await store.sourceStates()).toEqual([state]);
    expect(await store.counts()).toEqual({ sources: 1, articles: 1 });
  });

  test('a source no longer listed leaves all lists, is kept, and comes back with everything', async () => {
    const store = await (await database()).open();
    const both = [makeSource('lwn'), makeSource('other')];
    await store.syncSources(both, T0);
    const draft = makeDraft('lwn', 'one');
    const state = makeState('lwn', { validators: { etag: '"a"', lastModified: null } });
    await store.saveVisit(makeVisit('lwn', { state, created: [draft] }));

    await store.syncSources([makeSource('other')], T0 + MINUTE);
    expect((await store.sourceStates()).map(({ sourceId }) => sourceId)).toEqual(['other']);
    expect([...(await store.sourceViews()).keys()]).toEqual(['other']);
    expect(await store.channelEntries(CHANNEL)).toEqual([]);
    expect(await store.channelArticles(CHANNEL)).toEqual([]);
    expect((await store.articleBySlug(draft.slug))?.id).toBe(draft.id);
    expect(await store.counts()).toEqual({ sources: 1, articles: 1 });
    const claims = await store.claimDue(makeClaim(T0 + 600 * MINUTE));
    expect(claims.map((claim) => claim.state.sourceId)).toEqual(['other']);

    await store.syncSources(both, T0 + 2 * MINUTE);
    expect((await store.sourceStates())[0]).toEqual(state);
    expect(await store.channelEntries(CHANNEL)).toHaveLength(1);
  });

  test('a source that is not enabled is not visited and is still shown', async () => {
    const store = await (await database()).open();
    await store.syncSources([makeSource('lwn')], T0);
    await store.saveVisit(makeVisit('lwn', { created: [makeDraft('lwn', 'one')] }));
    await store.syncSources([makeSource('lwn', { enabled: false })], T0);
    expect(await store.claimDue(makeClaim(T0 + 600 * MINUTE))).toEqual([]);
    expect(await store.nextClaimAt({ now: T0, forceSince: null })).toBeNull();
    expect(await store.sourceViews()).toHaveProperty('size', 1);
    expect(await store.channelEntries(CHANNEL)).toHaveLength(1);
  });

  test('views come in the order of their ids, whatever was visited last', async () => {
    const store = await (await database()).open();
    await store.syncSources(
      ['b', 'a', 'c'].map((id) => makeSource(id)),
      T0,
    );
    for (const [place, id] of ['a', 'c', 'b'].entries()) {
      await store.saveVisit(makeVisit(id, { state: makeState(id, { dueAt: T0 - place * MINUTE }) }));
    }
    expect([...(await store.sourceViews()).keys()]).toEqual(['a', 'b', 'c']);
  });

  test("B27: a view's title is the configured one, else the feed's, else the host", async () => {
    const store = await (await database()).open();
    await store.syncSources([makeSource('a'), makeSource('b'), makeSource('c', { title: 'Ours' })], T0);
    const feed = makeFeed({ title: 'Theirs', link: 'https://b.example/', id: 'urn:feed', updatedAt: T0, rights: '©' });
    for (const id of ['b', 'c']) await store.saveVisit(makeVisit(id, { feed }));
    await store.saveVisit(makeVisit('b', { feed: null }));
    const views = await store.sourceViews();
    expect([...views.values()].map(({ id, title }) => [id, title]).sort()).toEqual([
      ['a', 'a.example:443'],
      ['b', 'Theirs'],
      ['c', 'Ours'],
    ]);
    expect(views.get('b')).toEqual({
      id: 'b',
      title: 'Theirs',
      siteUrl: 'https://b.example/',
      feedUrl: 'https://b.example:443/feed.xml',
      feedId: 'urn:feed',
      feedUpdatedAt: T0,
      rights: '©',
      license: null,
      category: 'general',
      content: null,
      noindex: true,
    });
  });

  test('views are those asked for, of sources that are listed', async () => {
    const store = await (await database()).open();
    const sources = ['a', 'b', 'c'].map((id) => makeSource(id));
    await store.syncSources(sources, T0);
    await store.syncSources(sources.slice(0, 2), T0);
    expect([...(await store.sourceViews(['b', 'c', 'd'])).keys()]).toEqual(['b']);
    expect(await store.sourceViews([])).toHaveProperty('size', 0);
    expect(await store.sourceViews()).toHaveProperty('size', 2);
  });

  test('a changed category, content policy or noindex shows at once', async () => {
    const store = await (await database()).open();
    await store.syncSources([makeSource('a')], T0);
    await store.syncSources([makeSource('a', { category: 'linux', content: 'link', noindex: false })], T0);
    expect((await store.sourceViews()).get('a')).toMatchObject({ category: 'linux', content: 'link', noindex: false });
  });

  test('A047, D102: of many new sources beside others fifty are due at once and the rest in turn, and none waits in a new store', async () => {
    const store = await (await database()).open();
    const many = (name: string) => Array.from({ length: 250 }, (_, n) => makeSource(`${name}${n}`));
    await store.syncSources(many('a'), T0, 60 * MINUTE);
    expect((await store.sourceStates()).every(({ dueAt }) => dueAt === T0)).toBe(true);
    await store.syncSources([...many('a'), ...many('b')], T0, 60 * MINUTE);
    const waits = (await store.sourceStates(many('b').map(({ config }) => config.id))).map(
      ({ dueAt }) => (dueAt ?? 0) - T0,
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(50);
    const inTurn = waits.filter((wait) => wait > 0).sort((a, b) => a - b);
    expect(new Set(inTurn).size).toBe(200);
    expect([inTurn[0], inTurn.at(-1)]).toEqual([18_000, 60 * MINUTE]);
  });

  test('a source is known by the addresses that it has and had, while it is listed', async () => {
    const store = await (await database()).open();
    const at = (name: string) => `https://a.example:443/${name}`;
    const [first, second, third] = [at('one'), at('two'), at('three')];
    await store.syncSources([makeSource('a', { url: first }), makeSource('b')], T0);
    await store.syncSources([makeSource('a', { url: second }), makeSource('b')], T0);
    await store.saveVisit(makeVisit('a', { state: makeState('a', { url: third }) }));
    for (const url of [first, second, third]) expect(await store.sourceKnownBy(url)).toBe('a');
    expect(await store.sourceKnownBy('https://a.example:443/')).toBeNull();
    await store.syncSources([makeSource('b')], T0);
    expect(await store.sourceKnownBy(first)).toBeNull();
  });

  test('a visit of what is not a source is a fault', async () => {
    const store = await (await database()).open();
    await expect(store.saveVisit(makeVisit('nobody'))).rejects.toMatchObject({ code: 'internal' });
  });
}
