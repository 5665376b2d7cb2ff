// Contract: which articles are found by their words, and how they come to be found.
import { expect, test } from 'vitest';
import type { ArticleDraft, RawContent } from '../../src/model.ts';
import type { Store } from '../../src/store/store.ts';
import { makeDraft, makeSource, makeVisit, T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

const toPlainText = ({ value }: RawContent) => value.replace(/<[^>]*>/g, ' ');

/** Indexes all that waits, `articles` at a time; resolves to how many times that took. */
async function indexAll(store: Store, articles = 100): Promise<number> {
  let times = 0;
  while ((await store.indexArticles({ articles, forMs: 1000, toPlainText })) > 0) times++;
  return times;
}

type Words = Partial<Pick<ArticleDraft, 'title' | 'summary' | 'authors' | 'tags' | 'listedAt' | 'version' | 'url'>> & {
  readonly body?: string;
};

function draftOf(key: string, { body, ...words }: Words): ArticleDraft {
  const content: RawContent | null = body === undefined ? null : { kind: 'html', value: body, base: null };
  return makeDraft('a', key, { title: 'Untold', summary: '', content, ...words });
}

export function searchContract(make: MakeDatabase): void {
  const database = databasePerTest(make);

  /** A store with these articles of the source a, by their keys, all indexed. */
  async function storeWith(articles: Readonly<Record<string, Words>>): Promise<Store> {
    const store = await (await database()).open();
    await store.syncSources([makeSource('a'), makeSource('b')], T0);
    const created = Object.entries(articles).map(([key, words]) => draftOf(key, words));
    await store.saveVisit(makeVisit('a', { created }));
    await indexAll(store);
    return store;
  }

  /** Keys of what is found. */
  async function find(store: Store, words: string, order: 'newest' | 'best' = 'newest', limit = 50, offset = 0) {
    const articles = await store.searchArticles({ words, limit, offset, order });
    return articles.map(({ guid }) => guid);
  }

  test('an article is found by its title, summary, body, authors and tags, and not by markup', async () => {
    const store = await storeWith({
      title: { title: 'Ferrous oxides' },
      summary: { summary: 'About penguins' },
      body: { body: '<p class="walrus">The <em>narwhal</em> swims</p>' },
      author: { authors: [{ name: 'Ada Lovelace', url: null }] },
      tag: { tags: ['astronomy'] },
    });
    expect(await find(store, 'ferrous')).toEqual(['title']);
    expect(await find(store, 'PENGUINS')).toEqual(['summary']);
    expect(await find(store, 'narwhal swims')).toEqual(['body']);
    expect(await find(store, 'lovelace ada')).toEqual(['author']);
    expect(await find(store, 'astronomy')).toEqual(['tag']);
    expect(await find(store, 'walrus')).toEqual([]);
    expect(await find(store, 'class')).toEqual([]);
  });

  test('what is found is an article as the channel gives it', async () => {
    const store = await storeWith({ one: { title: 'Ferrous oxides', body: '<p>Rust</p>' } });
    const found = await store.searchArticles({ words: 'rust', limit: 5, offset: 0, order: 'newest' });
    expect(found).toEqual(await store.channelArticles({ items: 5, perSource: 5, listedAfter: null }));
    expect(found).toHaveLength(1);
  });

  test('all words are wanted, and a phrase in quotation marks in its order', async () => {
    const store = await storeWith({
      both: { body: 'a red apple, a green pear' },
      one: { body: 'a red pear' },
    });
    expect(await find(store, 'red apple')).toEqual(['both']);
    expect(await find(store, 'pear red')).toHaveLength(2);
    expect(await find(store, '"red pear"')).toEqual(['one']);
    expect(await find(store, '"green pear" red')).toEqual(['both']);
    expect(await find(store, 'red "pear')).toHaveLength(2);
    expect(await find(store, '“red apple”')).toEqual(['both']);
  });

  test('case, diacritics and width of letters do not matter, in the question and in the text', async () => {
    const store = await storeWith({
      accents: { body: 'Crème brûlée in Ceske\u0301 Budějovice' },
      plain: { body: 'creme brulee' },
      wide: { body: 'ＦＰＧＡ boards' },
    });
    expect(await find(store, 'CREME BRULEE')).toHaveLength(2);
    expect(await find(store, 'crème brûlée')).toHaveLength(2);
    expect(await find(store, 'české')).toEqual(['accents']);
    expect(await find(store, 'fpga')).toEqual(['wide']);
  });

  test('words of scripts without spaces are found wherever they stand', async () => {
    const store = await storeWith({
      chinese: { title: '我们发布了新的操作系统内核' },
      japanese: { body: '<p>新しいカーネルのメモリ管理を説明する。</p>' },
      korean: { body: '새로운 커널을 발표했습니다' },
      thai: { body: 'ระบบปฏิบัติการใหม่' },
      hindi: { body: 'नया हिन्दी लेख' },
      mixed: { body: '使用iPhone手机' },
    });
    expect(await find(store, '操作系统')).toEqual(['chinese']);
    expect(await find(store, '内核')).toEqual(['chinese']);
    expect(await find(store, '系操')).toEqual([]);
    expect(await find(store, 'メモリ')).toEqual(['japanese']);
    expect(await find(store, 'カーネル 管理')).toEqual(['japanese']);
    expect((await find(store, '新')).sort()).toEqual(['chinese', 'japanese']);
    expect(await find(store, '커널')).toEqual(['korean']);
    expect(await find(store, 'ปฏิบัติ')).toEqual(['thai']);
    expect(await find(store, 'हिन्दी')).toEqual(['hindi']);
    expect(await find(store, 'iphone手机')).toEqual(['mixed']);
    expect(await find(store, '手机iphone')).toEqual(['mixed']);
  });

  test('what is looked for is words, never syntax', async () => {
    const store = await storeWith({
      operators: { body: "near and or not title: node.js c++ don't 100% x_y" },
      other: { title: 'Untold', body: 'other' },
    });
    const asWritten = [
      'NEAR',
      'NOT other',
      'near OR other',
      'title:',
      'node.js',
      'c++',
      "don't",
      '100%',
      'x_y',
      '^near',
    ];
    const found = await Promise.all(asWritten.map((words) => find(store, words)));
    expect(found.map((keys) => keys.includes('operators'))).toEqual(
      asWritten.map((words) => words !== 'NOT other' && words !== 'near OR other'),
    );
    const hostile = [
      '"',
      '""',
      '"""',
      '*',
      'a*',
      '(',
      ')',
      'NEAR(a b)',
      '{title}:near',
      '-near',
      'near"',
      "'; drop table",
      '\\',
    ];
    for (const words of [
      ...hostile,
      'a\u0000b',
      '\u0000',
      '\ud800',
      'near\u0007',
      'x'.repeat(1000),
      '" '.repeat(500),
    ]) {
      expect(Array.isArray(await find(store, words))).toBe(true);
    }
    expect(await find(store, 'near\u0000not')).toEqual(['operators']);
    expect(await find(store, '-near')).toEqual(['operators']);
  });

  test('nothing is found for what has no word', async () => {
    const store = await storeWith({ one: { body: 'text' } });
    for (const words of ['', ' ', '\n\t', '+++', '""', '" "', '…', '。', '\u0000']) {
      expect(await find(store, words)).toEqual([]);
    }
    expect(await find(store, 'text +++ ""')).toEqual(['one']);
  });

  test('the newest come first, and the best are those with the words in their titles', async () => {
    const store = await storeWith({
      old: { title: 'Apples', listedAt: T0 - 3000 },
      new: { body: 'apples', listedAt: T0 },
      titled: { title: 'Two apples', listedAt: T0 - 2000 },
      middle: { body: 'apples', listedAt: T0 - 1000 },
    });
    expect(await find(store, 'apples', 'newest')).toEqual(['new', 'middle', 'titled', 'old']);
    expect(await find(store, 'apples', 'best')).toEqual(['titled', 'old', 'new', 'middle']);
    expect(await find(store, 'apples', 'best', 2, 1)).toEqual(['old', 'new']);
    expect(await find(store, 'apples', 'newest', 2, 3)).toEqual(['old']);
    expect(await find(store, 'apples', 'newest', 2, 4)).toEqual([]);
  });

  test('articles of one second keep the order of their document, newest first', async () => {
    const store = await storeWith({ a: { body: 'word' }, b: { body: 'word' }, c: { body: 'word' } });
    expect(await find(store, 'word')).toEqual(['a', 'b', 'c']);
  });

  test('many articles that are on no list do not hide one that is', async () => {
    const store = await storeWith({});
    const drafts = Array.from({ length: 250 }, (_, i) => draftOf(`${i}`, { body: 'word', listedAt: T0 + i }));
    await store.saveVisit(makeVisit('a', { created: drafts }));
    await store.saveVisit(makeVisit('a', { dropped: drafts.slice(1).map(({ key }) => key) }));
    await indexAll(store);
    expect(await find(store, 'word')).toEqual(['0']);
  });

  test('an article is found once it is indexed, and by its new words only after a new version is', async () => {
    const store = await storeWith({ one: { body: 'first' } });
    await store.saveVisit(makeVisit('a', { created: [draftOf('two', { body: 'first' })] }));
    expect(await store.unindexedCount()).toBe(1);
    expect(await find(store, 'first')).toEqual(['one']);
    await indexAll(store);
    expect(await find(store, 'first')).toHaveLength(2);
    await store.saveVisit(makeVisit('a', { updated: [draftOf('one', { body: 'second', version: 'version-2' })] }));
    await indexAll(store);
    expect(await find(store, 'first')).toEqual(['two']);
    expect(await find(store, 'second')).toEqual(['one']);
  });

  test('indexing stops at its bounds, and goes on after a restart', async () => {
    const { open } = await database();
    const store = await open();
    await store.syncSources([makeSource('a')], T0);
    const created = Array.from({ length: 10 }, (_, i) => draftOf(`${i}`, { body: 'word' }));
    await store.saveVisit(makeVisit('a', { created }));
    expect(await store.indexArticles({ articles: 4, forMs: 1000, toPlainText })).toBe(4);
    expect(await store.indexArticles({ articles: 4, forMs: 0, toPlainText })).toBe(1);
    await store.close();
    const reopened = await open();
    expect(await reopened.unindexedCount()).toBe(5);
    expect(await find(reopened, 'word')).toHaveLength(5);
    expect(await indexAll(reopened, 2)).toBe(3);
    expect(await find(reopened, 'word')).toHaveLength(10);
    expect(await reopened.unindexedCount()).toBe(0);
  });

  test('held and dropped articles and those of a source that was removed are not found until they are listed', async () => {
    const store = await storeWith({ kept: { body: 'word' }, dropped: { body: 'word' } });
    await store.saveVisit(makeVisit('a', { dropped: ['dropped'] }));
    const held = makeDraft('b', 'held', { content: { kind: 'text', value: 'word', base: null } });
    const state = { ...makeVisit('b').state, suspectSince: T0 };
    await store.saveVisit(makeVisit('b', { state, created: [held] }));
    await indexAll(store);
    expect(await find(store, 'word')).toEqual(['kept']);
    await store.releaseSource('b');
    expect((await find(store, 'word')).sort()).toEqual(['held', 'kept']);
    await store.syncSources([makeSource('b')], T0);
    expect(await find(store, 'word')).toEqual(['held']);
  });
}
