// The documents of a channel of all that the simulated world serves, and of articles made of anything, before the rules of the
// W3C feed validator and of JSON Feed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config/config.ts';
import { startWorld } from '../../src/demo/demo.ts';
import { toSafeHtml } from '../../src/lib/safe-html.ts';
import { makeArticle, makeSource, NOW, publish, publishArticles } from './fixtures.ts';
import { createMemoryStore } from './memory-store.ts';
import { findFeedFaults } from './valid-feed.ts';
import { findMarkupFault } from './valid-markup.ts';

test('D01 to D67: validators have nothing to say about a channel of all that the simulated world serves', async () => {
  const world = await startWorld({ port: 0, now: () => NOW, stepMs: null, every: '5s' });
  const directory = mkdtempSync(join(tmpdir(), 'lostfeed-valid-'));
  // those that never come to an end
  const endless = new Set(['dripping-tap', 'hang-up', 'molasses', 'matryoshka']);
  const sources = (world.config.sources as { id: string }[]).filter(({ id }) => !endless.has(id));
  const channel = { items: 1000, perSource: 1000, author: { name: 'Ann & Bo', email: 'ann@lost.example' } };
  const app = await openApp({
    dataDirectory: directory,
    version: '0.0.0',
    config: parseConfig(JSON.stringify({ ...world.config, channel, sources }), 'test'),
    siteUrl: () => 'https://lost.example/',
    now: () => NOW,
    log: { info() {}, warn() {}, error() {} },
  });
  try {
    await app.applyConfig(app.config());
    for (;;) {
      const claims = await app.store.claimDue({ ...app.limits(), now: NOW, limit: 8, forceSince: NOW });
      if (claims.length === 0) break;
      await Promise.all(claims.map((claimed) => app.visit(claimed, new AbortController().signal)));
    }
    const { faults } = await app.publish();
    expect(faults).toEqual([]);
    const channels = ['atom.xml', 'rss.xml', 'feed.json'].map((path) =>
      Buffer.from(app.documents().get(path)?.body ?? []).toString(),
    );
    expect(JSON.parse(channels[2] ?? '').items.length).toBeGreaterThan(250);
    for (const document of channels) expect(findFeedFaults(document, NOW)).toEqual([]);
  } finally {
    await app.close();
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  }
}, 60_000);

/** Pieces of markup that do not fit together, and text that is hard to write. */
const piece = fc.constantFrom(
  ...'<p> </p> <div> <center> </center> <b> </b> <a href="https://a.example/"> </a> <h2> <h3> </h3> <ul> <li> </ul> <table> '.split(
    ' ',
  ),
  ...'<tr> <td> </table> <caption> <thead> <th> <ruby> <rb> <rt> </ruby> <dl> <dd> <dt> </dl> <pre> </pre> <hr> <br> '.split(
    ' ',
  ),
  ...['<bdo dir="rtl">', '<video controls src="https://a.example/v.mp4">', '<img src="/i.png">', '<details><summary>'],
  ...[
    'x',
    '\u{1fffe}',
    '\u007f',
    '1 &lt; 2',
    'Ã©',
    '\ufffd',
    '\u0085',
    '&amp;lt;',
    ']]>',
    'é',
    '</b> & <T>',
    '\ud800',
    '🌐',
  ],
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
);

