// Documents made to break a reader: what comes out, and which problem says so. Time is measured by the fuzz run, and is the
// business of the test timeout here: a quadratic step over these sizes would not meet it.
import { describe, expect, it } from 'vitest';
import { toSafeHtml } from '../../src/lib/safe-html.ts';
import type { ParsedFeed } from '../../src/model.ts';
import { codesOf, read, rss } from './read.ts';

const item = (description: string) =>
  rss(`<item><description>${description}</description></item><item><guid>last</guid></item>`);
const safe = (feed: ParsedFeed) =>
  toSafeHtml({ kind: 'html', value: feed.entries[0]?.content?.value ?? '', base: null });
const lastGuid = (document: string) => read(document).entries.at(-1)?.guid;

describe('hostile documents stay harmless', () => {
  it('E26: elements nested too deep are cut off where the limit is; the field behind them and the next entry are read', () => {
    const feed = read(
      rss(
        `<item><description>kept${'<b>'.repeat(20_000)}deep</description><guid>1</guid></item><item><guid>2</guid></item>`,
      ),
    );
    expect(feed.entries[0]).toMatchObject({ guid: '1', content: { value: expect.stringMatching(/^kept(<b>){99}$/) } });
    expect(feed.entries[1]?.guid).toBe('2');
    expect(codesOf(feed)).toEqual(['too-deep']);
    expect(codesOf(read(rss('<x>'.repeat(20_000))))).toEqual(['too-deep', 'not-well-formed']);
  });

  it('E26: a hundred line breaks that nobody closed are no depth', () => {
    const feed = read(item(`${'a<br>'.repeat(300)}end`));
    expect(feed.entries[0]?.content?.value).toMatch(/end$/);
    expect(codesOf(feed)).toEqual([]);
  });

  it('E27: of attributes by the hundred thousand the first ones are read', () => {
    const many = Array.from({ length: 300_000 }, (_, n) => `a${n}="b"`).join(' ');
    const feed = read(rss(`<item><enclosure url="http://x.example/1.mp3" ${many}/><guid>1</guid></item>`));
    expect(feed.entries[0]).toMatchObject({ guid: '1', enclosures: [{ url: 'http://x.example/1.mp3' }] });
    expect(codesOf(feed)).toEqual(['list-cut']);
  });

  it('E27: namespace declarations by the thousand do not multiply', () => {
    const many = Array.from({ length: 100_000 }, (_, n) => `xmlns:a${n}="u${n}"`).join(' ');
    expect(lastGuid(rss(`<item ${many}><guid>1</guid></item>`))).toBe('1');
    const nested = Array.from(
      { length: 30_000 },
      (_, n) => `<a${n}:b xmlns:a${n}="http://www.w3.org/1999/xhtml"/>`,
    ).join('');
    expect(lastGuid(item(nested))).toBe('last');
  });

  it('E27: an attribute of megabytes is read as absent', () => {
    const feed = read(rss(`<item><link href="http://x.example/${'x'.repeat(10_000_000)}"/><guid>1</guid></item>`));
    expect(feed.entries[0]).toMatchObject({ guid: '1', links: [] });
    expect(codesOf(feed)).toEqual(['text-cut']);
  });

  it('E27 B48: entries beyond the limit are counted out, not read', () => {
    const feed = read(rss('<item><guid>g</guid></item>'.repeat(100_000)), { maxEntries: 10 });
    expect(feed.entries).toHaveLength(10);
    expect(feed.complete).toBe(true);
    expect(codesOf(feed)).toEqual(['too-many-entries']);
  });

  it('a text beyond the limit is cut and never splits a character', () => {
    const feed = read(item(`a${'😀'.repeat(1_500_000)}`));
    const text = feed.entries[0]?.content?.value ?? '';
    expect(text.length).toBeLessThanOrEqual(2 * 1024 * 1024);
    expect(text.isWellFormed()).toBe(true);
    expect(codesOf(feed)).toEqual(['text-cut']);
    expect(lastGuid(item(`<b>${'x'.repeat(3_000_000)}</b>`))).toBe('last');
  });

  it.each([
    ['less-than signs', '<'.repeat(2_000_000)],
    ['tags that are none', '<3 '.repeat(500_000)],
    ['tags torn by less-than signs', 'a<b c<'.repeat(300_000)],
    ['ampersands', '&'.repeat(2_000_000)],
    ['zeros in a reference', `&#${'0'.repeat(2_000_000)}`],
    ['end tags', '</a>'.repeat(500_000)],
    ['empty tags', '<a/>'.repeat(500_000)],
    ['prefixed tags', '<a:b></a:b>'.repeat(200_000)],
    ['comments', '<!-- x -->'.repeat(300_000)],
    ['bogus declarations', '<!>'.repeat(500_000)],
    ['control characters', '\u0001'.repeat(1_000_000)],
  ])('E30: %s by the hundred thousand cost no other entry', (_, description) => {
    expect(lastGuid(item(description))).toBe('last');
  });

  it.each([
    ['CDATA sections that never end', '<item><guid><![CDATA[1</guid></item>'.repeat(50_000)],
    ['comments that never end', '<!--'.repeat(500_000)],
    ['fields that never end', '<item><title>a<link>b'.repeat(50_000)],
    ['one field in itself', `<item>${'<title>'.repeat(300_000)}</item>`],
    ['one group in itself', `<item>${'<author>'.repeat(300_000)}</item>`],
    ['processing instructions that never end', '<?x'.repeat(500_000)],
  ])('%s end with the document', (_, items) => {
    expect(() => read(rss(items), { maxEntries: 100 })).not.toThrow();
  });

  it('a prologue may be as long as it likes', () => {
    expect(lastGuid(`${'<?a?> <!-- b -->'.repeat(100_000)}${item('x')}`)).toBe('last');
    expect(lastGuid(`<!DOCTYPE rss [${'<!ENTITY a "b">'.repeat(100_000)}]>${item('x')}`)).toBe('last');
  });

  it.each(['<!a [>', '<!a ">', '<!a <!-- >', '<!a <? >', '<![CDATA['])(
    'E21: declarations that never end, %s, hide no document',
    (torn) => {
      const feed = read(`${torn.repeat(100_000)}>${item('x')}`);
      expect(feed.entries.at(-1)?.guid).toBe('last');
    },
  );

  describe('E31: markup in any encoding is decoded first and cleaned after', () => {
    const hidden = item('a&lt;script&gt;b()&lt;/script&gt;c');
    const swapped = Buffer.from(hidden, 'utf16le').swap16();
    const iso2022 = Buffer.from(`<?xml version="1.0" encoding="iso-2022-jp"?>${hidden}`, 'latin1');
    it.each<[string, Uint8Array]>([
      ['UTF-16 with a mark', Buffer.from(`\ufeff${hidden}`, 'utf16le')],
      ['UTF-16 without one', Buffer.from(hidden, 'utf16le')],
      ['UTF-16 the other way round', swapped],
      ['UTF-32', Buffer.from(Uint32Array.from(hidden, (character) => character.charCodeAt(0)).buffer)],
      ['UTF-8 with a mark, declared as UTF-16', Buffer.from(`\ufeff<?xml version="1.0" encoding="utf-16"?>${hidden}`)],
      ['a seven-bit encoding', iso2022],
    ])('%s', (_, bytes) => {
      const feed = read(bytes);
      expect(feed.entries.map((entry) => entry.content?.value)).toEqual(['a<script>b()</script>c', undefined]);
      expect(safe(feed)).toBe('ac');
    });

    it.each<[string, Uint8Array, string]>([
      ['overlong UTF-8', Buffer.from([0xc0, 0xbc]), 'À¼script&gt;b()'],
      ['UTF-7', Buffer.from('+ADw-'), '+ADw-script&gt;b()'],
      ['one with a mark behind it', Buffer.from('&lt;\ufeff'), '&lt;script&gt;b()'],
      ['one with a null behind it, which is taken out first', Buffer.from('&lt;\0'), ''],
    ])('a less-than sign that only some would see: %s', (_, sign, left) => {
      const [before = '', after = ''] = item('|script&gt;b()').split('|');
      const feed = read(Buffer.concat([Buffer.from(before), sign, Buffer.from(after)]));
      expect(safe(feed)).toBe(left);
      expect(feed.entries.at(-1)?.guid).toBe('last');
    });
  });

  it('E32: JSON nested beyond reason is refused before it is built, and below that read', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const feed = (depth: number) => `{"items":[{"id":"1","content_html":${nested(depth)}},{"id":"2"}]}`;
    for (const document of [
      nested(500_000),
      feed(10_000),
      feed(4_000_000),
      '['.repeat(5_000_000),
      '{"a":'.repeat(20_000),
    ]) {
      expect(() => read(document)).toThrow(expect.objectContaining({ name: 'ParseError', code: 'bad-json' }));
    }
    expect(read(feed(9_990)).entries).toMatchObject([{ guid: '1', content: null }, { guid: '2' }]);
  });

  it('E32: brackets and quotes in texts are no depth', () => {
    const text = `${'[{"\\'.repeat(20_000)}\\"`;
    const feed = read(JSON.stringify({ items: [{ id: '1', content_text: text }, { id: '2' }] }));
    expect(feed.entries).toMatchObject([{ content: { value: text } }, { guid: '2' }]);
  });

  it('E27 E32: of JSON lists without end the first members are read', () => {
    const item = {
      id: '1',
      tags: Array(100_000).fill('t'),
      authors: Array(100_000).fill('a'),
      attachments: Array(100_000).fill({ url: '/a' }),
    };
    const feed = read(JSON.stringify({ items: [item, ...Array(100_000).fill(null), { id: '2' }] }), { maxEntries: 10 });
    expect(feed.entries).toHaveLength(1);
    const { tags, authors, enclosures } = feed.entries[0] ?? {};
    expect([tags?.length, authors?.length, enclosures?.length]).toEqual([1000, 1000, 1000]);
    expect(codesOf(feed)).toEqual(['missing-version', 'bad-field', 'too-many-entries', 'list-cut']);
  });

  it('E28: keys of a JSON Feed that are members of every object are keys like any other', () => {
    const feed = read(
      '{"__proto__":{"version":"x","title":"p"},"constructor":{"prototype":{"title":"c"}},"items":[{"__proto__":{"title":"t"},"toString":1,"hasOwnProperty":2,"id":"1"}]}',
    );
    expect(feed).toMatchObject({ title: null, entries: [{ guid: '1', title: null }] });
    expect(Object.hasOwn(Object.prototype, 'title')).toBe(false);
  });

  it('problems are bounded in number', () => {
    const prefixes = Array.from({ length: 5000 }, (_, n) => `<p${n}:x/>`).join('');
    expect(read(rss(prefixes)).problems).toHaveLength(100);
  });
});
