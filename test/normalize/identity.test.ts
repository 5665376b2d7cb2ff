import { describe, expect, it } from 'vitest';
import { identify } from '../../src/normalize/normalize.ts';
import { entryOf, html, link, loose } from './entries.ts';

const post = (n: number) => ({
  links: [link(`https://example.org/${n}`)],
  title: loose(`Post ${n}`),
  content: html(`<p>Text ${n}</p>`),
});

describe('identify', () => {
  it('C01: by guid, else by canonical link, else by what the entry says; byte for byte after trimming', () => {
    const { keys } = identify(
      [
        entryOf({ ...post(1), guid: ' HTTP://Example.org/%7Ea \n' }),
        entryOf({ ...post(2), links: [link('https://Example.org/2/?utm_source=rss')] }),
        entryOf({ title: loose('Only a title'), published: '2024-01-01' }),
      ],
      'guid',
    );
    expect(keys[0]).toBe('guid:HTTP://Example.org/%7Ea');
    expect(keys[1]).toBe('link:https://example.org/2');
    expect(keys[2]).toMatch(/^content:[0-9a-f]{32}$/);
  });

  it('C04: the operator can have entries known by link or by content', () => {
    const entry = entryOf({ ...post(1), guid: 'x' });
    expect(identify([entry], 'link').keys).toEqual(['link:https://example.org/1']);
    expect(identify([entry], 'content').keys[0]).toMatch(/^content:/);
    expect(identify([entryOf({ guid: 'x' })], 'link').keys).toEqual(['guid:x']);
  });

  it('C03: ten entries with one guid are ten, each with the key it had before a newcomer came on top', () => {
    const entries = Array.from({ length: 10 }, (_, n) => entryOf({ ...post(n), guid: 'same' }));
    const { keys, problems } = identify(entries, 'guid');
    expect(new Set(keys).size).toBe(10);
    expect(identify([entryOf({ ...post(99), guid: 'same' }), ...entries], 'guid').keys.slice(1)).toEqual(keys);
    expect(problems.map((problem) => problem.code)).toEqual(['duplicate-guid']);
  });

  it('C03: where the links are the same too, the text tells entries apart, in any order', () => {
    const entries = [1, 2, 3].map((n) => entryOf({ ...post(n), guid: 'same', links: [link('https://example.org/')] }));
    const { keys } = identify(entries, 'guid');
    expect(new Set(keys).size).toBe(3);
    expect(identify(entries.toReversed(), 'guid').keys.toReversed()).toEqual(keys);
  });

  it('C03: entries that are the same in all respects still get keys of their own', () => {
    const twin = entryOf({ ...post(1), guid: 'same' });
    expect(identify([twin, twin], 'guid').keys).toEqual(['guid:same', 'guid:same #2']);
  });

  it('C07: a changed title or text keeps the key', () => {
    const key = (title: string) => identify([entryOf({ ...post(1), guid: 'x', title: loose(title) })], 'guid').keys[0];
    expect(key('Before')).toBe(key('After'));
  });

  it('C01: what the entry says does not change with its place, links or the text far down', () => {
    const key = (tail: string) =>
      identify([entryOf({ title: loose('T'), content: html(`<p>${'word '.repeat(60)}${tail}</p>`) })], 'guid').keys[0];
    expect(key('a footer')).toBe(key('another footer'));
  });

  it('keeps a guid of any length within bounds', () => {
    const [long = '', other = ''] = identify(
      [entryOf({ guid: 'x'.repeat(5000) }), entryOf({ guid: `${'x'.repeat(5000)}y` })],
      'guid',
    ).keys;
    expect(long.length).toBeLessThan(500);
    expect(long).not.toBe(other);
  });

  it('B42: says how many entries have no id, and where the first one is', () => {
    expect(identify([entryOf(post(1)), entryOf({ ...post(2), guid: '  ', line: 7 })], 'guid').problems).toEqual([
      { code: 'missing-guid', message: '2 of 2 entries have no id' },
    ]);
  });
});
