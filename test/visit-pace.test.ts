// When a source is visited again, from the answers of a real local server to what is stored and claimed.
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import type { SourceState } from '../src/model.ts';
import { openUpstreamApp } from './upstream-app.ts';

/** A Wednesday. */
const START = Date.UTC(2026, 5, 3, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const VALIDATORS = { etag: '"a"' };

let answer: (response: ServerResponse) => void;
let asked: IncomingHttpHeaders[];
let app: App;
let now: number;

const item = (at: number) =>
  `<item><guid isPermaLink="false">${at}</guid><title>At ${at}</title><pubDate>${new Date(at).toUTCString()}</pubDate></item>`;
const rss = (dates: readonly number[], channel = '') =>
  `<rss version="2.0"><channel><title>Site</title><link>https://site.example/</link><description>d</description>${channel}${dates.map(item).join('')}</channel></rss>`;
const send = (body: string, headers: Record<string, string> = VALIDATORS) => {
  answer = (response) => response.writeHead(200, headers).end(body);
};

beforeEach(async () => {
  asked = [];
  now = START;
  const opened = await openUpstreamApp({
    answer(request, response) {
      asked.push(request.headers);
      answer(response);
    },
    now: () => now,
  });
  app = opened.app;
  return opened.close;
});

/** Visits what is due now, or with `force` what is not; says how many sources that were. */
async function pass({ force = false } = {}): Promise<number> {
  const claimed = await app.store.claimDue({
    ...app.limits(),
    now,
    limit: 9,
    dueBy: now,
    forceSince: force ? now : null,
  });
  for (const source of claimed) await app.visit(source, new AbortController().signal);
  return claimed.length;
}

async function state(): Promise<SourceState> {
  const [only] = await app.store.sourceStates();
  return only as SourceState;
}
const waitMs = async () => ((await state()).dueAt ?? Number.NaN) - now;

describe('the pace of visits', () => {
  it('follows the dates of the first document', async () => {
    send(rss(Array.from({ length: 10 }, (_, index) => START - (index * 7 + 3) * DAY)));
    await pass();
    expect(await state()).toMatchObject({ dueWhy: 'rhythm' });
    expect((await state()).postedAt).toHaveLength(10);
    expect(await waitMs()).toBeGreaterThan(6 * HOUR);
  });

  it('quickens when articles come, and remembers when that was', async () => {
    const old = Array.from({ length: 10 }, (_, index) => START - (index * 7 + 3) * DAY);
    send(rss(old));
    await pass();
    const before = await waitMs();
    now += DAY;
    send(rss([now - 2 * HOUR, now - HOUR, ...old]));
    await pass();
    expect((await state()).postedAt.slice(0, 3)).toEqual([now - HOUR, now - 2 * HOUR, old[0]]);
    expect(await waitMs()).toBeLessThan(before / 2);
  });

  it('A046: takes the same entries served again, as the same bytes or others, for silence', async () => {
    const dates = [START - 3 * HOUR, START - 9 * HOUR];
    send(rss(dates));
    await pass();
    const { postedAt } = await state();
    now += DAY;
    await pass();
    now += DAY;
    send(rss(dates, '<lastBuildDate>Fri, 05 Jun 2026 12:00:00 GMT</lastBuildDate>'), { etag: '"b"' });
    await pass();
    expect(asked).toHaveLength(3);
    expect(await state()).toMatchObject({ postedAt, quietVisits: 2 });
  });

  it('A031: is once a day while answers carry no validators', async () => {
    send(rss([START - HOUR]), {});
    await pass();
    expect(await state()).toMatchObject({ dueWhy: 'no-validators' });
    expect(await waitMs()).toBeGreaterThanOrEqual(DAY);
    now += DAY + 2 * HOUR;
    send(rss([now - HOUR, START - HOUR]));
    await pass();
    expect((await state()).dueWhy).not.toBe('no-validators');
    expect(await waitMs()).toBeLessThan(12 * HOUR);
  });

  it('A039, A041: keeps to what the document said when it has not changed', async () => {
    send(rss([START - HOUR], '<ttl>300</ttl><skipHours><hour>22</hour></skipHours>'));
    await pass();
    expect(await state()).toMatchObject({ dueWhy: 'ttl' });
    now += 5 * HOUR + 18 * MINUTE;
    answer = (response) => response.writeHead(304).end();
    await pass();
    // 22:00 is not to be asked
    expect(await state()).toMatchObject({ dueAt: START + 11 * HOUR, dueWhy: 'skip-hours' });
  });

  it('A049: visits a source once after hours of sleep', async () => {
    send(rss([START - HOUR]));
    await pass();
    now += 40 * HOUR;
    expect(await pass()).toBe(1);
    expect(await pass()).toBe(0);
    expect(await waitMs()).toBeGreaterThanOrEqual(HOUR);
  });

  it('A052: makes no second visit too soon, and a forced one asks whether anything changed', async () => {
    send(rss([START - HOUR]));
    expect(await pass()).toBe(1);
    now += MINUTE;
    expect(await pass()).toBe(0);
    expect(await pass({ force: true })).toBe(1);
    expect(asked.map((headers) => headers['if-none-match'])).toEqual([undefined, '"a"']);
  });

  it('tells for what reason it waits after a failure', async () => {
    answer = (response) => response.writeHead(503).end();
    await pass();
    expect(await state()).toMatchObject({ dueWhy: 'backoff', postedAt: [] });
    now += 3 * HOUR;
    answer = (response) => response.writeHead(404).end();
    await pass();
    expect(await state()).toMatchObject({ dueWhy: 'refused' });
    now += 9 * HOUR;
    answer = (response) => response.writeHead(410).end();
    await pass();
    expect(await state()).toMatchObject({ dueAt: null, dueWhy: 'gone' });
  });
});
