// The texts of an entry, in every way that formats and careless software write them: which is the content, which the summary,
// and whether it is markup.
import { describe, expect, it } from 'vitest';
import { read, rss } from './read.ts';

const MODULES =
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"';
const item = (fields: string) => read(rss(`<item>${fields}</item>`).replace('<rss', `<rss ${MODULES}`)).entries[0];
const entry = (fields: string, root = 'xmlns="http://www.w3.org/2005/Atom"') =>
  read(`<feed ${root}><entry>${fields}</entry></feed>`).entries[0];

describe('RSS', () => {
  it.each([
    ['a <b>bold</b> c', 'a <b>bold</b> c'],
    ['<p>one</p> <p>two</p>', '<p>one</p> <p>two</p>'],
    ['x <a href="/y?a=1&amp;b=2">y</a>, z', 'x <a href="/y?a=1&amp;b=2">y</a>, z'],
    ['a<br/>b<img src="c.png"/>', 'a<br/>b<img src="c.png"/>'],
    ['<p>a &lt; b</p><![CDATA[ <c> ]]>', '<p>a &lt; b</p> &lt;c&gt;'],
    ['<i>a</i><span/>b', '<i>a</i><span></span>b'],
  ])('B38: the unescaped markup %s keeps its order and spaces', (inside, expected) => {
    expect(item(`<description>${inside}</description>`)).toMatchObject({ content: { kind: 'html', value: expected } });
  });

  it.each([
    [
      'encoded and description',
      '<content:encoded>Long</content:encoded><description>Short</description>',
      'Long',
      'Short',
      true,
    ],
    [
      'description and encoded',
      '<description>Short</description><content:encoded>Long</content:encoded>',
      'Long',
      'Short',
      true,
    ],
    ['description alone', '<description>Short</description>', 'Short', null, false],
    ['encoded alone', '<content:encoded>Long</content:encoded>', 'Long', null, true],
    ['an empty encoded', '<content:encoded/><description>Short</description>', 'Short', null, false],
    [
      'description and a summary of a podcast',
      '<itunes:summary>Cast</itunes:summary><description>Short</description>',
      'Short',
      'Cast',
      false,
    ],
    [
      'all three',
      '<itunes:summary>Cast</itunes:summary><description>Short</description><content:encoded>Long</content:encoded>',
      'Long',
      'Short',
      true,
    ],
    ['nothing', '<title>t</title>', null, null, false],
  ])('B40: of %s', (_what, fields, content, summary, hasContentElement) => {
    const read = item(fields);
    expect([read?.content?.value ?? null, read?.summary?.value ?? null]).toEqual([content, summary]);
    expect(read?.hasContentElement).toBe(hasContentElement);
  });
});

describe('Atom', () => {
  it.each([
    ['content and summary', '<content>Long</content><summary>Short</summary>', 'Long', 'Short', true],
    ['summary and content', '<summary>Short</summary><content>Long</content>', 'Long', 'Short', true],
    ['summary alone', '<summary>Short</summary>', 'Short', null, false],
    ['an empty content', '<content/><summary>Short</summary>', 'Short', null, false],
  ])('B40: of %s', (_what, fields, content, summary, hasContentElement) => {
    const read = entry(fields);
    expect([read?.content?.value ?? null, read?.summary?.value ?? null]).toEqual([content, summary]);
    expect(read?.hasContentElement).toBe(hasContentElement);
  });

  it.each([
    ['no type', '<content>a &lt;b&gt; &amp;amp;</content>', 'text', 'a <b> &amp;'],
    ['text', '<content type="text">&lt;p&gt;</content>', 'text', '<p>'],
    ['html', '<content type="html">&lt;p&gt;a &amp;amp; b&lt;/p&gt;</content>', 'html', '<p>a &amp; b</p>'],
    ['html in CDATA', '<content type="html"><![CDATA[<p>a</p>]]></content>', 'html', '<p>a</p>'],
    [
      'html as a media type',
      '<content type="text/html; charset=utf-8">&lt;p&gt;a&lt;/p&gt;</content>',
      'html',
      '<p>a</p>',
    ],
    ['html with elements', '<content type="html">&lt;i&gt;a&lt;/i&gt; <b>b</b></content>', 'html', '<i>a</i> <b>b</b>'],
    [
      'xhtml',
      '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a</p></div></content>',
      'html',
      '<div xmlns="http://www.w3.org/1999/xhtml"><p>a</p></div>',
    ],
    ['xhtml without a div', '<content type="xhtml">a <em>b</em> &lt;c&gt;</content>', 'html', 'a <em>b</em> &lt;c&gt;'],
    ['xhtml as a media type', '<content type="application/xhtml+xml"><p>a</p></content>', 'html', '<p>a</p>'],
    [
      'xhtml with a prefix',
      '<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>a</h:p></h:div></content>',
      'html',
      '<div xmlns:h="http://www.w3.org/1999/xhtml"><p>a</p></div>',
    ],
    ['another text', '<content type="text/markdown">*a*</content>', 'text', '*a*'],
    [
      'base64 by its media type',
      '<content type="application/octet-stream">PGI+YTwvYj4=</content>',
      'loose',
      '<b>a</b>',
    ],
  ])('B41: %s', (_type, content, kind, value) => {
    expect(entry(content)?.content).toMatchObject({ kind, value });
  });

  it('B41: what is no text is no content', () => {
    expect(entry('<content type="image/png">iVBORw0KGgo=</content>')).toMatchObject({
      content: null,
      hasContentElement: false,
    });
  });

  it.each([
    ['xml', '<content type="text/html" mode="xml"><p>a</p></content>', 'html', '<p>a</p>'],
    ['escaped', '<content type="text/html" mode="escaped">&lt;p&gt;a&lt;/p&gt;</content>', 'html', '<p>a</p>'],
    ['base64', '<content type="text/html" mode="base64">PHA+\n YTwvcD4=</content>', 'html', '<p>a</p>'],
    [
      'base64, but it is none',
      '<content type="text/html" mode="base64">&lt;p&gt;a!&lt;/p&gt;</content>',
      'html',
      '<p>a!</p>',
    ],
  ])('B41: Atom 0.3, mode %s', (_mode, content, kind, value) => {
    expect(entry(content, 'version="0.3" xmlns="http://purl.org/atom/ns#"')?.content).toMatchObject({ kind, value });
  });

  it('B41: content that stands elsewhere is a link: the article where no other is', () => {
    expect(entry('<content src="/1" type="text/html"/>')).toMatchObject({
      content: null,
      hasContentElement: false,
      links: [{ rel: 'alternate', href: 'http://feeds.example/1', type: 'text/html' }],
    });
    expect(entry('<content src="/1.mp4" type="video/mp4"/><link href="/1"/><summary>s</summary>')).toMatchObject({
      content: { value: 's' },
      links: [{ rel: 'alternate' }, { rel: 'related', href: 'http://feeds.example/1.mp4', type: 'video/mp4' }],
    });
  });

  it('B41: a text beside the address of content that stands elsewhere is kept', () => {
    expect(entry('<content src="/1" type="html">&lt;p&gt;a&lt;/p&gt;</content><summary>s</summary>')).toMatchObject({
      content: { kind: 'html', value: '<p>a</p>' },
      hasContentElement: true,
      links: [{ rel: 'alternate', href: 'http://feeds.example/1' }],
    });
  });
});
