import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DriftInput, findDrift, mayDrift } from '../src/drift.ts';
import { siteOf } from '../src/drift-signs.ts';
import type { SourcePast } from '../src/model.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Entry = DriftInput['created'][number];

const ENGLISH =
  'the of and to in a is that for it was on with as this we are from you have new old can not one be'.split(' ');
const INDONESIAN =
  'dan yang di untuk dengan pada ini dari adalah atau akan tidak bisa anda kami situs lebih juga dalam ke'.split(' ');
const CHINESE = ['我们在这里写下关于旧计算机的笔记', '新的版本已经发布并且修复了许多错误', '今天下雨所以我在家里读书'];

/** Forty words of a vocabulary, others for each number. */
const text = (words: readonly string[], number: number) =>
  Array.from({ length: 40 }, (_, place) => words[(number * 7 + place * (1 + (number % 5))) % words.length]).join(' ');

const entry = (number: number, change: Partial<Entry> = {}): Entry => ({
  title: `Entry number ${number} of the garden`,
  summary: text(ENGLISH, number),
  url: `https://www.garden.example/${number}`,
  language: 'en',
  ...change,
});
const entries = (count: number, change: Partial<Entry> = {}, from = 100) =>
  Array.from({ length: count }, (_, number) => entry(from + number, change));

const daily = (articles: readonly Entry[]): SourcePast['articles'] =>
  articles.map((article, number) => ({ ...article, listedAt: NOW - DAY - number * DAY }));
const PAST: SourcePast = {
  title: 'The Garden',
  siteUrl: 'https://garden.example/',
  articles: daily(entries(20, {}, 0)),
};

/** The signs of a document that brings these entries beside `known` ones, an hour after the last. */
const drift = (created: readonly Entry[], change: Partial<DriftInput> = {}) =>
  findDrift({
    url: 'https://garden.example/feed',
    past: PAST,
    title: 'The Garden',
    created,
    known: 10,
    knownUrls: [],
    isWhole: true,
    sinceMs: HOUR,
    lastSuccessAt: NOW - HOUR,
    ...change,
  });

const AWAY = { url: 'https://slots.example/x' };
const FOREIGN = { summary: text(INDONESIAN, 1), title: text(INDONESIAN, 2), language: 'id' };
const NOTHING_LEFT = { known: 0 };

describe('another feed is known by', () => {
  it.each<[string, ReturnType<typeof drift>, readonly string[]]>([
    ['links and nothing left of before', drift(entries(3, AWAY), NOTHING_LEFT), ['links', 'ids']],
    ['language and nothing left of before', drift(entries(3, FOREIGN), NOTHING_LEFT), ['language', 'ids']],
    [
      'title and nothing left of before, in the same language at the same host: a lapsed domain',
      drift(entries(8), { ...NOTHING_LEFT, title: 'Best Casino Reviews' }),
      ['title', 'ids'],
    ],
    [
      'the same after weeks in which the domain was down',
      drift(entries(8), { ...NOTHING_LEFT, title: 'Best Casino Reviews', sinceMs: 40 * DAY }),
      ['title', 'ids'],
    ],
    [
      'links and language beside articles of before: a break-in',
      drift(entries(4, { ...AWAY, ...FOREIGN })),
      ['language', 'links'],
    ],
    ['a flood of links elsewhere', drift(entries(25, AWAY)), ['links', 'volume']],
    ['a flood in another language', drift(entries(25, FOREIGN)), ['language', 'volume']],
    ['title and links', drift(entries(3, AWAY), { title: 'Best Casino Reviews' }), ['links', 'title']],
    [
      'three signs of a single entry: a parked domain',
      drift([entry(500, { title: 'This domain is for sale', ...AWAY })], { ...NOTHING_LEFT, title: 'parked.example' }),
      ['links', 'title', 'ids'],
    ],
  ])('%s', (_, signs, expected) => {
    expect(signs).toEqual(expected);
  });

  it('its texts, whatever language they claim to be in', () => {
    const { title, summary } = FOREIGN;
    expect(drift(entries(3, { title, summary }), NOTHING_LEFT)).toEqual(['language', 'ids']);
    const chinese = CHINESE.map((line, number) => entry(number, { title: line, summary: line.repeat(3) }));
    expect(drift(chinese, NOTHING_LEFT)).toEqual(['language', 'ids']);
    const past = { ...PAST, articles: daily(Array.from({ length: 9 }, (_, number) => chinese[number % 3] as Entry)) };
    const fresh = chinese.map((one, number) => ({ ...one, title: `${number} ${one.title}` }));
    expect(drift(fresh, { ...NOTHING_LEFT, past })).toEqual([]);
    expect(drift(entries(6, { language: null }), { ...NOTHING_LEFT, past })).toEqual(['language', 'ids']);
  });

  it('the language it declares, where texts are too short to tell', () => {
    const short = { summary: '', language: 'id-ID' };
    expect(drift(entries(3, short), NOTHING_LEFT)).toEqual(['language', 'ids']);
    expect(drift(entries(3, { ...short, language: 'en-GB' }), NOTHING_LEFT)).toEqual([]);
    expect(drift(entries(3, { ...short, language: null }), NOTHING_LEFT)).toEqual([]);
  });
});

