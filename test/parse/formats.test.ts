// Which format a document is in, by its content alone, and what is no feed.
import { describe, expect, it } from 'vitest';
import { codesOf, read, rss } from './read.ts';

const ATOM = 'xmlns="http://www.w3.org/2005/Atom"';

describe('the format of a document', () => {
  it.each([
    ['rss2', '<rss version="2.0"><channel/></rss>'],
    ['rss2', '<rss><channel/></rss>'],
    ['rss2', '<rss version="2"><channel/></rss>'],
    ['rss2', '<rss version="2.00"><channel/></rss>'],
    ['rss09', '<rss version="0.91"><channel/></rss>'],
    ['rss09', '<rss version="0.94"><channel/></rss>'],
    ['rss1', '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"/>'],
    [
      'rss09',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"/>',
    ],
    ['atom1', `<feed ${ATOM}/>`],
    ['atom1', '<a:feed xmlns:a="http://www.w3.org/2005/Atom"/>'],
    ['atom03', '<feed version="0.3" xmlns="http://purl.org/atom/ns#"/>'],
    ['json', '{"version":"https://jsonfeed.org/version/1.1","items":[]}'],
    [
      'rss2',
      '\ufeff \n<?xml version="1.0"?><?xml-stylesheet href="x"?><!-- {"version":1} --><!DOCTYPE feed><rss version="2.0"/>',
    ],
    ['json', '\ufeff \n\t{"version":"https://jsonfeed.org/version/1","items":[]}'],
  ])('A144: is %s by what %s says', (format, document) => {
    expect(read(document).format).toBe(format);
  });

  it.each([
    'text/html; charset=utf-8',
    'text/plain',
    'application/octet-stream',
    'application/x-www-form-urlencoded',
    'application/json',
    'image/png',
    'nonsense',
    '',
  ])('A144 B53: the Content-Type %j is no evidence of it', (contentType) => {
    expect(read(rss('<item><guid>1</guid></item>'), { contentType })).toMatchObject({
      format: 'rss2',
      entries: [{ guid: '1' }],
    });
    expect(read('{"items":[{"id":"1"}]}', { contentType })).toMatchObject({ format: 'json', entries: [{ guid: '1' }] });
  });

  it.each(['<rss version="2">', '<rss version="0.94">', '<rss version="3.1">', '<rss version="">', '<rss>'])(
    'B25: %s is read as RSS 2.0 is',
    (root) => {
      const feed = read(
        `${root}<channel><item><guid isPermaLink="false">1</guid><pubDate>2024</pubDate></item></channel></rss>`,
      );
      expect(feed.entries).toMatchObject([{ guid: '1', guidIsPermalink: false, published: '2024' }]);
    },
  );

  it('B25: says so when the version is missing or unknown', () => {
    expect(codesOf(read('<rss><channel/></rss>'))).toEqual(['missing-version']);
    expect(codesOf(read('<rss version="0.94"><channel/></rss>'))).toEqual([]);
  });

  it.each([
    [
      'behind the channel',
      '<rss version="2.0"><channel><title>t</title></channel><item><guid>1</guid></item><item><guid>2</guid></item></rss>',
    ],
    [
      'before the channel',
      '<rss version="2.0"><item><guid>1</guid></item><channel><title>t</title><item><guid>2</guid></item></channel></rss>',
    ],
    [
      'without any channel',
      '<rss version="2.0"><title>t</title><item><guid>1</guid></item><item><guid>2</guid></item></rss>',
    ],
    [
      'inside an element nobody knows',
      '<rss version="2.0"><channel><title>t</title><items><item><guid>1</guid></item><item><guid>2</guid></item></items></channel></rss>',
    ],
    [
      'in a second channel',
      '<rss version="2.0"><channel><title>t</title><item><guid>1</guid></item></channel><channel><item><guid>2</guid></item></channel></rss>',
    ],
  ])('B26: items %s are collected', (_where, document) => {
    const feed = read(document);
    expect(feed.title?.value).toBe('t');
    expect(feed.entries.map((entry) => entry.guid)).toEqual(['1', '2']);
  });

  it('B52: RSS 1.0 and 0.90 are read with what RDF gives them', () => {
    const rdf = (vocabulary: string) =>
      read(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="${vocabulary}" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="http://x.example/"><title>t</title><items><rdf:Seq><rdf:li resource="http://x.example/1"/></rdf:Seq></items></channel>
        <item rdf:about="http://x.example/1"><title>One</title><link>http://x.example/1?a</link><dc:date>2024-01-01</dc:date></item></rdf:RDF>`);
    for (const vocabulary of ['http://purl.org/rss/1.0/', 'http://my.netscape.com/rdf/simple/0.9/']) {
      expect(rdf(vocabulary).entries).toMatchObject([
        { guid: 'http://x.example/1', guidIsPermalink: null, title: { value: 'One' }, published: '2024-01-01' },
      ]);
    }
  });

  it('B47: no entries are no fault', () => {
    for (const document of [rss(''), `<feed ${ATOM}/>`, '{"version":"https://jsonfeed.org/version/1.1","items":[]}']) {
      expect(read(document)).toMatchObject({ entries: [], complete: true, problems: [] });
    }
  });

  it.each([
    [
      'not-a-feed',
      'OPML',
      '<?xml version="1.0"?><opml version="2.0"><body><outline xmlUrl="http://x.example/"/></body></opml>',
    ],
    [
      'not-a-feed',
      'sitemap',
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>x</loc></url></urlset>',
    ],
    ['not-a-feed', 'sitemap', '<sitemapindex><sitemap/></sitemapindex>'],
    ['not-a-feed', 'SVG', '<svg xmlns="http://www.w3.org/2000/svg"><title>t</title></svg>'],
    ['not-a-feed', 'single Atom entry', `<entry ${ATOM}><id>1</id></entry>`],
    ['not-a-feed', 'root element html5', '<html5/>'],
    ['not-a-feed', 'PDF', '%PDF-1.7'],
    ['not-a-feed', 'plain text', 'moved, sorry'],
    ['not-a-feed', 'JSON', '{"posts":[]}'],
    ['not-a-feed', 'JSON', '[1,2]'],
    ['bad-json', 'not valid JSON', '{"version":'],
    ['html-page', 'web page', '<!doctype html><title>Blog</title><link rel="alternate" href="/feed">'],
    ['html-page', 'web page', '<HTML><HEAD></HEAD></HTML>'],
    ['html-page', 'web page', '<div><p>Checking your browser</p></div>'],
    ['empty', 'empty', ' \n '],
  ])('B54: is refused as %s (%s) when it is %s', (code, says, document) => {
    expect(() => read(document)).toThrow(
      expect.objectContaining({ name: 'ParseError', code, message: expect.stringContaining(says) }),
    );
  });
});