describe('whatever articles are made of', () => {
  test('D27, E41: a body is nested as HTML wants it', () => {
    return fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
        const contentHtml = toSafeHtml({ kind: 'html', value: pieces.join(''), base: 'https://a.example/' });
        const { json } = await publishArticles([{ contentHtml: contentHtml || null }]);
        const html: string = JSON.parse(json).items[0].content_html ?? '';
        expect(findMarkupFault(html)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test('D20 to D67: validators have nothing to say about the documents', () => {
    const facts = fc.record({
      publishedId: fc.oneof(fc.webUrl(), text, fc.constant('urn:uuid:1'), fc.constant('tag:x')),
      // an article has a title, be it borrowed
      title: text.map((title) => `T${title}`),
      summary: text,
      contentHtml: fc.option(
        text.map((value) => toSafeHtml({ kind: 'html', value, base: null })),
        { nil: null },
      ),
      authors: fc.array(fc.record({ name: text, url: fc.option(fc.webUrl(), { nil: null }) }), { maxLength: 2 }),
      tags: fc.array(text, { maxLength: 3 }),
      url: fc.option(fc.webUrl({ withQueryParameters: true, withFragments: true }), { nil: null }),
      enclosures: fc.array(
        fc.record({
          url: fc.oneof(
            fc.webUrl(),
            fc.constantFrom('http://localhost/a', 'https://a_b.example/', 'https://a.example/[1]|2'),
          ),
          type: fc.option(fc.constantFrom('audio/mpeg', 'audio/ogg; codecs=opus', 'x', 'a/b; c'), { nil: null }),
          length: fc.option(fc.nat(), { nil: null }),
        }),
        { maxLength: 2 },
      ),
      via: fc.option(fc.record({ title: text, url: fc.webUrl() }), { nil: null }),
      commentsUrl: fc.option(fc.webUrl(), { nil: null }),
      publishedAt: fc.option(fc.integer({ min: Date.UTC(1990, 0, 1), max: NOW }), { nil: null }),
    });
    const sourceFacts = fc.record({
      title: text,
      feedId: fc.option(fc.oneof(text, fc.constantFrom('https://Example.org', 'tag:example.com', 'yt:channel:1')), {
        nil: null,
      }),
      rights: fc.option(text, { nil: null }),
      content: fc.constantFrom(null, 'excerpt' as const, 'link' as const),
    });
    return fc.assert(
      fc.asyncProperty(
        fc.array(facts, { minLength: 1, maxLength: 3 }),
        sourceFacts,
        text,
        async (all, source, title) => {
          const articles = all.map((one, index) =>
            makeArticle({ ...one, id: `urn:uuid:d4936164-2aad-550d-b32b-00000000000${index}` }),
          );
          const { atom, rss, json } = await publish(createMemoryStore(articles, [makeSource(source)]), {
            channel: { title, description: title },
          });
          for (const document of [atom, rss, json]) expect(findFeedFaults(document, NOW)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('D20 to D67: validators have nothing to say about channels without articles, with a hub, and after a takedown', async () => {
  const deleted = [{ publishedId: 'urn:x:1', at: NOW, reason: 'asked for <b>politely</b>' }];
  const stores = [createMemoryStore([], []), createMemoryStore([makeArticle()], [makeSource()])];
  for (const store of stores) {
    store.deleted = deleted;
    const { atom, rss, json } = await publish(store, {
      hub: 'https://hub.example/',
      channel: { author: { name: 'Ann :)', email: 'ann@lost.example' } },
    });
    expect(atom).toContain('at:deleted-entry');
    for (const document of [atom, rss, json]) expect(findFeedFaults(document, NOW)).toEqual([]);
  }
});

describe('the rules themselves find what is wrong:', () => {
  test.each([
    ['InvalidFullLink', '<guid isPermaLink="true">https://a.example/ b</guid>'],
    ['NotSufficientlyUnique', '<guid isPermaLink="false">1234</guid>'],
    ['ContainsHTML', '<category>a &lt;/b> b</category>'],
    ['ContainsHTML', '<category>AT&amp;amp;T</category>'],
    ['CharacterData', '<category>a &lt;b b</category>'],
    ['NotHtml', '<description>&lt;p&gt;&lt;div&gt;&lt;/div&gt;&lt;/p&gt;</description>'],
    ['NotHtml', '<description>&lt;a onclick="x"&gt;&lt;/a&gt;</description>'],
    ['IncorrectDOW', '<pubDate>Mon, 20 Nov 2026 12:00:00 GMT</pubDate>'],
    ['ImplausibleDate', '<pubDate>Sat, 21 Nov 2026 12:00:00 GMT</pubDate>'],
    ['InvalidURLAttribute', '<enclosure url="http://localhost/a" type="audio/mpeg" length="1"/>'],
    ['NeedDescriptionBeforeContent', '<content:encoded>x</content:encoded>'],
    ['BadCharacters', '<category>a\ufffd</category>'],
    ['NotHtml', '<description>a\u{1ffff}</description>'],
    ['UndefinedElement', '<published>2026-11-20</published>'],
    ['UnexpectedAttribute', '<category scheme="https://a.example/">a</category>'],
  ])('%s in %s', (rule, element) => {
    const rss = (inside: string) =>
      `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="c"><channel><title>T</title><link>https://a.example/</link><description>d</description><atom:link href="https://a.example/rss.xml" rel="self" type="application/rss+xml"/><item><title>T</title>${inside.includes('guid') ? '' : '<guid isPermaLink="false">tag:a.example,2026:1</guid>'}${inside}</item></channel></rss>`;
    expect(findFeedFaults(rss(''), NOW)).toEqual([]);
    expect(findFeedFaults(rss(element), NOW)).toEqual([expect.stringMatching(`^${rule}: `)]);
  });
});
