// Two of us: one publishes with its own hub, the other reads it, subscribes, and is told.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../src/cli/log.ts';
import { type Service, startService } from '../../src/cli/service.ts';
import { parseConfig } from '../../src/config/config.ts';

const WAIT = { timeout: 15_000, interval: 50 };

const feedOf = (...names: readonly string[]) =>
  `<rss version="2.0"><channel><title>Origin</title><link>https://origin.example/</link><description>d</description>${names
    .map(
      (name) =>
        `<item><guid isPermaLink="false">${name}</guid><title>${name}</title><link>https://origin.example/${name}</link></item>`,
    )
    .join('')}</channel></rss>`;

async function start(config: object): Promise<Service> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'lostfeed-two-'));
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
  const parsed = parseConfig(JSON.stringify(config), 'test');
  const service = await startService({ settings, config: parsed, log, fetch: true, web: true });
  onTestFinished(async () => {
    await service.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  return service;
}

const titles = async (service: Service) => {
  const { items } = (await (await fetch(`${service.url}feed.json`)).json()) as { items: { title: string }[] };
  return items.map(({ title }) => title).sort();
};

test('D95, D97: our own reader finds our hub, subscribes, and has a new article without waiting for its next poll', async () => {
  let body = feedOf('one');
  const origin = createServer((_, response) => response.end(body));
  await new Promise<void>((done) => origin.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    origin.closeAllConnections();
    origin.close();
  });
  const host = `127.0.0.1:${(origin.address() as AddressInfo).port}`;
  const publisherConfig = (allowed: readonly string[]) => ({
    fetch: { allowPrivate: [host, ...allowed], hostGap: '0s' },
    publish: { hub: 'builtin' },
    sources: [{ id: 'origin', url: `http://${host}/`, every: '1s' }],
  });
  const publisher = await start(publisherConfig([]));
  await expect.poll(() => titles(publisher), WAIT).toEqual(['one']);

  const answer = await fetch(`${publisher.url}atom.xml`);
  const self = `${publisher.url}atom.xml`;
  const hub = `${publisher.url}hub`;
  expect(answer.headers.get('link')).toBe(`<${self}>; rel="canonical", <${self}>; rel="self", <${hub}>; rel="hub"`);
  const atom = await answer.text();
  expect(atom).toContain(`<link rel="hub" href="${hub}"/>`);
  expect(atom).toContain(`<link rel="self" type="application/atom+xml" href="${self}"/>`);
  const rss = await (await fetch(`${publisher.url}rss.xml`)).text();
  expect(rss).toContain(`<atom:link href="${hub}" rel="hub"/>`);
  expect(rss).toContain(`<atom:link href="${publisher.url}rss.xml" rel="self" type="application/rss+xml"/>`);
  const json = (await (await fetch(`${publisher.url}feed.json`)).json()) as object;
  expect(json).toMatchObject({ feed_url: `${publisher.url}feed.json`, hubs: [{ type: 'WebSub', url: hub }] });

  const publisherHost = new URL(publisher.url ?? '').host;
  const readerConfig = (url?: string) => ({
    channel: { ...(url && { url }) },
    fetch: { every: '60m', allowPrivate: [publisherHost], hostGap: '0s' },
    sources: [{ id: 'ours', url: self }],
  });
  const reader = await start(readerConfig());
  const readerUrl = reader.url ?? '';
  await publisher.applyConfig(parseConfig(JSON.stringify(publisherConfig([new URL(readerUrl).host])), 'test'));
  await reader.applyConfig(parseConfig(JSON.stringify(readerConfig(readerUrl)), 'test'));
  await expect.poll(() => publisher.app.store.hubSubscribers(), WAIT).toBe(1);
  await expect.poll(() => titles(reader), WAIT).toEqual(['one']);
  await expect.poll(() => reader.app.subscriber?.counts().subscribed, WAIT).toBe(1);

  body = feedOf('two', 'one');
  await expect.poll(() => titles(reader), WAIT).toEqual(['one', 'two']);
  expect(reader.app.subscriber?.counts().deliveries).toBeGreaterThan(0);

  const post = (form: Record<string, string>) => fetch(hub, { method: 'POST', body: new URLSearchParams(form) });
  expect((await post({ 'hub.mode': 'publish', 'hub.topic': self })).status).toBe(400);
  expect(
    (await fetch(hub, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status,
  ).toBe(415);
  expect((await post({ 'hub.mode': 'subscribe', 'hub.topic': self, 'hub.callback': 'http://10.0.0.1/' })).status).toBe(
    202,
  );
  expect((await post({ x: 'y'.repeat(9_000) })).status).toBe(413);
});
