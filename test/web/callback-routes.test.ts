// Where hubs call: what is let in, what is handed on, and how it is answered.
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { HubCallbacks } from '../../src/web/web.ts';
import { ask } from './ask.ts';
import { type RunningSite, startSite } from './sample-site.ts';

const TOKEN = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);
type Delivery = Parameters<HubCallbacks['deliver']>[1];

const running: RunningSite[] = [];

afterEach(async () => {
  for (const { web } of running.splice(0)) await web.close();
});

/** A site that knows one callback; `world` says how it answers and keeps what came. */
async function start() {
  const world = {
    admits: 'ok' as Awaited<ReturnType<HubCallbacks['admit']>>,
    takes: true,
    asked: [] as string[],
    queries: [] as object[],
    deliveries: [] as Delivery[],
    verify: async (query: object): Promise<string | null> => (query as { answer?: string }).answer ?? null,
  };
  const callbacks: HubCallbacks = {
    async admit(token) {
      world.asked.push(token);
      return token === TOKEN ? world.admits : 'unknown';
    },
    verify(_, query) {
      world.queries.push({ ...query });
      return world.verify(query);
    },
    deliver(_, delivery) {
      if (world.takes) world.deliveries.push(delivery);
      return world.takes;
    },
  };
  const site = await startSite({ callbacks });
  running.push(site);
  return { world, site };
}

const post = (site: RunningSite, body: string | Buffer, headers: Record<string, string> = {}) =>
  fetch(new URL(`websub/${TOKEN}`, site.address), { method: 'POST', body, headers });

describe('a GET', () => {
  test('A165: hands the query on and answers with text', async () => {
    const { world, site } = await start();
    const answer = await ask(
      site.address,
      `/websub/${TOKEN}?hub.mode=subscribe&hub.topic=a%26b&hub.topic=c&answer=%3Cb%3E`,
    );
    expect([answer.status, answer.text]).toEqual([200, '<b>']);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(world.queries).toEqual([{ 'hub.mode': 'subscribe', 'hub.topic': ['a&b', 'c'], answer: '<b>' }]);
  });

  test('A165: is answered in the same bytes to a client that reads compressed ones', async () => {
    const { site, world } = await start();
    world.verify = async () => 'x'.repeat(500);
    const answer = await ask(site.address, `/websub/${TOKEN}`, { headers: { 'accept-encoding': 'gzip, br' } });
    expect([answer.headers['content-encoding'], answer.text]).toEqual([undefined, 'x'.repeat(500)]);
  });

  test('A166: that nobody agrees to is a 404 without a word of what was asked', async () => {
    const { site } = await start();
    const answer = await ask(site.address, `/websub/${TOKEN}?hub.challenge=secret`);
    expect([answer.status, answer.text]).toEqual([404, '']);
  });

  test('HEAD verifies nothing', async () => {
    const { world, site } = await start();
    expect((await ask(site.address, `/websub/${TOKEN}?answer=x`, { method: 'HEAD' })).status).toBe(404);
    expect(world.queries).toEqual([]);
  });

  test('E58: a fault is answered and logged without the address', async () => {
    const { world, site } = await start();
    world.verify = async () => {
      throw new Error('the database is gone');
    };
    expect((await ask(site.address, `/websub/${TOKEN}`)).status).toBe(500);
    expect(site.errors).toHaveLength(1);
    expect(JSON.stringify(site.errors)).not.toContain(TOKEN);
  });
});

