import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRelative, toAddress, toLinkTarget } from '../../src/lib/address.ts';

const BASE = 'https://example.org/blog/feed.xml';

describe('toAddress', () => {
  it('gives back an address that needs no repair byte for byte', () => {
    for (const url of [
      'http://Example.org',
      'https://example.org/a%2Fb?b=2&a=1&&c#d',
      'HTTP://example.org:80/a/../b',
    ]) {
      expect(toAddress(url, BASE)).toBe(url);
    }
  });

  it.each([
    ['  https://example.org/a \n', 'https://example.org/a'],
    ['https://example.org/a b', 'https://example.org/a%20b'],
    ['https://example.org/\n  a', 'https://example.org/%20%20a'],
    ['https://example.org/?a=1&amp;amp;b=2', 'https://example.org/?a=1&b=2'],
    ['https:\\\\example.org\\a', 'https://example.org/a'],
    ['https://bücher.example/ö', 'https://xn--bcher-kva.example/%C3%B6'],
    ['www.example.com/a', 'https://www.example.com/a'],
    ['//example.com/a', 'https://example.com/a'],
    ['../a', 'https://example.org/a'],
    ['?p=1', 'https://example.org/blog/feed.xml?p=1'],
  ])('B32: %j is repaired to %s', (raw, expected) => {
    expect(toAddress(raw, BASE)).toBe(expected);
  });

  it('takes a host without a scheme for an address only when nothing is there to resolve against', () => {
    expect(toAddress('example.com/a', null)).toBe('https://example.com/a');
    expect(toAddress('example.com/a', BASE)).toBe('https://example.org/blog/example.com/a');
    expect(toAddress('a/b', null)).toBeNull();
  });

  it.each([
    ['https://me:secret@example.org/a?b=%2F#c', 'https://example.org/a?b=%2F#c'],
    ['https://me@example.org', 'https://example.org/'],
    ['HTTP:///me:secret@example.org/', 'http://example.org/'],
    ['//me:secret@example.org/a', 'https://example.org/a'],
    ['https:\\\\me:secret@example.org\\a', 'https://example.org/a'],
    ['https://me:s%40f"@example.org/a', 'https://example.org/a'],
    ['/a', 'https://example.org/a'],
  ])('E10: %j loses user name and password', (raw, expected) => {
    expect(toAddress(raw, 'https://me:secret@example.org/feed')).toBe(expected);
    expect(toLinkTarget(raw, 'https://me:secret@example.org/feed')).toBe(expected);
  });

  it('E10: leaves an @ alone that stands after the host', () => {
    for (const url of ['https://example.org/@me', 'https://example.org?to=a@b', 'https://example.org/#a@b'])
      expect(toAddress(url, null)).toBe(url);
  });

  it('E10: no address of any shape keeps credentials, and none changes when it is read again', () => {
    const part = fc.constantFrom('me', ':', '@', '/', '\\', '?', '#', 'a.example', '%40', ' ', '&amp;');
    const scheme = fc.constantFrom('https:', 'http://', 'https:///', '//', '', 'HTTPS:\\\\');
    fc.assert(
      fc.property(scheme, fc.array(part, { maxLength: 8 }), (start, parts) => {
        const address = toAddress(start + parts.join(''), 'https://me:secret@example.org/');
        if (address === null) return;
        const { username, password } = new URL(address);
        expect([username, password]).toEqual(['', '']);
        expect(toAddress(address, null)).toBe(address);
      }),
    );
  });

  it.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    '\u0001javascript:x',
    'data:text/html,x',
    'mailto:a@b.example',
    'ftp://example.org/',
    'tel:1',
    '',
    'http://',
    `https://example.org/${'a'.repeat(9000)}`,
    `https://example.org/${'"'.repeat(3000)}`,
  ])('E42: %j is no address', (raw) => {
    expect(toAddress(raw, BASE)).toBeNull();
  });

  it('tells an address that lacks only a base from one that nothing can help', () => {
    for (const raw of ['a.mp3', '/a', '../a b', '?a', 'a/b:c']) expect(isRelative(raw)).toBe(true);
    for (const raw of [
      '',
      ' ',
      'https://example.org/',
      'www.example.com/a',
      '//example.com/a',
      'javascript:x',
      'data:,',
      'ftp://a/b',
      'http://',
    ])
      expect(isRelative(raw)).toBe(false);
  });

  it('lets a link in a text write mail', () => {
    expect(toLinkTarget('mailto:a@b.example', BASE)).toBe('mailto:a@b.example');
    expect(toLinkTarget('javascript:x', BASE)).toBeNull();
  });

  it.each([
    ['../À', 'https://example.org/À'],
    ['https://bücher.example/über uns?q=ß', 'https://xn--bcher-kva.example/über%20uns?q=ß'],
    ['/%C3%80', 'https://example.org/%C3%80'],
    ['/a\u202eb\u2028c', 'https://example.org/a%E2%80%AEb%E2%80%A8c'],
    ['/лента', 'https://example.org/лента'],
  ])('leaves letters of other scripts in %j as they are, and nothing else: %s', (raw, expected) => {
    expect(toLinkTarget(raw, BASE)).toBe(expected);
  });
});
