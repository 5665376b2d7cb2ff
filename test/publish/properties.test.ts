// What must hold for any text in any field: the documents are well-formed and give back what went in.
import fc from 'fast-check';
import Parser from 'rss-parser';
import { expect, test } from 'vitest';
import type { FullArticle } from '../../src/model.ts';
import { makeArticle, makeSource, publish } from './fixtures.ts';
import { createMemoryStore } from './memory-store.ts';

/** Text of the kinds that break writers of XML and JSON: any code unit, markup, references, ends of CDATA, slots. */
const nasty = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(
      ']]>',
      '<![CDATA[',
      '<',
      '>',
      '&',
      '"',
      "'",
      '&amp;',
      '&#0;',
      '<!--',
      '</item>',
      '</entry>',
      '$&',
      '\r',
      '\u0000',
      '\ufffe',
      '\ud800',
      'https://slot.invalid/0/',
      ' ',
      'é',
    ),
    maxLength: 8,
  }),
);
const address = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), nasty);
const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const moment = nullable(fc.integer({ min: -1e16, max: 1e16 }));

const articleFacts: fc.Arbitrary<Partial<FullArticle>> = fc.record({
  publishedId: fc.oneof(
    fc.webUrl(),
    nasty.map((text) => `urn:x:${text}`),
    nasty,
  ),
  title: nasty,
  url: nullable(address),
  summary: nasty,
  contentHtml: nullable(nasty),
  authors: fc.array(fc.record({ name: nasty, url: nullable(address) }), { maxLength: 2 }),
  tags: fc.array(nasty, { maxLength: 3 }),
  category: fc.constantFrom('general', 'odd', 'constructor'),
  enclosures: fc.array(fc.record({ url: address, type: nullable(nasty), length: nullable(fc.nat()) }), {
    maxLength: 2,
  }),
  language: nullable(nasty),
  via: nullable(fc.record({ title: nullable(nasty), url: nullable(address) })),
  commentsUrl: nullable(address),
  publishedAt: moment,
  updatedAt: moment,
  slug: nasty.map((text) => text.toWellFormed()),
  readMinutes: nullable(fc.integer({ min: 1, max: 99 })),
});

const sourceFacts = fc.record({
  title: nasty,
  siteUrl: nullable(address),
  feedUrl: address,
  feedId: nullable(nasty),
  rights: nullable(nasty),
  content: fc.constantFrom(null, 'full' as const, 'excerpt' as const, 'link' as const),
});

const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Raw `<` and stray `&` in text or attributes, once comments of the grammar that we never write are ruled out. */
function findMarkupFault(xml: string): string | null {
  const withoutCdata = xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  const tag = /<\/?[A-Za-z:]+( [a-zA-Z:]+="[^"<]*")*\/?>|<\?xml version="1.0" encoding="utf-8"\?>/g;
  const text = withoutCdata.replace(tag, '');
  const attributes = [...withoutCdata.matchAll(tag)].map(([whole]) => whole).join('');
  if (/[<>]/.test(text)) return `markup in text: ${/.{0,40}[<>].{0,40}/.exec(text)?.[0]}`;
  const stray = /&(?!amp;|lt;|gt;|quot;|#9;|#10;|#x26;|#x3C;|#x3E;).{0,20}/.exec(text + attributes);
  return stray ? `stray reference ${stray[0]}` : null;
}

test('D01, D02, D11, D46: any text in any field makes well-formed documents with the same ids, titles and links in all formats', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(articleFacts, { minLength: 1, maxLength: 3 }),
      sourceFacts,
      nasty,
      async (facts, source, title) => {
        const articles = facts.map((fact, index) => makeArticle({ ...fact, id: `urn:uuid:${index}` }));
        const store = createMemoryStore(articles, [makeSource(source)]);
        const { atom, rss, json, faults } = await publish(store, {
          channel: { title },
          categories: [{ id: 'odd', label: title, emoji: null }],
        });
        // the same arbitrary id twice is the one thing that may leave an article out
        for (const { message } of faults) expect(message).toMatch(/under the same id/);
        for (const xml of [atom, rss]) {
          expect(xml).not.toMatch(FORBIDDEN);
          expect(xml.isWellFormed()).toBe(true);
          expect(findMarkupFault(xml)).toBeNull();
        }
        const parsedAtom = await new Parser<object, { id: string }>().parseString(atom);
        const parsedRss = await new Parser().parseString(rss);
        const parsedJson: { items: { id: string; title?: string; url: string }[] } = JSON.parse(json);
        const expected = parsedJson.items.map(({ id, title: itemTitle, url }) => [id, itemTitle ?? '', url]);
        expect(expected).toHaveLength(articles.length - faults.length / 3);
        expect(parsedAtom.items.map(({ id, title: read, link }) => [id, read || '', link])).toEqual(expected);
        expect(parsedRss.items.map(({ guid, title: read, link }) => [guid, read || '', link])).toEqual(expected);
        for (const [, , link] of expected) expect(link).toMatch(/^https?:\/\//);
      },
    ),
    { numRuns: 300 },
  );
});

test('E41, D11: a body reaches readers exactly as the sanitizer gave it, before the line that names its source', async () => {
  const body = fc.string({
    unit: fc.constantFrom('<p>x</p>', ']]>', ']]', '>', '&amp;', '&lt;', '<b>x</b>', ' ', '\n', 'é', '🌐', 'w'),
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(body, async (drawn) => {
      const contentHtml = `<div>${drawn}</div>`;
      const { atom, rss, json } = await publish(createMemoryStore([makeArticle({ contentHtml })], [makeSource()]));
      const read = [
        (await new Parser().parseString(atom)).items[0]?.content,
        (await new Parser<object, { 'content:encoded': string }>().parseString(rss)).items[0]?.['content:encoded'],
        JSON.parse(json).items[0].content_html,
      ];
      for (const html of read) expect(html.slice(0, html.lastIndexOf('\n<p><small>From '))).toBe(contentHtml);
    }),
    { numRuns: 100 },
  );
});
