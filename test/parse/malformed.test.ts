// What careless software does to XML, one fault at a time: which texts and entries come out, and which problem says so.
import { describe, expect, it } from 'vitest';
import { codesOf, read, rss } from './read.ts';

const item = (fields: string) => rss(`<item>${fields}</item>`);
const titleOf = (title: string) => read(item(`<title>${title}</title>`)).entries[0]?.title?.value;
const guidsOf = (document: string) => read(document).entries.map((entry) => entry.guid);

describe('characters and references', () => {
  it.each([
    ['B01', '&nbsp;&eacute;&hellip;', '\u00a0é…'],
    ['B01', '&doesnotexist; &foo;', '&doesnotexist; &foo;'],
    ['B02', 'AT&T & Q&A', 'AT&T & Q&A'],
    ['B02', '?a=1&b=2&amp;c=3', '?a=1&b=2&c=3'],
    ['B03', 'a < b, 1<2, <3', 'a < b, 1<2, <3'],
    ['B04', 'a\u0000b\u0007c\u000bd\u000ce\u001ff', 'abcdef'],
    ['B04', 'a&#8;b&#x0B;c&#x1F;d', 'abcd'],
    ['B05', 'a&#xD800;b&#xDFFF;c', 'a\ufffdb\ufffdc'],
    ['B05', 'a&#0;b&#x110000;c&#99999999999;d', 'a\ufffdb\ufffdc\ufffdd'],
    ['B05', 'a\ufffeb\uffffc&#xFFFE;d', 'abcd'],
    ['B06', 'a &#150; b&#x92;s &#x80;', 'a – b’s €'],
    ['B06', 'a \u0096 b\u0092s', 'a – b’s'],
  ])('%s: the title %j reads %j', (_row, written, expected) => {
    // the edges of a title are trimmed, as XML processors may do
    expect(titleOf(`[${written}]`)).toBe(`[${expected}]`);
    expect(titleOf(`[${written}]`)?.isWellFormed()).toBe(true);
  });

  it('B02: a bare ampersand in an address stays one', () => {
    const feed = read(item('<link>http://x.example/?a=1&b=2&copy=3&lt=4</link><guid>g?a=1&b=2</guid>'));
    expect(feed.entries).toMatchObject([
      { guid: 'g?a=1&b=2', links: [{ href: 'http://x.example/?a=1&b=2&copy=3&lt=4' }] },
    ]);
  });

  it('B04: what was removed is named once', () => {
    expect(codesOf(read(item('<title>a\u0001b\u0002</title>')))).toEqual(['control-character']);
  });
});

describe('around the document', () => {
  const feed = item('<guid>1</guid>');

  it.each([
    ['B07', 'blank lines and spaces', ` \r\n\n\t${feed}`],
    ['B07', 'a byte order mark behind blank lines', `\n\ufeff<?xml version="1.0"?>${feed}`],
    ['B07', 'two byte order marks', `\ufeff\ufeff<?xml version="1.0"?>${feed}`],
    ['B07', 'a line of text', `Content-Type: text/xml\n\n<?xml version="1.0"?>${feed}`],
    [
      'B08',
      'a warning of PHP',
      `<br />\n<b>Warning</b>: include() failed in <b>/a.php</b> on line <b>3</b><br />\n${feed}`,
    ],
    ['B08', 'a comment', `<!-- cached <rss> --><?xml version="1.0"?><!-- again -->${feed}`],
    ['B08', 'a stylesheet', `<?xml version="1.0"?><?xml-stylesheet href="a.css"?>${feed}`],
    ['B09', 'a script behind the root', `${feed}\n<script>if (1 < 2 && 3) {}</script>`],
    ['B09', 'a comment behind the root', `${feed}<!-- 23 queries. 0.4 seconds. -->`],
    ['B09', 'text and another feed behind the root', `${feed} & more ${item('<guid>2</guid>')}`],
    [
      'B24',
      'a document type of Netscape',
      `<!DOCTYPE rss PUBLIC "-//N//DTD 0.91//EN" "http://127.0.0.1:1/rss.dtd">${feed}`,
    ],
    ['B24', 'an internal subset', `<!DOCTYPE rss [<!ENTITY a "]>"><!ELEMENT rss ANY><!-- > -->]>${feed}`],
    ['B24', 'a document type that never ends', `<!DOCTYPE rss [<!ENTITY a ${feed}`],
  ])('%s: %s does no harm', (_row, _what, document) => {
    expect(guidsOf(document)).toEqual(['1']);
    expect(read(document).complete).toBe(true);
  });

  it('B08: junk is skipped for 4 KiB; what begins later is no feed', () => {
    expect(guidsOf(`${'<b>x</b>\n'.repeat(400)}${feed}`)).toEqual(['1']);
    expect(() => read(`${'<b>x</b>\n'.repeat(600)}${feed}`)).toThrow(expect.objectContaining({ code: 'html-page' }));
  });

  it('B24: an entity of the document is never expanded', () => {
    const document = `<!DOCTYPE rss [<!ENTITY a "expanded"><!ENTITY b SYSTEM "file:///etc/passwd">]>${item('<title>&a;&b;</title>')}`;
    expect(read(document).entries[0]?.title?.value).toBe('&a;&b;');
  });
});

