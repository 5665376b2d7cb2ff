// Media RSS in every nesting: which picture, which file, which text, and whose it is.
import { describe, expect, it } from 'vitest';
import { read } from './read.ts';

function only(fields: string) {
  const entries = `<entry><id>1</id>${fields}</entry>`;
  return read(
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:yt="http://www.youtube.com/xml/schemas/2015">${entries}</feed>`,
  ).entries[0];
}

const TEXTS = '<media:title>Medium</media:title><media:description>About it</media:description>';

describe('Media RSS', () => {
  it('B58: an entry of YouTube has its thumbnail, its description and its film', () => {
    expect(
      only(`<yt:videoId>v</yt:videoId><title>Boats</title><link rel="alternate" href="https://www.youtube.example/watch?v=v"/>
        <media:group><media:title>Boats</media:title>
        <media:content url="https://www.youtube.example/v/v?version=3" type="application/x-shockwave-flash" width="640" height="390"/>
        <media:thumbnail url="https://i.example/vi/v/hq.jpg" width="480" height="360"/>
        <media:description>A film about boats.
Links: https://x.example/</media:description>
        <media:community><media:starRating count="7" average="5.00" min="1" max="5"/><media:statistics views="99"/></media:community></media:group>`),
    ).toMatchObject({
      title: { value: 'Boats' },
      content: { value: 'A film about boats.\nLinks: https://x.example/' },
      summary: null,
      hasContentElement: false,
      images: [{ url: 'https://i.example/vi/v/hq.jpg', from: 'media:thumbnail', width: 480, height: 360 }],
      enclosures: [{ url: 'https://www.youtube.example/v/v?version=3', type: 'application/x-shockwave-flash' }],
    });
  });

  it.each([
    ['by its medium', 'url="a" medium="image" type="video/mp4"', true],
    ['by its type', 'url="a" type="image/png"', true],
    ['by its name', 'url="a.webp?x=1"', true],
    ['by its medium', 'url="a.png" medium="video"', false],
    ['by its type', 'url="a.png" type="audio/mpeg"', false],
    ['by its name', 'url="a.mp4"', false],
  ])('B58: a medium is told %s: %s', (_how, attributes, isPicture) => {
    const entry = only(`<media:content ${attributes}/>`);
    expect([entry?.images.length, entry?.enclosures.length]).toEqual(isPicture ? [1, 0] : [0, 1]);
  });

  it('B58: thumbnails stand anywhere, and what has no address is nothing', () => {
    const thumbnail = (name: string) => `<media:thumbnail url="http://x.example/${name}.jpg" width="75px" height="x"/>`;
    const entry = only(
      `${thumbnail('a')}<media:group>${thumbnail('b')}<media:content url="m.mp4">${thumbnail('c')}</media:content></media:group><media:content/><media:thumbnail/>`,
    );
    expect(entry?.images.map(({ url, width, height }) => [url, width, height])).toEqual(
      ['a', 'b', 'c'].map((name) => [`http://x.example/${name}.jpg`, 75, null]),
    );
    expect(entry?.enclosures).toMatchObject([{ url: 'http://feeds.example/m.mp4' }]);
  });

  it.each([
    ['a medium', `<media:content url="a.png">${TEXTS}</media:content>`],
    ['a medium in a group', `<media:group><media:content url="a.mp4">${TEXTS}</media:content></media:group>`],
    ['a medium without address', `<media:content>${TEXTS}<media:player url="http://x.example/p"/></media:content>`],
    [
      'the first of several media',
      `<media:content url="a.png">${TEXTS}</media:content><media:content url="b.png"><media:title>No</media:title><media:description>No</media:description></media:content>`,
    ],
    ['a group', `<media:group>${TEXTS}</media:group>`],
  ])('B58: the texts of %s are the entry’s where it has none', (_whose, fields) => {
    expect(only(fields)).toMatchObject({
      title: { kind: 'loose', value: 'Medium' },
      content: { kind: 'loose', value: 'About it' },
      summary: null,
      hasContentElement: false,
    });
  });

  it.each([
    ['its own', '<title>Own</title><content>Own</content>'],
    ['a summary', '<title>Own</title><summary>Own</summary>'],
    ['those of the media as a whole', '<media:title>Own</media:title><media:description>Own</media:description>'],
    [
      'those of a group',
      '<media:group><media:title>Own</media:title><media:description>Own</media:description></media:group>',
    ],
  ])('B58: the texts of a medium stay the medium’s where the entry has %s', (_what, own) => {
    const medium = `<media:content url="a.png">${TEXTS}</media:content>`;
    for (const fields of [own + medium, medium + own]) {
      expect(only(fields)).toMatchObject({
        title: { value: 'Own' },
        content: { value: 'Own' },
        summary: null,
        images: [{ alt: 'Medium', caption: 'About it' }],
      });
    }
  });

  it.each([
    ['the entry', (fields: string) => fields],
    ['a group', (fields: string) => `<media:group>${fields}</media:group>`],
    ['a medium', (fields: string) => `<media:group><media:content url="a.mp4">${fields}</media:content></media:group>`],
  ])('B46: categories and keywords of media are tags, from %s', (_where, inside) => {
    const entry = only(
      `<category term="own"/>${inside('<media:category scheme="urn:x" label="Label">sea/boats</media:category><media:keywords>salt, rope ,,</media:keywords><media:category/>')}`,
    );
    expect(entry?.tags).toEqual(['own', 'sea/boats', 'salt', 'rope']);
  });

  it('B45: of the people of a medium only its authors write, and only where nobody else does', () => {
    const credits = '<media:credit role="producer">Bob</media:credit><media:credit role="Author">Ann</media:credit>';
    expect(only(`<media:content url="a.mp4">${credits}</media:content>`)?.authors).toMatchObject([{ name: 'Ann' }]);
    expect(only(`<media:group>${credits}</media:group><author><name>Eve</name></author>`)?.authors).toMatchObject([
      { name: 'Eve' },
    ]);
  });
});
