import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { constants, createSecureServer, type ServerHttp2Stream } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createFetcher } from '../../src/fetch/fetch.ts';
import { FEED, failure, fetcherFor, serve, serveBytes, serveRaw, serveWith, textOf } from './servers.ts';

describe('connections', () => {
  test('A117: requests to one host reuse one connection, after errors too', async () => {
    const statuses = [200, 404, 301, 304, 200];
    const upstream = await serve((request, response) => {
      if (request.url === '/next') return response.end(FEED);
      response.writeHead(statuses.shift() ?? 500, { location: '/next' }).end();
    });
    const ask = fetcherFor([upstream]);
    for (let n = statuses.length; n > 0; n--) await ask(upstream.url).catch(() => null);
    expect(upstream.requests).toHaveLength(6);
    expect(upstream.connections).toBe(1);
  });

  test('hosts of the allow list are asked in parallel', async () => {
    const waiting: (() => void)[] = [];
    const upstream = await serve((_, response) => {
      waiting.push(() => response.end(FEED));
      if (waiting.length === 64) for (const answer of waiting) answer();
    });
    const ask = fetcherFor([upstream]);
    const { signal } = new AbortController();
    const visits = await Promise.all(Array.from({ length: 64 }, () => ask(upstream.url, {}, signal)));
    expect(visits.every(({ kind }) => kind === 'document')).toBe(true);
    expect(upstream.connections).toBe(64);
  });

  test('A118: a name that does not resolve is a dns error', async () => {
    for (const code of ['ENOTFOUND', 'EAI_AGAIN', 'ESERVFAIL']) {
      const ask = fetcherFor([], {
        lookup: (_, __, callback) => callback(Object.assign(new Error(code), { code }), []),
      });
      expect(await failure(ask('http://nowhere.example/feed'))).toMatchObject({ code: 'dns', status: null });
    }
  });

  test('A119: when the IPv6 address of a name is dead, its IPv4 address answers', async () => {
    const upstream = await serve((_, response) => response.end(FEED));
    const ask = fetcherFor([], {
      allowPrivate: [`feeds.test:${upstream.port}`],
      lookup: (_, __, callback) =>
        callback(null, [
          { address: '::1', family: 6 },
          { address: '127.0.0.1', family: 4 },
        ]),
    });
    expect(textOf(await ask(`http://feeds.test:${upstream.port}/feed`))).toBe(FEED);
  });

  test('E06: a name is resolved once a connection, by the lookup that guards it', async () => {
    const upstream = await serve((_, response) => response.end(FEED));
    const asked: string[] = [];
    const ask = fetcherFor([], {
      allowPrivate: [`feeds.test:${upstream.port}`],
      lookup: (name, _, callback) => {
        asked.push(name);
        callback(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    });
    for (let n = 0; n < 3; n++) await ask(`http://feeds.test:${upstream.port}/feed`);
    expect(asked).toEqual(['feeds.test']);
    expect(upstream.connections).toBe(1);
  });

  test('E14: proxies that the environment names are not used', async () => {
    const proxy = await serve((_, response) => response.end(FEED));
    const upstream = await serve((_, response) => response.end(FEED));
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY']) {
      vi.stubEnv(name, name === 'NODE_USE_ENV_PROXY' ? '1' : proxy.url);
    }
    onTestFinished(() => void vi.unstubAllEnvs());
    await fetcherFor([upstream])(upstream.url);
    expect([proxy.connections, upstream.connections]).toEqual([0, 1]);
  });

  test('E15: an Alt-Svc header leads nowhere', async () => {
    const other = await serve((_, response) => response.end(FEED));
    const upstream = await serve((_, response) =>
      response.writeHead(200, { 'alt-svc': `h3=":${other.port}", h2=":${other.port}"; persist=1` }).end(FEED),
    );
    const ask = fetcherFor([upstream, other]);
    for (let n = 0; n < 2; n++) await ask(upstream.url);
    expect([other.connections, upstream.requests.length]).toEqual([0, 2]);
  });

  test('a port where nothing listens is a connect error', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const ask = fetcherFor([], { allowPrivate: [`127.0.0.1:${port}`] });
    expect(await failure(ask(`http://127.0.0.1:${port}/feed`))).toMatchObject({ code: 'connect', status: null });
  });

  test('closing ends visits under way as aborted', async () => {
    const upstream = await serveRaw(() => void fetcher.close());
    const fetcher = createFetcher({
      timeoutMs: 10_000,
      maxBytes: 1,
      maxDecodedBytes: 1,
      allowPrivate: [upstream.host],
      userAgent: 'TheLostFeed/1.2.3',
      now: () => 0,
    });
    const request = {
      sourceId: 'test',
      url: upstream.url,
      validators: { etag: null, lastModified: null },
      headers: {},
      auth: null,
    };
    expect(await failure(fetcher.fetch(request, new AbortController().signal))).toMatchObject({ code: 'aborted' });
  });
});

