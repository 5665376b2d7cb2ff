import type { LookupFunction } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { createFetcher } from '../src/fetch/fetch.ts';
import { askPolitely, createHostMemory } from '../src/polite-request.ts';
import { failure, serve } from './fetch/servers.ts';

const toLoopback: LookupFunction = (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]);
const { fetch } = parseConfig('{}', 'x');

/** Asks `site.example` on a clock that only waiting moves; for the rules of waiting it is a public host. */
async function startAsking(listener: Parameters<typeof serve>[0], patienceMs = 10_000) {
  const { port, requests } = await serve(listener);
  const host = `site.example:${port}`;
  const clock = { now: 1_000_000, waits: [] as number[] };
  const fetcher = createFetcher({
    timeoutMs: 10_000,
    maxBytes: 100_000,
    maxDecodedBytes: 100_000,
    allowPrivate: [host],
    userAgent: 'TheLostFeed/1.2.3',
    now: () => clock.now,
    lookup: toLoopback,
  });
  onTestFinished(() => fetcher.close());
  const hosts = createHostMemory();
  const stop = new AbortController();
  const sleep = async (ms: number) => {
    clock.waits.push(ms);
    clock.now += ms;
  };
  const deps = { fetcher, hosts, fetch, now: () => clock.now, sleep, patienceMs };
  const request = { sourceId: 'x', validators: { etag: null, lastModified: null }, headers: {}, auth: null };
  const ask = (path: string, more = {}) =>
    askPolitely({ ...request, url: `http://${host}${path}`, ...more }, deps, stop.signal);
  return { ask, clock, requests, stop };
}

describe('requests apart from visits', () => {
  it('are not made after all when nobody waits for them any more', async () => {
    const { ask, requests, stop } = await startAsking((_, response) => response.end('x'));
    await ask('/one');
    stop.abort();
    expect(await failure(ask('/two'))).toMatchObject({ code: 'aborted' });
    expect(requests).toHaveLength(1);
  });

  it('rest between two at a host', async () => {
    const { ask, clock } = await startAsking((_, response) => response.end('x'));
    await ask('/a');
    await ask('/b');
    expect(clock.waits).toEqual([1_000]);
  });

  it('A067: keep to the wait that a 429 asks for, and to ten minutes where it names none', async () => {
    const { ask, clock, requests } = await startAsking((request, response) => {
      response.writeHead(429, request.url === '/named' ? { 'retry-after': '300' } : {}).end();
    });
    expect(await failure(ask('/named'))).toMatchObject({ code: 'rate-limited' });
    expect(await failure(ask('/other'))).toMatchObject({ code: 'unavailable', retryAfterMs: 300_000 });
    expect(requests).toHaveLength(1);
    clock.now += 300_000;
    expect(await failure(ask('/unnamed'))).toMatchObject({ code: 'rate-limited' });
    expect(await failure(ask('/other'))).toMatchObject({ code: 'unavailable', retryAfterMs: 600_000 });
    expect(requests).toHaveLength(2);
  });

  it('wait no longer than the patience of whoever asks', async () => {
    const { ask, clock } = await startAsking((_, response) => response.end('x'), 0);
    await ask('/a');
    expect(await failure(ask('/b'))).toMatchObject({ code: 'unavailable' });
    expect(clock.waits).toEqual([]);
  });

  it('may have a narrower bound than visits', async () => {
    const { ask } = await startAsking((_, response) => response.end('x'.repeat(2_000)));
    expect(await failure(ask('/a', { maxBytes: 1_000 }))).toMatchObject({ code: 'too-large' });
    expect(await ask('/a', { maxBytes: 2_000 })).toMatchObject({ kind: 'document' });
  });
});
