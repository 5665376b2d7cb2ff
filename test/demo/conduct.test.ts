import { once } from 'node:events';
import { createGunzip, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from '../../src/demo/demo.ts';
import { SOURCES } from '../../src/demo/sources.ts';
import { get, open, urlOf } from './get.ts';

const START = Date.UTC(2026, 9, 1, 12);
const WELL = SOURCES.filter(({ phases }) => phases[0]?.conduct.kind === 'feed');

let world: World;

beforeAll(async () => {
  world = await startWorld({ port: 0, now: () => START, stepMs: null, every: '5s' });
});

afterAll(() => world.close());

/** A world of its own for tests that move it. */
async function moved(id: string, steps: readonly number[]): Promise<readonly number[]> {
  const other = await startWorld({ port: 0, now: () => START, stepMs: null, every: '5s' });
  const statuses: number[] = [];
  for (let step = 0; step <= Math.max(...steps); step++) {
    if (steps.includes(step)) statuses.push((await get(urlOf(other, id))).status);
    other.advance();
  }
  await other.close();
  return statuses;
}

test.each(WELL.map((spec) => [spec.id, spec] as const))(
  '%s honours exactly the validators it sends',
  async (id, spec) => {
    const url = urlOf(world, id);
    const { status, headers } = await get(url);
    const etag = headers.etag ?? null;
    const lastModified = headers['last-modified'] ?? null;
    expect(status).toBe(200);
    expect(etag === null).toBe(spec.validators === 'none' || spec.validators === 'last-modified');
    expect(lastModified !== null).toBe(spec.validators === 'both' || spec.validators === 'last-modified');
    expect(etag?.startsWith('W/') ?? false).toBe(spec.validators === 'weak-etag');
    if (etag !== null) {
      const unchanged = await get(url, { 'if-none-match': `"other", ${etag}` });
      expect(unchanged).toMatchObject({ status: 304, body: Buffer.alloc(0) });
      expect(unchanged.headers.etag).toBe(etag);
      expect((await get(url, { 'if-none-match': '"other"', 'if-modified-since': String(lastModified) })).status).toBe(
        200,
      );
    }
    if (lastModified !== null) {
      expect((await get(url, { 'if-modified-since': lastModified })).status).toBe(304);
      const earlier = new Date(Date.parse(lastModified) - 1000).toUTCString();
      expect((await get(url, { 'if-modified-since': earlier })).status).toBe(200);
    }
  },
);

test.each([
  ['page-missing', 404],
  ['closed-shop', 410],
  ['too-many', 429],
  ['second-wind', 500],
  ['maintenance-window', 503],
  ['keep-out', 403],
])('%s answers %i', async (id, status) => {
  expect((await get(urlOf(world, id))).status).toBe(status);
});

test('the 429 says when to come back and stands on a host of its own', async () => {
  const url = urlOf(world, 'too-many');
  expect((await get(url)).headers['retry-after']).toBe('30');
  expect(new URL(url).host).not.toBe(new URL(world.url).host);
});

test.each([
  ['second-wind', [0, 2, 3], [500, 500, 200]],
  ['flicker', [4, 5, 7, 8], [200, 503, 503, 200]],
  ['last-post', [11, 12], [200, 410]],
])('%s changes its conduct as the world moves on', async (id, steps, statuses) => {
  expect(await moved(id, steps)).toEqual(statuses);
});

test('a source that is broken at first heals: a web page, then a feed', async () => {
  const other = await startWorld({ port: 0, now: () => START, stepMs: null, every: '5s' });
  const broken = await get(urlOf(other, 'mended-fence'));
  for (let step = 0; step < 6; step++) other.advance();
  const healed = await get(urlOf(other, 'mended-fence'));
  await other.close();
  expect(broken.headers['content-type']).toMatch(/^text\/html/);
  expect(healed.headers['content-type']).toBe('application/rss+xml');
  expect(healed.body.toString()).toContain('<rss version="2.0"');
});

test.each([
  ['new-house', [301]],
  ['summer-house', [302]],
  ['forwarding-chain', [308, 301, 307]],
])('%s redirects, and the feed is at the end', async (id, statuses) => {
  let url = urlOf(world, id);
  const seen: number[] = [];
  for (;;) {
    const answer = await get(url);
    if (answer.headers.location === undefined) {
      expect(answer.status).toBe(200);
      expect(answer.body.toString()).toMatch(/<(rss|feed) /);
      break;
    }
    seen.push(answer.status);
    url = new URL(answer.headers.location, url).href;
  }
  expect(seen).toEqual(statuses);
});

test('the roundabout leads back to where it began', async () => {
  const start = urlOf(world, 'roundabout');
  const first = new URL((await get(start)).headers.location ?? '', start).href;
  const second = new URL((await get(first)).headers.location ?? '', first).href;
  expect(first).not.toBe(start);
  expect(second).toBe(start);
});

test('one redirect points to a private address outside the world', async () => {
  const { location } = (await get(urlOf(world, 'inside-job'))).headers;
  const { allowPrivate } = world.config.fetch as { allowPrivate: string[] };
  expect(new URL(location ?? '').hostname).toBe('127.0.0.1');
  expect(allowPrivate).not.toContain(new URL(location ?? '').host);
});

test('the slow source answers well after three seconds', async () => {
  const began = performance.now();
  const { status, body } = await get(urlOf(world, 'molasses'));
  expect(performance.now() - began).toBeGreaterThan(2900);
  expect(status).toBe(200);
  expect(body.toString()).toContain('</rss>');
});

test('the trickling source sends headers and a beginning, then crumbs', async () => {
  const response = await open(urlOf(world, 'dripping-tap'));
  expect(response.statusCode).toBe(200);
  const [beginning] = (await once(response, 'data')) as [Buffer];
  const [crumb] = (await once(response, 'data')) as [Buffer];
  expect(beginning.toString()).toContain('<rss');
  expect(crumb.toString()).toBe(' ');
  expect(response.complete).toBe(false);
  response.destroy();
});

test('the reset is a reset', async () => {
  await expect(get(urlOf(world, 'hang-up'))).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('an empty body is empty, and a web page is a web page', async () => {
  const empty = await get(urlOf(world, 'empty-envelope'));
  expect(empty).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  const page = await get(urlOf(world, 'welcome-page'));
  expect(page.headers['content-type']).toMatch(/^text\/html/);
  expect(page.body.toString()).toContain('<!doctype html>');
});

test('the torn page is a gzip stream without its end', async () => {
  const { headers, body } = await get(urlOf(world, 'torn-page'));
  expect(headers['content-encoding']).toBe('gzip');
  expect(() => gunzipSync(body)).toThrow(/unexpected end of file/);
});

test('the bomb is 200 kB that unpack to 200 MB', async () => {
  const { headers, body } = await get(urlOf(world, 'matryoshka'));
  expect(headers['content-encoding']).toBe('gzip');
  expect(body.length).toBeLessThan(250_000);
  const unpack = createGunzip();
  unpack.end(body);
  let bytes = 0;
  for await (const chunk of unpack) bytes += (chunk as Buffer).length;
  expect(bytes).toBeGreaterThan(200_000_000);
});

test('a feed in chunks has no length', async () => {
  const { headers, body } = await get(urlOf(world, 'dripfeed'));
  expect(headers['transfer-encoding']).toBe('chunked');
  expect(headers['content-length']).toBeUndefined();
  expect(body.toString()).toContain('</rss>');
});
