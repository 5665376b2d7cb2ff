import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { FEED, failure, fetcherFor, fetchFrom, NOW, serve } from './servers.ts';

type Headers = Record<string, string>;
const faultOf = (status: number, headers: Headers = {}, body: string | Uint8Array = 'sorry') =>
  failure(fetchFrom((_, response) => response.writeHead(status, headers).end(body)));

describe('statuses without a document', () => {
  test.each([
    ['A087', 401, 'needs-auth'],
    ['A085', 403, 'forbidden'],
    ['A085', 404, 'not-found'],
    ['A083', 410, 'gone'],
    ['A060', 429, 'rate-limited'],
    ['A085', 451, 'forbidden'],
    ['A088', 500, 'http-status'],
    ['A088', 503, 'unavailable'],
    ['A088', 522, 'http-status'],
    ['A092', 202, 'http-status'],
    ['A092', 418, 'http-status'],
  ])('%s: %i is %s', async (_, status, code) => {
    const fault = await faultOf(status);
    expect(fault).toMatchObject({ code, status, retryAfterMs: null });
    expect(fault.message).toMatch(new RegExp(`^GET http://127\\.0\\.0\\.1:\\d+/feed: .*${status}`));
  });

  test('a 203 is a document', async () => {
    expect(await fetchFrom((_, response) => response.writeHead(203).end(FEED))).toMatchObject({ kind: 'document' });
  });

  test('A012: an error page gives none of its validators, and its text stays out of the message', async () => {
    const fault = await faultOf(500, { etag: '"error"' }, 'a stack trace');
    expect(JSON.stringify({ ...fault, message: fault.message })).not.toContain('"error"');
    expect(fault.message).not.toContain('trace');
  });

  test('A087: a 401 is asked once, and nobody tries credentials that were not given', async () => {
    const upstream = await serve((_, response) =>
      response.writeHead(401, { 'www-authenticate': 'Basic realm="feeds"' }).end(),
    );
    expect(await failure(fetcherFor([upstream])(upstream.url))).toMatchObject({ code: 'needs-auth', status: 401 });
    expect(upstream.requests).toHaveLength(1);
    expect(upstream.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  test('A069: an error is not asked again', async () => {
    let asked = 0;
    await failure(
      fetchFrom((_, response) => {
        asked++;
        response.writeHead(503).end();
      }),
    );
    expect(asked).toBe(1);
  });

  test.each([403, 503])('A086: a %i with a challenge is a bot wall', async (status) => {
    expect(await faultOf(status, { 'cf-mitigated': 'challenge', 'content-type': 'text/html' })).toMatchObject({
      code: 'bot-wall',
      status,
    });
  });

  test('A086: the challenge of a firewall that says 202 is a bot wall', async () => {
    expect(await faultOf(202, { 'x-amzn-waf-action': 'challenge' })).toMatchObject({ code: 'bot-wall', status: 202 });
  });
});

describe('what an error page says', () => {
  const page = '<html><style>p {}</style><h1>Too many requests</h1><p>Come back <b>tomorrow</b></html>';

  test.each([400, 404, 429, 503, 300])('A090: a %i keeps the beginning of its page, as plain text', async (status) => {
    const fault = await faultOf(status, { 'content-type': 'text/html' }, page);
    expect(fault).toMatchObject({ status, snippet: 'Too many requests Come back tomorrow' });
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])(
    'A090: a page in %s is undone, and in a coding that is not what it says there is none',
    async (coding, compress) => {
      const headers = { 'content-encoding': coding };
      expect(await faultOf(500, headers, compress(page))).toMatchObject({
        snippet: expect.stringMatching(/^Too many/),
      });
      const broken = Buffer.concat([compress(page).subarray(0, 8), Buffer.alloc(40, 0xff)]);
      expect(await faultOf(500, headers, broken)).toMatchObject({ code: 'http-status', snippet: null });
    },
  );

  test('A090: the beginning of a long page is enough, in gzip too', async () => {
    const numbers = Array.from({ length: 20_000 }, (_, n) => ((n * 2_654_435_761) >>> 0).toString(36)).join(' ');
    const long = `${page}<p>${numbers}`;
    for (const fault of [
      await faultOf(500, {}, long),
      await faultOf(500, { 'content-encoding': 'gzip' }, gzipSync(long)),
    ]) {
      expect(fault.snippet).toMatch(/^Too many requests Come back tomorrow 0 /);
      expect(fault.snippet?.length).toBeLessThanOrEqual(200);
    }
  });

  test('A108: a bomb in an error page is not decoded', async () => {
    const bomb = brotliCompressSync(Buffer.alloc(20_000_000));
    const headers = { 'content-encoding': 'br' };
    expect(await faultOf(404, headers, bomb)).toMatchObject({ code: 'not-found', snippet: null });
    expect(await faultOf(404, { 'content-encoding': 'gzip, gzip, gzip' }, bomb)).toMatchObject({ snippet: null });
  });

  test('A090: an error without a page has none', async () => {
    expect(await faultOf(503, {}, '')).toMatchObject({ snippet: null });
  });
});

describe('how long an error asks us to stay away', () => {
  test.each([429, 503])('A060, A061: a %i may say it in seconds and in all three forms of dates', async (status) => {
    const waits = [
      '3600',
      'Thu, 15 Jan 2026 13:00:00 GMT',
      'Thursday, 15-Jan-26 13:00:00 GMT',
      'Thu Jan 15 13:00:00 2026',
    ];
    for (const value of waits) {
      expect(await faultOf(status, { 'retry-after': value })).toMatchObject({ retryAfterMs: 3_600_000 });
    }
    const past = await faultOf(status, { 'retry-after': 'Thu, 15 Jan 2026 11:00:00 GMT' });
    expect(past).toMatchObject({ retryAfterMs: null });
  });

  test('A064: on a 429 the later of Retry-After and max-age', async () => {
    expect(await faultOf(429, { 'retry-after': '120', 'cache-control': 'max-age=172800' })).toMatchObject({
      retryAfterMs: 172_800_000,
    });
    expect(await faultOf(429, { 'retry-after': '120', 'cache-control': 'max-age=60' })).toMatchObject({
      retryAfterMs: 120_000,
    });
    const [date, expires] = [new Date(NOW).toUTCString(), new Date(NOW + 7_200_000).toUTCString()];
    expect(await faultOf(429, { 'retry-after': '120', date, expires })).toMatchObject({ retryAfterMs: 7_200_000 });
  });

  test('the max-age of any other error page says nothing about the feed', async () => {
    expect(await faultOf(404, { 'cache-control': 'max-age=172800' })).toMatchObject({ retryAfterMs: null });
  });

  test('A068: an unusable Retry-After is none', async () => {
    expect(await faultOf(429, { 'retry-after': '-5' })).toMatchObject({ code: 'rate-limited', retryAfterMs: null });
  });

  test('Retry-After is read from a document and a 304 too', async () => {
    const validators = { etag: '"a"', lastModified: null };
    const fetched = await fetchFrom((_, response) => response.writeHead(304, { 'retry-after': '60' }).end(), {
      validators,
    });
    expect(fetched.hints.retryAfterMs).toBe(60_000);
  });
});
