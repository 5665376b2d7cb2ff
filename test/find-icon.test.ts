import { describe, expect, it } from 'vitest';
import { FetchError } from '../src/errors.ts';
import { findIcon } from '../src/find-icon.ts';
import type { WantedIcon } from '../src/model.ts';
import { fetcherFor, serve } from './fetch/servers.ts';

const NOW = 1_000_000;
const DAY = 86_400_000;
const PNG = Buffer.from('\x89PNG\r\n\x1a\n the rest', 'latin1');
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';

type Answers = Readonly<Record<string, { status?: number; headers?: Record<string, string>; body?: string | Buffer }>>;

/** Looks for the icon of a site whose server gives these answers. */
async function lookAt(answers: Answers, change: (origin: string) => Partial<WantedIcon> = () => ({})) {
  const upstream = await serve((request, response) => {
    const { status = 200, headers = {}, body = '' } = answers[request.url ?? ''] ?? { status: 404 };
    response.writeHead(status, headers).end(body);
  });
  const origin = `http://${upstream.host}`;
  const fetch = fetcherFor([upstream]);
  const wanted = { sourceId: 'a', feedUrl: `${origin}/feed`, feedImage: null, siteUrl: `${origin}/blog/`, known: null };
  const result = await findIcon(
    { ...wanted, ...change(origin) },
    {
      ask: (url, { validators, maxBytes, accept }) => fetch(url, { validators, maxBytes, headers: { accept } }),
      allowPrivate: [upstream.host],
      now: () => NOW,
    },
  );
  return { ...result, origin, asked: upstream.requests.map(({ url }) => url), requests: upstream.requests };
}

const page = (...links: string[]) => `<!doctype html><head>${links.join('')}</head>`;

describe('finding the icon of a source', () => {
  it('A153: takes what the feed names, and asks nobody else', async () => {
    const icon = { '/logo.png': { headers: { etag: '"1"' }, body: PNG } };
    const { found, nextAt, asked, origin, requests } = await lookAt(icon, (at) => ({ feedImage: `${at}/logo.png` }));
    expect(found).toMatchObject({
      url: `${origin}/logo.png`,
      validators: { etag: '"1"' },
      image: { contentType: 'image/png', body: PNG },
    });
    expect(nextAt).toBe(NOW + 7 * DAY);
    expect(asked).toEqual(['/logo.png']);
    expect(requests[0]?.headers.accept).toBe('image/*');
  });

  it('A153: else what the page of its site names, the fittest first, else /favicon.ico, with one request for the page', async () => {
    const linked = await lookAt({
      '/blog/': {
        body: page(
          '<link rel="icon" href="/any.png">',
          '<link rel="shortcut ICON" sizes="16x16 32x32" href="small.png">',
          '<link rel="icon" sizes="512x512" href="/huge.png">',
          '<link rel="icon" type="image/svg+xml" sizes="64x64" href="/drawing">',
          '<link rel="mask-icon" href="/mask.png">',
        ),
      },
      '/blog/small.png': { body: PNG },
    });
    expect(linked.asked).toEqual(['/blog/', '/blog/small.png']);
    expect(linked.found?.url).toBe(`${linked.origin}/blog/small.png`);
    const usual = await lookAt({ '/blog/': { body: page() }, '/favicon.ico': { body: PNG } });
    expect(usual.asked).toEqual(['/blog/', '/favicon.ico']);
    expect(usual.found).not.toBeNull();
  });

  it.each([
    ['an SVG', { headers: { 'content-type': 'image/png' }, body: SVG }],
    ['more than 100 KB', { body: Buffer.concat([PNG, Buffer.alloc(100 * 1024)]) }],
    ['a page', { headers: { 'content-type': 'image/x-icon' }, body: page() }],
    ['nothing', { status: 404 }],
  ])('A153, A154: takes no icon that is %s, and remembers that for a week', async (_, answer) => {
    const { found, nextAt, asked } = await lookAt({ '/favicon.ico': answer });
    expect(found).toBeNull();
    expect(nextAt).toBe(NOW + 7 * DAY);
    expect(asked).toEqual(['/blog/', '/favicon.ico']);
  });

  it('A153: asks for a known icon conditionally, and looks elsewhere when it is gone or the site is another', async () => {
    const known = (at: string, siteUrl = `${at}/blog/`) => ({
      known: { url: `${at}/old.png`, siteUrl, validators: { etag: '"1"', lastModified: null } },
    });
    const same = await lookAt({ '/old.png': { status: 304 } }, known);
    expect(same.requests[0]?.headers['if-none-match']).toBe('"1"');
    expect(same).toMatchObject({ asked: ['/old.png'], found: { image: null, validators: { etag: '"1"' } } });
    expect((await lookAt({ '/favicon.ico': { body: PNG } }, known)).asked).toEqual([
      '/old.png',
      '/blog/',
      '/favicon.ico',
    ]);
    const moved = await lookAt({ '/favicon.ico': { body: PNG } }, (at) => known(at, `${at}/elsewhere/`));
    expect(moved.asked).toEqual(['/blog/', '/favicon.ico']);
  });

  it('A067: asks for nothing else after a 429, and comes back in minutes when nobody could be asked', async () => {
    const limited = await lookAt({ '/blog/': { status: 429 } });
    expect(limited).toMatchObject({ asked: ['/blog/'], found: null, nextAt: NOW + 7 * DAY });
    const resting = await findIcon(
      { sourceId: 'a', feedUrl: 'https://a.example/feed', feedImage: null, siteUrl: null, known: null },
      {
        ask: async () => {
          throw new FetchError('unavailable', 'a.example is to be left alone for now', { retryAfterMs: 1 });
        },
        allowPrivate: [],
        now: () => NOW,
      },
    );
    expect(resting).toEqual({ sourceId: 'a', nextAt: NOW + 600_000, found: null });
  });

  it('E12: does not let a public feed or page lead to a private host', async () => {
    const asked: string[] = [];
    const found = await findIcon(
      {
        sourceId: 'a',
        feedUrl: 'https://a.example/feed',
        feedImage: 'http://10.0.0.1:8080/logo.png',
        siteUrl: 'http://10.0.0.1:8080/',
        known: null,
      },
      {
        ask: async (url) => {
          asked.push(url);
          throw new FetchError('not-found', url);
        },
        allowPrivate: ['10.0.0.1:8080'],
        now: () => NOW,
      },
    );
    expect(found.found).toBeNull();
    expect(asked).toEqual([]);
  });
});
