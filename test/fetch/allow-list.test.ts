import { Agent, buildConnector } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hostOf, isAllowedPrivate } from '../../src/fetch/fetch.ts';
import { visit } from '../../src/fetch/visit.ts';
import { FEED, failure, fetcherFor, NOW, serve, type Upstream } from './servers.ts';

describe('the allow list', () => {
  test('hostOf is lower-case host and port', () => {
    expect(hostOf('HTTPS://User@Example.COM./feed')).toBe('example.com:443');
    expect(hostOf('http://example.com')).toBe('example.com:80');
    expect(hostOf('http://[::1]:8080/')).toBe('[::1]:8080');
    expect(hostOf('http://bücher.example:81/')).toBe('xn--bcher-kva.example:81');
  });

  test('E12: it is by exact host and port, and empty by default', () => {
    expect(isAllowedPrivate('http://LocalHost:8080/x', ['localhost:8080'])).toBe(true);
    expect(isAllowedPrivate('http://localhost/x', ['LOCALHOST:80'])).toBe(true);
    expect(isAllowedPrivate('http://localhost:8081/x', ['localhost:8080'])).toBe(false);
    expect(isAllowedPrivate('http://127.0.0.1:8080/x', ['localhost:8080'])).toBe(false);
    expect(isAllowedPrivate('http://a.localhost:8080/x', ['localhost:8080'])).toBe(false);
    expect(isAllowedPrivate('http://localhost:8080/x', [])).toBe(false);
    expect(isAllowedPrivate('not an address', ['localhost:8080'])).toBe(false);
  });

  test('E08: a listed source may not redirect to a private host that is not listed', async () => {
    const secret = await serve((_, response) => response.end(FEED));
    const listed = await serve((_, response) => response.writeHead(301, { location: secret.url }).end());
    expect(await failure(fetcherFor([listed])(listed.url))).toMatchObject({ code: 'address' });
    expect(secret.connections).toBe(0);
  });

  describe('redirects of a public source', () => {
    /** Visits with every connection led to `upstream`, whatever the name, so that a loopback server can play a public one. */
    const visitAs = (upstream: Upstream, url: string, allowPrivate: readonly string[]) => {
      const connectTo = buildConnector({});
      const dispatcher = new Agent({
        connect: (options, callback) =>
          connectTo({ ...options, hostname: '127.0.0.1', port: String(upstream.port) }, callback),
      });
      onTestFinished(() => dispatcher.destroy());
      const deps = {
        dispatcher,
        allowPrivate: new Set(allowPrivate),
        userAgent: 'TheLostFeed/1.2.3',
        maxBytes: 1e6,
        maxDecodedBytes: 1e6,
        now: () => NOW,
        enterHost: async () => 0,
        sleep: async () => {},
      };
      const request = {
        sourceId: 'test',
        url,
        validators: { etag: null, lastModified: null },
        headers: {},
        auth: null,
      };
      return visit(request, deps, { passed: null, onPassed: null, release() {} });
    };

    /** Sends everybody who asks for a name of `hops` on. */
    const serveNames = (hops: Readonly<Record<string, string>>) =>
      serve((request, response) => {
        const location = hops[request.headers.host ?? ''];
        if (location === undefined) response.end(FEED);
        else response.writeHead(301, { location }).end();
      });

    test('a public source may redirect to another public host', async () => {
      const upstream = await serveNames({ 'a.example': 'https://b.example/../feed' });
      // Nothing here speaks TLS: the second hop is allowed, dialled, and fails in the handshake.
      expect(await failure(visitAs(upstream, 'http://a.example/', []))).toMatchObject({ code: 'tls' });
      expect(upstream.connections).toBe(2);
    });

    test.each([
      'http://127.0.0.1:8080/',
      'http://localhost/',
      'http://db.example:6379/',
      'http://[::ffff:a9fe:a9fe]/latest/',
    ])('E08: a redirect to %s is refused', async (location) => {
      const upstream = await serveNames({ 'a.example': location });
      expect(await failure(visitAs(upstream, 'http://a.example/', []))).toMatchObject({ code: 'address' });
      expect(upstream.requests).toHaveLength(1);
    });

    test('E12: a public source may not redirect to a host of the allow list', async () => {
      const upstream = await serveNames({ 'a.example': 'http://intranet:8080/feed' });
      const fault = await failure(visitAs(upstream, 'http://a.example/', ['intranet:8080']));
      expect(fault).toMatchObject({ code: 'address' });
      expect(upstream.requests).toHaveLength(1);
    });

    test('E11: the allow list opens the ports of its hosts, whatever usually listens there', async () => {
      const upstream = await serveNames({});
      expect(await visitAs(upstream, 'http://one:22/feed', ['one:22'])).toMatchObject({ kind: 'document' });
      expect(await failure(visitAs(upstream, 'http://one:23/feed', ['one:22']))).toMatchObject({ code: 'address' });
      expect(upstream.requests).toHaveLength(1);
    });

    test('E12: a source of the allow list may redirect within it, and not back into it from outside', async () => {
      const listed = ['one:8080', 'two:8080'];
      const within = await serveNames({ 'one:8080': 'http://two:8080/feed' });
      expect(await visitAs(within, 'http://one:8080/', listed)).toMatchObject({
        kind: 'document',
        url: 'http://two:8080/feed',
      });
      const back = await serveNames({ 'one:8080': 'http://a.example/', 'a.example': 'http://two:8080/feed' });
      expect(await failure(visitAs(back, 'http://one:8080/', listed))).toMatchObject({ code: 'address' });
      expect(back.requests).toHaveLength(2);
    });
  });
});
