// The running service and a hub, over HTTP: subscribed, verified, told, published.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../src/cli/log.ts';
import { type Service, startService } from '../../src/cli/service.ts';
import { parseConfig } from '../../src/config/config.ts';
import { type Asked, type Feed, type Hub, rss, sign, startFeed, startHub } from './world.ts';

const WAIT = { timeout: 10_000, interval: 20 };

interface Scene {
  readonly feed: Feed;
  readonly hub: Hub;
  service: Service;
  /** Calls the callback that the hub was given, through a proxy that knows where `https://lost.example/` is. */
  call(init?: RequestInit, query?: Record<string, string>): Promise<Response>;
  titles(): Promise<string[]>;
  restart(): Promise<void>;
}

/** A service with one source whose feed names the hub; `web: false` leaves out the side that hubs could call. */
async function startScene({ secure = false, web = true } = {}): Promise<Scene> {
  const [feed, hub] = [await startFeed(), await startHub({ secure })];
  const head = [
    ['hub', hub.url],
    ['self', feed.url],
  ] as const;
  feed.body = rss(['1'], head);
  const config = parseConfig(
    JSON.stringify({
      channel: { url: 'https://lost.example/' },
      fetch: { allowPrivate: [feed.host, hub.host], hostGap: '0s' },
      sources: [{ id: 'site', url: feed.url }],
    }),
    'test',
  );
  const dataDirectory = mkdtempSync(join(tmpdir(), 'lostfeed-websub-'));
  const log = await createLog('silent', false);
  const settings = {
    configFile: '',
    dataDirectory,
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    version: '0.0.0',
    adminToken: null,
  };
  const start = () => startService({ settings, config, log, fetch: true, web });
  const scene: Scene = {
    feed,
    hub,
    service: await start(),
    async call(init, query = {}) {
      const callback = new URL((hub.asked.at(-1) as Asked).form.get('hub.callback') ?? '');
      for (const [name, value] of Object.entries(query)) callback.searchParams.append(name, value);
      return fetch(new URL(callback.pathname + callback.search, scene.service.url ?? ''), init);
    },
    async titles() {
      const { items } = (await (await fetch(`${scene.service.url}feed.json`)).json()) as { items: { title: string }[] };
      return items.map(({ title }) => title).sort();
    },
    async restart() {
      await scene.service.stop();
      scene.service = await start();
    },
  };
  onTestFinished(async () => {
    await scene.service.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  return scene;
}

/** Waits until the hub is asked, and verifies. */
async function subscribed(scene: Scene): Promise<void> {
  await expect.poll(() => scene.hub.asked.length, WAIT).toBe(1);
  const { form } = scene.hub.asked[0] as Asked;
  const query = {
    'hub.mode': 'subscribe',
    'hub.topic': form.get('hub.topic') ?? '',
    'hub.challenge': 'c-1',
    'hub.lease_seconds': '864000',
  };
  const response = await scene.call({}, query);
  expect([response.status, await response.text()]).toEqual([200, 'c-1']);
}

describe('the service', () => {
  test('A160-A173: subscribes by itself; a ping brings a new article into the channel at once', async () => {
    const scene = await startScene();
    await subscribed(scene);
    await expect.poll(scene.titles, WAIT).toEqual(['Title 1']);
    scene.feed.body = rss(['2', '1']);
    expect((await scene.call({ method: 'POST' })).status).toBe(202);
    await expect.poll(scene.titles, WAIT).toEqual(['Title 1', 'Title 2']);
    expect(scene.feed.requests).toEqual([{ conditional: false }, { conditional: true }]);
  });

  test('A170, A174: a signed delivery is in the channel without a visit, and its hub is kept over a restart', async () => {
    const scene = await startScene({ secure: true });
    await subscribed(scene);
    const secret = (scene.hub.asked[0] as Asked).form.get('hub.secret') ?? '';
    const deliver = (id: string) => {
      const body = rss([id]);
      const headers = { 'content-type': 'application/rss+xml', 'x-hub-signature': sign('sha512', secret, body) };
      return scene.call({ method: 'POST', body, headers });
    };
    expect((await deliver('2')).status).toBe(202);
    await expect.poll(scene.titles, WAIT).toEqual(['Title 1', 'Title 2']);
    await scene.restart();
    expect((await deliver('3')).status).toBe(202);
    await expect.poll(scene.titles, WAIT).toEqual(['Title 1', 'Title 2', 'Title 3']);
    expect(scene.feed.requests).toHaveLength(1);
    expect(scene.hub.asked).toHaveLength(1);
    const ready = (await (await fetch(`${scene.service.url}readyz`)).json()) as object;
    expect(ready).toMatchObject({ hubs: { subscribed: 1, deliveries: 1, forged: 0 } });
  });

  test('A179: asks no hub when it has no side that hubs could call', async () => {
    const { service } = await startScene({ web: false });
    expect(service.app.subscriber).toBeNull();
  });
});
