import { describe, expect, it } from 'vitest';
import { findFeed, pageFeeds } from '../src/find-feed.ts';
import type { Fetched } from '../src/model.ts';

const documentAt = (url: string, body: string): Fetched => ({
  kind: 'document',
  status: 200,
  url,
  movedTo: null,
  validators: { etag: null, lastModified: null },
  hints: { freshForMs: null, retryAfterMs: null },
  redirects: 0,
  hosts: [],
  wireBytes: 0,
  linkHeaders: [],
  body: Buffer.from(body),
  contentType: null,
  bodyHash: '',
});
const page = (...hrefs: string[]) =>
  `<!doctype html><head>${hrefs.map((href) => `<link rel=alternate type=application/atom+xml href="${href}">`)}</head>`;

describe('finding the feed of a page', () => {
  it('E12: does not let a public page lead to a host that only the operator may have asked', () => {
    const html = page('http://10.0.0.1:8080/secret', 'https://public.example/feed');
    const named = (url: string) =>
      pageFeeds({ url, body: Buffer.from(html), contentType: null }, ['10.0.0.1:8080', 'wiki.home.arpa:443']).map(
        (f) => f.url,
      );
    expect(named('https://public.example/')).toEqual(['https://public.example/feed']);
    expect(named('https://wiki.home.arpa/')).toEqual(['http://10.0.0.1:8080/secret', 'https://public.example/feed']);
  });

  it('A142: takes no guess that leads to another host', async () => {
    const asked: string[] = [];
    const ask = async (url: string) => {
      asked.push(url);
      if (url === 'https://site.example/') return documentAt(url, page());
      return documentAt('https://other.example/feed', '<rss version="2.0"><channel><title>x</title></channel></rss>');
    };
    const found = findFeed('https://site.example/', { ask, allowPrivate: [], maxEntries: 1, guess: true });
    await expect(found).rejects.toMatchObject({ code: 'html-page' });
    expect(asked).toHaveLength(5);
  });
});
