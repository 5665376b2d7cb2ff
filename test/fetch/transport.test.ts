import { errors } from 'undici';
import { describe, expect, test } from 'vitest';
import { transportFault } from '../../src/fetch/transport-faults.ts';
import { FEED, failure, fetcherFor, serve, serveBytes, serveRaw, textOf } from './servers.ts';

const OK = 'HTTP/1.1 200 OK\r\n';

describe('deadlines', () => {
  test('A100, A101: a server that takes the request and says nothing ends with the deadline', async () => {
    const upstream = await serveRaw(() => {});
    expect(await failure(fetcherFor([upstream], { timeoutMs: 50 })(upstream.url))).toMatchObject({
      code: 'timeout',
      status: null,
    });
  });

  test('A102: a body that trickles for ever ends with the deadline', async () => {
    const upstream = await serveRaw((socket) => {
      socket.write(`${OK}Transfer-Encoding: chunked\r\n\r\n`);
      const trickle = setInterval(() => socket.write('1\r\nx\r\n'), 5);
      socket.on('close', () => clearInterval(trickle));
    });
    expect(await failure(fetcherFor([upstream], { timeoutMs: 100 })(upstream.url))).toMatchObject({ code: 'timeout' });
  });

  test('A102: the deadline is for all hops together', async () => {
    const upstream = await serve((request, response) => {
      const hop = Number(request.url?.slice(1)) || 0;
      setTimeout(() => response.writeHead(302, { location: `/${hop + 1}` }).end(), 40);
    });
    expect(await failure(fetcherFor([upstream], { timeoutMs: 100 })(upstream.url))).toMatchObject({ code: 'timeout' });
  });

  test('a visit that waits for a name ends with the deadline too', async () => {
    const ask = fetcherFor([], { timeoutMs: 30, lookup: () => {} });
    expect(await failure(ask('http://slow.example/feed'))).toMatchObject({ code: 'timeout' });
  });

  test('an error whose page never ends, or is cut short, is still that error', async () => {
    const head = 'HTTP/1.1 503 Unavailable\r\nRetry-After: 60\r\nContent-Length: 100\r\n\r\nsorry';
    const endless = await serveRaw((socket) => void socket.write(head));
    const cut = await serveBytes(head);
    const ask = fetcherFor([endless, cut], { timeoutMs: 1000 });
    for (const { url } of [endless, cut]) {
      expect(await failure(ask(url))).toMatchObject({ code: 'unavailable', status: 503, retryAfterMs: 60_000 });
    }
  });

  test("the caller's signal ends a visit as aborted, before and during it", async () => {
    const caller = new AbortController();
    const upstream = await serveRaw(() => caller.abort());
    const ask = fetcherFor([upstream]);
    expect(await failure(ask(upstream.url, {}, caller.signal))).toMatchObject({ code: 'aborted' });
    expect(await failure(ask(upstream.url, {}, caller.signal))).toMatchObject({ code: 'aborted' });
    expect(upstream.connections).toBe(1);
  });
});

describe('bounds on the wire', () => {
  test('A103: a Content-Length over the limit is refused before the body is read', async () => {
    const upstream = await serveRaw((socket) => {
      socket.write(`${OK}Content-Length: 99999999999\r\n\r\n<rss>`);
    });
    expect(await failure(fetcherFor([upstream])(upstream.url))).toMatchObject({ code: 'too-large', status: 200 });
  });

  test('A104: a chunked body is cut at the limit and its connection closed', async () => {
    let closed = () => {};
    const connectionClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const upstream = await serve((request, response) => {
      request.socket.on('close', closed);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      };
      response.on('drain', more);
      more();
    });
    expect(await failure(fetcherFor([upstream], { maxBytes: 50_000 })(upstream.url))).toMatchObject({
      code: 'too-large',
    });
    await connectionClosed;
  });

  test('A104: a body of exactly the limit is taken', async () => {
    const upstream = await serve((_, response) => response.end(FEED));
    const size = Buffer.byteLength(FEED);
    expect(textOf(await fetcherFor([upstream], { maxBytes: size })(upstream.url))).toBe(FEED);
    expect(await failure(fetcherFor([upstream], { maxBytes: size - 1 })(upstream.url))).toMatchObject({
      code: 'too-large',
    });
  });

  test.each([301, 404])('A108: the body of a %i is neither read to its end nor decoded', async (status) => {
    const upstream = await serve((request, response) => {
      if (request.url !== '/feed') return response.writeHead(404).end();
      response.writeHead(status, { location: '/next', 'content-encoding': 'gzip' });
      // Not gzip, and without an end.
      response.write('x'.repeat(100_000));
    });
    expect(await failure(fetcherFor([upstream])(upstream.url))).toMatchObject({ code: 'not-found', status: 404 });
  });

  test('A123: too many bytes of headers, or too many headers, are an error', async () => {
    const large = await serveBytes(`${OK}X-Large: ${'x'.repeat(20_000)}\r\n\r\n${FEED}`);
    expect(await failure(fetcherFor([large])(large.url))).toMatchObject({ code: 'protocol' });
    const many = await serveBytes(OK, 'a: b\r\n'.repeat(1000), `\r\n${FEED}`);
    expect(await failure(fetcherFor([many])(many.url))).toMatchObject({ code: 'protocol' });
  });
});