describe('a POST', () => {
  test('A172: is handed on as it came, and answered with 202', async () => {
    const { world, site } = await start();
    const body = Buffer.from([0, 255, 254, 13, 10]);
    const headers = { 'content-type': 'application/rss+xml', 'x-hub-signature': 'sha1=ab', 'content-encoding': 'gzip' };
    expect((await post(site, body, headers)).status).toBe(202);
    expect(world.deliveries).toHaveLength(1);
    const [delivery] = world.deliveries;
    expect(Buffer.from(delivery?.body ?? []).equals(body)).toBe(true);
    expect(delivery).toMatchObject({
      contentType: 'application/rss+xml',
      contentEncoding: 'gzip',
      signature: 'sha1=ab',
    });
  });

  test('A173: may have any type, none, an odd one, or no body at all', async () => {
    const { world, site } = await start();
    const types = [
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'nonsense',
      ';',
    ];
    for (const type of types)
      expect([type, (await post(site, '{', { 'content-type': type })).status]).toEqual([type, 202]);
    expect(world.deliveries.map(({ body }) => Buffer.from(body).toString())).toEqual(types.map(() => '{'));
    world.deliveries = [];
    for (const head of ['Content-Length: 0', 'Content-Length: 1\r\n\r\nx', 'Transfer-Encoding: chunked\r\n\r\n0\r\n']) {
      expect(await postRaw(site, head)).toMatch(/^HTTP\/1.1 202 /);
    }
    expect(world.deliveries.map(({ body, contentType }) => [Buffer.from(body).toString(), contentType])).toEqual([
      ['', null],
      ['x', null],
      ['', null],
    ]);
  });

  test('A176: to a callback that is nobody’s is a 404, and what cannot be one is not even looked up', async () => {
    const { world, site } = await start();
    for (const token of [OTHER, 'x', TOKEN.toUpperCase(), `${TOKEN}0`, '%00']) {
      const response = await fetch(new URL(`websub/${token}`, site.address), { method: 'POST', body: 'x' });
      expect([token, response.status]).toEqual([token, 404]);
    }
    expect(world.asked).toEqual([OTHER]);
    expect(world.deliveries).toEqual([]);
  });

  test('A178: over 10 MiB is refused, whether it says so or not', async () => {
    const { world, site } = await start();
    const limit = 10 * 1024 * 1024;
    expect((await post(site, Buffer.alloc(limit))).status).toBe(202);
    expect((await post(site, Buffer.alloc(limit + 1))).status).toBe(413);
    const stream = new ReadableStream({
      start(controller) {
        for (let chunk = 0; chunk <= 10; chunk++) controller.enqueue(new Uint8Array(1024 * 1024));
        controller.close();
      },
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: stream, duplex: 'half' };
    const streamed = await fetch(new URL(`websub/${TOKEN}`, site.address), init).then(
      ({ status }) => status,
      () => 413, // the connection was closed on us in the middle, as it may be
    );
    expect(streamed).toBe(413);
    expect(world.deliveries.map(({ body }) => body.length)).toEqual([limit]);
    expect(site.errors).toEqual([]);
  });

  test('A178: too often is a 429, and without room a 503, both with a time to wait', async () => {
    const { world, site } = await start();
    world.admits = 'busy';
    const busy = await post(site, 'x');
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '60']);
    world.admits = 'ok';
    world.takes = false;
    const full = await post(site, 'x');
    expect([full.status, full.headers.get('retry-after')]).toEqual([503, '60']);
    expect(world.deliveries).toEqual([]);
  });

  test('A179: reaches the callback whatever the Host header says', async () => {
    const { site } = await start();
    expect(await postRaw(site, 'Content-Length: 0', 'evil.example')).toMatch(/^HTTP\/1.1 202 /);
  });
});

test('without callbacks there are no such addresses', async () => {
  const site = await startSite();
  running.push(site);
  expect((await ask(site.address, `/websub/${TOKEN}`)).status).toBe(404);
});

/** The answer to a POST whose head, and body if any, is written out. */
function postRaw(site: RunningSite, rest: string, host = 'feed.example'): Promise<string> {
  const { hostname, port } = new URL(site.address);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      const end = rest.includes('\r\n\r\n') ? '' : '\r\n\r\n';
      socket.write(`POST /websub/${TOKEN} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${rest}${end}\r\n`);
    });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
}
