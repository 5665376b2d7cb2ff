import { describe, expect, test } from 'vitest';
import { FEED, failure, fetchFrom, NOW } from './servers.ts';

type Headers = Record<string, string>;
const faultOf = (status: number, headers: Headers = {}, body = 'sorry') =>
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

  test('A012: an error page shows none of its validators or text', async () => {
    const fault = await faultOf(500, { etag: '"error"' }, 'secret stack trace');
    expect(JSON.stringify({ ...fault, message: fault.message })).not.toMatch(/secret|"error"/);
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

describe('how long an error asks us to stay away', () => {
  test('A060, A061: Retry-After on 429 and 503, as seconds and as a date', async () => {
    expect(await faultOf(429, { 'retry-after': '120' })).toMatchObject({ retryAfterMs: 120_000 });
    expect(await faultOf(503, { 'retry-after': new Date(NOW + 90_000).toUTCString() })).toMatchObject({
      retryAfterMs: 90_000,
    });
  });

  test('A064: on a 429 the later of Retry-After and max-age', async () => {
    expect(await faultOf(429, { 'retry-after': '120', 'cache-control': 'max-age=172800' })).toMatchObject({
      retryAfterMs: 172_800_000,
    });
    expect(await faultOf(429, { 'retry-after': '120', 'cache-control': 'max-age=60' })).toMatchObject({
      retryAfterMs: 120_000,
    });
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