describe('whole or not at all', () => {
  test('A110: a body shorter than its Content-Length is an error', async () => {
    const upstream = await serveBytes(`${OK}Content-Length: 100\r\n\r\n<rss>`);
    expect(await failure(fetcherFor([upstream])(upstream.url))).toMatchObject({ code: 'truncated', status: 200 });
  });

  test('A110: a chunked body without its last chunk is an error', async () => {
    const upstream = await serveBytes(`${OK}Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n`);
    expect(await failure(fetcherFor([upstream])(upstream.url))).toMatchObject({ code: 'truncated', status: 200 });
  });

  test('A122: an HTTP/1.0 answer that ends with its connection is a document', async () => {
    const upstream = await serveBytes(`HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n${FEED}`);
    expect(textOf(await fetcherFor([upstream])(upstream.url))).toBe(FEED);
  });

  test.each(['', 'SSH-2.0-OpenSSH_9.9\r\n', 'HTTP/1.1 OK\r\n\r\n'])(
    'an answer of %j is a protocol error',
    async (bytes) => {
      const upstream = await serveBytes(bytes);
      expect(await failure(fetcherFor([upstream])(upstream.url))).toMatchObject({ code: 'protocol', status: null });
    },
  );
});

describe('what failures say', () => {
  test.each([
    ['A100', new errors.ConnectTimeoutError(), 'connect'],
    ['A101', new errors.HeadersTimeoutError(), 'timeout'],
    ['A102', new errors.BodyTimeoutError(), 'timeout'],
    ['A119', new AggregateError([Object.assign(new Error(), { code: 'EHOSTUNREACH' })]), 'connect'],
    ['A120', Object.assign(new Error(), { code: 'CERT_HAS_EXPIRED' }), 'tls'],
    ['A135', new errors.InvalidArgumentError(), 'internal'],
    ['a bug', new TypeError('undefined is not a function'), 'internal'],
    [
      'A120',
      Object.assign(new Error('socket disconnected before secure TLS connection'), { code: 'ECONNRESET' }),
      'tls',
    ],
  ])('%s: %o is told apart', (_, error, code) =>
    expect(transportFault(error, null)).toMatchObject({ code, cause: error }),
  );

  test('the address is named without credentials and with a bounded query', async () => {
    const upstream = await serve((_, response) => response.writeHead(404).end());
    const fault = await failure(
      fetcherFor([upstream])(`http://user:secret@${upstream.host}/feed?q=${'x'.repeat(500)}#part`),
    );
    expect(fault.message).toBe(`GET http://${upstream.host}/feed?q=${'x'.repeat(197)}…: status 404`);
  });

  test('E13: no address, banner or text of an inner host is in a message', async () => {
    const ask = fetcherFor([], { lookup: (_, __, callback) => callback(null, [{ address: '10.1.2.3', family: 4 }]) });
    const refused = await failure(ask('http://public.example/feed'));
    expect(refused.message).not.toContain('10.1.2.3');
    const banner = await serveBytes('220 mail.inner.example ESMTP\r\n');
    expect((await failure(fetcherFor([banner])(banner.url))).message).not.toContain('inner');
  });
});
