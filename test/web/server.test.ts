// The website over HTTP: addresses, redirects, headers, health, faults, and the end.
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { FullArticle } from '../../src/model.ts';
import { renderSite } from '../../src/web/web.ts';
import { ask } from './ask.ts';
import { makeArticle, makeSource, makeStore, NOW, type RunningSite, SITE, startSite } from './sample-site.ts';

const ARTICLES = [makeArticle({ slug: 'one' }), makeArticle({ slug: 'two-1x2y3z4w', summary: 'long '.repeat(500) })];
const SOURCES = [makeSource({ id: 'harbour' })];
const STORE = makeStore(ARTICLES, SOURCES);

const running: RunningSite[] = [];

afterEach(async () => {
  vi.useRealTimers();
  for (const { web } of running.splice(0)) await web.close();
});

async function start(options: Parameters<typeof startSite>[0] = {}): Promise<RunningSite> {
  const site = await startSite({ store: STORE, ...options });
  running.push(site);
  return site;
}

describe('pages', () => {
  test('are the ones that are written as files', async () => {
    const { address } = await start();
    const site = { ...SITE, live: false };
    const files = renderSite({
      site,
      articles: ARTICLES,
      sources: await STORE.sourceViews(['harbour']),
      blogroll: [],
      channels: [],
      coverage: new Map(),
    });
    for (const { path, body } of files) {
      const missing = path === '404.html';
      const url = missing ? '/nowhere/' : `/${path.replace(/index\.html$/, '')}`;
      const answer = await ask(address, url);
      expect([url, answer.status]).toEqual([url, missing ? 404 : 200]);
      // Files have no search, and name no other articles: these would change with every new one.
      const same = answer.text
        .replace(/<search>.*?<\/search>\n/s, '')
        .replace(/<li class="to-search">.*?<\/li>\n/, '')
        .replace(/<h2>Your own words<\/h2>.*?(?=<h2>)/s, '')
        .replace(/\n<section class="related">.*?<\/section>\n/s, '\n');
      expect(same).toBe(body);
    }
  });

  test('the front page has the articles of the channel, and the page for subscribers the first of them', async () => {
    const hour = 3_600_000;
    const articles = Array.from({ length: 6 }, (_, age) =>
      makeArticle({ slug: `h-${age}`, publishedAt: NOW - age * hour }),
    );
    const other = ['o-1', 'o-9'].map((slug, place) =>
      makeArticle({ slug, sourceId: 'other', publishedAt: NOW - (1.5 + place * 8) * hour }),
    );
    const store = makeStore([...articles, ...other], [...SOURCES, makeSource({ id: 'other' })]);
    const site = await start({ store });
    const slugs = async (path: string) =>
      [...(await ask(site.address, path)).text.matchAll(/href="\/a\/([^/]+)\/"/g)].map(([, slug]) => slug);
    const shown = async (channel: Partial<typeof SITE.channel>) => {
      site.site = { ...SITE, channel: { ...SITE.channel, ...channel } };
      site.web.documentsChanged();
      return [await slugs('/'), await slugs('/feeds/')];
    };
    expect(await shown({})).toEqual([
      ['h-0', 'h-1', 'o-1', 'h-2', 'h-3', 'h-4', 'h-5', 'o-9'],
      ['h-0', 'h-1', 'o-1'],
    ]);
    expect(await shown({ perSource: 1 })).toEqual([
      ['h-0', 'o-1'],
      ['h-0', 'o-1'],
    ]);
    expect(await shown({ items: 2 })).toEqual([
      ['h-0', 'h-1'],
      ['h-0', 'h-1'],
    ]);
    expect(await shown({ windowMs: 2 * hour, perSource: 2 })).toEqual([
      ['h-0', 'h-1', 'o-1'],
      ['h-0', 'h-1', 'o-1'],
    ]);
  });

  test('ask the store for the sources that they show, each once', async () => {
    const asked: (readonly string[])[] = [];
    const sourceViews: typeof STORE.sourceViews = (ids) => {
      asked.push(ids);
      return STORE.sourceViews(ids);
    };
    const { address } = await start({ store: { ...STORE, sourceViews } });
    for (const path of ['/', '/feeds/', '/a/one/']) await ask(address, path);
    expect(asked).toEqual([['harbour'], ['harbour'], ['harbour']]);
  });

  test('are compressed when the client can read it', async () => {
    const { address } = await start();
    const { text } = await ask(address, '/');
    const gzip = await ask(address, '/', { headers: { 'accept-encoding': 'gzip' } });
    const brotli = await ask(address, '/', { headers: { 'accept-encoding': 'gzip, br, zstd' } });
    expect(gunzipSync(gzip.body).toString()).toBe(text);
    expect(brotliDecompressSync(brotli.body).toString()).toBe(text);
    expect([gzip, brotli].map(({ headers }) => [headers['content-encoding'], headers.vary])).toEqual([
      ['gzip', 'Accept-Encoding'],
      ['br', 'Accept-Encoding'],
    ]);
  });

  test('answer HEAD without a body', async () => {
    const { address } = await start();
    for (const path of ['/', '/a/one/', '/style.css', '/healthz']) {
      const { status, body } = await ask(address, path, { method: 'HEAD' });
      expect([path, status, body.length]).toEqual([path, 200, 0]);
    }
  });

  test('D89: the small files have their types', async () => {
    const { address } = await start();
    const types = [];
    for (const path of ['/style.css', '/favicon.svg', '/robots.txt'])
      types.push((await ask(address, path)).headers['content-type']);
    expect(types).toEqual(['text/css; charset=utf-8', 'image/svg+xml', 'text/plain; charset=utf-8']);
  });

  test('can only be read', async () => {
    const { address } = await start();
    const { status, headers } = await ask(address, '/a/one/', { method: 'POST' });
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test('follow the site when its facts change', async () => {
    const site = await start();
    site.site = { ...SITE, title: 'Renamed' };
    expect((await ask(site.address, '/')).text).toContain('<title>Renamed</title>');
  });
});

describe('headers of pages', () => {
  test('E50, E53: nothing runs, nothing is framed, nothing is told to others', async () => {
    const { address } = await start();
    for (const path of ['/', '/a/one/', '/nowhere', '/%zz', `/${'x'.repeat(3000)}`, '/healthz', '/feeds']) {
      const { headers } = await ask(address, path);
      expect([path, headers['content-security-policy']]).toEqual([
        path,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:; media-src https: http:; " +
          "connect-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; " +
          "trusted-types 'none'; frame-ancestors 'none'",
      ]);
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['strict-transport-security']).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  test('E53: a site on https says so', async () => {
    const { address } = await start({ site: { ...SITE, url: 'https://feed.example/' } });
    expect((await ask(address, '/')).headers['strict-transport-security']).toBe('max-age=31536000');
  });
});

describe('addresses', () => {
  test.each([
    ['/feeds', '/feeds/'],
    ['/about/fetcher', '/about/fetcher/'],
    ['/ns', '/ns/'],
    ['/a/one', '/a/one/'],
    ['/a/one?next=//evil.example', '/a/one/'],
    ['/a/two-1x2y3z4w', '/a/two-1x2y3z4w/'],
  ])('%s leads to %s', async (from, to) => {
    const { address } = await start();
    const { status, headers } = await ask(address, from);
    expect([status, headers.location]).toEqual([308, to]);
    expect((await ask(address, to)).status).toBe(200);
  });

  test('below the path of the site they are found and lead there, with or without it', async () => {
    const { address } = await start({ site: { ...SITE, url: 'http://host.example/lost/' } });
    for (const path of ['/lost/', '/', '/lost/a/one/', '/a/one/', '/lost/style.css']) {
      expect([path, (await ask(address, path)).status]).toEqual([path, 200]);
    }
    for (const path of ['/lost/feeds', '/feeds']) {
      expect((await ask(address, path)).headers.location).toBe('/lost/feeds/');
    }
  });

  test.each(['/lost', '/lost?x=1', 'http://host.example/lost'])(
    '%s leads to the front page of a site that lives below that path',
    async (path) => {
      const site = await start({ site: { ...SITE, url: 'http://host.example/lost/' } });
      const { status, headers } = await ask(site.address, path);
      expect([status, headers.location]).toEqual([308, '/lost/']);
      expect((await ask(site.address, '/lost/lost')).status).toBe(404);
      site.site = { ...SITE, url: 'http://host.example/feeds/' };
      expect((await ask(site.address, '/feeds')).headers.location).toBe('/feeds/');
      site.site = SITE;
      expect((await ask(site.address, path)).status).toBe(404);
    },
  );

  test.each([
    '//evil.example',
    '//evil.example/feeds',
    '/\\evil.example',
    '/%2f%2fevil.example',
    '/%5cevil.example/feeds',
    '/https:evil.example',
    '/a//evil.example',
    '/a/%2f%2fevil.example',
    '/a/%5c%5cevil.example',
    '/a/%09//evil.example',
    '/a/%20evil',
    '/a/..',
  ])('E54: %s leads nowhere else', async (path) => {
    const { address } = await start();
    const { status, headers } = await ask(address, path);
    expect([path, status, headers.location]).toEqual([path, 404, undefined]);
  });

  test('E54: not even a site whose own path looks like another host does', async () => {
    const { address } = await start({ site: { ...SITE, url: 'http://host.example//evil.example/' } });
    expect((await ask(address, '/feeds')).headers.location).toBe('/evil.example/feeds/');
  });

  test.each(['/a/%0d%0aSet-Cookie:x', '/a/one%00', '/a/one%0a', '/%0d%0aX: y'.replace(' ', '%20')])(
    'E55: %s reaches no header',
    async (path) => {
      const { address } = await start();
      const { status, headers } = await ask(address, path);
      expect([status, headers.location, headers['set-cookie']]).toEqual([404, undefined, undefined]);
    },
  );

  test.each([
    '/..%2fpackage.json',
    '/../package.json',
    '/%2e%2e/package.json',
    '/a/..%2f..%2fetc%2fpasswd/',
    '/style.css%00.html',
    '/etc/passwd',
  ])('E60: %s is no file of ours', async (path) => {
    const { address } = await start();
    expect((await ask(address, path)).status).toBe(404);
  });

  test.each([
    '1e3',
    '99999999999999999999',
    '-1',
    '%D9%A3',
    '%C3%A9t%C3%A9',
    'ONE',
    '%E0%A4%A',
    'one%20',
    "one'--",
    `${'x'.repeat(1900)}`,
  ])('E61: the slug %s is nobody', async (slug) => {
    const { address, errors } = await start();
    expect((await ask(address, `/a/${slug}/`)).status).toBe(404);
    expect(errors).toEqual([]);
  });

  test('E57: there is no address that only an operator may use', async () => {
    const { address } = await start();
    for (const path of ['/admin/', '/admin', '/metrics', '/operator/atom.xml']) {
      expect([path, (await ask(address, path)).status]).toEqual([path, 404]);
    }
  });
});

describe('health', () => {
  test('/healthz answers as long as the process does', async () => {
    const { address } = await start({
      health: async () => {
        throw new Error('broken');
      },
    });
    const { status, headers, text } = await ask(address, '/healthz');
    expect([status, headers['cache-control'], JSON.parse(text)]).toEqual([200, 'no-store', { status: 'ok' }]);
  });

  test('/readyz says whether to send traffic, and why', async () => {
    const site = await start();
    const ready = await ask(site.address, '/readyz');
    expect([ready.status, JSON.parse(ready.text)]).toEqual([200, { ready: true, sources: 2 }]);
    site.health = async () => ({ ready: false, facts: { reason: 'no documents' } });
    const notReady = await ask(site.address, '/readyz');
    expect([notReady.status, JSON.parse(notReady.text)]).toEqual([503, { ready: false, reason: 'no documents' }]);
  });
});

describe('faults', () => {
  test('a store that fails gives a page that tells nothing, and a line in the log', async () => {
    const articleBySlug = async () => {
      throw new Error('secret table is gone');
    };
    const { address, errors } = await start({ store: { ...STORE, articleBySlug } });
    const { status, text, headers } = await ask(address, '/a/one/');
    expect([status, headers['cache-control']]).toEqual([500, 'no-store']);
    expect(text).toContain('Something broke');
    expect(text).not.toContain('secret');
    expect(errors).toMatchObject([{ err: { message: 'secret table is gone' }, method: 'GET', url: '/a/one/' }]);
  });

  test('a header block without end is refused', async () => {
    const { address } = await start();
    expect((await ask(address, '/', { headers: { 'x-long': 'x'.repeat(20_000) } })).status).toBe(431);
  });

  test('an address too long for a page is not found', async () => {
    const { address } = await start();
    expect((await ask(address, `/feeds/?${'x'.repeat(5000)}`)).status).toBe(404);
  });
});

describe('the end', () => {
  /** A store whose article comes when it is let go. */
  function slowStore() {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<FullArticle | null>();
    const articleBySlug = () => {
      asked.resolve();
      return answer.promise;
    };
    return { store: { ...STORE, articleBySlug }, asked: asked.promise, answer };
  }

  test('ends idle connections, takes no new ones, and lets a running request finish', async () => {
    const { store, asked, answer } = slowStore();
    const { address, web } = await startSite({ store });
    const idle = connect(Number(new URL(address).port), '127.0.0.1').resume();
    await new Promise((resolve) => idle.once('connect', resolve));
    const idleEnded = new Promise((resolve) => idle.once('close', resolve));
    const agent = new Agent({ keepAlive: true });
    const pending = ask(address, '/a/one/', { agent });
    await asked;

    const closed = web.close();
    await expect(ask(address, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    answer.resolve(makeArticle({ slug: 'one' }));
    expect((await pending).status).toBe(200);
    await closed;
    await idleEnded;
    agent.destroy();
  });

  test('does not wait for a request longer than five seconds', async () => {
    const { store, asked } = slowStore();
    const { address, web } = await startSite({ store });
    const pending = ask(address, '/a/one/');
    const failed = expect(pending).rejects.toMatchObject({ code: 'ECONNRESET' });
    await asked;
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const closed = web.close();
    vi.advanceTimersByTime(5000);
    await closed;
    await failed;
  });
});
