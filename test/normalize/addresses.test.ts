// Addresses from the document to the record: which one is the article, and what becomes of careless ones.
import { describe, expect, it } from 'vitest';
import { atom, draftItem, readDocument, readEntry, readItem, rss } from './read.ts';

const SITE = 'https://site.example';
const link = (attributes: string) => `<link ${attributes}/>`;

describe('the address of an article', () => {
  it.each([
    ['its link', '<link>https://x.example/1</link><guid>https://x.example/guid</guid>', 'https://x.example/1'],
    ['a guid that is a permalink', '<guid>https://x.example/guid</guid>', 'https://x.example/guid'],
    ['a guid that says so', '<guid isPermaLink="true"> https://x.example/guid </guid>', 'https://x.example/guid'],
    [
      'an alternate of Atom',
      '<atom:link rel="alternate" href="https://x.example/atom"/><guid>https://x.example/guid</guid>',
      'https://x.example/atom',
    ],
    [
      'the original of a proxied one',
      '<feedburner:origLink>https://x.example/orig</feedburner:origLink><link>https://proxy.example/~r/1</link>',
      'https://x.example/orig',
    ],
    [
      'its file',
      '<guid isPermaLink="false">https://x.example/guid</guid><enclosure url="https://x.example/1.mp3"/>',
      'https://x.example/1.mp3',
    ],
    [
      'its file, where the guid is no address',
      '<guid>1234</guid><enclosure url="/1.mp3"/>',
      'https://example.org/1.mp3',
    ],
    ['nothing, and never the site', '<title>t</title><guid isPermaLink="false">1</guid>', null],
    ['nothing, where Atom links only to itself', '<atom:link rel="self" href="https://x.example/self"/>', null],
  ])('B29: is %s', (_which, fields, url) => {
    const { articles, feed } = readDocument(rss(`<item>${fields}</item>`));
    expect(articles).toMatchObject([{ url }]);
    expect(feed.link).toBe(`${SITE}/`);
  });

  it.each([
    ['the first alternate', [link('href="/1"'), link('href="/2"')]],
    ['one without rel', [link('rel="self" href="/no"'), link('href="/1"')]],
    ['one whose rel is in capitals', [link('rel="ALTERNATE" href="/1"')]],
    ['one whose rel is an address', [link('rel="http://www.iana.org/assignments/relation/alternate" href="/1"')]],
    [
      'the page among other types',
      [link('type="application/json" href="/no"'), link('rel="alternate" type="text/html" href="/1"')],
    ],
    [
      'a page with parameters in its type',
      [link('type="application/pdf" href="/no"'), link('type="TEXT/HTML; charset=utf-8" href="/1"')],
    ],
    ['another type where there is no page', [link('type="application/pdf" href="/1"')]],
    [
      'what a link post is about, where there is no alternate',
      [link('rel="self" href="/no"'), link('rel="related" href="/1"')],
    ],
  ])('B30: of several links it is %s', (_which, links) => {
    expect(readEntry(`<id>1</id>${links.join('')}`).url).toBe('https://example.org/1');
  });

  it.each(['self', 'edit', 'replies', 'enclosure-of-nothing', 'via', 'next', 'http://x.example/rel#own'])(
    'B30: a link with rel %s never is',
    (rel) => {
      expect(readEntry(`<id>1</id>${link(`rel="${rel}" type="text/html" href="/1"`)}`).url).toBeNull();
    },
  );

  it.each([
    ['the address of the feed', '<entry><id>1</id><link href="a"/></entry>', 'https://example.org/dir/a'],
    [
      'xml:base of the entry',
      '<entry xml:base="https://b.example/x/"><id>1</id><link href="a"/></entry>',
      'https://b.example/x/a',
    ],
    [
      'a relative xml:base',
      '<entry xml:base="sub/"><id>1</id><link href="a"/></entry>',
      'https://example.org/dir/sub/a',
    ],
    [
      'xml:base of the link itself',
      '<entry xml:base="sub/"><id>1</id><link xml:base="deep/" href="a"/></entry>',
      'https://example.org/dir/sub/deep/a',
    ],
    [
      'the nearest xml:base that is an address',
      '<entry xml:base="mailto:a@b.example"><id>1</id><link href="a"/></entry>',
      'https://example.org/dir/a',
    ],
  ])('B31: a relative one resolves against %s', (_base, entry, url) => {
    expect(readDocument(atom(entry), { url: 'https://example.org/dir/feed.xml' }).articles).toMatchObject([{ url }]);
  });

  it('B31: bases nest from the root to the text, and pictures of the text resolve against the innermost', () => {
    const document = atom(
      '<entry xml:base="b/"><id>1</id><link href="x"/><content type="xhtml" xml:base="c/"><div xmlns="http://www.w3.org/1999/xhtml" xml:base="d/"><img src="e.png"/></div></content></entry>',
    ).replace('<feed', '<feed xml:base="https://r.example/a/"');
    expect(readDocument(document).articles).toMatchObject([
      {
        url: 'https://r.example/a/b/x',
        content: { base: 'https://r.example/a/b/c/d/' },
        image: { url: 'https://r.example/a/b/c/d/e.png' },
      },
    ]);
  });

  it('B31: the same holds in RSS, for files, comments and texts', () => {
    const document = rss(
      '<item xml:base="/blog/"><link>1</link><enclosure url="1.mp3"/><comments>1#c</comments><description>&lt;img src="1.png"&gt;</description></item>',
    );
    expect(readDocument(document).articles).toMatchObject([
      {
        url: 'https://example.org/blog/1',
        enclosures: [{ url: 'https://example.org/blog/1.mp3' }],
        commentsUrl: 'https://example.org/blog/1#c',
        image: { url: 'https://example.org/blog/1.png' },
      },
    ]);
  });

  it.each([
    ['spaces around it', '  https://x.example/1 \n', 'https://x.example/1'],
    ['spaces in it', 'https://x.example/a b', 'https://x.example/a%20b'],
    ['line ends in it', 'https://x.example/a\nb', 'https://x.example/ab'],
    ['an ampersand escaped twice', 'https://x.example/?a=1&amp;amp;b=2', 'https://x.example/?a=1&b=2'],
    ['backslashes', 'https:\\\\x.example\\a', 'https://x.example/a'],
    ['letters beyond ASCII', 'https://bücher.example/ö', 'https://xn--bcher-kva.example/%C3%B6'],
    ['no scheme', 'www.x.example/a', 'https://www.x.example/a'],
    ['no scheme but slashes', '//x.example/a', 'https://x.example/a'],
    ['user name and password', 'https://me:secret@x.example/a', 'https://x.example/a'],
    ['nothing wrong', 'https://X.example/A%2fb/?q=%7e+1&&b=#f', 'https://X.example/A%2fb/?q=%7e+1&&b=#f'],
  ])('B32: one with %s is repaired', (_what, written, url) => {
    expect(readItem(`<link>${written}</link>`).url).toBe(url);
    expect(draftItem(`<link>${written}</link>`).url).toBe(url);
  });

  it.each([
    'http://',
    'https://[x',
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.example',
    `https://x.example/${'a'.repeat(9000)}`,
  ])('B32: %s is none, and the item is kept', (written) => {
    const { articles, drafts, problems } = readDocument(rss(`<item><title>One</title><link>${written}</link></item>`));
    expect(articles).toMatchObject([{ title: 'One', url: null }]);
    expect(drafts).toMatchObject([{ title: 'One', url: null }]);
    expect(problems.map(({ code }) => code)).toEqual(['bad-link']);
  });

  it('B57: an address in any place of a link gets to the record', () => {
    for (const written of [
      link('href="/1"'),
      '<link><![CDATA[ /1 ]]></link>',
      '<link/>https://example.org/1',
      '<link></link>https://example.org/1',
    ]) {
      expect(draftItem(`${written}<guid isPermaLink="false">1</guid>`).url).toBe('https://example.org/1');
    }
  });
});
