import { describe, expect, test } from 'vitest';
import type { FetchRequest } from '../../src/model.ts';
import { FEED, failure, fetcherFor, fetchFrom, serve, serveBytes, textOf } from './servers.ts';

const ETAG = '"abc"';
const LAST_MODIFIED = 'Sat, 01 Jan 2022 00:00:00 GMT';

describe('what is sent', () => {
  test('A001: a first visit is unconditional', async () => {
    const upstream = await serve((_, response) => response.end(FEED));
    await fetcherFor([upstream])(upstream.url);
    expect(upstream.requests[0]?.headers).not.toHaveProperty('if-none-match');
    expect(upstream.requests[0]?.headers).not.toHaveProperty('if-modified-since');
  });

  test.each([
    ['A003', ETAG],
    ['A004', 'W/"abc"'],
    ['A005', 'abc'],
    ['A005', '"a"b"'],
    ['A005', '"caf\xe9 \xff"'],
  ])('%s: the ETag %s comes back byte for byte', async (_, etag) => {
    const upstream = await serveBytes(
      `HTTP/1.1 200 OK\r\nConnection: close\r\nETag: `,
      Buffer.from(etag, 'latin1'),
      '\r\n\r\n',
      FEED,
    );
    const { validators } = await fetcherFor([upstream])(upstream.url);
    const second = await serve((_, response) => response.end(FEED));
    await fetcherFor([second])(second.url, { validators });
    expect(second.requests[0]?.headers['if-none-match']).toBe(etag);
  });

  test.each([
    ['A002', 'Sat, 1 Jan 2022 0:00:00 UTC'],
    ['A018', 'Tue, 19 Jan 2038 03:14:07 GMT'],
    ['A018', 'yesterday'],
  ])('%s: the Last-Modified %s comes back byte for byte', async (_, lastModified) => {
    const upstream = await serve((_, response) => response.setHeader('last-modified', lastModified).end(FEED));
    const ask = fetcherFor([upstream]);
    const { validators } = await ask(upstream.url);
    await ask(upstream.url, { validators });
    expect(upstream.requests[1]?.headers['if-modified-since']).toBe(lastModified);
  });

  test('A006: both validators are sent', async () => {
    const upstream = await serve((_, response) => response.end(FEED));
    await fetcherFor([upstream])(upstream.url, { validators: { etag: ETAG, lastModified: LAST_MODIFIED } });
    expect(upstream.requests[0]?.headers).toMatchObject({ 'if-none-match': ETAG, 'if-modified-since': LAST_MODIFIED });
  });

  test('A019: a document that expires at once keeps its validators', async () => {
    const fetched = await fetchFrom((_, response) => response.writeHead(200, { expires: '0', etag: ETAG }).end(FEED));
    expect(fetched.validators.etag).toBe(ETAG);
  });

  test('A021: validators go along on every hop, and the end of the chain may say 304', async () => {
    const end = await serve((_, response) => response.writeHead(304).end());
    const start = await serve((_, response) => response.writeHead(302, { location: end.url }).end());
    const fetched = await fetcherFor([start, end])(start.url, { validators: { etag: ETAG, lastModified: null } });
    expect(fetched).toMatchObject({ kind: 'unchanged', url: end.url, validators: { etag: ETAG } });
    expect(start.requests[0]?.headers['if-none-match']).toBe(ETAG);
    expect(end.requests[0]?.headers['if-none-match']).toBe(ETAG);
  });

  test('A025, A026, A112, A132, A136: a GET with our name, what we read, and nothing else', async () => {
    const upstream = await serve((_, response) => response.end(FEED));
    await fetcherFor([upstream])(`${upstream.url}?a=1&b=%20`);
    const [request] = upstream.requests;
    expect(request?.method).toBe('GET');
    expect(request?.url).toBe('/feed?a=1&b=%20');
    expect(request?.headers).toEqual({
      host: upstream.host,
      connection: 'keep-alive',
      'user-agent': 'TheLostFeed/1.2.3',
      accept:
        'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1',
      'accept-encoding': 'gzip, br, zstd',
    });
  });

  test('A027: cookies are never returned, not even inside a redirect chain', async () => {
    const upstream = await serve((request, response) => {
      response.setHeader('set-cookie', 'session=1');
      if (request.url === '/feed') response.writeHead(302, { location: '/next' });
      response.end(FEED);
    });
    const ask = fetcherFor([upstream]);
    await ask(upstream.url);
    await ask(upstream.url);
    expect(upstream.requests).toHaveLength(4);
    for (const request of upstream.requests) expect(request.headers).not.toHaveProperty('cookie');
  });

  test('A028: spaces around the address and its fragment are not sent', async () => {
    const upstream = await serve((_, response) => response.end(FEED));
    const fetched = await fetcherFor([upstream])(`  ${upstream.url}?x#top \n`);
    expect(upstream.requests[0]?.url).toBe('/feed?x');
    expect(fetched.url).toBe(`${upstream.url}?x`);
  });

  test("the source's own headers replace ours, and its credentials are sent as Basic", async () => {
    const upstream = await serve((_, response) => response.end(FEED));
    await fetcherFor([upstream])(upstream.url, {
      headers: { Accept: 'text/xml', 'X-Key': 'k' },
      auth: { username: 'zoë', password: 'p:w' },
    });
    expect(upstream.requests[0]?.headers).toMatchObject({
      accept: 'text/xml',
      'x-key': 'k',
      authorization: `Basic ${Buffer.from('zoë:p:w').toString('base64')}`,
    });
  });
});

