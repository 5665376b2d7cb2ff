// Which element means what: by its namespace and, where that is careless, by what it is usually meant to be.
import { describe, expect, it } from 'vitest';
import { codesOf, read, rss } from './read.ts';

const MEDIA = 'http://search.yahoo.com/mrss/';

describe('namespaces', () => {
  const thumbnails = (root: string, items: string) =>
    read(`<rss version="2.0" ${root}><channel>${items}</channel></rss>`).entries.map((entry) => entry.images.length);

  it.each([
    ['media', '<media:thumbnail url="http://x.example/t.png"/>', { images: [{ from: 'media:thumbnail' }] }],
    ['dc', '<dc:creator>Ann</dc:creator>', { authors: [{ name: 'Ann' }] }],
    ['content', '<content:encoded>x</content:encoded>', { hasContentElement: true }],
    ['itunes', '<itunes:author>Ann</itunes:author>', { authors: [{ name: 'Ann' }] }],
    ['atom', '<atom:updated>2024</atom:updated>', { updated: '2024' }],
    ['a10', '<a10:updated>2024</a10:updated>', { updated: '2024' }],
    [
      'feedburner',
      '<feedburner:origLink>http://x.example/1</feedburner:origLink>',
      { originalLink: 'http://x.example/1' },
    ],
  ])('B13: the prefix %s means what it always means where nobody declares it', (prefix, field, expected) => {
    const feed = read(rss(`<item><guid>1</guid>${field}</item>`));
    expect(feed.entries).toMatchObject([{ guid: '1', ...expected }]);
    expect(feed.problems).toMatchObject([
      { code: 'undeclared-prefix', message: `the prefix ${prefix} is not declared` },
    ]);
  });

  it('B13: an undeclared prefix that nobody knows is skipped', () => {
    const feed = read(rss('<item><x:title>no</x:title><x:guid>no</x:guid><guid>1</guid></item>'));
    expect(feed.entries).toMatchObject([{ guid: '1', title: null }]);
    expect(codesOf(feed)).toEqual(['undeclared-prefix']);
  });

  it.each([
    MEDIA.replace(/\/$/, ''),
    MEDIA.replace('http:', 'https:'),
    'HTTP://Search.Yahoo.com/MRSS/',
    `${MEDIA}#`,
    ` ${MEDIA} `,
  ])('B14: %j is Media RSS all the same, and named unless it is official', (address) => {
    const feed = read(
      `<rss version="2.0" xmlns:m="${address}"><channel><item><m:thumbnail url="t.png"/></item></channel></rss>`,
    );
    expect(feed.entries[0]?.images).toHaveLength(1);
    expect(codesOf(feed)).toEqual(
      address === MEDIA.replace(/\/$/, '') || address.trim() === MEDIA ? [] : ['wrong-namespace'],
    );
  });

  it('B15: any prefix will do for the right address, and a well-known one means nothing with a wrong address', () => {
    expect(thumbnails(`xmlns:z="${MEDIA}"`, '<item><z:thumbnail url="t.png"/></item>')).toEqual([1]);
    expect(thumbnails('xmlns:media="http://x.example/"', '<item><media:thumbnail url="t.png"/></item>')).toEqual([0]);
    const feed =
      read(`<rss version="2.0" xmlns:a10="http://www.w3.org/2005/Atom" xmlns:atom10="http://www.w3.org/2005/Atom"><channel>
      <atom10:link rel="self" href="http://x.example/feed"/><item><a10:updated>2024</a10:updated></item></channel></rss>`);
    expect(feed).toMatchObject({
      links: [{ rel: 'self', href: 'http://x.example/feed' }],
      entries: [{ updated: '2024' }],
    });
  });

  it('B15: a declaration holds for its element only', () => {
    expect(
      thumbnails(
        'xmlns:m="urn:x"',
        `<item xmlns:m="${MEDIA}"><m:thumbnail url="1"/></item><item><m:thumbnail url="2"/></item>`,
      ),
    ).toEqual([1, 0]);
  });

  it.each([
    'http://backend.userland.com/rss2',
    'http://purl.org/rss/1.0/',
    'http://www.w3.org/2005/Atom',
    'http://nobody.example/rss',
  ])('B16: RSS in the default namespace %s is RSS', (address) => {
    const feed = read(
      `<rss version="2.0" xmlns="${address}"><channel><title>t</title><item><guid>1</guid><title>One</title></item></channel></rss>`,
    );
    expect(feed).toMatchObject({
      format: 'rss2',
      title: { value: 't' },
      entries: [{ guid: '1', title: { value: 'One' } }],
    });
  });

  it('B17: names of RSS count in any case', () => {
    const feed = read(
      '<RSS VERSION="2.0"><CHANNEL><Title>t</Title><ITEM><GUID IsPermaLink="FALSE">1</guid><pubdate>2024</PUBDATE><Enclosure URL="a.mp3"/></item></CHANNEL></RSS>',
    );
    expect(feed).toMatchObject({
      format: 'rss2',
      title: { value: 't' },
      entries: [
        { guid: '1', guidIsPermalink: false, published: '2024', enclosures: [{ url: 'http://feeds.example/a.mp3' }] },
      ],
    });
  });

  it.each([
    [
      'title',
      '<title>Own</title>',
      '<media:title>Other</media:title><itunes:title>Other</itunes:title><dc:title>Other</dc:title>',
    ],
    [
      'description',
      '<description>Own</description>',
      '<media:description>Other</media:description><itunes:summary>Other</itunes:summary>',
    ],
    ['date', '<pubDate>Own</pubDate>', '<dc:date>Other</dc:date><atom:published>Other</atom:published>'],
    ['author', '<author>Own</author>', '<itunes:author>Other</itunes:author><media:credit>Other</media:credit>'],
    ['link', '<link>http://own.example/</link>', '<atom:link href="http://other.example/"/>'],
    ['id', '<guid>Own</guid>', '<atom:id>Other</atom:id><id>Other</id>'],
  ])('B18: the %s of RSS wins over its namesakes in modules, before and behind it', (_field, own, others) => {
    for (const fields of [own + others, others + own]) {
      const [entry] = read(rss(`<item>${fields}</item>`)).entries;
      const { title, content, published, authors, links, guid } = entry ?? {};
      const said = [title?.value, content?.value, published, authors?.[0]?.name, links?.[0]?.href, guid].filter(
        Boolean,
      );
      expect(said).toEqual([own.includes('http') ? 'http://own.example/' : 'Own']);
    }
  });

  it('B51: elements and attributes named like members of objects are read past', () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
    const elements = names.map((name) => `<${name} ${name}="x"><title>no</title></${name}>`).join('');
    const feed = read(
      rss(`${elements}<item ${names.map((name) => `${name}="x"`).join(' ')}>${elements}<guid>1</guid></item>`),
    );
    expect(feed).toMatchObject({ title: { value: 't' }, entries: [{ guid: '1', title: null }], problems: [] });
    expect(Object.prototype).not.toHaveProperty('title');
  });
});
