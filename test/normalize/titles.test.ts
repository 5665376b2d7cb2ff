// Titles from the document to the record: what is shown as the name of a feed and of an article.
import { describe, expect, it } from 'vitest';
import { draftItem, readDocument, readEntry, readItem, rss } from './read.ts';

describe('the title of a feed', () => {
  it('B27: a channel without title and link is read; the title is unknown, so that the host can stand in for it', () => {
    const { feed, articles } = readDocument(
      '<rss version="2.0"><channel><item><title>One</title></item></channel></rss>',
    );
    expect(feed).toMatchObject({ title: null, link: null, description: null });
    expect(articles).toMatchObject([{ title: 'One' }]);
    for (const title of ['', ' ', '<![CDATA[]]>', '&lt;b&gt;&lt;/b&gt;']) {
      const document = rss('<item><guid>1</guid></item>').replace('Harbour notes', title);
      expect(readDocument(document).feed.title).toBeNull();
    }
  });
});

describe('the title of an article', () => {
  it.each([
    ['<b>Bold</b> words', 'Bold words'],
    ['&lt;b&gt;Bold&lt;/b&gt; words', 'Bold words'],
    ['&amp;lt;b&amp;gt;Bold&amp;lt;/b&amp;gt; words', 'Bold words'],
    ['<![CDATA[<b>Bold</b> words]]>', 'Bold words'],
    ['AT&T', 'AT&T'],
    ['AT&amp;T', 'AT&T'],
    ['AT&amp;amp;T', 'AT&T'],
    ['Vec&lt;T&gt; and Map&lt;K, V&gt;', 'Vec<T> and Map<K, V>'],
    ['<![CDATA[Option<Box<dyn Fn()>>]]>', 'Option<Box<dyn Fn()>>'],
    ['#include &lt;stdio.h&gt;', '#include <stdio.h>'],
    ['if a &lt; b &amp;&amp; c &gt; d', 'if a < b && c > d'],
    ['Why &lt;div&gt; is not a button', 'Why <div> is not a button'],
    ['It&amp;#8217;s', 'It’s'],
    ['one\n\t two', 'one two'],
    ['The end of CDATA, ]]&gt;', 'The end of CDATA, ]]>'],
    ['&lt;![CDATA[Wrapped]]&gt;', 'Wrapped'],
  ])('B36: in RSS %s is shown as %s', (written, shown) => {
    expect(readItem(`<title>${written}</title>`).title).toBe(shown);
    expect(draftItem(`<title>${written}</title>`).title).toBe(shown);
  });

  it.each([
    ['text', 'AT&amp;amp;T &lt;b&gt;', 'AT&amp;T <b>'],
    ['html', 'AT&amp;amp;T &lt;b&gt;x&lt;/b&gt;', 'AT&T x'],
    ['html', 'Vec&amp;lt;T&amp;gt;', 'Vec<T>'],
    ['html', '<![CDATA[The &lt;b&gt; tag]]>', 'The <b> tag'],
    ['xhtml', '<div xmlns="http://www.w3.org/1999/xhtml">AT&amp;T <b>x</b> &lt;y&gt;</div>', 'AT&T x <y>'],
  ])('B36: in Atom, type %s, %s is shown as %s', (type, written, shown) => {
    expect(readEntry(`<id>1</id><title type="${type}">${written}</title>`).title).toBe(shown);
  });

  it.each([
    ['a short text', '<description>&lt;p&gt;A &amp;amp; b&lt;/p&gt;</description>', 'A & b'],
    [
      'the beginning of a long one',
      `<description>${'Some words '.repeat(20)}</description>`,
      `${'Some words '.repeat(9).trim()}…`,
    ],
    [
      'the summary rather than the whole',
      '<description>Short</description><content:encoded>Long</content:encoded>',
      'Short',
    ],
    ['the address', '<link>https://x.example/1</link>', 'https://x.example/1'],
    ['the guid', '<guid isPermaLink="false">tag:x</guid>', 'tag:x'],
    ['a word for it', '<category>c</category>', 'Untitled'],
    ['the text where the title is empty', '<title> </title><description>Text</description>', 'Text'],
    [
      'the text where only markup is in the title',
      '<title>&lt;img src="x.png"&gt;</title><description>Text</description>',
      'Text',
    ],
  ])('B28: without a title an article is shown by %s', (_by, fields, shown) => {
    expect(readItem(fields).title).toBeNull();
    expect(draftItem(fields).title).toBe(shown);
  });

  it.each(['undefined', 'null', '007', '1e5', 'true', 'NaN'])(
    'B28 B43: the title %s is one only where somebody wrote it',
    (word) => {
      expect(draftItem(`<title>${word}</title>`).title).toBe(word);
      expect(draftItem('<description/><link/>').title).not.toContain(word);
    },
  );
});
