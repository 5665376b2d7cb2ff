import { describe, expect, it } from 'vitest';
import { readEnclosures } from '../../src/normalize/enclosures.ts';
import { readLanguage } from '../../src/normalize/language.ts';
import { readPeople } from '../../src/normalize/people.ts';
import { readTags } from '../../src/normalize/tags.ts';

const BASE = 'https://example.org/';
const person = (name: string | null, email: string | null = null, url: string | null = null) => ({ name, email, url });

describe('readPeople', () => {
  it.each([
    ['me@example.com (Example editor)', 'Example editor', 'me@example.com'],
    ['Example editor <me@example.com>', 'Example editor', 'me@example.com'],
    ['"Editor, Example" <mailto:me@example.com>', 'Editor, Example', 'me@example.com'],
    ['me@example.com', null, 'me@example.com'],
    ['<me@example.com>', null, 'me@example.com'],
    ['me@example.com Example editor', 'Example editor', 'me@example.com'],
    ['Example editor', 'Example editor', null],
    ['<b>Example</b> &amp; editor', 'Example & editor', null],
    ['Jane Doe (editor)', 'Jane Doe (editor)', null],
  ])('B45: %j is the name %j and the address %j', (written, name, email) => {
    expect(readPeople([person(written)], BASE)).toEqual([person(name, email)]);
  });

  it('B45: keeps several people, each once, and joins what two elements say about one', () => {
    expect(
      readPeople(
        [person('A'), person('B'), person('a', 'a@b.example', '/a'), person(' '), person(null, 'c@d.example')],
        BASE,
      ),
    ).toEqual([person('A', 'a@b.example', 'https://example.org/a'), person('B'), person(null, 'c@d.example')]);
  });

  it('E42: a site that is no http address is left out', () => {
    expect(readPeople([person('A', null, 'javascript:alert(1)')], BASE)).toEqual([person('A')]);
    expect(readPeople([person('https://example.org/a')], BASE)).toEqual([person(null, null, 'https://example.org/a')]);
  });

  it('E29: takes long rubbish in linear time', () => {
    const started = performance.now();
    readPeople(
      ['a'.repeat(1e6), '@'.repeat(1e6), '<'.repeat(1e6), ' '.repeat(1e6)].map((name) => person(name, name)),
      BASE,
    );
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('readTags', () => {
  it('B46: trimmed, each once whatever its case, empty ones gone', () => {
    expect(readTags([' Rust ', 'rust', '', 'C &amp; D', '<b>x</b>'])).toEqual(['Rust', 'C & D', 'x']);
  });

  it('B46: one element with a comma list is taken apart; among several, a comma belongs to the name', () => {
    expect(readTags(['a, b ,c,,'])).toEqual(['a', 'b', 'c']);
    expect(readTags(['Doe, Jane', 'Politics'])).toEqual(['Doe, Jane', 'Politics']);
  });

  it('shows all of them: the limit comes with the draft', () => {
    expect(readTags(Array.from({ length: 50 }, (_, i) => `t${i}`))).toHaveLength(50);
  });
});

describe('readEnclosures', () => {
  const file = (url: string, type: string | null = null, length: string | null = null) => ({ url, type, length });

  it('B44: a length that is no number is unknown', () => {
    const lengths = ['123', ' 456 ', 'abc', '-1', '', '0', '1.5', null].map((length, i) =>
      file(`/${i}.mp3`, 'audio/mpeg', length),
    );
    expect(readEnclosures(lengths, BASE).map((enclosure) => enclosure.length)).toEqual([
      123,
      456,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('B44: relative addresses are resolved, empty and unusable ones dropped, repeated ones kept once', () => {
    expect(
      readEnclosures(
        [
          file('a.mp3', 'Audio/MPEG; x=y'),
          file(''),
          file('javascript:x'),
          file('https://example.org/a.mp3'),
          file('/b', 'mp3'),
        ],
        BASE,
      ),
    ).toEqual([
      { url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: null },
      { url: 'https://example.org/b', type: null, length: null },
    ]);
  });

  it('C24: keeps every parameter', () => {
    expect(readEnclosures([file('https://example.org/a.mp3?utm_source=rss&sig=1')], BASE)[0]?.url).toBe(
      'https://example.org/a.mp3?utm_source=rss&sig=1',
    );
  });
});

describe('readLanguage', () => {
  it.each([
    ['en_US', 'en-US'],
    ['EN-us', 'en-US'],
    ['zh-hans-cn', 'zh-Hans-CN'],
    ['English', 'en'],
    ['Deutsch', 'de'],
    [' fr ', 'fr'],
    ['pt_BR.UTF-8', 'pt-BR'],
    ['', null],
    ['und', null],
    ['klingon please', null],
    ['x-default', null],
    ['e', null],
    [null, null],
  ])('B55: %j is %j', (written, expected) => {
    expect(readLanguage(written)).toBe(expected);
  });
});
