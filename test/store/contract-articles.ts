// Contract: what visits bring is stored once, named once, and leaves cleaned.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ArticleDraft, VisitRecord } from '../../src/model.ts';
import type { Store } from '../../src/store/store.ts';
import { countingSanitize } from './counting-sanitize.ts';
import { MINUTE, makeDraft, makeSource, makeState, makeVisit, T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

export function articleContract(make: MakeDatabase): void {
  const database = databasePerTest(make);

  async function storeOf(...ids: string[]): Promise<Store> {
    const store = await (await database()).open();
    await store.syncSources(
      ids.map((id) => makeSource(id)),
      T0,
    );
    return store;
  }

  const articleOf = async (store: Store, { id }: ArticleDraft) => (await store.articles([id]))[0];

  test('F13: an article is read as it was saved, its read time the same wherever it is read', async () => {
    const store = await storeOf('a');
    const draft = makeDraft('a', 'one', {
      guid: null,
      authors: [{ name: 'Ada', url: null }],
      tags: ['x', 'ÿ'],
      image: { url: 'https://a.example/i.png', alt: 'A', caption: null, width: 2, height: null },
      enclosures: [{ url: 'https://a.example/e.mp3', type: 'audio/mpeg', length: 12345678901 }],
      language: 'en',
      via: { title: null, url: 'https://else.example/' },
      commentsUrl: 'https://a.example/c',
      updatedAt: T0 + 1,
      firstSeenAt: T0 + 2,
      listedAt: T0 - 3,
      wordCount: 690,
      readMinutes: 4,
    });
    await store.saveVisit(makeVisit('a', { created: [draft] }));
    const { content, key, rawHash, upstreamId, clues, ...facts } = draft;
    const article = { ...facts, publishedId: upstreamId, sourceId: 'a', category: 'general' };
    const full = { ...article, contentHtml: `safe1:${content?.value}` };
    expect(await store.articles([draft.id])).toEqual([full]);
    expect(await store.articleBySlug(draft.slug)).toEqual(full);
    expect(await store.channelArticles({ items: 9, perSource: 9, listedAfter: null })).toEqual([article]);
    expect(await store.knownEntries('a', [key, 'else'])).toEqual(
      new Map([[key, { key, articleId: draft.id, rawHash, version: 'version-1', updatedAt: T0 + 1 }]]),
    );
  });

  test('the raw hashes of a source are told with their keys', async () => {
    const store = await storeOf('a', 'b');
    const created = ['1', '2'].map((key) => makeDraft('a', key, { rawHash: `raw of ${key}` }));
    await store.saveVisit(makeVisit('a', { created }));
    await store.saveVisit(makeVisit('b', { created: [makeDraft('b', '3')] }));
    expect(await store.storedHashes('a')).toEqual(new Map(created.map(({ rawHash, key }) => [rawHash, key])));
  });

  test('articles come in the order asked for, without those that are not stored', async () => {
    const store = await storeOf('a');
    const drafts = ['1', '2', '3'].map((key) => makeDraft('a', key));
    await store.saveVisit(makeVisit('a', { created: drafts }));
    const ids = ['3', '1', '2'].map((key) => makeDraft('a', key).id);
    expect((await store.articles(['nothing', ...ids])).map(({ id }) => id)).toEqual(ids);
    expect(await store.articleBySlug('nothing')).toBeNull();
  });

  test("a rule's category wins over the source's", async () => {
    const store = await storeOf('a');
    const [ruled, plain] = [makeDraft('a', '1', { category: 'linux' }), makeDraft('a', '2')];
    await store.saveVisit(makeVisit('a', { created: [ruled, plain] }));
    const categories = (await store.articles([ruled.id, plain.id])).map(({ category }) => category);
    expect(categories).toEqual(['linux', 'general']);
  });

  test('C06, C11: an update keeps id, slug, published id, place and first date, and replaces the rest', async () => {
    const store = await storeOf('a');
    const first = makeDraft('a', 'one');
    await store.saveVisit(makeVisit('a', { created: [first] }));
    await store.articles([first.id]);
    const second = makeDraft('a', 'one', {
      rawHash: 'raw-2',
      version: 'version-2',
      upstreamId: 'tag:other',
      slug: 'another-slug',
      title: 'New title',
      url: 'https://a.example/new',
      publishedAt: T0 + MINUTE,
      updatedAt: T0 + MINUTE,
      firstSeenAt: T0 + MINUTE,
      listedAt: T0 + MINUTE,
      content: { kind: 'text', value: 'New body', base: null },
    });
    await store.saveVisit(makeVisit('a', { updated: [second] }));
    expect(await articleOf(store, first)).toMatchObject({
      id: first.id,
      slug: first.slug,
      publishedId: first.upstreamId,
      publishedAt: T0,
      firstSeenAt: T0,
      listedAt: T0,
      version: 'version-2',
      title: 'New title',
      url: 'https://a.example/new',
      updatedAt: T0 + MINUTE,
      contentHtml: 'safe1:New body',
    });
    expect((await store.knownEntries('a', ['one'])).get('one')).toMatchObject({
      rawHash: 'raw-2',
      version: 'version-2',
    });
  });

  test('a date that comes later than its article is taken', async () => {
    const store = await storeOf('a');
    await store.saveVisit(makeVisit('a', { created: [makeDraft('a', 'one', { publishedAt: null })] }));
    await store.saveVisit(makeVisit('a', { updated: [makeDraft('a', 'one', { publishedAt: T0 + 1 })] }));
    expect(await articleOf(store, makeDraft('a', 'one'))).toMatchObject({ publishedAt: T0 + 1 });
  });

  test('an article whose body goes has none, and has one again when it comes back', async () => {
    const store = await storeOf('a');
    const draft = makeDraft('a', 'one');
    await store.saveVisit(makeVisit('a', { created: [draft] }));
    await store.saveVisit(makeVisit('a', { updated: [{ ...draft, content: null }] }));
    expect(await articleOf(store, draft)).toMatchObject({ contentHtml: null });
    await store.saveVisit(makeVisit('a', { updated: [draft] }));
    expect(await articleOf(store, draft)).toMatchObject({ contentHtml: `safe1:${draft.content?.value}` });
  });

  test('C02: the same key in two sources is two articles', async () => {
    const store = await storeOf('a', 'b');
    for (const id of ['a', 'b']) await store.saveVisit(makeVisit(id, { created: [makeDraft(id, '1')] }));
    expect(await store.counts()).toEqual({ sources: 2, articles: 2 });
    expect((await store.knownEntries('b', ['1'])).get('1')?.articleId).toBe(makeDraft('b', '1').id);
  });

  test('C15: an entry that comes back is the same article', async () => {
    const store = await storeOf('a');
    const draft = makeDraft('a', '1');
    await store.saveVisit(makeVisit('a', { created: [draft] }));
    await store.saveVisit(makeVisit('a', { created: [makeDraft('a', '2', { listedAt: T0 + 1 })] }));
    expect((await store.knownEntries('a', ['1'])).get('1')?.articleId).toBe(draft.id);
    await store.saveVisit(makeVisit('a', { created: [{ ...draft, title: 'Back' }] }));
    expect(await store.counts()).toMatchObject({ articles: 2 });
    expect(await articleOf(store, draft)).toMatchObject({ title: 'Back', slug: draft.slug });
  });

  test('a stored id under a new key is the stored article, known by both keys from then on', async () => {
    const store = await storeOf('a');
    const draft = makeDraft('a', 'old-key');
    await store.saveVisit(makeVisit('a', { created: [draft] }));
    await store.saveVisit(makeVisit('a', { created: [{ ...draft, key: 'new-key', title: 'Renamed' }] }));
    expect(await store.counts()).toMatchObject({ articles: 1 });
    const known = await store.knownEntries('a', ['old-key', 'new-key']);
    expect([...known.values()].map(({ articleId }) => articleId)).toEqual([draft.id, draft.id]);
    expect(await articleOf(store, draft)).toMatchObject({ title: 'Renamed' });
  });

  test('a stored key leads to its article whatever id the draft bears', async () => {
    const store = await storeOf('a');
    const draft = makeDraft('a', 'one');
    await store.saveVisit(makeVisit('a', { created: [draft] }));
    await store.saveVisit(makeVisit('a', { updated: [{ ...draft, id: 'urn:uuid:other', title: 'Same' }] }));
    expect(await store.counts()).toMatchObject({ articles: 1 });
    expect(await articleOf(store, draft)).toMatchObject({ title: 'Same' });
  });

  test('of two drafts of one article in a visit the first is its version', async () => {
    const store = await storeOf('a');
    const draft = makeDraft('a', 'one', { title: 'First' });
    await store.saveVisit(makeVisit('a', { created: [draft, { ...draft, key: 'two', title: 'Second' }] }));
    expect(await articleOf(store, draft)).toMatchObject({ title: 'First' });
    expect(await store.knownEntries('a', ['one', 'two'])).toHaveProperty('size', 2);
  });

  test('touched entries get their new hash and nothing else', async () => {
    const store = await storeOf('a');
    const draft = makeDraft('a', 'one');
    await store.saveVisit(makeVisit('a', { created: [draft] }));
    const before = await articleOf(store, draft);
    await store.saveVisit(makeVisit('a', { touched: [{ key: 'one', rawHash: 'raw-9' }] }));
    expect((await store.knownEntries('a', ['one'])).get('one')?.rawHash).toBe('raw-9');
    expect(await articleOf(store, draft)).toEqual(before);
  });

  test('C05: an alias leads to its article as its first key does', async () => {
    const store = await storeOf('a');
    const draft = makeDraft('a', 'one');
    await store.saveVisit(makeVisit('a', { created: [draft, makeDraft('a', 'two')] }));
    const before = await articleOf(store, draft);
    await store.saveVisit(makeVisit('a', { dropped: ['one'] }));
    const alias = { key: 'other', articleId: draft.id, rawHash: 'raw-2' };
    await store.saveVisit(makeVisit('a', { aliases: [alias] }));
    expect(await store.knownEntries('a', ['other'])).toEqual(
      new Map([['other', { ...alias, version: 'version-1', updatedAt: null }]]),
    );
    expect(await articleOf(store, draft)).toEqual(before);
    const listed = await store.channelEntries({ items: 9, perSource: 9, listedAfter: null });
    expect(listed.map(({ articleId }) => articleId)).toContain(draft.id);
    await store.saveVisit(makeVisit('a', { updated: [{ ...draft, key: 'other', title: 'Renamed' }] }));
    expect(await articleOf(store, draft)).toMatchObject({ title: 'Renamed' });
    expect(await store.counts()).toMatchObject({ articles: 2 });
  });

  test('C05: lookalikes are found by key and by a link that only one article of the source has', async () => {
    const store = await storeOf('a', 'b');
    const one = makeDraft('a', 'one', {
      url: 'http://www.a.example/one/',
      updatedAt: T0 + 1,
      enclosures: [{ url: 'https://a.example/e.mp3', type: null, length: null }],
    });
    const shared = ['two', 'three'].map((key) => makeDraft('a', key, { url: 'https://a.example/shared' }));
    const other = makeDraft('b', 'one', { url: 'https://b.example/only' });
    await store.saveVisit(makeVisit('a', { created: [one, ...shared] }));
    await store.saveVisit(makeVisit('a', { aliases: [{ key: 'uno', articleId: one.id, rawHash: 'raw' }] }));
    await store.saveVisit(makeVisit('b', { created: [other] }));
    const links = ['a.example/one', 'a.example/shared', 'b.example/only'];
    const { byKey, byLink } = await store.lookalikes('a', { keys: ['two', 'uno', 'never'], links });
    expect([...byKey.keys()].sort()).toEqual(['two', 'uno']);
    expect([...byLink.keys()]).toEqual(['a.example/one']);
    const { keys, ...found } = byLink.get('a.example/one') ?? { keys: [] };
    expect([...keys].sort()).toEqual(['one', 'uno']);
    expect(found).toEqual({
      articleId: one.id,
      version: 'version-1',
      updatedAt: T0 + 1,
      title: 'Title of one',
      summary: 'A summary.',
      files: ['https://a.example/e.mp3'],
      linkKey: 'a.example/one',
    });
    await store.saveVisit(makeVisit('a', { updated: [{ ...one, url: 'https://a.example/elsewhere' }] }));
    expect((await store.lookalikes('a', { keys: [], links: ['a.example/one'] })).byLink.size).toBe(0);
  });

  describe('an entry that the rules drop', () => {
    const CHANNEL = { items: 9, perSource: 9, listedAfter: null };
    const titlesOf = async (store: Store) => (await store.channelArticles(CHANNEL)).map(({ title }) => title);

    /** A store with two articles of one source, the first of which a later visit dropped. */
    async function storeWithDropped(): Promise<Store> {
      const store = await storeOf('a', 'b');
      await store.saveVisit(makeVisit('a', { created: [makeDraft('a', 'one'), makeDraft('a', 'two')] }));
      await store.saveVisit(makeVisit('b', { created: [makeDraft('b', 'one', { title: 'Other' })] }));
      await store.saveVisit(makeVisit('a', { dropped: ['one', 'never-stored'] }));
      return store;
    }

    test('takes its article off the lists and keeps it', async () => {
      const store = await storeWithDropped();
      expect((await titlesOf(store)).sort()).toEqual(['Other', 'Title of two']);
      expect((await store.channelEntries(CHANNEL)).map(({ articleId }) => articleId).sort()).toEqual(
        [makeDraft('a', 'two').id, makeDraft('b', 'one').id].sort(),
      );
      expect((await store.articleBySlug(makeDraft('a', 'one').slug))?.title).toBe('Title of one');
      expect(await articleOf(store, makeDraft('a', 'one'))).toBeDefined();
      expect(await store.counts()).toMatchObject({ articles: 3 });
    });

    test.each<[string, Partial<VisitRecord>]>([
      ['created', { created: [makeDraft('a', 'one')] }],
      ['updated', { updated: [makeDraft('a', 'one')] }],
      ['touched', { touched: [{ key: 'one', rawHash: 'raw-2' }] }],
    ])('is listed again once it is %s', async (_, change) => {
      const store = await storeWithDropped();
      await store.saveVisit(makeVisit('b', { touched: [{ key: 'one', rawHash: 'raw-2' }] }));
      expect(await titlesOf(store)).not.toContain('Title of one');
      await store.saveVisit(makeVisit('a', change));
      expect(await titlesOf(store)).toContain('Title of one');
    });

    test('never passes for unchanged, so that rules taken back bring it back', async () => {
      const store = await storeWithDropped();
      const known = await store.knownEntries('a', ['one', 'two']);
      expect(known.get('one')?.rawHash).toBe('');
      expect(known.get('two')?.rawHash).toBe('raw-1');
    });

    test('stays listed under another key that is kept', async () => {
      const store = await storeOf('a');
      const draft = makeDraft('a', 'old-key');
      await store.saveVisit(makeVisit('a', { created: [draft, { ...draft, key: 'new-key' }] }));
      const touched = [{ key: 'new-key', rawHash: 'raw-2' }];
      await store.saveVisit(makeVisit('a', { dropped: ['old-key'], touched }));
      expect(await titlesOf(store)).toEqual(['Title of old-key']);
    });
  });

  test('C28: the first to publish an id owns it, others publish their own', async () => {
    const store = await storeOf('a', 'b');
    const shared = { upstreamId: 'https://shared.example/1' };
    const [one, two, three] = [makeDraft('a', '1', shared), makeDraft('b', '2', shared), makeDraft('b', '3', shared)];
    await store.saveVisit(makeVisit('a', { created: [one] }));
    await store.saveVisit(makeVisit('b', { created: [two, three] }));
    await store.saveVisit(makeVisit('b', { updated: [two] }));
    const ids = (await store.articles([one.id, two.id, three.id])).map(({ publishedId }) => publishedId);
    expect(ids).toEqual(['https://shared.example/1', two.id, three.id]);
  });

  test('C28: an article whose own id somebody else published still gets one of its own', async () => {
    const store = await storeOf('thief', 'a');
    const draft = makeDraft('a', '1', { upstreamId: null });
    await store.saveVisit(makeVisit('thief', { created: [makeDraft('thief', 'x', { upstreamId: draft.id })] }));
    await store.saveVisit(makeVisit('a', { created: [draft] }));
    const publishedId = (await articleOf(store, draft))?.publishedId;
    expect(publishedId).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(publishedId).not.toBe(draft.id);
  });

  test('a slug that another article has is told apart', async () => {
    const store = await storeOf('a', 'b');
    const [one, two] = [makeDraft('a', '1', { slug: 'same' }), makeDraft('b', '1', { slug: 'same' })];
    await store.saveVisit(makeVisit('a', { created: [one] }));
    await store.saveVisit(makeVisit('b', { created: [two] }));
    expect((await store.articleBySlug('same'))?.id).toBe(one.id);
    const slug = (await articleOf(store, two))?.slug ?? '';
    expect(slug).toMatch(/^same-[0-9a-f]{8}$/);
    expect((await store.articleBySlug(slug))?.id).toBe(two.id);
  });

  test('any sequence of visits leaves published ids and slugs unique and frozen', async () => {
    const entry = fc.record({
      source: fc.constantFrom('a', 'b', 'c'),
      key: fc.constantFrom('1', '2', '3'),
      slug: fc.constantFrom('same', 'other'),
      upstream: fc.constantFrom(null, 'tag:one', 'tag:two', makeDraft('a', '1').id, makeDraft('b', '2').id),
    });
    const visits = fc.array(fc.uniqueArray(entry, { maxLength: 4, selector: ({ source, key }) => source + key }), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(visits, async (sequence) => {
        const store = await storeOf('a', 'b', 'c');
        const names = new Map<string, string>();
        for (const entries of sequence) {
          for (const source of ['a', 'b', 'c']) {
            const created = entries
              .filter((entry) => entry.source === source)
              .map(({ key, slug, upstream }) => makeDraft(source, key, { slug, upstreamId: upstream }));
            await store.saveVisit(makeVisit(source, { created }));
          }
          const stored = await store.channelArticles({ items: 100, perSource: 100, listedAfter: null });
          expect(new Set(stored.map(({ publishedId }) => publishedId)).size).toBe(stored.length);
          expect(new Set(stored.map(({ slug }) => slug)).size).toBe(stored.length);
          for (const { id, publishedId, slug } of stored) {
            expect(names.get(id) ?? `${publishedId} ${slug}`).toBe(`${publishedId} ${slug}`);
            names.set(id, `${publishedId} ${slug}`);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  test('a visit with more entries than fit one statement is saved whole', async () => {
    const store = await storeOf('a');
    const created = Array.from({ length: 107 }, (_, place) => makeDraft('a', `entry-${place}`));
    await store.saveVisit(makeVisit('a', { created }));
    const stored = await store.articles(created.map(({ id }) => id));
    expect(stored.map(({ id, title, contentHtml }) => [id, title, contentHtml])).toEqual(
      created.map(({ id, title, content }) => [id, title, `safe1:${content?.value}`]),
    );
    expect(
      await store.knownEntries(
        'a',
        created.map(({ key }) => key),
      ),
    ).toHaveProperty('size', 107);
  });

  test('a visit that cannot be saved whole is not saved at all', async () => {
    const store = await storeOf('a');
    const broken = makeDraft('a', 'two', { title: null as unknown as string });
    const state = makeState('a', { failures: 7 });
    await expect(
      store.saveVisit(makeVisit('a', { state, created: [makeDraft('a', 'one'), broken] })),
    ).rejects.toThrow();
    expect(await store.counts()).toMatchObject({ articles: 0 });
    expect((await store.sourceStates())[0]?.failures).toBe(0);
    await store.saveVisit(makeVisit('a', { state, created: [makeDraft('a', 'one')] }));
    expect(await store.counts()).toMatchObject({ articles: 1 });
  });

  test('E41: content leaves through the sanitizer, which runs once for all readers', async () => {
    const db = await database();
    const [writer, reader] = [countingSanitize(1), countingSanitize(1)];
    const [one, two] = [await db.open(writer), await db.open(reader)];
    await one.syncSources([makeSource('a')], T0);
    const draft = makeDraft('a', 'one', { content: { kind: 'html', value: '<script>x</script>', base: null } });
    await one.saveVisit(makeVisit('a', { created: [draft] }));
    expect(writer.cleaned).toEqual([]);
    expect(await articleOf(two, draft)).toMatchObject({ contentHtml: 'safe1:<script>x</script>' });
    expect(await articleOf(one, draft)).toMatchObject({ contentHtml: 'safe1:<script>x</script>' });
    expect([writer.cleaned.length, reader.cleaned.length]).toEqual([0, 1]);
  });

  test('E41: new rules of the sanitizer clean what was stored again', async () => {
    const db = await database();
    const old = await db.open(countingSanitize(1));
    await old.syncSources([makeSource('a')], T0);
    const [one, two] = [makeDraft('a', '1'), makeDraft('a', '2')];
    await old.saveVisit(makeVisit('a', { created: [one, two] }));
    await old.articles([one.id, two.id]);
    const sanitize = countingSanitize(2);
    const next = await db.open(sanitize);
    for (let reading = 0; reading < 2; reading++) {
      const bodies = (await next.articles([one.id, two.id])).map(({ contentHtml }) => contentHtml);
      expect(bodies).toEqual([`safe2:${one.content?.value}`, `safe2:${two.content?.value}`]);
    }
    expect(sanitize.cleaned).toHaveLength(2);
  });
}
