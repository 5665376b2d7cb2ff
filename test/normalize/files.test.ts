// Files and pictures of an entry from the document to the record.
import { describe, expect, it } from 'vitest';
import { draftItem, readDocument, readItem, rss } from './read.ts';

const enclosure = (attributes: string) => `<enclosure ${attributes}/>`;
const urlsOf = (list: readonly { readonly url: string }[]) => list.map(({ url }) => url);

describe('enclosures', () => {
  it.each([
    ['url="/1.mp3"', null, null],
    ['url="/1.mp3" length="" type=""', null, null],
    ['url="/1.mp3" length="abc" type="audio/mpeg"', 'audio/mpeg', null],
    ['url="/1.mp3" length="-1" type="AUDIO/MPEG"', 'audio/mpeg', null],
    ['url="/1.mp3" length="0" type="mp3"', null, null],
    ['url="/1.mp3" length="12.5" type="audio/mpeg; codecs=x"', 'audio/mpeg', null],
    ['url="/1.mp3" length=" 1234 " type=" audio/mpeg "', 'audio/mpeg', 1234],
    ['url="/1.mp3" length="1e3"', null, null],
    ['href="/1.mp3" length="5"', null, 5],
  ])('B44: %s', (attributes, type, length) => {
    expect(draftItem(enclosure(attributes)).enclosures).toEqual([{ url: 'https://example.org/1.mp3', type, length }]);
  });

  it('B44: ten of them are ten, in order', () => {
    const files = Array.from({ length: 10 }, (_, n) => `https://x.example/${n}.mp3?utm_source=a&sig=${n}`);
    const item = files
      .map((url) => enclosure(`url="${url.replace('&', '&amp;')}" type="audio/mpeg" length="1"`))
      .join('');
    expect(urlsOf(draftItem(item).enclosures)).toEqual(files);
  });

  it('B44: the same file is one, wherever it is named', () => {
    const file = 'https://x.example/1.mp3';
    const item = `${enclosure(`url="${file}" length="1"`)}${enclosure(`url="${file}"`)}<atom:link rel="enclosure" href="${file}"/><media:content url="${file}" type="audio/mpeg"/>`;
    expect(draftItem(item).enclosures).toEqual([{ url: file, type: null, length: 1 }]);
  });

  it.each([
    '',
    ' ',
    'javascript:alert(1)',
    'data:audio/mpeg;base64,AA',
    'ftp://x.example/1.mp3',
    'http://',
    'mailto:a@b.example',
  ])('B44: the address %j is none, with a base or without, and costs nothing else', (url) => {
    const item = `<item><title>One</title>${enclosure(`url="${url}"`)}${enclosure('')}${enclosure('url="https://x.example/2.mp3"')}</item>`;
    for (const base of ['https://example.org/feed.xml', null]) {
      const { articles } = readDocument(rss(item), { url: base });
      expect(articles).toMatchObject([{ title: 'One', enclosures: [{ url: 'https://x.example/2.mp3' }] }]);
      expect(articles[0]?.enclosures).toHaveLength(1);
    }
  });

  it('B44: a relative address is resolved; where there is nothing to resolve it against, it is kept as written and named', () => {
    const files = ['1.mp3', '/2.mp3?a=1', '../3 4.mp3', '//x.example/5.mp3', '?6'];
    const document = rss(`<item><title>One</title>${files.map((file) => enclosure(`url="${file}"`)).join('')}</item>`);
    expect(urlsOf(readDocument(document).articles[0]?.enclosures ?? [])).toEqual([
      'https://example.org/1.mp3',
      'https://example.org/2.mp3?a=1',
      'https://example.org/3%204.mp3',
      'https://x.example/5.mp3',
      'https://example.org/feed.xml?6',
    ]);
    const { articles, problems } = readDocument(document, { url: null });
    expect(urlsOf(articles[0]?.enclosures ?? [])).toEqual([
      '1.mp3',
      '/2.mp3?a=1',
      '../3 4.mp3',
      'https://x.example/5.mp3',
      '?6',
    ]);
    expect(articles[0]).toMatchObject({ url: 'https://x.example/5.mp3', image: null });
    expect(problems).toMatchObject([{ code: 'bad-link', message: 'cannot use the address "1.mp3"' }]);
  });

  it('B44: a relative picture is no lead image where there is nothing to resolve it against', () => {
    const document = rss(`<item><title>One</title>${enclosure('url="1.png" type="image/png"')}</item>`);
    expect(readDocument(document, { url: null }).articles).toMatchObject([
      { image: null, enclosures: [{ url: '1.png' }] },
    ]);
    expect(readDocument(document).articles).toMatchObject([{ image: { url: 'https://example.org/1.png' } }]);
  });

  it.each(['', 'mailto:a@b.example', 'javascript:x', 'http://', '::'])(
    'B44: an xml:base of %j leaves the base of a visit as it is',
    (base) => {
      const document = rss(`<item xml:base="${base}">${enclosure('url="1.mp3"')}</item>`);
      expect(urlsOf(readDocument(document).drafts[0]?.enclosures ?? [])).toEqual(['https://example.org/1.mp3']);
    },
  );

  it('B44: xml:base makes a relative address of a file from disk absolute', () => {
    const document = rss(`<item xml:base="https://b.example/a/">${enclosure('url="1.mp3"')}</item>`);
    expect(urlsOf(readDocument(document, { url: null }).articles[0]?.enclosures ?? [])).toEqual([
      'https://b.example/a/1.mp3',
    ]);
  });
});

describe('pictures and films', () => {
  it('B58: what Media RSS gives gets to the record', () => {
    const draft = draftItem(
      `<media:group><media:title>Boats</media:title><media:content url="/v.mp4" type="video/mp4" fileSize="9"/>
      <media:thumbnail url="/v.jpg" width="480" height="360"/><media:description>A film</media:description><media:keywords>sea, salt</media:keywords></media:group>`,
    );
    expect(draft).toMatchObject({
      title: 'Boats',
      summary: 'A film',
      tags: ['sea', 'salt'],
      enclosures: [{ url: 'https://example.org/v.mp4', type: 'video/mp4', length: 9 }],
      image: { url: 'https://example.org/v.jpg', width: 480, height: 360 },
      url: 'https://example.org/v.mp4',
    });
  });

  it('B58: of a picture its own texts are the words for it', () => {
    const facts = readItem(
      '<title>One</title><description>Text</description><media:content url="/a.jpg" medium="image"><media:title>Alt</media:title><media:description>&lt;i&gt;Caption&lt;/i&gt;</media:description></media:content>',
    );
    expect(facts).toMatchObject({
      title: 'One',
      summary: 'Text',
      image: { url: 'https://example.org/a.jpg', alt: 'Alt', caption: 'Caption' },
    });
  });
});
