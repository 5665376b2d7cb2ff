import { describe, expect, test } from 'vitest';
import { bare, isLasting } from '../../src/fetch/redirect.ts';
import { FEED, failure, fetcherFor, serve } from './servers.ts';

/** A server that redirects along `hops` (path, status, Location) and answers everything else with a feed. */
function serveHops(...hops: (readonly [path: string, status: number, location: string])[]) {
  return serve((request, response) => {
    const hop = hops.find(([path]) => path === request.url);
    if (hop) response.writeHead(hop[1], { location: hop[2] }).end('moved');
    else response.end(FEED);
  });
}

const fetchHops = async (...hops: (readonly [path: string, status: number, location: string])[]) => {
  const upstream = await serveHops(...hops);
  return {
    upstream,
    visit: fetcherFor([upstream])(upstream.url),
    at: (path: string) => new URL(path, upstream.url).href,
  };
};

describe('which address is learnt', () => {
  test.each([
    ['A070', 301],
    ['A071', 308],
  ])('%s: a %i is followed and learnt', async (_, status) => {
    const { visit, at } = await fetchHops(['/feed', status, '/new']);
    expect(await visit).toMatchObject({ kind: 'document', url: at('/new'), movedTo: at('/new'), redirects: 1 });
  });

  test.each([302, 303, 307])('A072: a %i is followed and not learnt', async (status) => {
    const { visit, at } = await fetchHops(['/feed', status, '/new']);
    expect(await visit).toMatchObject({ kind: 'document', url: at('/new'), movedTo: null, redirects: 1 });
  });

  test('A070: a 304 at the end of a permanent redirect confirms it', async () => {
    const upstream = await serve((request, response) =>
      (request.url === '/feed' ? response.writeHead(301, { location: '/new' }) : response.writeHead(304)).end(),
    );
    const visit = fetcherFor([upstream])(upstream.url, { validators: { etag: '"a"', lastModified: null } });
    expect(await visit).toMatchObject({ kind: 'unchanged', movedTo: new URL('/new', upstream.url).href });
  });

  test('A073: of 301, 302 the target of the leading permanent part is learnt', async () => {
    const { visit, at } = await fetchHops(['/feed', 301, '/b'], ['/b', 302, '/c']);
    expect(await visit).toMatchObject({ url: at('/c'), movedTo: at('/b') });
  });

  test('A074: of 302, 301 nothing is learnt', async () => {
    const { visit, at } = await fetchHops(['/feed', 302, '/b'], ['/b', 301, '/c']);
    expect(await visit).toMatchObject({ url: at('/c'), movedTo: null });
  });

  test('A078: an upgrade to https may be learnt, giving it up never is', () => {
    const [http, https] = [new URL('http://a.example/'), new URL('https://a.example/')];
    expect(isLasting(301, http, https)).toBe(true);
    expect(isLasting(301, https, http)).toBe(false);
    expect(isLasting(308, https, http)).toBe(false);
    expect(isLasting(302, http, https)).toBe(false);
  });
});

