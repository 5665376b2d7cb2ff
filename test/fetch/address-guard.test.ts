import type { LookupFunction } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  isPublicAddress,
  LOOKUP_TIMEOUT,
  makeLookup,
  PRIVATE_ADDRESS,
  refusal,
} from '../../src/fetch/address-guard.ts';
import { FEED, failure, fetcherFor, serve } from './servers.ts';

const why = (url: string) => refusal(new URL(url));

describe('addresses', () => {
  test.each([
    ...[
      '0.0.0.0',
      '0.1.2.3',
      '10.0.0.1',
      '100.64.0.1',
      '100.127.255.255',
      '127.0.0.1',
      '127.255.255.255',
      '169.254.169.254',
    ],
    ...[
      '172.16.0.1',
      '172.31.255.255',
      '192.0.0.1',
      '192.0.2.1',
      '192.88.99.1',
      '192.168.1.1',
      '198.18.0.1',
      '198.19.255.255',
    ],
    ...['198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16'],
  ])('E01: %s is not public', (ip) => expect(isPublicAddress(ip)).toBe(false));

  test.each([
    '1.1.1.1',
    '93.184.216.34',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '198.20.0.0',
    '223.255.255.255',
  ])('E01: %s is public', (ip) => expect(isPublicAddress(ip)).toBe(true));

  test.each([
    ...[
      '::',
      '::1',
      'fe80::1',
      'fe80::1%eth0',
      'fec0::1',
      'fc00::1',
      'fdff::1',
      'ff02::1',
      '2001:db8::1',
      '3fff::1',
      '100::1',
    ],
    ...[
      '64:ff9b::7f00:1',
      '64:ff9b::10.0.0.1',
      '64:ff9b:1::808:808',
      '2002:7f00:1::',
      '2002:c0a8:101::1',
      '2001::1',
      '2001:0:4136:e378::1',
    ],
    ...[
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::ffff:a9fe:a9fe',
      '::127.0.0.1',
      '::8.8.8.8',
      '5f00::1',
      'not an address',
      '',
    ],
  ])('E02: %s is not public', (ip) => expect(isPublicAddress(ip)).toBe(false));

  test.each([
    '2606:4700::1111',
    '2a00:1450:4001::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
    '2001:4860:4860::8888',
  ])('E02: %s is public', (ip) => expect(isPublicAddress(ip)).toBe(true));

  test('E02: IPv4 inside IPv6 (mapped, NAT64, 6to4) is as public as it is outside', () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        const [a = 0, b = 0, c = 0, d = 0] = ip.split('.').map(Number);
        const groups = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
        const outside = isPublicAddress(ip);
        return [`::ffff:${groups}`, `64:ff9b::${groups}`, `2002:${groups}::1`].every(
          (v6) => isPublicAddress(v6) === outside,
        );
      }),
    );
  });
});

describe('addresses written as URLs', () => {
  test.each([
    '0177.0.0.1',
    '2130706433',
    '0x7f.1',
    '127.1',
    '①②⑦.0.0.1',
    '127.0.0.1.',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[fe80::1]',
  ])('E03, E07: http://%s/ is refused', (host) => expect(why(`http://${host}/`)).toMatch(/address/));

  test.each([
    ...[
      'localhost',
      'localhost.',
      'LOCALHOST',
      'a.localhost',
      'printer.local',
      'metadata.google.internal',
      'router.home.arpa',
    ],
    ...['intranet', 'intranet.'],
  ])('E04: the name %s is refused', (host) => expect(why(`https://${host}/`)).toMatch(/name/));

  test.each([
    'example.com',
    'local.example',
    'internal.example.',
    'notlocalhost.example',
    '1.1.1.1',
    '[2606:4700::1111]',
    'bücher.example',
  ])('E04: %s is not refused', (host) => expect(why(`https://${host}/feed`)).toBeNull());

  test.each([
    'file:///etc/passwd',
    'ftp://example.com/',
    'gopher://example.com/',
    'data:text/xml,x',
    'javascript:1',
    'feed://example.com/',
  ])('E09: %s is refused', (url) => expect(why(url)).toMatch(/http/));

  test('E10: a name before the host does not hide the host', () => {
    expect(why('http://good.example@127.0.0.1/')).toMatch(/address/);
  });

  test.each([1, 21, 22, 25, 444, 1023, 2375, 3306, 5432, 6379, 9200, 11211])('E11: port %i is refused', (port) =>
    expect(why(`http://example.com:${port}/`)).toMatch(/port/),
  );

  test.each([80, 443, 1024, 8080, 8443, 65535])('E11: port %i is not refused', (port) =>
    expect(why(`http://example.com:${port}/`)).toBeNull(),
  );

  test('a refused source fails with the code address and is not connected to', async () => {
    const upstream = await serve((_, response) => response.end(FEED));
    const ask = fetcherFor([]);
    for (const url of [upstream.url, `http://localhost:${upstream.port}/`, 'file:///etc/passwd', 'not an address']) {
      expect(await failure(ask(url))).toMatchObject({ code: 'address', status: null });
    }
    expect(upstream.connections).toBe(0);
  });
});

/** A resolver that knows one answer. */
const answering =
  (...addresses: string[]): LookupFunction =>
  (_, __, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

const resolve = (lookup: LookupFunction, all = true) =>
  new Promise((done) => {
    lookup('feeds.example', { all }, (error, found) => done(error ? (error as NodeJS.ErrnoException).code : found));
  });

describe('names', () => {
  afterEach(() => vi.useRealTimers());

  test('E05: only checked addresses of a name are dialled', async () => {
    const mixed = answering('127.0.0.1', '93.184.216.34', '::ffff:10.0.0.1', '2606:4700::1111');
    expect(await resolve(makeLookup(mixed, false))).toEqual([
      { address: '93.184.216.34', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ]);
    expect(await resolve(makeLookup(mixed, false), false)).toBe('93.184.216.34');
    expect(await resolve(makeLookup(mixed, true), false)).toBe('127.0.0.1');
  });

  test('E05: a name with private addresses only is refused before a connection is made', async () => {
    const upstream = await serve((_, response) => response.end(FEED));
    const ask = fetcherFor([], { lookup: answering('127.0.0.1', '::1') });
    const fault = await failure(ask(`http://feeds.example:${upstream.port}/feed`));
    expect(fault).toMatchObject({ code: 'address', status: null });
    expect(upstream.connections).toBe(0);
  });

  test('E06: a name that changes its mind is refused when it does', async () => {
    const answers = ['93.184.216.34', '127.0.0.1'];
    const rebinding: LookupFunction = (name, options, callback) =>
      answering(answers.shift() ?? '')(name, options, callback);
    const guarded = makeLookup(rebinding, false);
    expect(await resolve(guarded)).toEqual([{ address: '93.184.216.34', family: 4 }]);
    expect(await resolve(guarded)).toBe(PRIVATE_ADDRESS);
  });

  test('A118: a resolver that says no is passed on, one that says nothing is given up', async () => {
    const failing: LookupFunction = (_, __, callback) =>
      callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []);
    expect(await resolve(makeLookup(failing, false))).toBe('ENOTFOUND');
    vi.useFakeTimers();
    const silent = resolve(makeLookup(() => {}, false));
    await vi.advanceTimersByTimeAsync(9_000);
    expect(await silent).toBe(LOOKUP_TIMEOUT);
  });
});