describe('tags that do not match', () => {
  it.each([
    [
      'B19',
      'a CDATA section that is not closed, in the last field',
      '<item><guid>1</guid><title><![CDATA[One</title></item>',
      ['1'],
    ],
    [
      'B19',
      'a CDATA section that is not closed, before others',
      '<item><title><![CDATA[One</title><guid>1</guid></item><item><guid>2</guid></item>',
      ['1', '2'],
    ],
    ['B20', 'an item without an end', '<item><guid>1</guid><item><guid>2</guid></item>', ['1', '2']],
    ['B20', 'a field without an end', '<item><title>One<guid>1</guid></item><item><guid>2</guid></item>', ['1', '2']],
    [
      'B20',
      'end tags that close nothing',
      '<item></b></p><guid>1</guid></x></item><item><guid>2</guid></item>',
      ['1', '2'],
    ],
    [
      'B20',
      'end tags in the wrong order',
      '<item><title><b>One</title></b><guid>1</guid></item><item><guid>2</guid></item>',
      ['1', '2'],
    ],
    [
      'B20',
      'a category of a podcast without an end',
      '<item><itunes:category text="A"><guid>1</guid></item><item><guid>2</guid></item>',
      ['1', '2'],
    ],
    ['B20', 'a tag torn in its name', '<item><guid>1</guid><ti</item><item><guid>2</guid></item>', ['1', '2']],
    [
      'B20',
      'attributes without quotes or values',
      '<item a=1 b c="2" d="x>y"><guid isPermaLink=false>1</guid></item><item><guid>2</guid></item>',
      ['1', '2'],
    ],
    [
      'B22',
      'comments with hyphens inside',
      '<!-- a -- b --- c --><item><guid>1</guid></item><!-- -- --><item><guid>2</guid></item>',
      ['1', '2'],
    ],
    [
      'B22',
      'comments and declarations of nothing',
      '<!-><item><guid>1</guid></item><!><item><guid>2</guid></item>',
      ['1', '2'],
    ],
    [
      'B22',
      'a comment around an item',
      '<item><guid>1</guid></item><!-- <item><guid>no</guid></item> --><item><guid>2</guid></item>',
      ['1', '2'],
    ],
  ])('%s: %s costs no entry', (_row, _what, items, guids) => {
    expect(guidsOf(rss(items))).toEqual(guids);
  });

  it('B19: the text of a CDATA section that is never closed is kept up to its element', () => {
    const feed = read(item('<title>t</title><description><![CDATA[<p>One</p> and on</description>'));
    expect(feed.entries).toMatchObject([{ content: { value: '<p>One</p> and on' } }]);
    expect(codesOf(feed)).toEqual(['not-well-formed']);
  });

  it('B20: what an item says before and behind the fault is kept', () => {
    const [entry] = read(
      item('<title>One<link>http://x.example/1</link><guid>1</guid></b><pubDate>2024</pubDate>'),
    ).entries;
    expect(entry).toMatchObject({
      title: { value: 'One' },
      links: [{ href: 'http://x.example/1' }],
      guid: '1',
      published: '2024',
    });
  });

  it.each([
    ['inside a start tag', '<item><guid>2</guid><enclosure url="http://x'],
    ['inside a text', '<item><guid>2</guid><title>Half of a'],
    ['inside a CDATA section', '<item><guid>2</guid><description><![CDATA[<p>Half'],
    ['inside a comment', '<item><guid>2</guid><!-- half'],
    ['before the end tag of the item', '<item><guid>2</guid>'],
    ['inside the end tag of the item', '<item><guid>2</guid></ite'],
  ])('B21 A111: a document cut off %s keeps what was whole and says that it is not complete', (_where, half) => {
    const feed = read(`<rss version="2.0"><channel><item><guid>1</guid></item>${half}`);
    expect(feed.entries.map((entry) => entry.guid)).toEqual(['1']);
    expect(feed.complete).toBe(false);
    expect(codesOf(feed)).toContain('truncated');
  });

  it('B22: markup in a comment never becomes text or an element', () => {
    const [entry] = read(
      item('<title>a<!-- <b>no</b> -- - --- <script>no</script> -->b</title><!--><guid>no</guid>--><guid>1</guid>'),
    ).entries;
    expect(entry).toMatchObject({ title: { value: 'ab' }, guid: '1' });
  });

  it.each([
    ['a ]]]]><![CDATA[> b', 'a ]]> b'],
    ['a]]><![CDATA[b]]> <![CDATA[c', 'ab c'],
    ['<p>&amp;</p>', '<p>&amp;</p>'],
    ['<![CDATA[<b>inner</b>', '<![CDATA[<b>inner</b>'],
  ])('B23: the CDATA sections %j are one text, and markup in them stays text', (inside, expected) => {
    const [entry] = read(item(`<description><![CDATA[${inside}]]></description><guid>1</guid>`)).entries;
    expect(entry).toMatchObject({ content: { kind: 'html', value: expected }, guid: '1' });
  });
});
