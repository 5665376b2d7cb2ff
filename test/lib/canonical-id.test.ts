import { expect, test } from 'vitest';
import { isCanonicalId } from '../../src/lib/canonical-id.ts';

test.each([
  'https://example.org/',
  'https://example.org/2026/a-b_c.html?p=1&q=%C3%A9#part',
  'http://example.org:8080/~user/;x',
  'http://127.0.0.1:8080/a',
  'tag:example.org,2026-11-22:posts/1',
  'tag:ann@example.org,2026:1#2',
  'urn:uuid:d4936164-2aad-550d-b32b-2b14398cee50',
  'urn:isbn:0-395-36341-1',
  'info:doi/10.1000/182',
])('C27: the id %s is one that nobody normalises', (id) => {
  expect(isCanonicalId(id)).toBe(true);
});

test.each([
  ['another case of the scheme', 'HTTP://example.org/'],
  ['another case of the host', 'https://Example.org/'],
  ['the default port', 'https://example.org:443/'],
  ['no path', 'https://example.org'],
  ['a path that goes up', 'https://example.org/a/../b'],
  ['a host that ends in a dot', 'https://example.org./a'],
  ['a password', 'https://me:secret@example.org/a'],
  ['an escape in lower case', 'https://example.org/%c3%a9'],
  ['an escape that nothing needs', 'https://example.org/%7Euser'],
  ['an escape that is not UTF-8', 'https://example.org/%E9'],
  ['an escape that ends early', 'https://example.org/100%'],
  ['an escaped letter that is composed of two', 'https://example.org/e%CC%81'],
  ['two fragments', 'https://example.org/#a#b'],
  ['another script', 'https://example.org/é'],
  ['a space', 'https://example.org/a b'],
  ['brackets', 'https://example.org/a[1]'],
  ['a scheme that is not registered', 'yt:video:abc'],
  ['a tag without a date', 'tag:example.org:1'],
  ['a tag without an authority', 'tag:,2014-08-20:a'],
  ['a UUID without hyphens', 'urn:uuid:d49361642aad550db32b2b14398cee50'],
  ['a namespace of one letter', 'urn:x:1'],
  ['no scheme', 'example.org/1'],
])('C27: an id with %s is written by readers in more than one way: %s', (_, id) => {
  expect(isCanonicalId(id)).toBe(false);
});
