// Discovery: which hubs and which topic an answer names.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from '../../src/parse/parse.ts';
import { discoverHub, hubsToAsk } from '../../src/websub/hub-links.ts';
import { parseLinkHeaders } from '../../src/websub/link-header.ts';

const URL_ASKED = 'https://site.example/blog/feed.xml';
const NOTHING = { links: [], hubs: [] };

const feedWith = (head: string) =>
  parse(
    new TextEncoder().encode(
      `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id><title>t</title><updated>2026-01-01T00:00:00Z</updated>${head}</feed>`,
    ),
    { contentType: null, url: URL_ASKED, maxEntries: 10 },
  );

describe('Link headers', () => {
  test.each([
    ['one link', ['<https://h.example/>; rel="hub"'], [['https://h.example/', ['hub']]]],
    ['a bare value, and no space', ['<https://h.example/>;rel=hub'], [['https://h.example/', ['hub']]]],
    [
      'several links in one header',
      ['<https://h.example/>; rel="hub", <https://s.example/>; rel="self"'],
      [
        ['https://h.example/', ['hub']],
        ['https://s.example/', ['self']],
      ],
    ],
    [
      'several headers',
      ['<https://h.example/>; rel=hub', '<https://s.example/>; rel=self'],
      [
        ['https://h.example/', ['hub']],
        ['https://s.example/', ['self']],
      ],
    ],
    [
      'several relation types',
      ['<https://h.example/>; rel="alternate  HUB\tself"'],
      [['https://h.example/', ['alternate', 'hub', 'self']]],
    ],
    [
      'parameters in any order, names of any case, with commas and semicolons in quotes',
      ['<https://h.example/>; title="a, \\"b\\"; rel=self"; REL = hub ; type=text/xml'],
      [['https://h.example/', ['hub']]],
    ],
    ['the first of two rel parameters', ['<https://h.example/>; rel=hub; rel=self'], [['https://h.example/', ['hub']]]],
    [
      'commas and semicolons in the address',
      ['<https://h.example/?a=1,2;b>; rel=hub'],
      [['https://h.example/?a=1,2;b', ['hub']]],
    ],
    [
      'a link after something that is none',
      ['nonsense "a, <b>", <https://h.example/>; rel=hub'],
      [['https://h.example/', ['hub']]],
    ],
    [
      'a parameter without a value, and empty ones',
      ['<https://h.example/>; crossorigin;; rel=hub;'],
      [['https://h.example/', ['hub']]],
    ],
    ['no relation type', ['<https://h.example/>'], [['https://h.example/', []]]],
    ['a quote that never ends', ['<https://h.example/>; rel="hub'], [['https://h.example/', ['hub']]]],
    ['an address that never ends', ['<https://h.example/; rel=hub'], []],
    ['nothing', ['', ' , ,'], []],
  ] as const)('A160: %s', (_, values, links) => {
    expect(parseLinkHeaders(values).map(({ target, rels }) => [target, rels])).toEqual(links);
  });

  test('E29: are read in linear time, whatever they hold', () => {
    const started = performance.now();
    for (const piece of ['"', '\\"', '<', '<a>;', ';x="\\', ',', ' ;', '<a>; rel="']) {
      parseLinkHeaders([piece.repeat(100_000 / piece.length)]);
    }
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('E29: never fail, and find a good link before any other', () => {
    fc.assert(
      fc.property(fc.string(), (rest) => {
        expect(parseLinkHeaders(['<https://h.example/>; rel=hub', rest])[0]?.rels).toEqual(['hub']);
      }),
    );
  });
});

describe('discovery', () => {
  test('A160: takes the links of an Atom feed, of an RSS channel and of a JSON Feed', () => {
    const atom = feedWith('<link rel="hub" href="https://h.example/"/><link rel="self" href="../feed"/>');
    const rss = parse(
      new TextEncoder().encode(
        '<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>t</title><a:link rel="self" href="https://site.example/feed"/><a:link rel="hub" href="https://h.example/"/><a:link rel="hub" href="https://i.example/"/></channel></rss>',
      ),
      { contentType: null, url: URL_ASKED, maxEntries: 10 },
    );
    const json = parse(
      new TextEncoder().encode(
        JSON.stringify({
          version: 'https://jsonfeed.org/version/1.1',
          title: 't',
          feed_url: 'https://site.example/feed',
          hubs: [{ type: 'WebSub', url: 'https://h.example/' }],
          items: [],
        }),
      ),
      { contentType: null, url: URL_ASKED, maxEntries: 10 },
    );
    const topic = 'https://site.example/feed';
    expect(discoverHub([], atom, URL_ASKED)).toEqual({ topic, hubs: ['https://h.example/'] });
    expect(discoverHub([], rss, URL_ASKED)).toEqual({ topic, hubs: ['https://h.example/', 'https://i.example/'] });
    expect(discoverHub([], json, URL_ASKED)).toEqual({ topic, hubs: ['https://h.example/'] });
  });

  test('A160: lets headers win, one relation at a time, and resolves them against the address that answered', () => {
    const feed = feedWith(
      '<link rel="hub" href="https://written.example/"/><link rel="self" href="https://site.example/written"/>',
    );
    expect(discoverHub(['</said>; rel="self", <//hub.example/x>; rel="hub"'], feed, URL_ASKED)).toEqual({
      topic: 'https://site.example/said',
      hubs: ['https://hub.example/x'],
    });
    expect(discoverHub(['<https://said.example/>; rel=hub'], feed, URL_ASKED)).toEqual({
      topic: 'https://site.example/written',
      hubs: ['https://said.example/'],
    });
    expect(discoverHub(['<mailto:a@b.example>; rel="hub self"'], feed, URL_ASKED)).toEqual({
      topic: 'https://site.example/written',
      hubs: ['https://written.example/'],
    });
  });

  test('A160: passes over links that are about another document', () => {
    const about = (anchor: string) =>
      discoverHub([`<https://h.example/>; rel="hub"; anchor="${anchor}"`], NOTHING, URL_ASKED).hubs;
    expect(about('/other')).toEqual([]);
    expect(about('feed.xml')).toEqual(['https://h.example/']);
  });

  test('A162: finds no hub to ask without a topic, or with one no hub could give back', () => {
    const hub = '<https://h.example/>; rel=hub';
    expect(hubsToAsk(discoverHub([hub], NOTHING, URL_ASKED))).toEqual([]);
    const long = `<https://site.example/${'x'.repeat(1000)}>; rel=self`;
    expect(hubsToAsk(discoverHub([hub, long], NOTHING, URL_ASKED))).toEqual([]);
    expect(hubsToAsk(discoverHub([hub, '</feed>; rel=self'], NOTHING, URL_ASKED))).toEqual(['https://h.example/']);
  });

  test('A163: https is tried first where a hub is advertised without it', () => {
    const ask = (...hubs: string[]) => hubsToAsk({ topic: 'https://site.example/', hubs });
    expect(ask('http://h.example/', 'https://i.example/')).toEqual([
      'https://h.example/',
      'http://h.example/',
      'https://i.example/',
    ]);
    expect(ask('http://h.example/', 'https://h.example/')).toEqual(['https://h.example/', 'http://h.example/']);
    expect(ask('http://h.example:8080/')).toEqual(['http://h.example:8080/']);
  });

  test('takes four hubs at most, each once', () => {
    const hubs = [1, 2, 2, 3, 4, 5].map((n) => `<https://h${n}.example/>; rel=hub`);
    expect(discoverHub(hubs, NOTHING, URL_ASKED).hubs).toEqual([1, 2, 3, 4].map((n) => `https://h${n}.example/`));
  });
});