describe('a feed is itself', () => {
  it.each<[string, ReturnType<typeof drift>]>([
    ['with one guest post, elsewhere and in another language', drift([entry(100, { ...AWAY, ...FOREIGN })])],
    ['with a guest post alone in its document', drift([entry(100, AWAY)], NOTHING_LEFT)],
    ['with guests among its own', drift([...entries(4), ...entries(2, { ...AWAY, ...FOREIGN }, 200)])],
    ['with one sign: a change of language', drift(entries(10, FOREIGN))],
    ['with one sign: a link shortener', drift(entries(10, AWAY))],
    ['with one sign: another name', drift(entries(10), { title: 'A Meadow' })],
    ['when it is rebuilt: a flood under new ids', drift(entries(60), NOTHING_LEFT)],
    ['when its title is longer now', drift(entries(30), { ...NOTHING_LEFT, title: 'Garden: notes & links' })],
    ['without a title', drift(entries(30), { ...NOTHING_LEFT, title: null })],
    ['when a declaration is corrected', drift(entries(5, { language: 'de' }), NOTHING_LEFT)],
    [
      'when it links to the site of its own address',
      drift(entries(5, { url: 'https://cdn.garden.example/1' }), NOTHING_LEFT),
    ],
    ['in a part of it', drift(entries(3, AWAY), { ...NOTHING_LEFT, isWhole: false })],
    [
      'while few of its articles are known',
      drift(entries(30, { ...AWAY, ...FOREIGN }), {
        ...NOTHING_LEFT,
        title: 'Best Casino Reviews',
        past: { ...PAST, articles: PAST.articles.slice(0, 4) },
      }),
    ],
  ])('%s', (_, signs) => {
    expect(signs).toEqual([]);
  });

  it('C08: when it has moved: its articles come along, under their headlines or recognised', () => {
    const moved = { ...AWAY, summary: 'x' };
    const again = entries(10, moved, 0);
    expect(drift([...again, ...entries(3, moved)], { ...NOTHING_LEFT, title: 'Elsewhere' })).toEqual([]);
    const knownUrls = ['https://slots.example/known'];
    expect(drift(entries(3, AWAY), { title: 'Elsewhere', knownUrls })).toEqual([]);
  });

  it('when nothing of before is ever left in its documents, and its news site changes its domain', () => {
    const hourly = PAST.articles.map((article, number) => ({ ...article, listedAt: NOW - HOUR - number * 60_000 }));
    expect(drift(entries(30, AWAY), { ...NOTHING_LEFT, past: { ...PAST, articles: hourly } })).toEqual([]);
  });

  it('when much has come up because nobody asked for weeks', () => {
    expect(drift(entries(20, AWAY), { sinceMs: 20 * DAY })).toEqual([]);
  });

  it('when it is a list of links, wherever these lead', () => {
    const links = entries(20, {}, 0).map((one, number) => ({ ...one, url: `https://site-${number}.example/` }));
    expect(drift(entries(5, AWAY), { ...NOTHING_LEFT, past: { ...PAST, articles: daily(links) } })).toEqual([]);
  });

  it('when it has had such articles before', () => {
    const mixed = daily([...entries(18, {}, 0), ...entries(2, { ...AWAY, ...FOREIGN }, 50)]);
    expect(
      drift(entries(9, { ...AWAY, language: 'id' }), { ...NOTHING_LEFT, past: { ...PAST, articles: mixed } }),
    ).toEqual([]);
  });

  it('as long as it goes on as before, with its guests, its pauses and its floods', () => {
    const guest = fc.record({ at: fc.webUrl(), language: fc.constantFrom('fr', 'ja', null) });
    const world = fc.record({
      site: fc.constantFrom('garden.example', 'blog.garden.co.uk', 'someone.github.io', '192.0.2.7'),
      isLinkList: fc.boolean(),
      words: fc.constantFrom(ENGLISH, INDONESIAN, CHINESE),
      language: fc.constantFrom('en', 'id', 'zh-Hant-TW', null),
      title: fc.constantFrom('The Garden', '花园', null),
      guest,
      before: fc.integer({ min: 0, max: 50 }),
      gapMs: fc.integer({ min: 0, max: 40 * DAY }),
    });
    const document = fc.record({
      created: fc.integer({ min: 0, max: 80 }),
      known: fc.integer({ min: 0, max: 20 }),
      sinceMs: fc.integer({ min: 1, max: 400 * DAY }),
      isWhole: fc.boolean(),
      isRenumbered: fc.boolean(),
    });
    fc.assert(
      fc.property(world, document, (source, visit) => {
        const { site, isLinkList, words, language, title, before, gapMs } = source;
        const write = (number: number): Entry => {
          const host = isLinkList ? `site-${number}.example` : site;
          const own = { title: `${number}: ${text(words, number)}`, summary: text(words, number + 1), language };
          // every sixth is somebody else's
          if (number % 6 !== 5) return { ...own, url: `https://${host}/${number}` };
          return { ...own, summary: `${number}`, url: source.guest.at, language: source.guest.language };
        };
        const first = visit.isRenumbered ? 0 : before;
        const articles = Array.from({ length: before }, (_, number) => ({
          ...write(number),
          listedAt: NOW - (number + 1) * gapMs,
        }));
        const signs = findDrift({
          url: `https://${site}/feed`,
          past: { title, siteUrl: null, articles },
          title,
          created: Array.from({ length: visit.created }, (_, number) => write(first + number)),
          known: visit.known,
          knownUrls: [],
          isWhole: visit.isWhole,
          sinceMs: visit.sinceMs,
          lastSuccessAt: NOW - visit.sinceMs,
        });
        expect(signs).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('what is not worth a look into the past', () => {
  it('is a document with few new entries that continues the last one, or with none', () => {
    expect([mayDrift(0, 0), mayDrift(0, 9), mayDrift(2, 1)]).toEqual([false, false, false]);
    expect([mayDrift(1, 0), mayDrift(3, 9)]).toEqual([true, true]);
  });
});

describe('the site of an address', () => {
  it.each([
    ['https://www.garden.example/a', 'garden.example'],
    ['https://a.b.garden.example:8080/', 'garden.example'],
    ['https://news.garden.co.uk/', 'garden.co.uk'],
    ['https://garden.de/', 'garden.de'],
    ['http://192.0.2.7/x', '192.0.2.7'],
    ['http://[2001:db8::1]/x', '[2001:db8::1]'],
    ['http://localhost/', 'localhost'],
    ['not an address', null],
    [null, null],
  ])('%s is %s', (url, site) => {
    expect(siteOf(url)).toBe(site);
  });
});
