// The subscriber with a real hub, a real feed, a real store and real HTTP; only the clock is the test's.
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Asked,
  DAY,
  deliver,
  HOUR,
  type Hub,
  MINUTE,
  rss,
  SECOND,
  START,
  sign,
  startHub,
  startWorld,
  type World,
} from './world.ts';

/** A world whose feed names these hubs, after the first visit: they have been asked. */
async function startSubscribed(hubs: readonly Hub[], options: Parameters<typeof startWorld>[0] = {}): Promise<World> {
  const world = await startWorld({ hubs, ...options });
  world.feed.body = feedOf(world, hubs, ['1']);
  await world.visit();
  return world;
}

function feedOf(world: World, hubs: readonly Hub[], ids: readonly string[]): string {
  return rss(ids, [...hubs.map(({ url }) => ['hub', url] as const), ['self', world.feed.url]]);
}

const first = (hub: Hub) => hub.asked[0] as Asked;

describe('asking a hub', () => {
  test('A163: sends a form with an unguessable callback, the topic, a lease, and a secret over https alone', async () => {
    const hub = await startHub({ secure: true });
    const world = await startSubscribed([hub]);
    expect(hub.asked).toHaveLength(1);
    const { method, path, contentType, form } = first(hub);
    expect([method, path, contentType]).toEqual(['POST', '/hub', 'application/x-www-form-urlencoded']);
    expect([...form.keys()].sort()).toEqual([
      'hub.callback',
      'hub.lease_seconds',
      'hub.mode',
      'hub.secret',
      'hub.topic',
    ]);
    expect(form.get('hub.mode')).toBe('subscribe');
    expect(form.get('hub.topic')).toBe(world.feed.url);
    expect(form.get('hub.callback')).toMatch(/^https:\/\/lost\.example\/websub\/[0-9a-f]{64}$/);
    expect(form.get('hub.secret')).toMatch(/^[0-9a-f]{64}$/);
    expect(Number(form.get('hub.lease_seconds'))).toBe(864_000);

    const other = await startHub();
    const plain = await startSubscribed([other]);
    expect(first(other).form.has('hub.secret')).toBe(false);
    expect(first(other).form.get('hub.callback')).not.toBe(form.get('hub.callback'));
    expect((await plain.subscription())?.held?.secret).toBeNull();
  });

  test('A132: is made under the name that visits are made under', async () => {
    const hub = await startHub();
    await startSubscribed([hub]);
    expect(first(hub).userAgent).toBe('TheLostFeed/0.0.0 (+https://lost.example/about/fetcher/)');
  });

  test('A161: names the self link as the topic, whatever address is polled', async () => {
    const hub = await startHub();
    const world = await startWorld({ hubs: [hub] });
    world.feed.body = rss(
      ['1'],
      [
        ['hub', hub.url],
        ['self', 'https://site.example/canonical.xml?a=1&amp;b=ü'],
      ],
    );
    await world.visit();
    expect(first(hub).form.get('hub.topic')).toBe('https://site.example/canonical.xml?a=1&b=%C3%BC');
  });

  test('A162: nothing is asked of a hub without a self link', async () => {
    const hub = await startHub();
    const world = await startWorld({ hubs: [hub] });
    world.feed.body = rss(['1'], [['hub', hub.url]]);
    await world.visit();
    expect(hub.asked).toEqual([]);
    expect(await world.subscription()).toBeNull();
  });

  test('A160: the Link headers of an answer win over its document', async () => {
    const [said, written] = [await startHub(), await startHub()];
    const world = await startWorld({ hubs: [said, written] });
    world.feed.body = feedOf(world, [written], ['1']);
    world.feed.headers = { link: [`<${said.url}>; rel="hub"`, '</canonical>; rel=self'] };
    await world.visit();
    expect(written.asked).toEqual([]);
    expect(first(said).form.get('hub.topic')).toBe(`http://${world.feed.host}/canonical`);
  });

  test('A160: of several hubs the first that works is taken', async () => {
    const [broken, good, spare] = [await startHub(), await startHub(), await startHub()];
    broken.answer = (response) => void response.writeHead(500).end('no');
    const world = await startSubscribed([broken, good, spare]);
    await world.subscriber.sweep();
    expect([broken, good, spare].map(({ asked }) => asked.length)).toEqual([1, 1, 0]);
    expect((await world.verify(good)).status).toBe(200);
    expect((await world.subscription())?.held?.hub).toBe(good.url);
    expect(first(good).form.get('hub.callback')).not.toBe(first(broken).form.get('hub.callback'));
  });

  test('A164: after a 202 the subscription is pending, and nothing is relied upon', async () => {
    const hub = await startHub();
    const world = await startSubscribed([hub]);
    const subscription = await world.subscription();
    expect(subscription?.held).toMatchObject({ hub: hub.url, askedAt: START, leaseUntil: null });
    expect(world.subscriber.counts()).toEqual({ subscribed: 0, deliveries: 0, forged: 0 });
    await world.subscriber.sweep();
    expect(hub.asked).toHaveLength(1);
  });

  test('A164: an error of the hub leaves plain polling, and it is asked again much later', async () => {
    const hub = await startHub();
    hub.answer = (response) => void response.writeHead(400).end('no such topic');
    const world = await startSubscribed([hub]);
    expect(await world.subscription()).toMatchObject({ held: null, failures: 1, nextAt: START + HOUR });
    expect((await world.state()).dueAt).toBeLessThan(START + 2 * HOUR);
    world.now = START + HOUR - 1;
    await world.subscriber.sweep();
    expect(hub.asked).toHaveLength(1);
    world.now = START + HOUR;
    await world.subscriber.sweep();
    expect(hub.asked).toHaveLength(2);
    expect(await world.subscription()).toMatchObject({ failures: 2, nextAt: START + 3 * HOUR });
  });

  test('A164: a 308 leads to the new hub once, which is asked the same', async () => {
    const [old, moved] = [await startHub(), await startHub()];
    old.answer = (response) => void response.writeHead(308, { location: moved.url }).end();
    const world = await startWorld({ hubs: [old, moved] });
    world.feed.body = feedOf(world, [old], ['1']);
    await world.visit();
    expect(moved.asked.map(({ form }) => form.toString())).toEqual([first(old).form.toString()]);
    expect((await world.verify(moved)).status).toBe(200);
  });

  test('A164: a hub at a private address is never asked', async () => {
    const hub = await startHub();
    const world = await startWorld();
    world.feed.body = feedOf(world, [hub], ['1']);
    await world.visit();
    expect(hub.asked).toEqual([]);
    expect(world.logged.find(({ facts }) => facts.code === 'address')?.facts.hub).toBe(hub.host);
    expect(await world.subscription()).toMatchObject({ held: null, failures: 1 });
  });

  test('A164: a hub that never verifies is passed over after six hours', async () => {
    const [silent, other] = [await startHub(), await startHub()];
    const world = await startSubscribed([silent, other]);
    world.now = START + 6 * HOUR - 1;
    await world.subscriber.sweep();
    expect(other.asked).toEqual([]);
    world.now = START + 6 * HOUR;
    await world.subscriber.sweep();
    await world.subscriber.sweep();
    expect(other.asked).toHaveLength(1);
    expect((await world.verify(silent)).status).toBe(404);
  });

  test('A179: the callback is below the configured address, and is asked for anew when that changes', async () => {
    const hub = await startHub();
    const world = await startSubscribed([hub], { siteUrl: 'https://lost.example/below/' });
    expect(first(hub).form.get('hub.callback')).toMatch(/^https:\/\/lost\.example\/below\/websub\//);
    expect((await world.verify(hub)).status).toBe(200);
    await world.moveTo('https://found.example/');
    expect(hub.asked).toHaveLength(2);
    expect(hub.asked[1]?.form.get('hub.callback')).toMatch(/^https:\/\/found\.example\/websub\//);
    const token = first(hub).form.get('hub.callback')?.split('/').at(-1);
    expect((await world.call(`https://found.example/websub/${token}`, { method: 'POST' })).status).toBe(404);
  });

  test('A179: without a configured address no hub is asked, and what was held is given up', async () => {
    const hub = await startHub();
    const world = await startSubscribed([hub]);
    await world.verify(hub);
    await world.moveTo(null);
    expect(await world.subscription()).toMatchObject({ held: null });
    world.now = START + 40 * DAY;
    await world.subscriber.sweep();
    expect(hub.asked).toHaveLength(1);
  });

  test('a hub that is no longer advertised is left, and another asked', async () => {
    const [before, after] = [await startHub(), await startHub()];
    const world = await startWorld({ hubs: [before, after] });
    world.feed.body = feedOf(world, [before], ['1']);
    await world.visit();
    await world.verify(before);
    world.feed.body = feedOf(world, [after], ['1', '2']);
    world.now = START + 2 * HOUR;
    await world.visit();
    expect(after.asked).toHaveLength(1);
    world.feed.body = rss(['1', '2', '3']);
    world.now = START + 4 * HOUR;
    await world.visit();
    expect(await world.subscription()).toBeNull();
    expect((await deliver(world, after, '')).status).toBe(404);
  });

  test('E58: neither secrets nor callbacks are logged', async () => {
    const hub = await startHub({ secure: true });
    const world = await startSubscribed([hub]);
    await world.verify(hub);
    await deliver(world, hub, 'x', { 'x-hub-signature': 'sha1=00' });
    await expect.poll(() => world.subscriber.counts().forged).toBe(1);
    const { form } = first(hub);
    const token = form.get('hub.callback')?.split('/').at(-1) as string;
    const log = JSON.stringify(world.logged);
    expect(log).toContain('site');
    expect(log).not.toContain(token);
    expect(log).not.toContain(form.get('hub.secret'));
  });
});

describe('verification', () => {
  test('A165: is answered with exactly the challenge, as text that nobody sniffs', async () => {
    const hub = await startHub();
    const world = await startSubscribed([hub]);
    const challenge = '<script>alert(1)</script>';
    const response = await world.verify(hub, { 'hub.challenge': challenge });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(challenge);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await world.subscription())?.held).toMatchObject({ askedAt: null, leaseUntil: START + 10 * DAY });
    expect(world.subscriber.counts().subscribed).toBe(1);
  });

  test('A165: counts although it comes before the hub has answered us', async () => {
    const hub = await startHub();
    const world = await startWorld({ hubs: [hub] });
    const statuses: number[] = [];
    hub.answer = async (response) => {
      statuses.push((await world.verify(hub)).status);
      response.writeHead(202).end();
    };
    world.feed.body = feedOf(world, [hub], ['1']);
    await world.visit();
    expect(statuses).toEqual([200]);
    expect((await world.subscription())?.held?.leaseUntil).toBe(START + 10 * DAY);
  });

  test('A166: anything that was not asked for is a 404 and changes nothing', async () => {
    const hub = await startHub();
    const world = await startSubscribed([hub]);
    const before = await world.subscription();
    const callback = first(hub).form.get('hub.callback') ?? '';
    const wrong: Record<string, string>[] = [
      { 'hub.topic': 'https://other.example/feed' },
      { 'hub.topic': '' },
      { 'hub.mode': 'unsubscribe' },
      { 'hub.mode': 'publish' },
      { 'hub.challenge': '' },
      { 'hub.challenge': 'x'.repeat(501) },
    ];
    for (const query of wrong) expect([query, (await world.verify(hub, query)).status]).toEqual([query, 404]);
    for (const path of [callback, callback.replace(/.$/, (end) => (end === '0' ? '1' : '0')), `${callback}/x`]) {
      expect((await world.call(path)).status).toBe(404);
    }
    expect(await world.subscription()).toEqual(before);
  });

  test('A166: is answered the same way again, and changes nothing again', async () => {
    const hub = await startHub();
    const world = await startSubscribed([hub]);
    await world.verify(hub);
    const before = await world.subscription();
    world.now += DAY;
    const again = await world.verify(hub, { 'hub.challenge': 'another', 'hub.lease_seconds': '60' });
    expect([again.status, await again.text()]).toEqual([200, 'another']);
    expect(await world.subscription()).toEqual(before);
  });

  test('A167: a denial ends the subscription, resumes polling, and its reason is told harmlessly', async () => {
    const hub = await startHub({ secure: true });
    const world = await startSubscribed([hub]);
    await world.verify(hub);
    await deliver(world, hub, feedOf(world, [hub], ['2', '1']));
    await expect.poll(() => world.delivered.length).toBe(1);
    world.now = START + 2 * HOUR;
    await world.visit();
    expect((await world.state()).dueAt).toBeGreaterThan(START + 20 * HOUR);

    const reason = `not\nfor\u202eyou\u001b[31m ${'x'.repeat(500)}`;
    const denied = await world.verify(hub, { 'hub.mode': 'denied', 'hub.challenge': '', 'hub.reason': reason });
    expect([denied.status, await denied.text()]).toEqual([200, '']);
    expect(await world.subscription()).toMatchObject({ held: null, nextAt: world.now + 30 * DAY });
    expect((await world.state()).dueAt).toBe(START + 3 * HOUR);
    const told = world.logged.find(({ facts }) => 'reason' in facts)?.facts.reason as string;
    expect(told).toMatch(/^not for ?you\[31m x+$/);
    expect(told.length).toBeLessThanOrEqual(200);
    expect((await deliver(world, hub, '')).status).toBe(404);
  });
});

describe('the lease', () => {
  test('A168: is renewed at four fifths with the same callback and secret, without an interruption', async () => {
    const hub = await startHub({ secure: true });
    const world = await startSubscribed([hub]);
    await world.verify(hub);
    const renewAt = (await world.subscription())?.nextAt as number;
    expect(renewAt).toBeGreaterThanOrEqual(START + 7.6 * DAY);
    expect(renewAt).toBeLessThanOrEqual(START + 8.4 * DAY);
    world.now = renewAt - 1;
    await world.subscriber.sweep();
    expect(hub.asked).toHaveLength(1);
    world.now = renewAt;
    await world.subscriber.sweep();
    expect(hub.asked[1]?.form.toString()).toBe(first(hub).form.toString());
    expect((await world.subscription())?.held).toMatchObject({ askedAt: renewAt, leaseUntil: START + 10 * DAY });
    expect((await world.verify(hub)).status).toBe(200);
    expect((await world.subscription())?.held).toMatchObject({ askedAt: null, leaseUntil: renewAt + 10 * DAY });
  });

  test('A168: a renewal that fails is tried again before the lease ends; after it the source is polled as ever', async () => {
    const hub = await startHub({ secure: true });
    const world = await startSubscribed([hub]);
    await world.verify(hub, { 'hub.lease_seconds': '36000' });
    await deliver(world, hub, feedOf(world, [hub], ['2', '1']));
    await expect.poll(() => world.delivered.length).toBe(1);
    world.now = START + 2 * HOUR;
    await world.visit();
    const planned = (await world.state()).dueAt as number;
    expect(planned).toBeGreaterThan(START + 20 * HOUR);

    hub.answer = (response) => void response.writeHead(503).end();
    const tries: number[] = [];
    for (let asked = hub.asked.length; world.now < START + 10 * HOUR; asked = hub.asked.length) {
      world.now = Math.max(world.now, (await world.subscription())?.nextAt as number);
      await world.subscriber.sweep();
      if (hub.asked.length > asked) tries.push(world.now - START);
    }
    expect(tries.length).toBeGreaterThanOrEqual(3);
    expect(tries[0]).toBeLessThan(8.5 * HOUR);
    expect(world.now).toBe(START + 10 * HOUR);
    expect(world.subscriber.isInformed('site')).toBe(false);
    expect((await world.state()).dueAt).toBe(world.now);
    expect((await world.subscription())?.held).toBeNull();
  });

  test('A169: a lease of ten seconds is renewed within the hour, one of ten years within the month', async () => {
    for (const [seconds, earliest, latest] of [
      ['10', 45 * MINUTE, 51 * MINUTE],
      ['315360000', 22 * DAY, 26 * DAY],
      ['soon', 7.6 * DAY, 8.4 * DAY],
    ] as const) {
      const hub = await startHub();
      const world = await startSubscribed([hub]);
      await world.verify(hub, { 'hub.lease_seconds': seconds });
      const inMs = ((await world.subscription())?.nextAt as number) - START;
      expect([seconds, inMs >= earliest, inMs <= latest]).toEqual([seconds, true, true]);
    }
  });
});

describe('deliveries', () => {
  async function startTold(secure = true): Promise<{ world: World; hub: Hub; secret: string }> {
    const hub = await startHub({ secure });
    const world = await startSubscribed([hub]);
    await world.verify(hub);
    world.now = START + MINUTE;
    return { world, hub, secret: first(hub).form.get('hub.secret') ?? '' };
  }

  test('A170: are believed by a signature of their raw bytes with any of the four algorithms', async () => {
    const { world, hub, secret } = await startTold();
    const algorithms = ['sha1', 'sha256', 'sha384', 'sha512'];
    for (const [place, algorithm] of algorithms.entries()) {
      const body = rss([`é-${algorithm}`]);
      const response = await deliver(world, hub, body, { 'x-hub-signature': sign(algorithm, secret, body) });
      expect(response.status).toBe(202);
      await expect.poll(() => world.delivered.length).toBe(place + 1);
    }
    expect(await world.titles()).toEqual([...algorithms.map((name) => `Title é-${name}`), 'Title 1'].sort());
  });

  test('A171: with a wrong signature or none are answered with 2xx, ignored and counted', async () => {
    const { world, hub, secret } = await startTold();
    const body = rss(['forged']);
    const signatures = [
      sign('sha256', 'another secret', body),
      sign('sha256', secret, `${body} `),
      sign('md5', secret, body),
      sign('sha256', secret, body).replace('sha256', 'sha1'),
      sign('sha256', secret, body).slice(0, -2),
      secret,
      '',
    ];
    for (const signature of signatures) {
      expect((await deliver(world, hub, body, { 'x-hub-signature': signature })).status).toBe(202);
    }
    await expect.poll(() => world.subscriber.counts()).toEqual({ subscribed: 1, deliveries: 0, forged: 7 });
    expect(await world.titles()).toEqual(['Title 1']);
    world.now = START + 2 * MINUTE;
    expect(await world.visit()).toBeNull();
  });

  test('A172: are answered before anything is made of them, and then taken in their order', async () => {
    const { world, hub } = await startTold();
    const taken: string[] = [];
    const gate = Promise.withResolvers<void>();
    await world.receiveWith(async (body) => {
      await gate.promise;
      taken.push(body);
    });
    const bodies = ['2', '3', '4'].map((id) => rss([id]));
    for (const body of bodies) expect((await deliver(world, hub, body)).status).toBe(202);
    expect(taken).toEqual([]);
    gate.resolve();
    await expect.poll(() => taken).toEqual(bodies);
  });

  test('A172: are sent back for later when too many wait', async () => {
    const { world, hub } = await startTold();
    const gate = Promise.withResolvers<void>();
    onTestFinished(() => gate.resolve());
    await world.receiveWith(() => gate.promise);
    const large = rss(['2']).replace('</channel>', `<!--${'x'.repeat(9 * 1024 * 1024)}--></channel>`);
    const statuses: number[] = [];
    for (let call = 0; call < 9; call++) statuses.push((await deliver(world, hub, large)).status);
    expect(statuses).toEqual([202, 202, 202, 202, 202, 202, 202, 503, 503]);
  });

  test('A173: without a body bring the next visit forward, which is conditional', async () => {
    const { world, hub } = await startTold();
    expect((await world.state()).dueAt).toBeGreaterThan(START + HOUR - 1);
    expect((await deliver(world, hub, '')).status).toBe(202);
    await expect.poll(async () => (await world.state()).dueAt).toBe(START + MINUTE);
    world.feed.body = feedOf(world, [hub], ['2', '1']);
    expect(await world.visit()).toMatchObject({ created: 1 });
    expect(world.feed.requests.map(({ conditional }) => conditional)).toEqual([false, true]);
    expect((await world.state()).dueAt).toBeGreaterThan(START + HOUR);
  });

  test('A173: with a text, a web page or a compressed body are hints too', async () => {
    for (const [body, headers] of [
      ['updated', { 'content-type': 'text/plain' }],
      ['<!doctype html><title>x</title>', { 'content-type': 'text/html' }],
      [rss([]), {}],
      [rss(['2']), { 'content-encoding': 'gzip' }],
    ] as const) {
      const { world, hub } = await startTold();
      expect((await deliver(world, hub, body, headers)).status).toBe(202);
      await expect.poll(async () => (await world.state()).dueAt).toBe(START + MINUTE);
      expect(await world.titles()).toEqual(['Title 1']);
    }
  });

  test('A173: are only hints when the hub was asked in the clear, for anybody could have written them', async () => {
    const { world, hub } = await startTold(false);
    expect((await deliver(world, hub, rss(['2']))).status).toBe(202);
    await expect.poll(async () => (await world.state()).dueAt).toBe(START + MINUTE);
    expect(await world.titles()).toEqual(['Title 1']);
  });

  test('A066, A173: bring no visit about while the server asked us to stay away', async () => {
    const { world, hub } = await startTold();
    world.feed.headers = { 'retry-after': '7200' };
    await deliver(world, hub, '');
    await expect.poll(async () => (await world.state()).dueAt).toBe(START + MINUTE);
    world.feed.body = feedOf(world, [hub], ['2', '1']);
    expect(await world.visit()).toMatchObject({ status: 200 });
    world.now += HOUR;
    await deliver(world, hub, '');
    await expect.poll(() => world.subscriber.counts().deliveries).toBe(2);
    await world.app.subscriber?.stop();
    expect((await world.state()).dueAt).toBeGreaterThanOrEqual(START + MINUTE + 2 * HOUR);
    expect(await world.visit()).toBeNull();
  });

  test('A062, A173: bring no visit about while a source is in back-off', async () => {
    const { world, hub } = await startTold();
    world.feed.status = 429;
    world.now = START + 2 * HOUR;
    await world.visit();
    const { dueAt } = await world.state();
    world.now += MINUTE;
    await deliver(world, hub, '');
    await expect.poll(() => world.subscriber.counts().deliveries).toBe(1);
    await world.app.subscriber?.stop();
    expect((await world.state()).dueAt).toBe(dueAt);
  });

  test('A173: that come while a visit is under way bring another about', async () => {
    const { world, hub } = await startTold();
    world.now = START + 2 * HOUR;
    world.feed.body = feedOf(world, [hub], ['2', '1']);
    // the answer is written, then an article is added and told, and then the answer is sent
    world.feed.meanwhile = async () => {
      world.feed.body = feedOf(world, [hub], ['3', '2', '1']);
      world.now += SECOND;
      await deliver(world, hub, '');
      await expect.poll(() => world.subscriber.counts().deliveries).toBe(1);
    };
    expect(await world.visit()).toMatchObject({ created: 1 });
    world.feed.meanwhile = async () => {};
    expect((await world.state()).dueAt).toBe(world.now);
    world.now += SECOND;
    expect(await world.visit()).toMatchObject({ created: 1 });
    expect(await world.titles()).toEqual(['Title 1', 'Title 2', 'Title 3']);
  });

  test('A174: of a part of the feed are merged; nothing is deleted and the validators stay', async () => {
    const { world, hub } = await startTold();
    const before = await world.state();
    await deliver(world, hub, rss(['2']));
    await expect.poll(() => world.delivered).toEqual([{ entries: 1, created: 1, updated: 0 }]);
    expect(await world.titles()).toEqual(['Title 1', 'Title 2']);
    expect(await world.state()).toEqual({
      ...before,
      lastNewAt: START + MINUTE,
      quietVisits: 0,
      postedAt: [START + MINUTE, START],
    });
    world.feed.body = feedOf(world, [hub], ['2', '1']);
    world.now = before.dueAt as number;
    expect(await world.visit()).toMatchObject({ kind: 'unchanged', status: 200, created: 0, updated: 0 });
    expect(world.feed.requests.at(-1)).toEqual({ conditional: true });
  });

  test('A174: update an entry that is known, and are not taken twice', async () => {
    const { world, hub } = await startTold();
    const edited = rss(['1']).replace('Title 1', 'Title 1, corrected');
    await deliver(world, hub, edited);
    await deliver(world, hub, edited);
    await expect
      .poll(() => world.delivered)
      .toEqual([
        { entries: 1, created: 0, updated: 1 },
        { entries: 1, created: 0, updated: 0 },
      ]);
    expect(await world.titles()).toEqual(['Title 1, corrected']);
  });

  test('A177: make visits a safety net, until one finds what was not told', async () => {
    const { world, hub } = await startTold();
    const visitWith = async (at: number, ...ids: string[]): Promise<number> => {
      world.now = at;
      world.feed.body = feedOf(world, [hub], ids);
      const outcome = await world.visit();
      return (outcome?.nextAt ?? 0) - at;
    };
    // verified, but nothing was heard of the hub yet
    expect(await visitWith(START + 2 * HOUR, '1')).toBeLessThan(12 * HOUR);
    await deliver(world, hub, rss(['2']));
    await expect.poll(() => world.delivered.length).toBe(1);
    const inMs = await visitWith(START + 12 * HOUR, '2', '1');
    expect(inMs).toBeGreaterThan(20 * HOUR);
    expect(inMs).toBeLessThanOrEqual(DAY);
    // the next visit finds an article that nobody told of: it is the last that comes late
    await visitWith(START + 12 * HOUR + inMs, '3', '2', '1');
    expect(world.subscriber.isInformed('site')).toBe(false);
    expect((await world.state()).dueAt).toBeLessThan(world.now + 2 * HOUR);
  });

  test('A175: belong to the source of the callback, whatever their Link headers say', async () => {
    const { world, hub } = await startTold();
    const link = '<https://other.example/feed>; rel="self", <https://other.example/hub>; rel="hub"';
    await deliver(world, hub, rss(['2']), { link });
    await expect.poll(() => world.titles()).toEqual(['Title 1', 'Title 2']);
    await world.subscriber.sweep();
    expect((await world.subscription())?.advertised).toEqual({ topic: world.feed.url, hubs: [hub.url] });
  });

  test('A176: to a callback that is nobody’s are a 404', async () => {
    const { world } = await startTold();
    for (const path of [`websub/${'0'.repeat(64)}`, 'websub/x', `websub/${'0'.repeat(65)}`]) {
      expect((await world.call(`https://lost.example/${path}`, { method: 'POST', body: 'x' })).status).toBe(404);
    }
  });

  test('A178: over 10 MiB are refused unread, and more than 60 a minute are too many for a callback', async () => {
    const { world, hub, secret } = await startTold();
    const huge = 'x'.repeat(10 * 1024 * 1024 + 1);
    expect((await deliver(world, hub, huge, { 'x-hub-signature': sign('sha1', secret, '') })).status).toBe(413);
    const statuses: number[] = [];
    for (let call = 0; call < 100; call++) statuses.push((await deliver(world, hub, '')).status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(59);
    expect(statuses.slice(59).every((status) => status === 429)).toBe(true);
    const refused = await deliver(world, hub, '');
    expect(refused.headers.get('retry-after')).toBe('60');
    world.now += MINUTE;
    expect((await deliver(world, hub, '')).status).toBe(202);
  });
});
