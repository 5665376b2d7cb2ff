// Documents made to break a reader: what comes out, and which problem says so. Time is the business of the test timeout, which a
// quadratic step over these sizes would not meet.
import { describe, expect, it } from 'vitest';
import { codesOf, read, rss } from './read.ts';

const item = (description: string) =>
  rss(`<item><description>${description}</description></item><item><guid>last</guid></item>`);
const lastGuid = (document: string) => read(document).entries.at(-1)?.guid;

describe('hostile documents stay harmless', () => {
  it('E20: entities that would multiply are not expanded', () => {
    const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');
    const feed = read(`<!DOCTYPE rss [<!ENTITY e0 "ha">${entities}]>${item('&e9;')}`);
    expect(feed.entries.map((entry) => entry.content?.value)).toEqual(['&e9;', undefined]);
  });

  it('E21: a long entity named many times stays as written', () => {
    const feed = read(`<!DOCTYPE rss [<!ENTITY e "${'x'.repeat(10_000)}">]>${item('&e;'.repeat(10_000))}`);
    expect(feed.entries[0]?.content?.value).toBe('&e;'.repeat(10_000));
  });

  it('E24: XInclude, stylesheets and schema locations are ignored', () => {
    const feed = read(
      `<?xml-stylesheet href="file:///etc/passwd"?>${item('a<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>')}`,
    );
    expect(feed.entries).toHaveLength(2);
  });

  it('E25: a million numeric references are decoded in one text of bounded length', () => {
    const feed = read(item('&#65;'.repeat(1_000_000)));
    expect(feed.entries[0]?.content?.value).toMatch(/^A{400000,}/);
    expect(codesOf(feed)).toEqual(['text-cut']);
  });

  it('E26: elements nested too deep are cut off where the limit is, and the next entry is read', () => {
    const feed = read(rss(`<item><description>kept${'<b>'.repeat(20_000)}deep</description><guid>1</guid></item>`));
    expect(feed.entries[0]).toMatchObject({ guid: '1', content: { value: expect.stringMatching(/^kept(<b>){99}$/) } });
    expect(codesOf(feed)).toEqual(['too-deep']);
    expect(codesOf(read(rss('<x>'.repeat(20_000))))).toEqual(['too-deep', 'not-well-formed']);
  });

  it('E26: a hundred line breaks that nobody closed are no depth', () => {
    const feed = read(item(`${'a<br>'.repeat(300)}end`));
    expect(feed.entries[0]?.content?.value).toMatch(/end$/);
    expect(codesOf(feed)).toEqual([]);
  });

  it('E27: of a million attributes the first ones are read', () => {
    const many = Array.from({ length: 300_000 }, (_, n) => `a${n}="b"`).join(' ');
    const feed = read(rss(`<item><enclosure url="http://x.example/1.mp3" ${many}/><guid>1</guid></item>`));
    expect(feed.entries[0]).toMatchObject({ guid: '1', enclosures: [{ url: 'http://x.example/1.mp3' }] });
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
    const feed = read(rss(`<item><link href="http://x.example/${'x'.repeat(5_000_000)}"/><guid>1</guid></item>`));
    expect(feed.entries[0]).toMatchObject({ guid: '1', links: [] });
  });

  it('E27 B48: entries beyond the limit are counted out, not read', () => {
    const feed = read(rss('<item><guid>g</guid></item>'.repeat(20_000)), { maxEntries: 10 });
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

  it('E32: JSON nested beyond reason is refused or read, never fatal', () => {
    expect(() => read('['.repeat(500_000))).toThrow(expect.objectContaining({ code: 'bad-json' }));
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    expect(read(`{"items":[{"id":"1","content_html":${deep}}]}`).entries).toMatchObject([{ guid: '1', content: null }]);
  });

  it('problems are bounded in number', () => {
    const prefixes = Array.from({ length: 5000 }, (_, n) => `<p${n}:x/>`).join('');
    expect(read(rss(prefixes)).problems).toHaveLength(100);
  });
});
