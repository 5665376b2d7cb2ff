import { describe, expect, test } from 'vitest';
import { makeArticle, makeSource, NOW, publish, publishArticles, SITE } from './fixtures.ts';
import { createMemoryStore } from './memory-store.ts';

describe('the feed', () => {
  test('D09, D20, D23, D28: has one id, title, updated and self link, none of them from a request or the clock of rendering', async () => {
    const { atom } = await publishArticles([{}], { now: NOW + 789 });
    const head = atom.slice(0, atom.indexOf('<entry'));
    expect(head.match(/<id>.*<\/id>/g)).toEqual(['<id>urn:uuid:f0000000-0000-5000-8000-000000000000</id>']);
    expect(head.match(/<title>.*<\/title>/g)).toEqual(['<title>The Lost Feed</title>']);
    expect(head.match(/<updated>.*<\/updated>/g)).toEqual(['<updated>2026-11-20T12:00:00.000Z</updated>']);
    expect(head.match(/rel="self" .*href="[^"]*"/g)).toEqual([
      `rel="self" type="application/atom+xml" href="${SITE}atom.xml"`,
    ]);
  });

  test('names its language and generator, and its author when there is one', async () => {
    const { atom } = await publishArticles([], {
      channel: { language: 'de', author: { name: 'Ada', email: 'ada@feed.example' } },
    });
    expect(atom).toContain('xml:lang="de"');
    expect(atom).toContain(`<generator uri="${SITE}">The Lost Feed</generator>`);
    expect(atom).toMatch(/<author>\s*<name>Ada<\/name>\s*<email>ada@feed.example<\/email>\s*<\/author>/);
    expect((await publishArticles([])).atom).not.toContain('<author>');
  });

  test('D10, D95: names the one hub that there can be once, in all formats, and none where there is none', async () => {
    const hub = 'https://hub.example/?a=1&b=2';
    const { atom, rss, json } = await publishArticles([{}], { hub });
    expect(atom.match(/<link rel="hub"[^>]*>/g)).toEqual(['<link rel="hub" href="https://hub.example/?a=1&amp;b=2"/>']);
    expect(rss.match(/<[^>]*rel="hub"[^>]*>/g)).toEqual([
      '<atom:link href="https://hub.example/?a=1&amp;b=2" rel="hub"/>',
    ]);
    expect(JSON.parse(json).hubs).toEqual([{ type: 'WebSub', url: hub }]);
    const without = await publishArticles([{}]);
    for (const text of [without.atom, without.rss, without.json]) expect(text).not.toMatch(/"hubs?"/);
  });

  test('D110, D111, D113, D114: has no stylesheet instruction and no script', async () => {
    const { atom, rss } = await publishArticles([{}]);
    for (const document of [atom, rss]) {
      expect(document.match(/<\?[\w-]+/g)).toEqual(['<?xml']);
      expect(document).not.toContain('<script');
    }
  });
});