describe('what comes back', () => {
  test('a 200 is a document with its bytes, type, address and hash', async () => {
    const upstream = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(FEED),
    );
    const ask = fetcherFor([upstream]);
    const fetched = await ask(upstream.url);
    expect(fetched).toMatchObject({
      kind: 'document',
      status: 200,
      url: upstream.url,
      movedTo: null,
      redirects: 0,
      contentType: 'application/rss+xml',
      wireBytes: Buffer.byteLength(FEED),
    });
    expect(textOf(fetched)).toBe(FEED);
    const again = await ask(upstream.url);
    const other = await fetchFrom((_, response) => response.end(`${FEED} `));
    const hashes = [fetched, again, other].map((each) => (each.kind === 'document' ? each.bodyHash : null));
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  test('A007, A009: the validators of a 200 replace the known pair as a whole', async () => {
    const known = { etag: '"old"', lastModified: LAST_MODIFIED };
    const newEtag = await fetchFrom(
      (_, response) => response.writeHead(200, { etag: '"new"', 'last-modified': LAST_MODIFIED }).end(FEED),
      { validators: known },
    );
    expect(newEtag.validators).toEqual({ etag: '"new"', lastModified: LAST_MODIFIED });
    const noEtag = await fetchFrom((_, response) => response.writeHead(200, { 'last-modified': 'x' }).end(FEED), {
      validators: known,
    });
    expect(noEtag.validators).toEqual({ etag: null, lastModified: 'x' });
  });

  test('an empty ETag is none', async () => {
    const fetched = await fetchFrom((_, response) => response.writeHead(200, { etag: '' }).end(FEED));
    expect(fetched.validators.etag).toBeNull();
  });

  test('A010: a 304 with a new ETag replaces the known one and keeps the Last-Modified it does not mention', async () => {
    const fetched = await fetchFrom(
      (_, response) => response.writeHead(304, { etag: '"new"', 'cache-control': 'max-age=7200' }).end(),
      {
        validators: { etag: '"old"', lastModified: LAST_MODIFIED },
      },
    );
    expect(fetched).toMatchObject({
      kind: 'unchanged',
      validators: { etag: '"new"', lastModified: LAST_MODIFIED },
      hints: { freshForMs: 7_200_000 },
    });
  });

  test('A014: a 200 without a body is an error', async () => {
    const fault = await failure(fetchFrom((_, response) => response.writeHead(200, { etag: ETAG }).end()));
    expect(fault).toMatchObject({ code: 'empty', status: 200 });
  });

  test('A023: a 304 is unchanged without a body, even when the server says there is one', async () => {
    const upstream = await serveBytes('HTTP/1.1 304 Not Modified\r\nContent-Length: 9999999\r\n\r\n');
    const fetched = await fetcherFor([upstream])(upstream.url, { validators: { etag: ETAG, lastModified: null } });
    expect(fetched).toMatchObject({ kind: 'unchanged', status: 304, wireBytes: 0 });
  });

  test('A024: a 304 to an unconditional request is a protocol error', async () => {
    const fault = await failure(fetchFrom((_, response) => response.writeHead(304).end()));
    expect(fault).toMatchObject({ code: 'protocol', status: 304 });
  });

  test('A092: a 204 is unchanged and teaches nothing', async () => {
    const validators = { etag: ETAG, lastModified: null };
    const fetched = await fetchFrom((_, response) => response.writeHead(204, { etag: '"of nothing"' }).end(), {
      validators,
    });
    expect(fetched).toMatchObject({ kind: 'unchanged', status: 204, validators, movedTo: null });
  });

  test.each([205, 206, 226])('A092: a %i nobody asked for is a protocol error', async (status) => {
    const fault = await failure(fetchFrom((_, response) => response.writeHead(status).end(FEED)));
    expect(fault).toMatchObject({ code: 'protocol', status });
  });

  const KNOWN = { deltas: true, validators: { etag: '"1"', lastModified: null } };

  test('A155: deltas are asked for with the ETag they are counted from, and not without one', async () => {
    const asked: (string | undefined)[] = [];
    const upstream = await serve((request, response) => {
      asked.push(request.headers['a-im'] as string | undefined);
      response.end(FEED);
    });
    const ask = fetcherFor([upstream]);
    await ask(upstream.url, KNOWN);
    await ask(upstream.url, { ...KNOWN, validators: { etag: null, lastModified: 'x' } });
    await ask(upstream.url, { ...KNOWN, deltas: false });
    expect(asked).toEqual(['feed', undefined, undefined]);
  });

  test('A092, A155: a 226 is a document for a source that asks for deltas, when it is of the kind asked for', async () => {
    const delta = (im: string, request: Partial<FetchRequest> = KNOWN) =>
      fetchFrom((_, response) => response.writeHead(226, { im, etag: '"2"' }).end(FEED), request);
    expect(await delta(' Feed')).toMatchObject({ kind: 'document', status: 226, validators: { etag: '"2"' } });
    for (const im of ['', 'vcdiff', 'feed, gzip']) {
      expect(await failure(delta(im))).toMatchObject({ code: 'protocol', status: 226 });
    }
    const without = { ...KNOWN, validators: { etag: null, lastModified: null } };
    expect(await failure(delta('feed', without))).toMatchObject({ code: 'protocol' });
  });
});
