import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CODINGS, createCodingReader, readAcceptEncoding } from '../../src/web/accept-encoding.ts';

test.each([
  ['', ['identity']],
  ['gzip', ['gzip', 'identity']],
  ['gzip, deflate, br, zstd', ['br', 'zstd', 'gzip', 'identity']],
  ['GZIP;Q=0.5 , BR;q=0.4', ['gzip', 'br', 'identity']],
  ['x-gzip', ['gzip', 'identity']],
  ['gzip;q=0', ['identity']],
  ['gzip;q=0, br', ['br', 'identity']],
  ['gzip;q=0.2, identity;q=0.7', ['identity', 'gzip']],
  ['identity;q=0', ['identity']],
  ['identity;q=0, gzip', ['gzip', 'identity']],
  ['*', ['gzip', 'identity']],
  ['*;q=0', ['identity']],
  ['gzip;q=0, *', ['identity']],
  ['br;q=0.5, *;q=0.8', ['gzip', 'br', 'identity']],
  ['gzip;q=abc', ['identity']],
  ['gzip;q=9', ['gzip', 'identity']],
  ['deflate, compress', ['identity']],
])('D77: "%s" is answered with %j', (header, codings) => {
  expect(readAcceptEncoding(header)).toEqual(codings);
});

test('D77: any header leaves identity, and nothing twice', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      const codings = readAcceptEncoding(header);
      expect(codings).toContain('identity');
      expect(new Set(codings).size).toBe(codings.length);
      expect(CODINGS).toEqual(expect.arrayContaining([...codings]));
    }),
  );
});

test('answers are remembered without changing them', () => {
  const read = createCodingReader();
  const headers = Array.from({ length: 1000 }, (_, index) => `gzip;q=0.${index}, br;q=0.5`);
  for (const header of [...headers, ...headers]) expect(read(header)).toEqual(readAcceptEncoding(header));
  expect(read('gzip')).toBe(read('gzip'));
  expect(read(undefined)).toEqual(['identity']);
});
