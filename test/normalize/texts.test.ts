// Texts from the document to what leaves us: plain summaries and safe HTML.
import { describe, expect, it } from 'vitest';
import { toSafeHtml } from '../../src/lib/safe-html.ts';
import { draftItem, readDocument, readEntry, readItem, rss } from './read.ts';

const description = (text: string) => readItem(`<title>t</title><description>${text}</description>`);
const shown = (facts: ReturnType<typeof readItem>) => (facts.content === null ? null : toSafeHtml(facts.content));

describe('texts', () => {
  it.each([
    ['escaped once', '&lt;p&gt;a &amp;amp; b&lt;/p&gt;', '<p>a &amp; b</p>', 'a & b'],
    ['escaped twice', '&amp;lt;p&amp;gt;a &amp;amp;amp; b&amp;lt;/p&amp;gt;', '<p>a &amp; b</p>', 'a & b'],
    ['in CDATA', '<![CDATA[<p>a &amp; b</p>]]>', '<p>a &amp; b</p>', 'a & b'],
    ['escaped in CDATA', '<![CDATA[&lt;p&gt;a &amp;amp; b&lt;/p&gt;]]>', '<p>a &amp; b</p>', 'a & b'],
    [
      'a picture escaped twice',
      '&amp;lt;img src="/a.png"&amp;gt;',
      '<img src="https://example.org/a.png" alt="" loading="lazy" referrerpolicy="no-referrer" />',
      null,
    ],
    [
      'a link escaped twice',
      'see &amp;lt;a href="/x"&amp;gt;x&amp;lt;/a&amp;gt;',
      'see <a href="https://example.org/x" rel="noopener noreferrer nofollow ugc">x</a>',
      'see x',
    ],
    [
      'code escaped in markup',
      '&lt;p&gt;&amp;lt;p&amp;gt; is a tag&lt;/p&gt;',
      '<p>&lt;p&gt; is a tag</p>',
      '<p> is a tag',
    ],
    [
      'a text about a tag',
      'Use &amp;lt;p&amp;gt; for paragraphs',
      'Use &lt;p&gt; for paragraphs',
      'Use <p> for paragraphs',
    ],
    ['a type', 'A Vec&amp;lt;T&amp;gt; of it', 'A Vec&lt;T&gt; of it', 'A Vec<T> of it'],
    [
      'escaped three times',
      '&amp;amp;lt;p&amp;amp;gt;a&amp;amp;lt;/p&amp;amp;gt;',
      '&amp;lt;p&amp;gt;a&amp;lt;/p&amp;gt;',
      '&lt;p&gt;a&lt;/p&gt;',
    ],
  ])('B37: %s', (_what, written, html, summary) => {
    expect(shown(description(written))).toBe(html);
    expect(description(written).summary).toBe(summary);
  });

  it('B38: markup that nobody escaped keeps its order and spaces up to the page', () => {
    const facts = description('a <b>bold</b> c, <i>d</i><br/>e <a href="/x">f</a>');
    expect(shown(facts)).toBe(
      'a <b>bold</b> c, <i>d</i><br />e <a href="https://example.org/x" rel="noopener noreferrer nofollow ugc">f</a>',
    );
    expect(facts.summary).toBe('a bold c, d e f');
  });

  it.each([
    ['lines without a tag', 'first line\nsecond line\n\nlast', '<p>first line\nsecond line</p>\n<p>last</p>'],
    ['lines with a tag', 'first line\n\n&lt;b&gt;last&lt;/b&gt;', 'first line\n\n<b>last</b>'],
    ['one line', 'only &amp;amp; line', 'only &amp; line'],
  ])('B39: %s of a description', (_what, written, html) => {
    expect(shown(description(written))).toBe(html);
  });

  it('B39: a plain text of Atom keeps its paragraphs and its angle brackets', () => {
    expect(shown(readEntry('<id>1</id><content type="text">a &lt; b\nc\n\n&lt;d&gt;</content>'))).toBe(
      '<p>a &lt; b<br />\nc</p>\n<p>&lt;d&gt;</p>',
    );
  });

  it.each([
    [
      'RSS',
      readItem(
        '<description>&lt;p&gt;Short&lt;/p&gt;</description><content:encoded>&lt;p&gt;Long&lt;/p&gt;</content:encoded>',
      ),
    ],
    ['Atom', readEntry('<id>1</id><content type="html">&lt;p&gt;Long&lt;/p&gt;</content><summary>Short</summary>')],
  ])('B40: the summary of %s is the summary, the content the content', (_format, facts) => {
    expect([facts.summary, shown(facts), facts.readMinutes]).toEqual(['Short', '<p>Long</p>', 1]);
  });

  it.each([
    ['text', '<content>1 &lt; 2 &amp; 3</content>', '<p>1 &lt; 2 &amp; 3</p>'],
    ['html', '<content type="html">1 &amp;lt; 2 &lt;b&gt;x&lt;/b&gt;</content>', '1 &lt; 2 <b>x</b>'],
    [
      'xhtml',
      '<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>1 &lt; 2 <h:b>x</h:b></h:p></h:div></content>',
      '<div><p>1 &lt; 2 <b>x</b></p></div>',
    ],
    ['base64', '<content type="text/html" mode="base64">PGI+eDwvYj4=</content>', '<b>x</b>'],
  ])('B41: Atom content of type %s comes out as it was meant', (_type, content, html) => {
    expect(shown(readEntry(`<id>1</id>${content}`))).toBe(html);
  });

  it('B41: content elsewhere has no text, only an address', () => {
    const facts = readEntry('<id>1</id><content type="text/html" src="/1"/>');
    expect(facts).toMatchObject({ content: null, url: 'https://example.org/1', wordCount: 0, readMinutes: null });
  });

  it('B23 E41: CDATA sections in one another never become live markup', () => {
    const facts = readItem(
      '<content:encoded><![CDATA[a <![CDATA[<script>alert(1)</script>]]]]><![CDATA[> <b onclick="x()">b</b>]]></content:encoded>',
    );
    expect(shown(facts)).not.toMatch(/script|onclick/);
    expect(shown(facts)).toContain('<b>b</b>');
  });

  it.each([
    ['a picture of 1 by 1', '<img src="https://t.example/p.gif" width="1" height="1">'],
    ['a picture of no size', '<img src="/z.png" width="0" height="0">'],
    ['a picture of 1 by 1 by its style', '<img src="/z.png" style="width:1px;height:1px">'],
    ['a counter of WordPress', '<img src="https://pixel.wp.com/b.gif?v=1" alt="">'],
    [
      'feed flare',
      '<div><a href="http://feeds.feedburner.com/~ff/x?a=1"><img src="http://feeds.feedburner.com/~ff/x?i=1"></a></div>',
    ],
    ['a beacon of FeedBurner', '<img src="http://feeds.feedburner.com/~r/x/~4/abc" height="1" width="1">'],
    ['a beacon of an advertiser', '<img src="https://ad.doubleclick.net/ddm/x">'],
  ])('B56: %s is no picture', (_what, beacon) => {
    const facts = readItem(`<content:encoded><![CDATA[<p>Text</p>${beacon}<img src="/real.png">]]></content:encoded>`);
    expect(shown(facts)?.match(/<img [^>]*>/g)).toEqual([
      '<img src="https://example.org/real.png" alt="" loading="lazy" referrerpolicy="no-referrer" />',
    ]);
    expect(facts.image?.url).toBe('https://example.org/real.png');
  });

  it('B48: pictures written into a text cost their own place only, and are bounded like all else', () => {
    const item = (kilobytes: number) =>
      `<item><guid>1</guid><content:encoded><![CDATA[<p>Begin</p><img src="data:image/png;base64,${'A'.repeat(kilobytes * 1024)}"><p>End</p>]]></content:encoded></item><item><guid>2</guid></item>`;
    const fits = readDocument(rss(item(1500)));
    expect(fits.drafts.map(({ guid }) => guid)).toEqual(['1', '2']);
    expect(fits.drafts[0]?.content?.value.slice(0, 100)).toBe('<p>Begin</p><img src="data:,"><p>End</p>');
    expect(fits.problems.map(({ code }) => code)).not.toContain('text-cut');
    const huge = readDocument(rss(item(30 * 1024)));
    expect(huge.drafts.map(({ guid }) => guid)).toEqual(['1', '2']);
    expect(huge.drafts[0]?.content?.value.slice(0, 100)).toBe('<p>Begin</p><img src="data:,');
    expect(huge.drafts[0]?.summary).toBe('Begin');
    expect(huge.problems.map(({ code }) => code)).toContain('text-cut');
  });

  it('B48: of 5,000 items those at the head are read, and the rest is named', () => {
    const items = Array.from({ length: 5000 }, (_, n) => `<item><guid>${n}</guid><title>${n}</title></item>`).join('');
    const { drafts, problems } = readDocument(rss(items), { maxEntries: 200 });
    expect(drafts.map(({ guid }) => guid)).toEqual(Array.from({ length: 200 }, (_, n) => String(n)));
    expect(problems).toEqual([
      { code: 'too-many-entries', message: 'more than 200 entries; the first ones are read', line: 1 },
    ]);
  });

  it('an article without a text has none', () => {
    expect(draftItem('<title>t</title>')).toMatchObject({ content: null, summary: '', wordCount: 0 });
  });
});
