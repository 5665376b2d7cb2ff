// Contract: what readers do.
import { expect, test } from 'vitest';
import type { CommentDraft } from '../../src/model.ts';
import type { Acts, Store } from '../../src/store/store.ts';
import { MINUTE, makeDraft, makeSource, makeVisit, T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

const DAY = 24 * 60 * MINUTE;
const ONE = makeDraft('a', 'one');
const TWO = makeDraft('a', 'two');

function makeComment(change: Partial<CommentDraft> = {}): CommentDraft {
  return { articleId: ONE.id, author: 'Ada', body: 'Well said.', writer: 'w1', at: T0, held: null, ...change };
}

export function actContract(make: MakeDatabase): void {
  const database = databasePerTest(make);

  /** A store with the articles one and two. */
  async function filledStore(): Promise<Store> {
    const store = await (await database()).open();
    await store.syncSources([makeSource('a')], T0);
    await store.saveVisit(makeVisit('a', { created: [ONE, TWO] }));
    return store;
  }
  const acts = async (): Promise<Acts> => (await filledStore()).acts;
  const bodies = async ({ comments }: Acts, articleId = ONE.id) =>
    (await comments({ articleId, offset: 0, limit: 1000 })).map(({ body }) => body);

  test('an article with which nobody did anything has nothing', async () => {
    const { ofArticle, comments } = await acts();
    expect(await ofArticle(ONE.id, 'v')).toEqual({
      ...{ views: 0, comments: 0, reactions: new Map(), isClosed: false, own: new Set() },
    });
    expect(await comments({ articleId: ONE.id, offset: 0, limit: 10 })).toEqual([]);
  });

  test('E81: many articles at once say how often they were seen and how many comments are shown', async () => {
    const store = await acts();
    await store.countViews(['v1', 'v2'].map((visitor) => ({ articleId: ONE.id, visitor, at: T0 })));
    await store.saveComment(makeComment({ body: 'Shown' }));
    await store.saveComment(makeComment({ body: 'Held', at: T0 + 1, held: 'moderation' }));
    const counts = await store.counts([ONE.id, TWO.id, 'urn:uuid:none']);
    expect(counts).toEqual(new Map([[ONE.id, { views: 2, comments: 1 }]]));
    expect(await store.counts([])).toEqual(new Map());
  });

  test('comments are kept as they are and shown in the order in which they came', async () => {
    const store = await acts();
    const body = '<b>é</b>\n\n{{7*7}} \u{1f600}';
    const first = await store.saveComment(makeComment({ body }));
    const second = await store.saveComment(makeComment({ author: '', body: 'Yes', at: T0 + 1 }));
    expect([first, second]).toEqual([
      { kind: 'saved', num: expect.any(Number), state: 'shown' },
      { kind: 'saved', num: expect.any(Number), state: 'shown' },
    ]);
    const shown = await store.comments({ articleId: ONE.id, offset: 0, limit: 10 });
    expect(shown.map(({ num: _, ...comment }) => comment)).toEqual([
      { author: 'Ada', body, at: T0 },
      { author: '', body: 'Yes', at: T0 + 1 },
    ]);
    expect(shown[0]?.num).toBeLessThan(shown[1]?.num ?? 0);
    expect((await store.ofArticle(ONE.id, null)).comments).toBe(2);
    expect((await store.ofArticle(TWO.id, null)).comments).toBe(0);
  });

  test('E70: the database takes 2000 code points and not one more, nor none', async () => {
    const { saveComment } = await acts();
    expect(await saveComment(makeComment({ body: '\u{1f600}'.repeat(2000) }))).toMatchObject({ kind: 'saved' });
    await expect(saveComment(makeComment({ body: '\u{1f600}'.repeat(2001) }))).rejects.toThrow(/constraint/i);
    await expect(saveComment(makeComment({ body: '' }))).rejects.toThrow(/constraint/i);
    await expect(saveComment(makeComment({ body: 'x', author: 'n'.repeat(81) }))).rejects.toThrow(/constraint/i);
  });

  test('E76: the same from the same writer within ten minutes is one comment', async () => {
    const store = await acts();
    const first = await store.saveComment(makeComment());
    const again = await store.saveComment(makeComment({ at: T0 + 10 * MINUTE - 1 }));
    expect(again).toEqual({ ...first, kind: 'known' });
    expect(await bodies(store)).toHaveLength(1);
  });

  test('E76: the same from others, elsewhere or later waits; case, spaces and punctuation make no difference', async () => {
    const store = await acts();
    await store.saveComment(makeComment());
    const repeated = [
      makeComment({ writer: 'w2', at: T0 + 1 }),
      makeComment({ articleId: TWO.id, at: T0 + 2 }),
      makeComment({ body: 'WELL  said!', at: T0 + 10 * MINUTE }),
    ];
    for (const draft of repeated) expect(await store.saveComment(draft)).toMatchObject({ state: 'held' });
    expect(await store.saveComment(makeComment({ writer: 'w3', at: T0 + 31 * DAY }))).toMatchObject({ state: 'shown' });
    expect((await store.commentsInState({ state: 'held', limit: 10 })).map(({ heldWhy }) => heldWhy)).toEqual(
      Array(3).fill('repeated'),
    );
  });

  test('what waits is not shown until it is approved, and then stands where it came', async () => {
    const store = await acts();
    const held = await store.saveComment(makeComment({ body: 'first', held: 'links' }));
    await store.saveComment(makeComment({ body: 'second', at: T0 + 1 }));
    expect(await bodies(store)).toEqual(['second']);
    expect(await store.countHeldComments()).toBe(1);
    expect(await store.commentsInState({ state: 'held', limit: 10 })).toMatchObject([
      {
        body: 'first',
        heldWhy: 'links',
        state: 'held',
        article: { slug: ONE.slug, title: ONE.title, isClosed: false },
      },
    ]);
    const { num } = held as { num: number };
    expect(await store.setCommentState(num, 'shown')).toBe(true);
    expect(await bodies(store)).toEqual(['first', 'second']);
    expect(await store.countHeldComments()).toBe(0);
    expect(await store.setCommentState(num + 1000, 'shown')).toBe(false);
  });

  test('E79: a deleted comment is kept and shown to nobody', async () => {
    const store = await acts();
    const { num } = (await store.saveComment(makeComment())) as { num: number };
    await store.setCommentState(num, 'deleted');
    expect(await bodies(store)).toEqual([]);
    expect((await store.ofArticle(ONE.id, null)).comments).toBe(0);
    expect(await store.commentsInState({ state: 'deleted', limit: 10 })).toMatchObject([{ num, body: 'Well said.' }]);
  });

  test('E79: an unknown article takes no comment, nor does a closed one until it is opened', async () => {
    const store = await acts();
    expect(await store.saveComment(makeComment({ articleId: 'urn:uuid:none' }))).toEqual({ kind: 'gone' });
    await store.countViews([{ articleId: ONE.id, visitor: 'v', at: T0 }]);
    expect(await store.setClosed(ONE.slug, true)).toBe(true);
    expect(await store.setClosed('none', true)).toBe(false);
    expect(await store.saveComment(makeComment())).toEqual({ kind: 'closed' });
    expect(await store.ofArticle(ONE.id, null)).toMatchObject({ isClosed: true, views: 1 });
    expect(await store.closedArticles(10)).toEqual([{ slug: ONE.slug, title: ONE.title }]);
    await store.setClosed(ONE.slug, false);
    expect(await store.saveComment(makeComment())).toMatchObject({ kind: 'saved' });
    expect(await store.closedArticles(10)).toEqual([]);
  });

  test('E77: a visitor has each reaction once, however often it is chosen at the same time', async () => {
    const { open } = await database();
    const nodes = [await open(), await open()];
    await nodes[0]?.syncSources([makeSource('a')], T0);
    await nodes[0]?.saveVisit(makeVisit('a', { created: [ONE] }));
    const change = { articleId: ONE.id, kind: 'love', visitor: 'v1', isOn: true, at: T0 };
    await Promise.all(Array.from({ length: 50 }, (_, click) => nodes[click % 2]?.acts.saveReaction(change)));
    const acts = nodes[1]?.acts as Acts;
    await acts.saveReaction({ ...change, kind: 'wow' });
    await acts.saveReaction({ ...change, visitor: 'v2' });
    expect(await acts.ofArticle(ONE.id, 'v1')).toMatchObject({
      reactions: new Map([
        ['love', 2],
        ['wow', 1],
      ]),
      own: new Set(['love', 'wow']),
    });
    await acts.saveReaction({ ...change, isOn: false });
    await acts.saveReaction({ ...change, isOn: false });
    expect((await acts.ofArticle(ONE.id, 'v1')).reactions.get('love')).toBe(1);
    await acts.saveReaction({ ...change, articleId: 'urn:uuid:none' });
    expect((await acts.ofArticle('urn:uuid:none', 'v1')).reactions.size).toBe(0);
  });

  test('E78: a visitor counts once in half an hour, on all nodes together', async () => {
    const { open } = await database();
    const [one, two] = [await open(), await open()];
    await one.syncSources([makeSource('a')], T0);
    await one.saveVisit(makeVisit('a', { created: [ONE, TWO] }));
    const view = (at: number, visitor = 'v1', articleId = ONE.id) => ({ articleId, visitor, at });
    const views = async () => (await two.acts.ofArticle(ONE.id, null)).views;
    await one.acts.countViews([view(T0), view(T0, 'v2'), view(T0, 'v1', TWO.id), view(T0, 'v1', 'urn:uuid:none')]);
    await two.acts.countViews([view(T0 + 29 * MINUTE)]);
    expect(await views()).toBe(2);
    await two.acts.countViews([view(T0 + 30 * MINUTE)]);
    await one.acts.countViews([view(T0 + 31 * MINUTE, 'v2')]);
    expect(await views()).toBe(4);
    expect((await one.acts.ofArticle(TWO.id, null)).views).toBe(1);
  });

  test('E78: no view is lost when groups are counted at the same time', async () => {
    const store = await acts();
    const group = (number: number) =>
      Array.from({ length: 10 }, (_, place) => ({ articleId: ONE.id, visitor: `v${number}-${place}`, at: T0 }));
    await Promise.all(Array.from({ length: 40 }, (_, number) => store.countViews(group(number))));
    expect((await store.ofArticle(ONE.id, null)).views).toBe(400);
  });

  test('E75: limits are shared by all nodes, and who is refused by one uses up none after it', async () => {
    const { open } = await database();
    const [one, two] = [(await open()).acts, (await open()).acts];
    const limits = [
      { key: 'narrow', windowMs: MINUTE, limit: 2 },
      { key: 'wide', windowMs: DAY, limit: 3 },
    ];
    expect(await one.tallyWait(limits, T0)).toBe(0);
    expect([await one.tally(limits, T0), await two.tally(limits, T0 + 1)]).toEqual([0, 0]);
    expect(await one.tally(limits, T0 + 2)).toBe(MINUTE - 2);
    expect(await two.tallyWait(limits, T0 + 2)).toBe(MINUTE - 2);
    expect(await two.tally(limits, T0 + MINUTE)).toBe(0);
    expect(await two.tally(limits, T0 + MINUTE)).toBe(DAY - MINUTE);
    expect(await one.tally([{ key: 'other', windowMs: MINUTE, limit: 1 }], T0)).toBe(0);
  });

  test('E77: all nodes have the same salt on a day and another one on the next; the first does not come back', async () => {
    const { open } = await database();
    const [one, two] = [(await open()).acts, (await open()).acts];
    const salts = [];
    for (const { dailySalt } of [one, two, one]) salts.push(await dailySalt('2026-11-22'));
    expect(new Set(salts).size).toBe(1);
    expect(salts[0]?.length).toBeGreaterThan(40);
    const next = await two.dailySalt('2026-11-23');
    expect(next).not.toBe(salts[0]);
    expect(await one.dailySalt('2026-11-22')).toBe(next);
  });

  test('all nodes sign with the same secret, and it stays', async () => {
    const { open } = await database();
    const [one, two] = [(await open()).acts, (await open()).acts];
    const secrets = [await one.formSecret(), await two.formSecret()];
    expect(new Set([...secrets, await one.formSecret()]).size).toBe(1);
    expect(secrets[0]?.length).toBeGreaterThan(40);
  });

  test('E80: nothing that readers do changes an article, the channel or what is noticed of it', async () => {
    const store = await filledStore();
    const query = { items: 10, perSource: 10, listedAfter: null };
    const facts = async () => [
      await store.channelEntries(query),
      await store.channelArticles(query),
      await store.articles([ONE.id, TWO.id]),
      await store.listingVersion(),
      await store.documentsVersion(),
    ];
    const before = await facts();
    await store.acts.saveComment(makeComment());
    await store.acts.saveReaction({ articleId: ONE.id, kind: 'love', visitor: 'v', isOn: true, at: T0 });
    await store.acts.countViews([{ articleId: ONE.id, visitor: 'v', at: T0 }]);
    await store.acts.setClosed(TWO.slug, true);
    expect(await facts()).toEqual(before);
  });
}
