// The hub with a real store, the real guarded client and real callbacks on loopback.
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createFetcher } from '../../src/fetch/fetch.ts';
import { createHub } from '../../src/hub/hub.ts';
import type { ChannelDocument } from '../../src/model.ts';
import { openStore } from '../../src/store/store.ts';

const SITE = 'https://lost.example/';
const T0 = Date.UTC(2026, 0, 1);
const WAIT = { timeout: 5_000, interval: 10 };

interface Call {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A subscriber, or another hub: answers with `status`, and a verification with its challenge. */
async function startPeer() {
  const calls: Call[] = [];
  const peer = { calls, status: 200, confirms: true, url: '', host: '', onCall: () => {}, held: Promise.resolve() };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const query = new URL(request.url ?? '', 'http://x').searchParams;
    calls.push({ method: request.method ?? '', query, headers: request.headers, body });
    peer.onCall();
    await peer.held;
    if (request.method === 'GET') response.end(peer.confirms ? query.get('hub.challenge') : 'no');
    else response.writeHead(peer.status).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  peer.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  peer.url = `http://${peer.host}/cb?id=7`;
  return peer;
}

const documentOf = (text: string): ChannelDocument => ({
  path: 'atom.xml',
  format: 'atom',
  contentType: 'application/atom+xml; charset=utf-8',
  body: new TextEncoder().encode(text),
  etag: text,
  updatedAt: T0,
  fingerprint: text,
});

async function scene({
  allowed = true,
  hub: configured = 'builtin' as string | null,
  also = [] as readonly string[],
} = {}) {
  const peer = await startPeer();
  const directory = mkdtempSync(join(tmpdir(), 'lostfeed-hub-'));
  const store = await openStore({ directory, sanitize: { version: 1, toSafeHtml: ({ value }) => value } });
  const clock = { now: T0 };
  const fetcher = createFetcher({
    timeoutMs: 5_000,
    maxBytes: 1_000_000,
    maxDecodedBytes: 1_000_000,
    allowPrivate: allowed ? [peer.host, ...also] : [],
    userAgent: 'test',
    now: () => clock.now,
  });
  const log: string[] = [];
  const hub = createHub({
    store,
    hub: () => (configured === 'peer' ? peer.url : configured),
    siteUrl: () => SITE,
    paths: ['atom.xml', 'rss.xml'],
    send: fetcher.send,
    postForm: fetcher.postForm,
    now: () => clock.now,
    log: { info: (_, message) => log.push(message), warn: (_, message) => log.push(message) },
  });
  onTestFinished(async () => {
    await hub.stop();
    await fetcher.close();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const ask = (change: Record<string, string> = {}) =>
    hub.accept(
      new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.topic': `${SITE}atom.xml`,
        'hub.callback': peer.url,
        'hub.secret': 'known to two',
        ...change,
      }),
    );
  const publish = async (text: string) => {
    await store.saveDocuments([documentOf(text)]);
    await hub.announce(['atom.xml']);
    await hub.sweep();
  };
  const posts = () => peer.calls.filter(({ method }) => method === 'POST');
  const subscribers = () => store.hubSubscribers();
  return { peer, store, hub, clock, log, ask, publish, posts, subscribers };
}

describe('our hub', () => {
  test('verifies a subscription, then delivers each change whole, signed, with what it is about', async () => {
    const { peer, ask, publish, posts, subscribers, hub } = await scene();
    expect(ask()).toEqual({ status: 202, text: '' });
    await expect.poll(subscribers, WAIT).toBe(1);
    expect(Object.fromEntries(peer.calls[0]?.query ?? [])).toMatchObject({
      id: '7',
      'hub.mode': 'subscribe',
      'hub.topic': `${SITE}atom.xml`,
      'hub.lease_seconds': '864000',
    });
    expect(posts()).toEqual([]);
    await publish('<feed>one ö</feed>');
    const [post] = posts();
    expect(post).toMatchObject({ body: '<feed>one ö</feed>' });
    const signature = createHmac('sha256', 'known to two').update('<feed>one ö</feed>').digest('hex');
    expect(post?.headers).toMatchObject({
      'content-type': 'application/atom+xml; charset=utf-8',
      link: `<${SITE}atom.xml>; rel="self", <${SITE}hub>; rel="hub"`,
      'x-hub-signature': `sha256=${signature}`,
    });
    await hub.sweep();
    expect(posts()).toHaveLength(1);
    await hub.announce(['rss.xml']);
    await hub.sweep();
    expect(posts()).toHaveLength(1);
  });

  test('keeps nobody who does not confirm, and asks no private address that is not allowed', async () => {
    const refusing = await scene();
    refusing.peer.confirms = false;
    refusing.ask();
    await expect.poll(() => refusing.log.join(), WAIT).toContain('did not confirm');
    expect(await refusing.subscribers()).toBe(0);
    const guarded = await scene({ allowed: false });
    expect(guarded.ask().status).toBe(202);
    await expect.poll(() => guarded.log.join(), WAIT).toContain('could not be asked');
    expect(guarded.peer.calls).toEqual([]);
    expect(await guarded.subscribers()).toBe(0);
  });

  test('forgets a subscriber on request, when its lease is over, and when it says 410', async () => {
    const { peer, ask, publish, posts, subscribers, clock } = await scene();
    ask();
    await expect.poll(subscribers, WAIT).toBe(1);
    ask({ 'hub.mode': 'unsubscribe' });
    await expect.poll(subscribers, WAIT).toBe(0);
    ask({ 'hub.lease_seconds': '7200' });
    await expect.poll(subscribers, WAIT).toBe(1);
    clock.now += 7_200_000;
    await publish('late');
    expect([posts().length, await subscribers()]).toEqual([0, 0]);
    ask();
    await expect.poll(subscribers, WAIT).toBe(1);
    peer.status = 410;
    await publish('gone');
    expect([posts().length, await subscribers()]).toEqual([1, 0]);
  });

  test('D96: tries again ever later with the newest document, gives up a change, and in the end the subscriber', async () => {
    const { peer, ask, publish, posts, subscribers, clock, hub } = await scene();
    ask({ 'hub.lease_seconds': '2592000' });
    await expect.poll(subscribers, WAIT).toBe(1);
    peer.status = 500;
    await publish('one');
    await hub.sweep();
    expect(posts()).toHaveLength(1);
    clock.now += 60_000;
    await hub.sweep();
    expect(posts()).toHaveLength(2);
    await publish('two');
    expect(posts().map(({ body }) => body)).toEqual(['one', 'one', 'two']);
    peer.status = 204;
    clock.now += 60_000;
    await hub.sweep();
    clock.now += 86_400_000;
    await hub.sweep();
    expect(posts()).toHaveLength(4);

    peer.status = 500;
    for (const change of ['three', 'four', 'five']) {
      expect(await subscribers()).toBe(1);
      await publish(change);
      for (let attempt = 1; attempt < 6; attempt++) {
        clock.now += 3_600_000;
        await hub.sweep();
      }
    }
    expect([posts().length, await subscribers()]).toEqual([4 + 18, 0]);
  });

  test('lets no host keep others from being asked or told, however long it takes', async () => {
    const slow = await scene();
    const other = await startPeer();
    const { store, hub, clock } = await scene({ also: [slow.peer.host, other.host] });
    const form = (callback: string) => ({ callback, path: 'atom.xml', secret: null, leaseUntil: T0 + 86_400_000 });
    const bounds = { all: 99, perHost: 99 };
    for (const n of [1, 2, 3]) await store.saveHubSubscriber(form(`${slow.peer.url}&n=${n}`), slow.peer.host, bounds);
    await store.saveDocuments([documentOf('one')]);
    await hub.announce(['atom.xml']);
    // each answer takes longer than a round
    slow.peer.onCall = () => {
      clock.now += 61_000;
    };
    await hub.sweep();
    expect(slow.posts()).toHaveLength(1);
    await store.saveHubSubscriber(form(other.url), other.host, bounds);
    await hub.announce(['atom.xml']);
    slow.peer.onCall = () => {};
    await hub.sweep();
    expect([slow.posts().length, other.calls.length]).toEqual([4, 1]);
  });

  test('asks a host two callbacks at a time, and takes no more than twenty of it to ask', async () => {
    const { hub, peer, ask, subscribers } = await scene();
    const held = Promise.withResolvers<void>();
    peer.held = held.promise;
    const answers = Array.from({ length: 25 }, (_, n) => ask({ 'hub.callback': `${peer.url}&n=${n}` }).status);
    expect(answers.filter((status) => status === 202)).toHaveLength(20);
    expect(answers.at(-1)).toBe(503);
    await expect.poll(() => peer.calls.length, WAIT).toBe(2);
    held.resolve();
    await expect.poll(subscribers, WAIT).toBe(20);
    await hub.stop();
  });

  test('has no room for more than its bounds, and is not there unless it is configured', async () => {
    const { store, ask } = await scene({ hub: null });
    expect(ask().status).toBe(404);
    const one = { path: 'atom.xml', secret: null, leaseUntil: T0 };
    const save = (n: number, bounds = { all: 2, perHost: 1 }) =>
      store.saveHubSubscriber({ ...one, callback: `https://h${n}.example/` }, `h${n}.example`, bounds);
    expect([await save(1), await save(2), await save(3), await save(1)]).toEqual([true, true, false, true]);
    const second = { ...one, callback: 'https://h1.example/2' };
    expect(await store.saveHubSubscriber(second, 'h1.example', { all: 9, perHost: 1 })).toBe(false);
    expect(await store.hubSubscribers()).toBe(2);
  });

  test('what was announced while a delivery was under way is delivered too, and no two processes deliver the same', async () => {
    const { store } = await scene();
    const callback = 'https://h.example/';
    const subscriber = { path: 'atom.xml', callback, secret: null, leaseUntil: T0 + 9_000 };
    await store.saveHubSubscriber(subscriber, 'h.example', { all: 9, perHost: 9 });
    await store.announceToSubscribers(['atom.xml'], T0);
    const claim = { now: T0, claimedUntil: T0 + 500, limit: 9 };
    expect(await store.claimHubDeliveries(claim)).toHaveLength(1);
    expect(await store.claimHubDeliveries(claim)).toEqual([]);
    await store.announceToSubscribers(['atom.xml'], T0 + 1);
    await store.finishHubDelivery('atom.xml', callback, {
      claimedUntil: T0 + 500,
      dueAt: null,
      attempts: 0,
      givenUp: 0,
    });
    expect(await store.claimHubDeliveries({ ...claim, now: T0 + 1 })).toHaveLength(1);
    expect(await store.claimHubDeliveries({ ...claim, now: T0 + 500 })).toHaveLength(1);
  });
});

describe('another hub', () => {
  test('D96: is pinged once for each document that changed, again when it fails, and not without a change', async () => {
    const { peer, hub, clock, posts } = await scene({ hub: 'peer' });
    await hub.announce(['atom.xml', 'rss.xml']);
    await hub.sweep();
    await hub.sweep();
    expect(posts().map(({ body }) => Object.fromEntries(new URLSearchParams(body)))).toEqual(
      ['atom.xml', 'rss.xml'].map((path) => ({
        'hub.mode': 'publish',
        'hub.url': SITE + path,
        'hub.topic': SITE + path,
      })),
    );
    await hub.announce([]);
    await hub.sweep();
    expect(posts()).toHaveLength(2);
    peer.status = 503;
    await hub.announce(['atom.xml']);
    await hub.sweep();
    await hub.sweep();
    expect(posts()).toHaveLength(3);
    peer.status = 204;
    clock.now += 60_000;
    await hub.sweep();
    clock.now += 86_400_000;
    await hub.sweep();
    expect(posts()).toHaveLength(4);
  });
});
