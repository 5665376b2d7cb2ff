// A source that is asked for deltas (RFC 3229), over a simulated day: what it is asked, and what becomes of a part of a feed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { type Life, startLife } from './gauntlet/life.ts';
import { type GauntletServer, type Scene, startUpstream } from './gauntlet/upstream.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 2, 9);

const item = (n: number) =>
  `<item><guid isPermaLink="false">${n}</guid><title>Number ${n}</title><link>https://x.example/${n}</link><description>Text ${n}.</description></item>`;
const feed = (...items: number[]) =>
  `<rss version="2.0"><channel><title>x</title><link>https://x.example/</link><description>d</description>${items.map(item).join('')}</channel></rss>`;

/** Five articles at first, one more with each visit after it, told as a delta to whoever asks for that. */
const SCENES: Readonly<Record<string, Scene>> = {
  delta: ({ n, headers }) => {
    const etag = `"${n}"`;
    if (headers['a-im'] !== 'feed' || headers['if-none-match'] !== `"${n - 1}"`) {
      return { status: 200, headers: { etag }, body: feed(...Array.from({ length: n + 4 }, (_, i) => i)) };
    }
    return { status: 226, headers: { etag, im: 'feed' }, body: feed(n + 3) };
  },
  /** Sends parts to nobody in particular. */
  pushy: ({ n }) =>
    n === 1
      ? { status: 200, headers: { etag: '"1"' }, body: feed(101, 102, 103) }
      : { status: 226, isBad: true, headers: { etag: '"2"', im: 'feed' }, body: feed(109) },
};

describe('a source with deltas', () => {
  const now = { value: START };
  let server: GauntletServer;
  let life: Life;

  beforeAll(async () => {
    server = await startUpstream(SCENES, () => now.value);
    const url = (id: string) => `http://${id}.example:${server.port}/${id}/feed`;
    const sources = [
      { id: 'delta', url: url('delta'), deltas: true, every: '4h' },
      { id: 'pushy', url: url('pushy'), every: '4h' },
    ];
    const config = parseConfig(JSON.stringify({ sources }), 'x');
    const hosts = sources.map((source) => new URL(source.url).host);
    life = await startLife({ config, hosts, now, hurried: [], maxDecodedBytes: 1_000_000 });
    await life.liveUntil(START + 24 * HOUR);
  });
  afterAll(async () => {
    await life?.close();
    await server?.close();
  });

  const titles = async (id: string) =>
    (await life.store().channelArticles({ items: 99, perSource: 99, listedAfter: null }))
      .filter(({ sourceId }) => sourceId === id)
      .map(({ title }) => title);

  it('A155, A156: asks with each ETag for what is new, merges it, and drops nothing that it lacks', async () => {
    const seen = server.of('delta');
    expect(seen.length).toBeGreaterThan(4);
    expect(seen.map(({ headers }) => [headers['a-im'], headers['if-none-match']])).toEqual(
      seen.map((_, index) => (index === 0 ? [undefined, undefined] : ['feed', `"${index}"`])),
    );
    expect(life.of('delta').map(({ status, created }) => [status, created])).toEqual(
      seen.map((_, index) => (index === 0 ? [200, 5] : [226, 1])),
    );
    expect(await titles('delta')).toHaveLength(seen.length + 4);
    const [state] = await life.store().sourceStates(['delta']);
    expect(state).toMatchObject({ identity: null, suspectSince: null, validators: { etag: `"${seen.length}"` } });
  });

  it('A092: a part that nobody asked for is a failure, and its validators are not kept', async () => {
    expect(await titles('pushy')).toHaveLength(3);
    const [state] = await life.store().sourceStates(['pushy']);
    expect(state).toMatchObject({ errorCode: 'protocol', validators: { etag: '"1"' } });
    for (const { headers } of server.of('pushy')) expect(headers).not.toHaveProperty('a-im');
  });
});
