import { describe, expect, test } from 'vitest';
import { publishArticles, SITE } from './fixtures.ts';

describe('the channel', () => {
  test('D09, D40, D44, D49, D50: has title, link, description, language, ttl in minutes, self link and nothing about skipping', async () => {
    const { rss } = await publishArticles([{}]);
    const head = rss.slice(0, rss.indexOf('<item>'));
    expect(head).toMatch(/<rss version="2.0" /);
    expect(head).toContain('<title>The Lost Feed</title>');
    expect(head).toContain(`<link>${SITE}</link>`);
    expect(head).toContain('<language>en</language>');
    expect(head).toContain('<ttl>30</ttl>');
    expect(head).toContain(`<atom:link href="${SITE}rss.xml" rel="self" type="application/rss+xml"/>`);
    expect(rss).not.toMatch(/skipHours|skipDays|<sy:|<image>/);
  });

  test('D40: a channel without a description gets one', async () => {
    const { rss } = await publishArticles([{}], { channel: { description: ' ' } });
    expect(rss).toMatch(/<description>\w.*<\/description>/);
  });

  test('D08: declares every prefix it uses, also when no item has content', async () => {
    const { rss } = await publishArticles([{ contentHtml: null }]);
    for (const prefix of new Set([...rss.matchAll(/<([a-z]+):/g)].map((match) => match[1]))) {
      expect(rss).toContain(`xmlns:${prefix}="`);
    }
  });
});

describe('an item', () => {
  test('D12, D42: a guid that is the link is a permalink, any other is not', async () => {
    const url = 'https://orchard.example/grafting?a=1&b=2';
    expect((await publishArticles([{ url, publishedId: url }])).rss).toContain(
      '<guid isPermaLink="true">https://orchard.example/grafting?a=1&amp;b=2</guid>',
    );
    expect((await publishArticles([{ url, publishedId: `${url}#1` }])).rss).toContain(
      '<guid isPermaLink="false">https://orchard.example/grafting?a=1&amp;b=2#1</guid>',
    );
  });

  test('D12, D43: pubDate is the publication in RFC 822 with the right weekday', async () => {
    const { rss } = await publishArticles([
      { publishedAt: Date.UTC(2024, 1, 29, 5, 6, 7), updatedAt: Date.UTC(2025, 0, 1) },
    ]);
    expect(rss).toContain('<pubDate>Thu, 29 Feb 2024 05:06:07 GMT</pubDate>');
  });

  test('D41: has a title or a description, whatever the article lacks', async () => {
    const { rss } = await publishArticles([{ title: '', summary: '', contentHtml: null }]);
    expect(rss).toContain('<title>https://orchard.example/grafting</title>');
  });

  test('D45: the description comes before the content', async () => {
    const { rss } = await publishArticles([{}]);
    expect(rss.lastIndexOf('<description>')).toBeGreaterThan(rss.indexOf('<item>'));
    expect(rss.lastIndexOf('<description>')).toBeLessThan(rss.indexOf('<content:encoded>'));
  });

  test('D46: a title is text escaped once, a description text escaped as markup', async () => {
    const { rss } = await publishArticles([{ title: 'Why &lt; is <', summary: 'Why &lt; is <' }]);
    expect(rss).toContain('<title>Why &#x26;lt; is &#x3C;</title>');
    expect(rss).toContain('<description>Why &#x26;amp;lt; is &#x26;lt;</description>');
  });

  test('D47: has at most one enclosure, with type and length, zero where unknown', async () => {
    const { rss } = await publishArticles([
      {
        enclosures: [
          { url: 'https://orchard.example/1.mp3', type: null, length: null },
          { url: 'https://orchard.example/2.mp3', type: 'audio/mpeg', length: 2 },
        ],
      },
    ]);
    expect(rss.match(/<enclosure .*\/>/g)).toEqual([
      '<enclosure length="0" type="application/octet-stream" url="https://orchard.example/1.mp3"/>',
    ]);
  });

  test('D48, D08: credits its source and its authors', async () => {
    const { rss } = await publishArticles([
      {
        authors: [
          { name: 'Ann', url: null },
          { name: 'Bo', url: null },
        ],
      },
    ]);
    expect(rss).toContain('<source url="https://orchard.example/feed.xml">The Orchard</source>');
    expect(rss.match(/<dc:creator>.*<\/dc:creator>/g)).toEqual([
      '<dc:creator>Ann</dc:creator>',
      '<dc:creator>Bo</dc:creator>',
    ]);
    expect(rss.slice(rss.indexOf('<item>'))).not.toContain('<author>');
  });

  test('says where it is discussed and how long it takes to read', async () => {
    const { rss } = await publishArticles([{ commentsUrl: 'https://orchard.example/talk?a=1&b=2', readMinutes: 7 }]);
    expect(rss).toContain('<comments>https://orchard.example/talk?a=1&amp;b=2</comments>');
    expect(rss).toContain('<lostfeed:readMinutes>7</lostfeed:readMinutes>');
    expect((await publishArticles([{ readMinutes: null }])).rss).not.toContain('lostfeed:readMinutes');
  });
});
