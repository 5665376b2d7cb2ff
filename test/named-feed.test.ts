// Sources whose address answers with a web page, over simulated weeks: what the operator is told, and what is asked.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { type Life, startLife } from './gauntlet/life.ts';
import { feedOf } from './gauntlet/scenes.ts';
import { type GauntletServer, type Scene, startUpstream } from './gauntlet/upstream.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 2, 9);

const feed = (source: string) => ({ status: 200, headers: { etag: '"1"' }, body: feedOf(source) });
const page = (...hrefs: string[]) => ({
  status: 200,
  isBad: true,
  headers: { 'content-type': 'text/html' },
  body: `<!doctype html><html><head>${hrefs.map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`).join('')}</head></html>`,
});

const SCENES: Readonly<Record<string, Scene>> = {
  /** A feed that becomes a page, whose feed has another name on each visit. */
  fickle: ({ n }) => (n === 1 ? feed('fickle') : page(`/fickle/${n}`)),
  /** One that comes back. */
  back: ({ n }) => (n === 1 || n > 4 ? feed('back') : page('feed', '/back/other')),
  /** A page that never was a feed and names one at a host that is the operator's own. */
  lure: ({ at }) => page(at('/own/feed', 'own.example')),
  notice: ({ n }) => (n === 1 ? feed('notice') : page()),
};

describe('a web page at the address of a feed', () => {
  const now = { value: START };
  let server: GauntletServer;
  let life: Life;
  const state = async (id: string) => (await life.store().sourceStates([id]))[0];
  const events = (sourceId: string) => life.store().events({ sourceId, limit: 100 });

  beforeAll(async () => {
    server = await startUpstream(SCENES, () => now.value);
    const url = (id: string) => `http://${id}.example:${server.port}/${id}/feed`;
    const sources = Object.keys(SCENES).map((id) => ({ id, url: url(id) }));
    const config = parseConfig(
      JSON.stringify({ fetch: { allowPrivate: [`own.example:${server.port}`] }, sources }),
      'x',
    );
    const hosts = [...sources.map((source) => new URL(source.url).host), `own.example:${server.port}`];
    life = await startLife({ config, hosts, now, hurried: [], maxDecodedBytes: 1_000_000 });
    await life.liveUntil(START + 20 * DAY);
  });
  afterAll(async () => {
    await life?.close();
    await server?.close();
  });

  it('A145, A091: is a failure that leaves the articles, and what it names is told once a week and never asked for', async () => {
    expect(await state('fickle')).toMatchObject({
      errorCode: 'html-page',
      url: expect.stringContaining('/fickle/feed'),
    });
    const articles = await life.store().channelArticles({ items: 9, perSource: 9, listedAfter: null });
    expect(articles.map(({ sourceId }) => sourceId)).toEqual(expect.arrayContaining(['fickle', 'notice']));
    const told = (await events('fickle')).filter(({ kind }) => kind === 'elsewhere');
    expect(told.length).toBeGreaterThan(1);
    expect(told.length).toBeLessThan(4);
    for (const [index, { at }] of told.slice(1).entries()) {
      expect((told[index]?.at ?? 0) - at).toBeGreaterThanOrEqual(7 * DAY);
    }
    expect((await state('fickle'))?.namedFeed?.url).toBe(told[0]?.other);
    expect(server.seen.every(({ path }) => path.endsWith('/feed'))).toBe(true);
  });

  it('A145: is forgotten when the feed comes back, and its own address is no news', async () => {
    expect(await state('back')).toMatchObject({ errorCode: null, namedFeed: null });
    expect((await events('back')).flatMap(({ kind, other }) => (kind === 'elsewhere' ? [other] : []))).toEqual([
      `http://back.example:${server.port}/back/other`,
    ]);
  });

  it('A091: that names nothing is a failure like another', async () => {
    expect(await state('notice')).toMatchObject({ errorCode: 'html-page', namedFeed: { url: null } });
    expect((await events('notice')).map(({ kind }) => kind)).not.toContain('elsewhere');
  });

  it("E12: is not listened to about the operator's private hosts", async () => {
    expect(await state('lure')).toMatchObject({ errorCode: 'html-page', namedFeed: { url: null } });
  });
});
