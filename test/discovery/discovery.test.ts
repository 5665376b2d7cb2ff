import { describe, expect, it } from 'vitest';
import { feedsOfPage, guessFeeds } from '../../src/discovery/discovery.ts';

const URL_ = 'https://site.example/blog/post.html';
const feeds = (html: string | Uint8Array, contentType: string | null = 'text/html', url = URL_) =>
  feedsOfPage({ body: typeof html === 'string' ? Buffer.from(html) : html, contentType, url });
const urls = (html: string) => feeds(html).map(({ url }) => url);
const head = (...elements: string[]) => `<!doctype html><html><head>${elements.join('\n')}</head><body></body></html>`;
const link = (href: string, type = 'application/rss+xml', more = '') =>
  `<link rel="alternate" type="${type}" href="${href}" ${more}>`;

describe('the feeds that a page names', () => {
  it('A140: are its alternate links of the types of feeds, in the order of the page, with their titles', () => {
    const page = head(
      '<link rel="stylesheet" type="text/css" href="/style.css">',
      link('/atom.xml', 'application/atom+xml', 'title="All &amp; sundry"'),
      link('rss', 'application/rss+xml'),
      link('//cdn.example/feed.json', 'application/feed+json'),
      link('http://old.example/index.rdf', 'application/rdf+xml'),
      link('/page.pdf', 'application/pdf'),
      '<link rel="alternate" hreflang="de" href="/de/">',
    );
    expect(feeds(page)).toEqual([
      { url: 'https://site.example/atom.xml', type: 'application/atom+xml', title: 'All & sundry' },
      { url: 'https://site.example/blog/rss', type: 'application/rss+xml', title: '' },
      { url: 'https://cdn.example/feed.json', type: 'application/feed+json', title: '' },
      { url: 'http://old.example/index.rdf', type: 'application/rdf+xml', title: '' },
    ]);
  });

  it('A140: are told by tokens of rel in any case and order, and by types in any case and with parameters', () => {
    const page = head(
      '<LINK REL="Home ALTERNATE" TYPE="Application/RSS+XML; charset=utf-8" HREF="/a">',
      "<link rel='\n alternate\t' type=application/atom+xml href=/b>",
      '<link rel="alternative" type="application/rss+xml" href="/no">',
      '<link rel="alternate stylesheet" type="application/rss+xml" href="/no">',
      '<link rel="alternate" type="application/rss+xml">',
      '<link rel="alternate" type="application/rss+xml" href="">',
    );
    expect(urls(page)).toEqual(['https://site.example/a', 'https://site.example/b']);
  });

  it('A140: have addresses by the first base, wherever it stands', () => {
    const page = head(
      link('one'),
      '<base target="_blank">',
      '<base href="/root/">',
      '<base href="/other/">',
      link('/two'),
    );
    expect(urls(page)).toEqual(['https://site.example/root/one', 'https://site.example/two']);
    expect(urls(head('<base href="data:text/html,x">', link('one')))).toEqual(['https://site.example/blog/one']);
  });

  it('A140: are not looked for in the body, in comments, templates, scripts and drawings', () => {
    const hidden = [
      `<!-- ${link('/no')} -->`,
      `<template>${link('/no')}</template>`,
      `<script>document.write('${link('/no')}')</script>`,
      `<svg>${link('/no')}</svg>`,
    ];
    expect(urls(head(...hidden, link('/yes')))).toEqual(['https://site.example/yes']);
    expect(urls(`<html><head></head><body>${link('/no')}</body></html>`)).toEqual([]);
    expect(urls(`<title>x</title>${link('/a')}<p>text`)).toEqual(['https://site.example/a']);
  });

  it('A140, A143: rank general types after those of feeds, comments after these, and descriptions for embedding last', () => {
    const page = head(
      link('/wp-json/oembed/1.0/embed?url=x', 'application/json+oembed'),
      link('/wp-json/wp/v2/posts/1', 'application/json'),
      link('/comments/feed/', 'application/rss+xml', 'title="Site » Kommentar-Feed"'),
      link('/post/feed/', 'application/rss+xml', 'title="Site » Post Comments Feed"'),
      link('/data.json', 'application/json'),
      link('/feed.json', 'application/feed+json'),
      link('/feed/', 'application/rss+xml'),
    );
    expect(urls(page).map((url) => new URL(url).pathname)).toEqual([
      '/feed.json',
      '/feed/',
      '/data.json',
      '/comments/feed/',
      '/post/feed/',
      '/wp-json/oembed/1.0/embed',
      '/wp-json/wp/v2/posts/1',
    ]);
  });

  it('are each named once, are no other schemes, and not the page itself', () => {
    const page = head(
      link('/feed#top'),
      link('/feed'),
      link('javascript:alert(1)'),
      link('file:///etc/passwd'),
      link('post.html#x'),
      link('https://ada:secret@site.example/private'),
    );
    expect(urls(page)).toEqual(['https://site.example/feed', 'https://site.example/private']);
  });

  it('are read in the encoding of the page', () => {
    const page = head('<meta charset="iso-8859-1">', link('/feed', 'application/rss+xml', 'title="Caf\xe9"'));
    expect(feeds(Buffer.from(page, 'latin1'), 'text/html')[0]?.title).toBe('Café');
    expect(feeds(Buffer.from(`\ufeff${page}`, 'utf16le'))[0]?.url).toBe('https://site.example/feed');
    expect(
      feeds(Buffer.from(head(link('/f', 'application/rss+xml', 'title="Кот"'))), 'text/html; charset=koi8-r')[0],
    ).toEqual({ url: 'https://site.example/f', type: 'application/rss+xml', title: 'Кот' });
  });

  it('are at most twenty of a page that names thousands, and of a huge page its beginning is enough', () => {
    const many = Array.from({ length: 5_000 }, (_, n) => link(`/${n}`));
    expect(urls(head(...many))).toHaveLength(20);
    const startedAt = performance.now();
    expect(urls(head(link('/feed'), '<meta x="'.repeat(500_000)))).toEqual(['https://site.example/feed']);
    expect(urls(`${head(link('/feed'))}${'<p>'.repeat(3_000_000)}`)).toEqual(['https://site.example/feed']);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('guesses', () => {
  it('A142: are at most four, all at the host of the page', () => {
    const guesses = guessFeeds('https://site.example:8443/a/b?c=d');
    expect(guesses.length).toBeLessThanOrEqual(4);
    expect(guesses.every((url) => url.startsWith('https://site.example:8443/'))).toBe(true);
    expect(guessFeeds('https://site.example/feed')).not.toContain('https://site.example/feed');
  });
});
