// What we publish, read by our own reader: the same articles in all three formats, whatever they are made of.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toSafeHtml } from '../src/lib/safe-html.ts';
import type { EntryFacts } from '../src/model.ts';
import { normalizeEntry, normalizeFeed } from '../src/normalize/normalize.ts';
import { parse } from '../src/parse/parse.ts';
import { makeArticle, makeSource, NOW, publish } from './publish/fixtures.ts';
import { createMemoryStore } from './publish/memory-store.ts';

const OPTIONS = { url: 'https://feed.example/x', language: null, wordsPerMinute: 200 };

function read(document: string): readonly EntryFacts[] {
  const parsed = parse(Buffer.from(document), { contentType: null, url: OPTIONS.url, maxEntries: 100 });
  expect(parsed.complete).toBe(true);
  const feed = normalizeFeed(parsed, OPTIONS);
  return parsed.entries.map((entry) => normalizeEntry(entry, parsed, feed, OPTIONS).facts);
}

/** Text that is hard to write; markup and references, which a title in RSS may mean either way, are told apart elsewhere. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((value) => value.replace(/[<&]/g, '')),
  fc
    .string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 10 })
    .map((value) => value.replace(/[<&]/g, '')),
  fc
    .array(
      fc.constantFrom(
        ']]>',
        'Vec<T>',
        'a < b',
        'R & D',
        '\u202e',
        '\u0000',
        '\ud83d',
        '🌐',
        'é',
        '"',
        "'",
        '\t',
        '\ufffe',
        'w',
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join(' ')),
  fc.integer({ min: 1, max: 4000 }).map((length) => 'very long '.repeat(length).slice(0, length)),
);
const moment = fc.option(
  fc.integer({ min: Date.UTC(1990, 0, 1) / 1000, max: NOW / 1000 }).map((seconds) => seconds * 1000),
  { nil: null },
);
const body = fc
  .array(
    fc.constantFrom(
      '<p>One</p>',
      '<p>Two <b>bold</b></p>',
      '<pre>a ]]> b</pre>',
      '&lt;b&gt;',
      '<img src="https://a.example/i.png?a=1&amp;b=2">',
      '<ul><li>x</li></ul>',
      '🌐 é \u202e',
      '<p><center>x</center></p>',
    ),
    { maxLength: 5 },
  )
  .map((parts) => toSafeHtml({ kind: 'html', value: parts.join('\n'), base: null }) || null);

const articleFacts = fc.record({
  publishedId: fc.oneof(
    fc.uuid().map((uuid) => `urn:uuid:${uuid}`),
    fc.nat().map((n) => `tag:a.example,2026:${n}`),
    text,
  ),
  title: text.map((title) => `T ${title}`),
  url: fc.webUrl({ withQueryParameters: true }),
  summary: text,
  contentHtml: body,
  authors: fc.uniqueArray(fc.record({ name: fc.constantFrom('Ann', 'Bo Ek', '李', 'R & D'), url: fc.constant(null) }), {
    maxLength: 2,
    selector: ({ name }) => name,
  }),
  tags: fc.uniqueArray(fc.constantFrom('rust', 'C++', 'R & D', '日本', 'a < b'), { maxLength: 3 }),
  language: fc.constantFrom(null, 'de', 'pt-BR', 'ja'),
  enclosures: fc.uniqueArray(
    fc.record({
      url: fc.constantFrom('https://a.example/1.mp3', 'https://a.example/2?x=1&y=2'),
      type: fc.constant('audio/mpeg'),
      length: fc.option(fc.integer({ min: 1, max: 1e9 }), { nil: null }),
    }),
    { maxLength: 2, selector: ({ url }) => url },
  ),
  publishedAt: moment,
  updatedAt: moment,
});

interface Item {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly content_html?: string;
  readonly date_published?: string;
  readonly authors: readonly { readonly name: string }[];
  readonly tags?: readonly string[];
  readonly language?: string;
  readonly attachments?: readonly { readonly url: string; readonly size_in_bytes?: number }[];
}

test('our own reader finds the same articles in all formats: ids, titles, links, dates, authors, bodies, files, languages, tags', () => {
  return fc.assert(
    fc.asyncProperty(fc.array(articleFacts, { minLength: 1, maxLength: 3 }), async (all) => {
      const articles = all.map((facts, index) =>
        makeArticle({ ...facts, id: `urn:uuid:d4936164-2aad-550d-b32b-00000000000${index}` }),
      );
      const { atom, rss, json } = await publish(createMemoryStore(articles, [makeSource()]));
      const { items }: { items: readonly Item[] } = JSON.parse(json);
      for (const [format, document] of Object.entries({ atom, rss, json })) {
        const found = read(document);
        expect(found.map(({ guid, url, title }) => [guid, url, title])).toEqual(
          items.map(({ id, url, title }) => [id, url, title]),
        );
        for (const [index, item] of items.entries()) {
          const facts = found[index] as EntryFacts;
          const publishedAt = item.date_published === undefined ? null : Date.parse(item.date_published);
          expect(facts.publishedAt).toBe(publishedAt);
          expect(facts.authors.map(({ name }) => name)).toEqual(item.authors.map(({ name }) => name));
          expect(facts.tags).toEqual(item.tags ?? []);
          const files = (item.attachments ?? []).map(({ url, size_in_bytes }) => [url, size_in_bytes ?? null]);
          expect(facts.enclosures.map(({ url, length }) => [url, length])).toEqual(
            format === 'rss' ? files.slice(0, 1) : files,
          );
          if (format !== 'rss') expect(facts.language).toBe(item.language ?? 'en');
          if (item.content_html !== undefined) {
            expect(facts.content && toSafeHtml(facts.content)).toBe(
              toSafeHtml({ kind: 'html', value: item.content_html, base: null }),
            );
          }
        }
      }
    }),
    { numRuns: 60, interruptAfterTimeLimit: 20_000 },
  );
});
