import fc from 'fast-check';
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

  it('E29: of long rubbish the beginning is read, and only of the first people', () => {
    const rubbish = ['a', '@', '<', ' ', 'a@', '(', '<!--', '<b>'].map((piece) => piece.repeat(1e6));
    const crowd = Array.from({ length: 100_000 }, (_, n) => `x${n}`);
    const people = readPeople(
      [...rubbish, ...crowd].map((name) => person(name, name, name)),
      BASE,
    );
    for (const { name, email, url } of people) {
      expect([name?.length ?? 0, email?.length ?? 0].every((length) => length <= 500)).toBe(true);
      expect(url?.length ?? 0).toBeLessThan(9000);
    }
    expect(people.at(-1)?.name).toBe(`x${99 - rubbish.length}`);
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

  it('E29: a comment that never ends, over and over in every tag, is text like any other', () => {
    const tags = readTags(Array.from({ length: 500 }, (_, n) => `${n} ${'<!--'.repeat(5_000)}`));
    expect(tags).toHaveLength(500);
    expect(tags.at(-1)).toBe(`499 ${'<!--'.repeat(24)}`);
  });

  it('cuts a long one, never inside a character', () => {
    expect(readTags([`a${'🙂'.repeat(60)}`, 'x'.repeat(101)])).toEqual([`a${'🙂'.repeat(49)}`, 'x'.repeat(100)]);
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

  it('B44: only without a base is a relative address kept as written', () => {
    expect(readEnclosures([file('a.mp3'), file('a.mp3')], null)).toEqual([{ url: 'a.mp3', type: null, length: null }]);
    expect(readEnclosures([file('a.mp3')], 'urn:no-base')).toEqual([]);
  });

  it('B44: with a base every address is absolute, whatever was written', () => {
    const part = fc.constantFrom(
      'http:',
      'https://',
      '//',
      '/',
      '..',
      'a.mp3',
      '?x',
      '#',
      ':',
      '@',
      '\\',
      ' ',
      'ftp:',
      '&amp;',
      '[',
      '%',
    );
    const written = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(written, (url) => {
        for (const enclosure of readEnclosures([file(url)], BASE)) {
          expect(enclosure.url).toMatch(/^https?:\/\//i);
          expect(URL.canParse(enclosure.url)).toBe(true);
        }
      }),
    );
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
    ['jp', 'ja'],
    ['eng', 'en'],
    ['iw', 'he'],
    ['gsw', 'gsw'],
    ['xx', null],
    ['foo', null],
    ['en, fr', null],
    ['e', null],
    [null, null],
  ])('B55: %j is %j', (written, expected) => {
    expect(readLanguage(written)).toBe(expected);
  });
});
