import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { refreshLists } from '../../src/cli/list-refresh.ts';
import { readCachedList } from '../../src/config/config.ts';
import { fetcherFor, serve } from '../fetch/servers.ts';

const HOUR = 3_600_000;
const OPML = '<opml version="2.0"><body><outline text="a" xmlUrl="https://a.example/feed"/></body></opml>';

async function startRefreshing(answer: { status: number; headers?: Record<string, string>; body?: string }) {
  const state = { answer, now: 1_000_000, warnings: [] as string[] };
  const stop = new AbortController();
  const conditions: (string | undefined)[] = [];
  const upstream = await serve((request, response) => {
    conditions.push(request.headers['if-none-match']);
    response.writeHead(state.answer.status, state.answer.headers ?? {}).end(state.answer.body ?? '');
  });
  const dataDirectory = mkdtempSync(join(tmpdir(), 'lostfeed-lists-'));
  onTestFinished(() => rmSync(dataDirectory, { recursive: true, force: true }));
  const ask = fetcherFor([upstream]);
  const deps = {
    dataDirectory,
    ask: (url: string, validators: { etag: string | null; lastModified: string | null }) => ask(url, { validators }),
    now: () => state.now,
    signal: stop.signal,
    log: { warn: (_: object, message: string) => void state.warnings.push(message) },
  };
  return {
    state,
    stop,
    conditions,
    refresh: () => refreshLists({ include: [upstream.url, 'own.opml'] }, deps),
    text: async () => (await readCachedList(dataDirectory, upstream.url))?.text,
  };
}

describe('included lists from elsewhere', () => {
  it('are not taken for tried when the service ends meanwhile', async () => {
    const { stop, state, refresh, text } = await startRefreshing({ status: 500 });
    stop.abort();
    expect(await refresh()).toBe(false);
    expect(await text()).toBeUndefined();
    expect(state.warnings).toEqual([]);
  });

  it('are asked for every six hours, conditionally', async () => {
    const { state, conditions, refresh, text } = await startRefreshing({
      status: 200,
      headers: { etag: '"1"' },
      body: OPML,
    });
    expect(await refresh()).toBe(true);
    expect(await text()).toBe(OPML);
    state.now += 6 * HOUR - 1;
    expect(await refresh()).toBe(false);
    state.now += 1;
    state.answer = { status: 304 };
    expect(await refresh()).toBe(false);
    expect(await text()).toBe(OPML);
    expect(conditions).toEqual([undefined, '"1"']);
  });

  it.each([
    ['a failure', { status: 500 }],
    ['a web page', { status: 200, body: '<html>Sorry</html>' }],
    ['a list without feeds', { status: 200, body: '<opml version="2.0"><body/></opml>' }],
    ['half a list', { status: 200, body: OPML.replace('</body></opml>', '<outline text="b" xmlU') }],
  ])('stay as they were last good after %s, and are tried again after an hour', async (_, bad) => {
    const { state, conditions, refresh, text } = await startRefreshing({
      status: 200,
      headers: { etag: '"1"' },
      body: OPML,
    });
    await refresh();
    state.now += 6 * HOUR;
    state.answer = bad;
    expect(await refresh()).toBe(false);
    expect(await text()).toBe(OPML);
    expect(state.warnings).toEqual([expect.stringContaining('the last good one stays')]);
    state.now += HOUR - 1;
    await refresh();
    expect(conditions).toHaveLength(2);
    state.now += 1;
    await refresh();
    expect(conditions).toEqual([undefined, '"1"', '"1"']);
  });
});
