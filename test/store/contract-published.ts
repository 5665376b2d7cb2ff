// Contract: documents, fragments and facts are kept byte for byte and seen by every process.
import { expect, test } from 'vitest';
import type { ChannelDocument, Edition } from '../../src/model.ts';
import { T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

function makeDocument(path: string, change: Partial<ChannelDocument> = {}): ChannelDocument {
  return {
    path,
    format: 'atom',
    contentType: 'application/atom+xml; charset=utf-8',
    body: new TextEncoder().encode(`<feed>${path} \u0000 ÿ 🌐</feed>`),
    etag: 'abc',
    updatedAt: T0,
    fingerprint: 'f',
    ...change,
  };
}

export function publishedContract(make: MakeDatabase): void {
  const database = databasePerTest(make);

  test('documents come back byte for byte, by path; saving one leaves the others', async () => {
    const store = await (await database()).open();
    const [atom, rss] = [makeDocument('atom.xml'), makeDocument('rss.xml', { format: 'rss', body: new Uint8Array(0) })];
    await store.saveDocuments([rss, atom]);
    expect(await store.documents()).toEqual([atom, rss]);
    const next = makeDocument('atom.xml', { body: new Uint8Array([0, 255, 128]), etag: 'def' });
    await store.saveDocuments([next]);
    expect(await store.documents()).toEqual([next, rss]);
  });

  test('a document in parts comes back whole, and what it shares with the one before is not written again', async () => {
    const store = await (await database()).open();
    const partOf = (text: string) => ({ digest: `hash of ${text}`, bytes: new TextEncoder().encode(text) });
    const save = (path: string, texts: readonly string[], parts = texts.map(partOf)) =>
      store.saveDocuments([{ ...makeDocument(path), body: new TextEncoder().encode(texts.join('')), parts }]);
    const bodies = async () => (await store.documents()).map(({ body }) => new TextDecoder().decode(body));
    await save('atom.xml', ['<a>', 'one', ', ', 'two', ', ', 'three', '</a>']);
    await save('rss.xml', ['<a>', 'two', '</a>']);
    await store.saveDocuments([makeDocument('whole.xml', { body: new TextEncoder().encode('whole') })]);
    expect(await bodies()).toEqual(['<a>one, two, three</a>', '<a>two</a>', 'whole']);
    // other bytes under a digest that is known would show
    const next = ['<a>', 'new', ', ', 'one', ', ', 'two', '</a>'];
    await save(
      'atom.xml',
      next,
      next.map((text) => (text === 'new' ? partOf(text) : { ...partOf(text), bytes: new Uint8Array(1) })),
    );
    expect(await bodies()).toEqual(['<a>new, one, two</a>', '<a>two</a>', 'whole']);
    // what no document has any more is gone, and comes back with its bytes
    await save('atom.xml', ['three']);
    await save('rss.xml', []);
    await save('whole.xml', ['in ', 'parts']);
    expect(await bodies()).toEqual(['three', '', 'in parts']);
    await store.saveDocuments([makeDocument('atom.xml', { body: new TextEncoder().encode('whole again') })]);
    expect(await bodies()).toEqual(['whole again', '', 'in parts']);
  });

  test("another process sees that documents changed by the version's growth", async () => {
    const db = await database();
    const [writer, reader] = [await db.open(), await db.open()];
    const versions = [await reader.documentsVersion()];
    for (const etag of ['1', '2']) {
      await writer.saveDocuments([makeDocument('atom.xml', { etag })]);
      versions.push(await reader.documentsVersion());
    }
    await writer.saveDocuments([]);
    expect(await reader.documentsVersion()).toBe(versions[2]);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  const makeFragment = (articleId: string, format: string, body = 'body') => ({ articleId, format, stamp: 's', body });

  test('fragments are found by article, replaced, and removed', async () => {
    const store = await (await database()).open();
    await store.saveFragments(Array.from({ length: 70 }, (_, n) => makeFragment(`a${n}`, 'atom')));
    const next = { ...makeFragment('a1', 'atom', 'new'), stamp: 't' };
    await store.saveFragments([next, makeFragment('a1', 'json')]);
    const found = await store.fragments(['a1', 'a2', 'none']);
    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining([next, makeFragment('a1', 'json'), makeFragment('a2', 'atom')]));
    await store.removeFragments(['a1', 'none']);
    expect(await store.fragments(['a1', 'a2', 'a69'])).toHaveLength(2);
  });

  const makeEdition = (change: Partial<Edition> = {}): Edition => {
    const { body: _, ...facts } = makeDocument('c/linux/atom.xml');
    return { ...facts, ...change };
  };

  test('an edition is replaced by who knows it, and whoever comes later takes what is there', async () => {
    const db = await database();
    const [one, two] = [await db.open(), await db.open()];
    const first = makeEdition();
    expect(await one.edition(first.path)).toBeNull();
    expect(await one.saveEdition(first, null)).toEqual(first);
    expect(await two.saveEdition(makeEdition({ updatedAt: T0 + 1 }), null)).toEqual(first);
    const second = makeEdition({ etag: 'def', updatedAt: T0 + 1000 });
    expect(await two.saveEdition(second, first)).toEqual(second);
    expect(await one.saveEdition(makeEdition({ etag: 'ghi' }), first)).toEqual(second);
    expect(await one.edition(first.path)).toEqual(second);
  });

  test('a fact is found by name by every process, and replaced', async () => {
    const db = await database();
    const [one, two] = [await db.open(), await db.open()];
    expect(await one.meta('feed-id')).toBeNull();
    await one.setMeta('feed-id', 'urn:one');
    await two.setMeta('feed-id', 'urn:two');
    expect(await one.meta('feed-id')).toBe('urn:two');
  });
}
