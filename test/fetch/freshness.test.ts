import { describe, expect, test } from 'vitest';
import { readFreshness } from '../../src/fetch/freshness.ts';
import { readHttpDate } from '../../src/lib/http-date.ts';
import { NOW } from './servers.ts';

const fresh = (headers: Record<string, string | string[]>) => readFreshness(headers, NOW).freshForMs;
const retry = (value: string) => readFreshness({ 'retry-after': value }, NOW).retryAfterMs;
const inUtc = (offsetMs: number) => new Date(NOW + offsetMs).toUTCString();
const HOUR = 3_600_000;

describe('how long a response stays fresh', () => {
  test('nothing said is null', () => {
    expect(readFreshness({}, NOW)).toEqual({ freshForMs: null, retryAfterMs: null });
  });

  test('A032: max-age counts in seconds', () => {
    expect(fresh({ 'cache-control': 'public, max-age=43200' })).toBe(12 * HOUR);
  });

  test('A033: Age is taken off, down to nothing', () => {
    expect(fresh({ 'cache-control': 'max-age=3600', age: '3000' })).toBe(600_000);
    expect(fresh({ 'cache-control': 'max-age=3600', age: '9999' })).toBe(0);
    expect(fresh({ 'cache-control': 'max-age=3600', age: 'old' })).toBe(HOUR);
  });

  test('A034: max-age is stronger than Expires, and s-maxage is for others', () => {
    expect(fresh({ 'cache-control': 'max-age=60', expires: inUtc(HOUR) })).toBe(60_000);
    expect(fresh({ 'cache-control': 's-maxage=60', expires: inUtc(HOUR) })).toBe(HOUR);
    expect(fresh({ 'cache-control': 's-maxage=60' })).toBeNull();
  });

  test("A035: Expires counts from the server's Date, and from our clock only without one", () => {
    expect(fresh({ expires: inUtc(3 * HOUR), date: inUtc(2 * HOUR) })).toBe(HOUR);
    expect(fresh({ expires: inUtc(3 * HOUR) })).toBe(3 * HOUR);
    expect(fresh({ expires: inUtc(HOUR), date: inUtc(2 * HOUR) })).toBeNull();
    expect(fresh({ expires: '0' })).toBeNull();
  });

  test('A036: names are case-insensitive, quotes are accepted, and repeated headers are one list', () => {
    expect(fresh({ 'cache-control': 'Max-Age="600", no-cache' })).toBe(600_000);
    expect(fresh({ 'cache-control': ['no-store', 'max-age=600'] })).toBe(600_000);
  });

  test('A037: absurd values are given as they are, within what a number of seconds may be', () => {
    expect(fresh({ 'cache-control': 'max-age=504576000' })).toBe(504_576_000_000);
    expect(fresh({ 'cache-control': `max-age=${'9'.repeat(400)}` })).toBe(2 ** 31 * 1000);
  });

  test.each(['max-age=-1', 'max-age=soon', 'max-age=', 'max-age', 'max-age=1.5', 'x-max-age=60'])(
    'A038: %s counts as absent',
    (value) => {
      expect(fresh({ 'cache-control': value })).toBeNull();
      expect(fresh({ 'cache-control': value, expires: inUtc(HOUR) })).toBe(HOUR);
    },
  );

  test('A038: of several max-age the first counts', () => {
    expect(fresh({ 'cache-control': 'max-age=60, max-age=600' })).toBe(60_000);
  });
});

describe('when to come back', () => {
  test('A060, A063: Retry-After in seconds, a whole day too', () => {
    expect(retry('120')).toBe(120_000);
    expect(retry('0')).toBe(0);
    expect(retry('86400')).toBe(24 * HOUR);
  });

  test.each(['Thu, 15 Jan 2026 13:00:00 GMT', 'Thursday, 15-Jan-26 13:00:00 GMT', 'Thu Jan 15 13:00:00 2026'])(
    'A061: the date %s is an hour away',
    (value) => expect(retry(value)).toBe(HOUR),
  );

  test('A061: a date that is past is no delay', () => {
    expect(retry(inUtc(-1000))).toBeNull();
  });

  test.each(['-5', '1e9', 'abc', '', '1.5', '0x10', 'Thu, 15 Foo 2026 13:00:00 GMT'])(
    'A068: %j is unusable',
    (value) => {
      expect(retry(value)).toBeNull();
    },
  );
});

describe('HTTP dates', () => {
  test('a two-digit year lies at most 50 years ahead', () => {
    expect(readHttpDate('Sunday, 06-Nov-94 08:49:37 GMT', NOW)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37));
    expect(readHttpDate('Friday, 06-Nov-76 08:49:37 GMT', NOW)).toBe(Date.UTC(2076, 10, 6, 8, 49, 37));
  });

  test('a day of one digit is read in the asctime form', () => {
    expect(readHttpDate('Sun Nov  6 08:49:37 1994', NOW)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37));
  });

  test.each(['', '0', '-1', '2026-01-15T13:00:00Z', 'Thu, 32 Jan 2026 13:00:00 GMT', 'Thu, 15 Jan 2026 25:00:00 GMT'])(
    '%j is none',
    (value) => expect(readHttpDate(value, NOW)).toBeNull(),
  );
});
