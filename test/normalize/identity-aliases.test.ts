import { describe, expect, it } from 'vitest';
import { linkKey } from '../../src/lib/link-key.ts';
import type { ArticleDraft, Lookalike } from '../../src/model.ts';
import { lookalikeQuery, recognise, type UnknownEntry } from '../../src/normalize/normalize.ts';

const TEXT =
  'The committee met on Tuesday and decided, after a long debate, to postpone the vote until the spring session.';

function unknown(key: string, over: Partial<ArticleDraft> = {}, formerKeys: readonly string[] = []): UnknownEntry {
  const facts = { key, title: 'Title', url: 'https://site.example/post', summary: 'Short', enclosures: [], ...over };
  return { draft: facts as ArticleDraft, formerKeys };
}

function article(keys: readonly string[], over: Partial<Lookalike> & { readonly url?: string | null } = {}): Lookalike {
  const { url = 'https://site.example/post', ...facts } = over;
  const linkKeyOfUrl = linkKey(url);
  return {
    articleId: `article of ${keys[0]}`,
    version: '1',
    updatedAt: null,
    files: [],
    title: 'Title',
    summary: 'Short',
    linkKey: linkKeyOfUrl,
    keys,
    ...facts,
  };
}

/** What the store would answer, and what follows from it: article id by key. */
function found(entries: readonly UnknownEntry[], stored: readonly Lookalike[], others: readonly string[] = []) {
  const query = lookalikeQuery(entries);
  const byKey = new Map<string, Lookalike>();
  const byLink = new Map<string, Lookalike>();
  for (const one of stored) {
    for (const key of one.keys) if (query.keys.includes(key)) byKey.set(key, one);
    const alone = stored.filter((other) => other.linkKey === one.linkKey).length === 1;
    if (one.linkKey !== null && alone && query.links.includes(one.linkKey)) byLink.set(one.linkKey, one);
  }
  const keys = [...entries.map(({ draft }) => draft.key), ...others];
  const recognised = recognise(entries, { byKey, byLink }, { keys, known: others.length });
  return Object.fromEntries([...recognised].map(([key, { articleId }]) => [key, articleId]));
}