describe('an entry', () => {
  test.each([['tag:ex.org,2004:x'], ['urn:isbn:0-395-36341-1'], ['https://ex.org/a&b?c=d#%C3%A9']])(
    'C27, D03: keeps the upstream id %s byte for byte in all formats',
    async (publishedId) => {
      const { atom, rss, json } = await publishArticles([{ publishedId }]);
      const escaped = publishedId.replace('&', '&amp;');
      expect(atom).toContain(`<id>${escaped}</id>`);
      expect(rss).toContain(`<guid isPermaLink="false">${escaped}</guid>`);
      expect(JSON.parse(json).items[0].id).toBe(publishedId);
    },
  );

  test.each([
    ['12345'],
    [' https://ex.org/a'],
    ['https://ex.org/\u0001'],
    ['urn:xx:\ud800'],
    ['HTTP://EX.org:80/a/../b'],
  ])('C27: goes by our id when the upstream id %j is none that every reader takes as it is', async (publishedId) => {
    const { atom, rss, json, faults } = await publishArticles([{ publishedId }]);
    const ours = 'urn:uuid:00000000-0000-5000-8000-000000000001';
    expect(faults).toEqual([]);
    expect(atom).toContain(`<id>${ours}</id>`);
    expect(rss).toContain(`>${ours}</guid>`);
    expect(JSON.parse(json).items[0].id).toBe(ours);
  });

  test('D21: without an author has its source as author, in all formats', async () => {
    const { atom, rss, json } = await publishArticles([{ authors: [] }]);
    expect(atom).toMatch(/<author>\s*<name>The Orchard<\/name>\s*<uri>https:\/\/orchard.example\/<\/uri>\s*<\/author>/);
    expect(rss).toContain('<dc:creator>The Orchard</dc:creator>');
    expect(JSON.parse(json).items[0].authors).toEqual([{ name: 'The Orchard', url: 'https://orchard.example/' }]);
  });

  test('D22: has exactly one alternate link, our own page when the article has no address', async () => {
    const { atom } = await publishArticles([{ url: null, slug: 'grafting-1', contentHtml: null }]);
    const entry = atom.slice(atom.indexOf('<entry'), atom.indexOf('<source>'));
    expect(entry.match(/<link rel="alternate" .*\/>/g)).toEqual([
      `<link rel="alternate" href="${SITE}a/grafting-1/"/>`,
    ]);
  });

  test('D24: is never updated before it was published', async () => {
    const publishedAt = Date.UTC(2026, 4, 2);
    const { atom, json } = await publishArticles([{ publishedAt, updatedAt: Date.UTC(2026, 4, 1) }]);
    expect(atom.match(/<(updated|published)>2026-05-02T00:00:00.000Z</g)).toHaveLength(3);
    expect(JSON.parse(json).items[0].date_modified).toBe('2026-05-02T00:00:00.000Z');
  });

  test('without a date is dated by its place in the channel, and says no publication date', async () => {
    const { atom, rss, json } = await publishArticles([{ publishedAt: null, listedAt: Date.UTC(2026, 4, 3) }]);
    expect(atom).toMatch(/<updated>2026-05-03T00:00:00.000\d{3}Z<\/updated>/);
    expect(atom).not.toContain('<published>');
    expect(rss).not.toContain('<pubDate>');
    expect(JSON.parse(json).items[0]).not.toHaveProperty('date_published');
    expect(JSON.parse(json).items[0]).not.toHaveProperty('date_modified');
  });

  test('entries without a date that were seen in one moment have moments of their own', async () => {
    const undated = { publishedAt: null, listedAt: NOW, contentHtml: null };
    const { atom } = await publishArticles([
      { ...undated, id: 'urn:xx:1' },
      { ...undated, id: 'urn:xx:2' },
    ]);
    const moments = [...atom.matchAll(/<entry>[\s\S]*?<updated>(.*?)</g)].map(([, at]) => at);
    expect(new Set(moments).size).toBe(2);
    for (const at of moments) expect(Math.floor(Date.parse(at ?? ''))).toBe(NOW);
  });

  test('D06, D25, D26: carries its source with id, title, dates of its own, links and rights, and a via link', async () => {
    const source = { feedId: 'tag:orchard.example,2020:feed', rights: '© The Orchard', feedUpdatedAt: NOW };
    const { atom } = await publishArticles([{ updatedAt: Date.UTC(2026, 10, 19, 9) }], { source });
    const carried = atom.slice(atom.indexOf('<source>'), atom.indexOf('</source>')).replace(/\s*\n\s*/g, '');
    expect(carried).toBe(
      '<source><id>tag:orchard.example,2020:feed</id><title>The Orchard</title><updated>2026-11-19T09:00:00.000Z</updated>' +
        '<link rel="self" href="https://orchard.example/feed.xml"/><link rel="alternate" href="https://orchard.example/"/>' +
        '<rights>© The Orchard</rights>',
    );
    expect(atom).toContain('<link rel="via" href="https://orchard.example/feed.xml" title="The Orchard"/>');
  });

  test('an article that its source took from elsewhere names that place as via', async () => {
    const { atom } = await publishArticles([{ via: { title: 'Root & Branch', url: 'https://root.example/feed' } }]);
    expect(atom).toContain('<link rel="via" href="https://root.example/feed" title="Root &#x26; Branch"/>');
  });

  test('D29: says its language when it is known', async () => {
    expect((await publishArticles([{ language: 'pt-BR' }])).atom).toContain('<entry xml:lang="pt-BR">');
    expect((await publishArticles([{ language: 'not a language' }])).atom).toContain('<entry>');
  });

  test('D05: an enclosure keeps its type and length', async () => {
    const enclosures = [{ url: 'https://orchard.example/talk?id=1&x=2', type: 'audio/ogg', length: 7 }];
    const { atom } = await publishArticles([{ enclosures }]);
    expect(atom).toContain(
      '<link rel="enclosure" href="https://orchard.example/talk?id=1&amp;x=2" type="audio/ogg" length="7"/>',
    );
  });

  test('names its category first and each tag once', async () => {
    const { atom, rss, json } = await publishArticles(
      [{ category: 'linux', tags: ['linux', 'Rust', 'rust', 'Linux & kin'] }],
      {
        categories: [{ id: 'linux', label: 'Linux & kin', emoji: '🐧' }],
      },
    );
    expect(atom.match(/<category.*\/>/g)).toEqual([
      '<category label="Linux &#x26; kin" term="linux"/>',
      '<category term="linux"/>',
      '<category term="Rust"/>',
    ]);
    expect(rss.match(/<category>.*<\/category>/g)).toEqual([
      '<category>Linux &#x26; kin</category>',
      '<category>linux</category>',
      '<category>Rust</category>',
    ]);
    expect(JSON.parse(json).items[0].tags).toEqual(['Linux & kin', 'linux', 'Rust']);
  });

  test('E58: an address with a password loses it', async () => {
    const documents = await publishArticles([{}], {
      source: { feedUrl: 'https://me:secret@orchard.example/feed.xml' },
    });
    expect(documents.atom).toContain('href="https://orchard.example/feed.xml"');
    expect(documents.atom + documents.rss + documents.json).not.toContain('secret');
  });

  test('C28: an id stands in a document once; the newest article keeps it', async () => {
    const store = createMemoryStore(
      [
        makeArticle({ id: 'urn:x:new', publishedId: 'urn:xx:same', title: 'The new one' }),
        makeArticle({ id: 'urn:x:old', publishedId: 'urn:xx:same', title: 'The old one' }),
      ],
      [makeSource()],
    );
    const { atom, rss, json, faults } = await publish(store);
    for (const document of [atom, rss, json]) {
      expect(document).toContain('The new one');
      expect(document).not.toContain('The old one');
    }
    expect(faults.map(({ path, articleId }) => [path, articleId])).toEqual([
      ['atom.xml', 'urn:x:old'],
      ['rss.xml', 'urn:x:old'],
      ['feed.json', 'urn:x:old'],
    ]);
  });
});
