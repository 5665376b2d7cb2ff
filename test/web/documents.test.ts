// The published documents over HTTP: types, validators, codings, methods.
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { WHOLE_DOCUMENTS_A_MINUTE } from '../../src/web/flood-gate.ts';
import { ask } from './ask.ts';
import { makeDocument, makeDocuments, NOW, type RunningSite, SITE, startSite } from './sample-site.ts';

const running: RunningSite[] = [];

afterEach(async () => {
  for (const { web } of running.splice(0)) await web.close();
});

async function start(options: Parameters<typeof startSite>[0] = {}): Promise<RunningSite> {
  const site = await startSite(options);
  running.push(site);
  return site;
}

const DECODE = {
  identity: (body: Buffer) => body,
  gzip: gunzipSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
};
const CODINGS = ['identity', 'gzip', 'br', 'zstd'] as const;
const SUFFIX = { identity: '', gzip: '-gz', br: '-br', zstd: '-zst' };

function documentOf(site: RunningSite, path = 'atom.xml') {
  const document = site.documents.get(path);
  if (document === undefined) throw new Error(`no ${path}`);
  return document;
}

describe('a document', () => {
  test('D70: has the media type of its format', async () => {
    const { address } = await start();
    const types = [];
    for (const path of ['/atom.xml', '/rss.xml', '/feed.json'])
      types.push((await ask(address, path)).headers['content-type']);
    expect(types).toEqual([
      'application/atom+xml; charset=utf-8',
      'application/rss+xml; charset=utf-8',
      'application/feed+json',
    ]);
  });

  test('D71: names its bytes with a strong tag and the moment they last changed in whole seconds', async () => {
    const site = await start();
    const { headers } = await ask(site.address, '/atom.xml');
    expect(headers.etag).toBe(`"${documentOf(site).etag}"`);
    expect(headers['last-modified']).toBe('Sun, 22 Nov 2026 09:30:00 GMT');
  });

  test.each(CODINGS)(
    'D75, D76: in %s it has a tag of its own, the right length and says what it varies on',
    async (coding) => {
      const site = await start();
      const { headers, body } = await ask(site.address, '/atom.xml', { headers: { 'accept-encoding': coding } });
      expect(headers['content-encoding']).toBe(coding === 'identity' ? undefined : coding);
      expect(headers.etag).toBe(`"${documentOf(site).etag}${SUFFIX[coding]}"`);
      expect(headers['content-length']).toBe(String(body.length));
      expect(headers.vary).toBe('Accept-Encoding');
      expect(DECODE[coding](body)).toEqual(Buffer.from(documentOf(site).body));
    },
  );

  test('a coding that would save nothing is not used', async () => {
    const { address } = await start({ documents: new Map([['atom.xml', makeDocument('atom.xml', '<feed/>')]]) });
    const { headers, text } = await ask(address, '/atom.xml', { headers: { 'accept-encoding': 'br, zstd, gzip' } });
    expect(headers['content-encoding']).toBeUndefined();
    expect(text).toBe('<feed/>');
  });

  test.each(['identity;q=0', '*;q=0', 'deflate', 'gzip;q=0'])(
    'D77: Accept-Encoding "%s" still gets it',
    async (header) => {
      const { address } = await start();
      const { status, headers } = await ask(address, '/atom.xml', { headers: { 'accept-encoding': header } });
      expect([status, headers['content-encoding']]).toEqual([200, undefined]);
    },
  );

  test('D78: HEAD has the headers of GET and no body', async () => {
    const { address } = await start();
    for (const coding of CODINGS) {
      const headers = { 'accept-encoding': coding };
      const get = await ask(address, '/rss.xml', { headers });
      const head = await ask(address, '/rss.xml', { headers, method: 'HEAD' });
      expect(head.status).toBe(200);
      expect(head.body.length).toBe(0);
      expect({ ...head.headers, date: null }).toEqual({ ...get.headers, date: null });
    }
  });

  test('D79: a range is answered with the whole', async () => {
    const site = await start();
    const { status, headers, body } = await ask(site.address, '/atom.xml', { headers: { range: 'bytes=0-9' } });
    expect(status).toBe(200);
    expect(headers['accept-ranges']).toBe('none');
    expect(body.length).toBe(documentOf(site).body.length);
  });

  test.each([
    [900, 'public, max-age=900'],
    [20, 'public, max-age=300'],
  ])('D80: with %i seconds between publishes it may be kept for "%s"', async (buildSeconds, cacheControl) => {
    const { address } = await start({ site: { ...SITE, buildSeconds } });
    expect((await ask(address, '/atom.xml')).headers['cache-control']).toBe(cacheControl);
  });

  test('D83: query parameters change nothing, and the canonical address says so', async () => {
    const { address } = await start();
    const plain = await ask(address, '/feed.json');
    const odd = await ask(address, '/feed.json?utm_source=x&page=2');
    expect([odd.status, odd.text, odd.headers.etag]).toEqual([200, plain.text, plain.headers.etag]);
    expect(odd.headers.link).toBe('<http://feed.example/feed.json>; rel="canonical"');
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('D85: %s is refused with the methods there are', async (method) => {
    const { address } = await start();
    const { status, headers } = await ask(address, '/atom.xml', { method });
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  test('D85: pages elsewhere may read it, conditionally too', async () => {
    const site = await start();
    const get = await ask(site.address, '/atom.xml');
    const unchanged = await ask(site.address, '/atom.xml', { headers: { 'if-none-match': get.headers.etag ?? '' } });
    const preflight = await ask(site.address, '/atom.xml', { method: 'OPTIONS' });
    for (const { headers } of [get, unchanged, preflight]) expect(headers['access-control-allow-origin']).toBe('*');
    expect(preflight.status).toBe(200);
    expect(preflight.headers['access-control-allow-headers']).toBe('If-None-Match, If-Modified-Since');
  });

  test('D86: sets no cookie and asks for nothing', async () => {
    const { address } = await start();
    const { headers } = await ask(address, '/atom.xml', { headers: { cookie: 'a=b' } });
    expect(headers['set-cookie']).toBeUndefined();
  });

  test('D112: a browser that would like HTML gets the same bytes', async () => {
    const site = await start();
    const accept = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'sec-fetch-dest': 'document' };
    const { headers, body } = await ask(site.address, '/atom.xml', { headers: accept });
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(body).toEqual(Buffer.from(documentOf(site).body));
  });

  test('D114: nothing in it runs in a browser', async () => {
    const { address } = await start();
    const { headers } = await ask(address, '/atom.xml');
    expect(headers['content-security-policy']).toBe("default-src 'none'; style-src 'self'; sandbox");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('is found under the absolute form of its address and below the path of the site', async () => {
    const { address } = await start({ site: { ...SITE, url: 'https://host.example/lost/feed/' } });
    for (const path of ['/atom.xml', '/lost/feed/atom.xml', 'http://host.example/atom.xml?x']) {
      const { status, headers } = await ask(address, path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers.link).toBe('<https://host.example/lost/feed/atom.xml>; rel="canonical"');
      expect(headers['strict-transport-security']).toBe('max-age=31536000');
    }
  });

  test('that was never published is announced for later', async () => {
    const { address } = await start({ documents: new Map() });
    const { status, headers } = await ask(address, '/rss.xml');
    expect([status, headers['retry-after'], headers['cache-control']]).toEqual([503, '60', 'no-store']);
    expect((await ask(address, '/other.xml')).status).toBe(404);
  });
});

describe('a conditional request', () => {
  test.each([
    ['the tag itself', (tag: string) => tag],
    ['the weak form', (tag: string) => `W/${tag}`],
    ['a list', (tag: string) => `"other", W/"more" ,${tag}`],
    ['a list with commas in tags', (tag: string) => `"a, b", ${tag}`],
    ['anything at all', () => '*'],
  ])('D72: with %s gets 304 without a body', async (_name, header) => {
    const { address } = await start();
    const { headers: full } = await ask(address, '/atom.xml', { headers: { 'accept-encoding': 'gzip' } });
    const { status, headers, body } = await ask(address, '/atom.xml', {
      headers: { 'accept-encoding': 'gzip', 'if-none-match': header(full.etag ?? '') },
    });
    expect([status, body.length]).toEqual([304, 0]);
    expect(headers.date).toBeDefined();
    expect(headers['content-length']).toBeUndefined();
    for (const name of ['etag', 'cache-control', 'vary', 'last-modified']) expect(headers[name]).toBe(full[name]);
  });

  test.each(['"other"', 'W/"other"', '"', '', '**', '"atom.xml', 'other'])(
    'D72: with %j gets the document',
    async (header) => {
      const { address } = await start();
      expect((await ask(address, '/atom.xml', { headers: { 'if-none-match': header } })).status).toBe(200);
    },
  );

  test('D75: the tag of any coding will do with any other, and comes back as it was given', async () => {
    const site = await start();
    for (const given of CODINGS) {
      for (const accepted of CODINGS) {
        const tag = `"${documentOf(site).etag}${SUFFIX[given]}"`;
        const { status, headers } = await ask(site.address, '/atom.xml', {
          headers: { 'accept-encoding': accepted, 'if-none-match': tag },
        });
        expect([given, accepted, status, headers.etag]).toEqual([given, accepted, 304, tag]);
      }
    }
  });

  test('D75: of several tags of ours, the one for the coding at hand comes back', async () => {
    const site = await start();
    const { etag } = documentOf(site);
    const { headers } = await ask(site.address, '/atom.xml', {
      headers: { 'accept-encoding': 'br', 'if-none-match': `"${etag}", "${etag}-br"` },
    });
    expect(headers.etag).toBe(`"${etag}-br"`);
  });

  test('D73: a tag that differs outweighs a date that matches', async () => {
    const { address } = await start();
    const headers = { 'if-none-match': '"other"', 'if-modified-since': 'Sun, 22 Nov 2026 09:30:00 GMT' };
    expect((await ask(address, '/atom.xml', { headers })).status).toBe(200);
  });

  test.each([
    ['Sun, 22 Nov 2026 09:30:00 GMT', 304],
    ['Sun, 22 Nov 2026 09:30:01 GMT', 304],
    ['Sunday, 22-Nov-26 09:30:00 GMT', 304],
    ['Sun Nov 22 09:30:00 2026', 304],
    ['Sun, 22 Nov 2026 09:29:59 GMT', 200],
    ['2026-11-22T09:30:00Z', 200],
    ['Sun, 22 Now 2026 09:30:00 GMT', 200],
    ['', 200],
    [new Date(NOW + 1000).toUTCString(), 200],
  ])('D74: If-Modified-Since "%s" gets %i', async (date, status) => {
    const { address } = await start();
    expect((await ask(address, '/atom.xml', { headers: { 'if-modified-since': date } })).status).toBe(status);
  });
});

describe('a change of the documents', () => {
  const accept = { headers: { 'accept-encoding': 'br' } };

  test('is served at once, and compressed when that is done', async () => {
    const site = await start();
    const before = await ask(site.address, '/atom.xml', accept);
    const changed = makeDocument('atom.xml', `<feed>${'changed '.repeat(1000)}</feed>`, NOW);
    site.documents.set('atom.xml', changed);
    site.web.documentsChanged();
    let answer = await ask(site.address, '/atom.xml', accept);
    for (let tries = 0; answer.headers['content-encoding'] === undefined && tries < 1000; tries += 1) {
      expect([answer.headers.etag, answer.text]).toEqual([`"${changed.etag}"`, Buffer.from(changed.body).toString()]);
      answer = await ask(site.address, '/atom.xml', accept);
    }
    expect(answer.headers.etag).toBe(`"${changed.etag}-br"`);
    expect(brotliDecompressSync(answer.body)).toEqual(Buffer.from(changed.body));
    const stale = await ask(site.address, '/atom.xml', { headers: { 'if-none-match': before.headers.etag ?? '' } });
    expect(stale.status).toBe(200);
  });

  test('leaves the others compressed, byte for byte', async () => {
    const site = await start();
    const before = await ask(site.address, '/rss.xml', accept);
    site.documents.set('atom.xml', makeDocument('atom.xml', '<feed>new</feed>', NOW));
    site.web.documentsChanged();
    const after = await ask(site.address, '/rss.xml', accept);
    expect(after.headers.etag).toBe(before.headers.etag);
    expect(after.body).toEqual(before.body);
  });

  test('D75: whatever the moment, the tag names the bytes it comes with', async () => {
    const site = await start();
    const seen = new Set<string | undefined>();
    for (let round = 0; round < 20; round += 1) {
      const text = `<feed>${`round ${round} `.repeat(2000)}</feed>`;
      site.documents = makeDocuments().set('atom.xml', makeDocument('atom.xml', text, NOW));
      site.web.documentsChanged();
      for (const coding of CODINGS) {
        const { headers, body } = await ask(site.address, '/atom.xml', { headers: { 'accept-encoding': coding } });
        const used = headers['content-encoding'] === undefined ? 'identity' : coding;
        seen.add(headers['content-encoding']);
        const decoded = makeDocument('atom.xml', DECODE[used](body).toString());
        expect(headers.etag).toBe(`"${decoded.etag}${SUFFIX[used]}"`);
      }
    }
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe('a flood', () => {
  const fetchFrom = (address: string, from: string, path = '/atom.xml', headers: Record<string, string> = {}) =>
    ask(address, path, { headers: { 'x-forwarded-for': `1.2.3.4, ${from}`, ...headers } });

  test('D84: of whole documents from one address is told to wait, and no other address is', async () => {
    const { address } = await start();
    for (let n = 0; n < WHOLE_DOCUMENTS_A_MINUTE; n++) {
      const path = n % 2 === 0 ? '/atom.xml' : '/s/nobody/feed.json';
      expect((await fetchFrom(address, '192.0.2.1', path)).status).toBe(n % 2 === 0 ? 200 : 404);
    }
    const refused = await fetchFrom(address, '192.0.2.1');
    expect([refused.status, refused.headers['cache-control']]).toEqual([429, 'no-store']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect((await fetchFrom(address, '192.0.2.1', '/c/any/rss.xml')).status).toBe(429);
    expect((await fetchFrom(address, '192.0.2.2')).status).toBe(200);
    expect((await ask(address, '/atom.xml')).status).toBe(200);
    const etag = String((await fetchFrom(address, '192.0.2.2')).headers.etag);
    expect((await fetchFrom(address, '192.0.2.1', '/atom.xml', { 'if-none-match': etag })).status).toBe(304);
  });

  test('D84: conditional requests are never counted, be the answer 304 or 200', async () => {
    const { address } = await start();
    const etag = String((await ask(address, '/atom.xml')).headers.etag);
    for (let n = 0; n <= WHOLE_DOCUMENTS_A_MINUTE; n++) {
      const [tag, status] = n % 2 === 0 ? [etag, 304] : ['"older"', 200];
      expect((await fetchFrom(address, '192.0.2.1', '/atom.xml', { 'if-none-match': tag })).status).toBe(status);
    }
    expect((await fetchFrom(address, '192.0.2.1')).status).toBe(200);
  });
});