describe('recognise', () => {
  const known = { b: 'article of a' };

  it('C05: the same link and title under a new key', () => {
    expect(found([unknown('b')], [article(['a'])])).toEqual(known);
    expect(found([unknown('b', { title: '  TITLE ' })], [article(['a'])])).toEqual(known);
    expect(found([unknown('b', { url: 'http://www.site.example/post/' })], [article(['a'])])).toEqual(known);
  });

  it('C05: the same link and nearly the same text', () => {
    const edited = { title: 'Other', summary: TEXT.replace('Tuesday', 'Wednesday') };
    expect(found([unknown('b', edited)], [article(['a'], { summary: TEXT })])).toEqual(known);
  });

  it.each<[string, UnknownEntry[], Lookalike[], string[]?]>([
    ['a title alone', [unknown('b', { url: 'https://site.example/other' })], [article(['a'])]],
    ['a link alone', [unknown('b', { title: 'Other' })], [article(['a'])]],
    [
      'a link and a text that is another',
      [
        unknown('b', {
          title: 'Other',
          summary: `${TEXT.slice(0, 60)} A quite different ending, with other people in it.`,
        }),
      ],
      [article(['a'], { summary: TEXT })],
    ],
    [
      'a link and a text too short to say anything',
      [unknown('b', { title: 'Other', summary: 'Comments' })],
      [article(['a'], { summary: 'Comments' })],
    ],
    [
      'the front page',
      [unknown('b', { url: 'https://site.example/' })],
      [article(['a'], { url: 'https://site.example/' })],
    ],
    ['no link at all', [unknown('b', { url: null })], [article(['a'], { url: null })]],
    ['a link that two stored articles have', [unknown('b')], [article(['a']), article(['c'])]],
    ['an article that the document still names', [unknown('b')], [article(['a'])], ['a']],
    ['two entries with one link', [unknown('b'), unknown('c')], [article(['a'])]],
  ])('C05: not by %s', (_, entries, stored, others) => {
    expect(found(entries, stored, others)).toEqual({});
  });

  it('C04: a guid of before with the link of its article, or any key of before with its title and no other link', () => {
    const renamed = { title: 'Other', summary: 'Else' };
    expect(found([unknown('link:x', renamed, ['guid:a'])], [article(['guid:a'])])).toEqual({
      'link:x': 'article of guid:a',
    });
    expect(found([unknown('content:x', { url: null }, ['guid:a'])], [article(['guid:a'], { url: null })])).toEqual({
      'content:x': 'article of guid:a',
    });
    const elsewhere = unknown('link:x', { url: 'https://site.example/other' }, ['guid:a']);
    expect(found([elsewhere], [article(['guid:a'])])).toEqual({});
    expect(
      found([unknown('content:x', { ...renamed, url: null }, ['guid:a'])], [article(['guid:a'], { url: null })]),
    ).toEqual({});
  });

  it('C05: an article is one entry only, that with the stronger claim', () => {
    const byLinkOnly = unknown('link:y');
    const byGuid = unknown('link:x', { url: null }, ['guid:a']);
    expect(found([byLinkOnly, byGuid], [article(['guid:a'])])).toEqual({ 'link:x': 'article of guid:a' });
  });

  it('C04: of entries that shared an id, the one with the title of its article, and none without it', () => {
    const shared = (key: string, title: string) => unknown(key, { title }, ['guid:x']);
    const stored = [article(['guid:x'])];
    expect(found([shared('content:1', 'Newer'), shared('content:2', 'Title')], stored)).toEqual({
      'content:2': 'article of guid:x',
    });
    expect(found([shared('content:1', 'Newer'), shared('content:2', 'Newest')], stored)).toEqual({});
    expect(found([unknown('content:1', { title: 'Newer' }, ['link:x'])], [article(['link:x'])])).toEqual({});
  });

  it('C20: episodes with one page and one text are told apart by title and file; one of these alone proves nothing', () => {
    const file = (name: string) => `https://files.example/${name}.mp3`;
    const episode = (key: string, title: string, name: string) =>
      unknown(key, { title, summary: TEXT, enclosures: [{ url: file(name), type: 'audio/mpeg', length: null }] });
    const stored = [article(['a'], { title: 'Episode 1', summary: TEXT, files: [file('1')] })];
    expect(found([episode('b', 'Episode 2', '2')], stored)).toEqual({});
    expect(found([episode('b', 'Episode 1, corrected', '1')], stored)).toEqual(known);
    expect(found([episode('b', 'Episode 1', 'moved/1')], stored)).toEqual(known);
  });

  it('C20: where entries shared an id, a text that they may share too says nothing', () => {
    const strip = (key: string, title: string) => unknown(key, { title, summary: TEXT, url: null }, ['guid:x']);
    const stored = [article(['guid:x'], { title: 'Strip 1', summary: TEXT, url: null })];
    expect(found([strip('content:3', 'Strip 3'), strip('content:2', 'Strip 2')], stored)).toEqual({});
    expect(found([strip('content:2', 'Strip 2'), strip('content:1', 'Strip 1')], stored)).toEqual({
      'content:1': 'article of guid:x',
    });
    expect(found([strip('content:1', 'Strip 1, corrected')], stored)).toEqual({ 'content:1': 'article of guid:x' });
  });

  it('C08: keys that differ in scheme or www. only, once half of the document does', () => {
    const renamed = (n: number) => unknown(`guid:https://site.example/${n}`, { title: `New ${n}`, url: null });
    const stored = [1, 2].map((n) => article([`guid:http://www.site.example/${n}`], { url: null }));
    expect(found([renamed(1), renamed(2)], stored, ['x', 'y'])).toEqual({
      'guid:https://site.example/1': 'article of guid:http://www.site.example/1',
      'guid:https://site.example/2': 'article of guid:http://www.site.example/2',
    });
    expect(found([renamed(1), renamed(2)], stored, ['x', 'y', 'z'])).toEqual({});
  });

  it('C08: not where the document still names the other form itself', () => {
    const stored = [article(['guid:http://site.example/1'], { url: null })];
    const entry = unknown('guid:https://site.example/1', { url: null });
    expect(found([entry], stored, ['guid:http://site.example/1'])).toEqual({});
  });
});