/** Answers with the beginning of a feed, then does something to the stream. */
function begin(then: (stream: ServerHttp2Stream) => void, headers: OutgoingHttpHeaders = {}) {
  return (stream: ServerHttp2Stream) => {
    stream.respond({ ':status': 200, ...headers });
    stream.write('<rss>', () => setTimeout(then, 20, stream));
  };
}

describe('TLS', () => {
  // Signed by itself, for localhost, feeds.test and 127.0.0.1, until 2126.
  const credentials = {
    key: readFileSync(new URL('tls-key.pem', import.meta.url)),
    cert: readFileSync(new URL('tls-certificate.pem', import.meta.url)),
  };
  const trustCertificate = () => {
    const before = getCACertificates('default');
    setDefaultCACertificates([credentials.cert.toString()]);
    onTestFinished(() => setDefaultCACertificates(before));
  };

  test('A120: a certificate nobody vouches for is a tls error, and nothing is asked in the clear', async () => {
    const upstream = await serveWith(createHttpsServer(credentials, (_, response) => response.end(FEED)));
    expect(await failure(fetcherFor([upstream])(upstream.url))).toMatchObject({ code: 'tls', status: null });
    expect(upstream.connections).toBe(1);
  });

  test('A120: a certificate for another host is a tls error', async () => {
    trustCertificate();
    const upstream = await serveWith(createHttpsServer(credentials, (_, response) => response.end(FEED)));
    const ask = fetcherFor([], {
      allowPrivate: [`other.test:${upstream.port}`],
      lookup: (_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    expect(await failure(ask(`https://other.test:${upstream.port}/feed`))).toMatchObject({ code: 'tls' });
  });

  test('A120: a server that does not speak TLS is a tls error', async () => {
    const upstream = await serveBytes('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(await failure(fetcherFor([upstream])(`https://${upstream.host}/feed`))).toMatchObject({ code: 'tls' });
  });

  test('a good certificate is enough', async () => {
    trustCertificate();
    const upstream = await serveWith(createHttpsServer(credentials, (_, response) => response.end(FEED)));
    expect(textOf(await fetcherFor([upstream])(upstream.url))).toBe(FEED);
  });

  test('A121: a server that speaks HTTP/2 only is read', async () => {
    trustCertificate();
    const server = createSecureServer(credentials, (request, response) => {
      if (request.headers['if-none-match']) response.writeHead(304).end();
      else response.writeHead(200, { etag: '"two"' }).end(FEED);
    });
    const upstream = await serveWith(server);
    const ask = fetcherFor([upstream]);
    const fetched = await ask(upstream.url);
    expect(textOf(fetched)).toBe(FEED);
    expect(await ask(upstream.url, { validators: fetched.validators })).toMatchObject({ kind: 'unchanged' });
    expect(upstream.connections).toBe(1);
  });

  type Cut = (stream: ServerHttp2Stream) => void;
  test.each<[string, string, Cut]>([
    ['a reset in place of an answer', 'protocol', (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR)],
    ['a connection that goes away in place of an answer', 'protocol', (stream) => stream.session?.destroy()],
    ['a reset amid the body', 'truncated', begin((stream) => stream.destroy(new Error('reset')))],
    ['a connection that goes away amid the body', 'truncated', begin((stream) => stream.session?.destroy())],
    ['a body shorter than it should be', 'truncated', begin((stream) => stream.end(), { 'content-length': 100 })],
  ])('A110, A121: over HTTP/2, %s is a failure, and the next visit succeeds', async (_, code, cut) => {
    trustCertificate();
    const server = createSecureServer(credentials);
    let visits = 0;
    server.on('stream', (stream: ServerHttp2Stream) => {
      stream.on('error', () => {});
      if (visits++ === 0) return cut(stream);
      stream.respond({ ':status': 200 });
      stream.end(FEED);
    });
    const upstream = await serveWith(server);
    const ask = fetcherFor([upstream]);
    expect(await failure(ask(upstream.url))).toMatchObject({ code, status: code === 'truncated' ? 200 : null });
    expect(textOf(await ask(upstream.url))).toBe(FEED);
    expect(visits).toBe(2);
  });
});