describe('redirects that lead nowhere', () => {
  test('A079: a circle is an error after one round', async () => {
    const { visit, upstream } = await fetchHops(['/feed', 302, '/b'], ['/b', 302, '/feed']);
    expect(await failure(visit)).toMatchObject({ code: 'redirect', status: 302 });
    expect(upstream.requests).toHaveLength(2);
  });

  test('A079: five redirects are followed, a sixth is an error', async () => {
    const hops = Array.from({ length: 6 }, (_, n) => [n === 0 ? '/feed' : `/${n}`, 302, `/${n + 1}`] as const);
    expect(await (await fetchHops(...hops.slice(0, 5))).visit).toMatchObject({ redirects: 5 });
    const { visit, upstream } = await fetchHops(...hops);
    expect(await failure(visit)).toMatchObject({ code: 'redirect' });
    expect(upstream.requests).toHaveLength(6);
  });

  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/xml,<rss/>',
    'ftp://example.com/',
    'http://',
    'http://a b/',
  ])('A080: a redirect to %s is an error', async (location) => {
    const { visit } = await fetchHops(['/feed', 301, location]);
    expect(await failure(visit)).toMatchObject({ code: 'redirect', status: 301 });
  });

  test('A080: a redirect without Location is an error', async () => {
    const upstream = await serve((_, response) => response.writeHead(301).end());
    expect(await failure(fetcherFor([upstream])(upstream.url))).toMatchObject({ code: 'redirect', status: 301 });
  });

  test('A080: relative and scheme-relative targets, spaces and raw UTF-8 are resolved', async () => {
    const relative = await fetchHops(['/feed', 302, ' ../a b?q=1#frag ']);
    expect(await relative.visit).toMatchObject({ url: relative.at('/a%20b?q=1') });
    const utf8 = await fetchHops(['/feed', 302, Buffer.from('/café').toString('latin1')]);
    expect(await utf8.visit).toMatchObject({ url: utf8.at('/caf%C3%A9') });
    const end = await serve((_, response) => response.end(FEED));
    const start = await serveHops(['/feed', 302, `//${end.host}/feed`]);
    expect(await fetcherFor([start, end])(start.url)).toMatchObject({ url: end.url });
  });

  test.each([300, 305, 306])('A082: a %i is an error', async (status) => {
    const { visit, upstream } = await fetchHops(['/feed', status, '/new']);
    expect(await failure(visit)).toMatchObject({ code: 'redirect', status });
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('which hosts were asked', () => {
  test('A116: they are named in order, each once, with a document and with a failure', async () => {
    const end = await serve((request, response) => response.writeHead(request.url === '/feed' ? 200 : 404).end(FEED));
    const start = await serveHops(['/feed', 302, '/next'], ['/next', 302, end.url], ['/lost', 302, `${end.url}/lost`]);
    const ask = fetcherFor([start, end]);
    expect(await ask(start.url)).toMatchObject({ hosts: [start.host, end.host] });
    const lost = await failure(ask(new URL('/lost', start.url).href));
    expect(lost).toMatchObject({ code: 'not-found', hosts: [start.host, end.host] });
  });

  test('A116: a host that a redirect leads to is asked when its turn has come, each host once', async () => {
    const end = await serveHops(['/feed', 302, '/next']);
    const start = await serveHops(['/feed', 302, end.url]);
    const log: (string | number)[] = [];
    const waits = [700, 300, 0];
    const enterHost = async (host: string) => {
      log.push(host, end.requests.length);
      return waits.shift() ?? 0;
    };
    const sleep = async (ms: number) => void log.push(ms);
    const ask = fetcherFor([start, end], { sleep, enterHost });
    expect(await ask(start.url)).toMatchObject({ kind: 'document', redirects: 2 });
    expect(log).toEqual([end.host, 0, 700, end.host, 0, 300, end.host, 0]);
  });

  test('A066: a host that is to be left alone for long is not asked by way of a redirect either', async () => {
    const end = await serve((_, response) => response.end(FEED));
    const start = await serveHops(['/feed', 302, end.url]);
    const ask = fetcherFor([start, end], { enterHost: async () => 3_600_000 });
    const fault = await failure(ask(start.url));
    expect(fault).toMatchObject({ code: 'unavailable', retryAfterMs: 3_600_000, hosts: [start.host] });
    expect(end.connections).toBe(0);
  });

  test('a host whose turn does not come soon is given up, and waiting ends with the deadline', async () => {
    const start = await serveHops(['/feed', 302, 'http://127.0.0.1:1/feed']);
    const allowPrivate = [start.host, '127.0.0.1:1'];
    let waited = 0;
    const patient = fetcherFor([], {
      allowPrivate,
      enterHost: async () => 250,
      sleep: async (ms) => {
        waited += ms;
      },
    });
    expect(await failure(patient(start.url))).toMatchObject({ code: 'unavailable', retryAfterMs: 250 });
    expect(waited).toBe(10_000);
    const hurried = fetcherFor([], { allowPrivate, timeoutMs: 50, enterHost: async () => 5_000 });
    expect(await failure(hurried(start.url))).toMatchObject({ code: 'timeout' });
  });

  test('a host that is refused was not asked', async () => {
    const start = await serveHops(['/feed', 302, 'http://localhost/']);
    expect(await failure(fetcherFor([start])(start.url))).toMatchObject({ code: 'address', hosts: [start.host] });
  });
});

describe('what a redirect may take along', () => {
  const own = { headers: { 'X-Key': 'k' }, auth: { username: 'u', password: 'p' } };

  test("A081: the source's headers and credentials stay on its own origin", async () => {
    const upstream = await serveHops(['/feed', 302, '/next']);
    await fetcherFor([upstream])(upstream.url, own);
    expect(upstream.requests[1]?.headers).toMatchObject({ 'x-key': 'k', authorization: expect.any(String) });
  });

  test('A081: another origin gets neither, and they do not come back after it', async () => {
    const home = await serve((request, response) => {
      if (request.url === '/feed') response.writeHead(302, { location: away.url });
      response.end(FEED);
    });
    const away = await serveHops(['/feed', 302, new URL('/back', home.url).href]);
    expect(await fetcherFor([home, away])(home.url, own)).toMatchObject({ redirects: 2 });
    for (const { headers } of [away.requests[0], home.requests[1]].filter((request) => request !== undefined)) {
      expect(headers['user-agent']).toBe('TheLostFeed/1.2.3');
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('x-key');
    }
    expect(home.requests[0]?.headers).toHaveProperty('authorization');
  });

  test('E10: credentials in an address are neither sent nor kept, in the source or in a redirect', async () => {
    const upstream = await serve((request, response) => {
      if (request.url === '/feed') response.writeHead(301, { location: `http://eve:secret@${upstream.host}/next` });
      response.end(FEED);
    });
    const fetched = await fetcherFor([upstream])(`http://user:pass@${upstream.host}/feed`);
    for (const request of upstream.requests) expect(request.headers).not.toHaveProperty('authorization');
    expect(fetched.movedTo).toBe(`http://${upstream.host}/next`);
    expect(bare(new URL('https://a:b@c.example/x?y#z')).href).toBe('https://c.example/x?y');
  });
});
