// Fields that are no body: markup in them becomes text, and an address that is none never gets further than here.
import { describe, expect, it } from 'vitest';
import { normalizeEntry, normalizeFeed } from '../../src/normalize/normalize.ts';
import { parse } from '../../src/parse/parse.ts';
import { OPTIONS } from './entries.ts';

/** Facts of the feed and of its first entry, and what was odd about it. */
function read(document: string) {
  const feed = parse(new TextEncoder().encode(document), { contentType: null, url: OPTIONS.url, maxEntries: 10 });
  const facts = normalizeFeed(feed, OPTIONS);
  const entry = feed.entries[0];
  if (entry === undefined) throw new Error('the document has no entry');
  return { feed: facts, ...normalizeEntry(entry, feed, facts, OPTIONS) };
}

const ESCAPED = '&lt;img src=x onerror=a()&gt;';
const IN_CDATA = '<![CDATA[<script>a()</script>]]>';
const JS = 'javascript:alert(1)';
const HARM = `${ESCAPED}${IN_CDATA}`;

describe('X30: markup in fields that are no body', () => {
  it('of RSS leaves only text', () => {
    const { feed, facts } = read(`<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>T${HARM}</title><description>D${HARM}</description><copyright>C${HARM}</copyright>
<language>${ESCAPED}en</language><generator>${ESCAPED}</generator><managingEditor>a@b.example (E${HARM})</managingEditor>
<item><guid>g${ESCAPED}</guid><title>T${HARM}</title><dc:creator>A${HARM}</dc:creator><category>K${HARM}</category>
<source url="https://s.example/feed">S${HARM}</source>
<enclosure url="https://example.org/a.mp3" type="${ESCAPED}" length="${ESCAPED}"/><description>text</description></item></channel></rss>`);
    expect(feed).toMatchObject({ title: 'T', description: 'D', rights: 'C', language: null });
    expect(feed.authors).toEqual([{ name: 'E', email: 'a@b.example', url: null }]);
    expect(facts).toMatchObject({
      // Ids are compared and published escaped, so they stay byte for byte.
      guid: 'g<img src=x onerror=a()>',
      title: 'T',
      authors: [{ name: 'A', email: null, url: null }],
      tags: ['K'],
      language: null,
      source: { title: 'S', url: 'https://s.example/feed' },
      enclosures: [{ url: 'https://example.org/a.mp3', type: null, length: null }],
    });
  });

  it('of Atom leaves only text, each title by its type', () => {
    const { feed, facts } = read(`<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">T${ESCAPED}</title>
<subtitle type="html">D${ESCAPED}</subtitle><rights type="html">C${ESCAPED}</rights><author><name>N${ESCAPED}</name></author>
<entry><id>i</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">T<script>a()</script><b onclick="a()">b</b></div></title>
<summary type="html">S${ESCAPED}&lt;script&gt;a()&lt;/script&gt;</summary><category term="K${ESCAPED}"/>
<content type="html">x</content><source><title type="html">V${ESCAPED}</title></source></entry></feed>`);
    expect(feed).toMatchObject({ title: 'T', description: 'D', rights: 'C', authors: [{ name: 'N' }] });
    expect(facts).toMatchObject({ title: 'Tb', summary: 'S', tags: ['K'], source: { title: 'V' } });
  });

  it('of JSON Feed is plain text by the book and is kept for others to escape, names apart', () => {
    const b = '<b onclick=a()>x</b>';
    const { feed, facts } = read(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: b,
        language: b,
        authors: [{ name: b, url: JS }],
        items: [{ id: '1', title: b, tags: [b], attachments: [{ url: '/a', mime_type: b }] }],
      }),
    );
    expect(feed).toMatchObject({ title: b, language: null, authors: [{ name: 'x', url: null }] });
    expect(facts).toMatchObject({ title: b, tags: ['x'], enclosures: [{ type: null }] });
  });

  it('X29: control, bidirectional and zero-width characters leave none of them', () => {
    const odd = 'a\u202eb\u2066c\u200bd\u{e0041}';
    const { feed, facts } = read(
      `<rss><channel><title>${odd}</title><item><title>${odd}</title><author>${odd}</author><category>${odd}</category></item></channel></rss>`,
    );
    expect(feed.title).toBe('abcd');
    expect(facts).toMatchObject({ title: 'abcd', authors: [{ name: 'abcd' }], tags: ['abcd'] });
  });
});

describe('E42: addresses that lead nowhere good', () => {
  const nowhere = { url: null, enclosures: [], image: null, commentsUrl: null };

  it.each([
    JS,
    ' java\nscript:a()',
    'vbscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    'intent://x',
    '&#1;javascript:a()',
  ])('%j is dropped wherever RSS has an address', (address) => {
    const { feed, facts, problems } = read(`<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>t</title>
<link>${address}</link><image><url>${address}</url></image><atom:link rel="self" href="${address}"/><atom:link rel="hub" href="${address}"/>
<item><title>t</title><link>${address}</link><guid isPermaLink="true">${address}</guid><feedburner:origLink>${address}</feedburner:origLink>
<comments>${address}</comments><source url="${address}">s</source><enclosure url="${address}" type="audio/mpeg"/>
<media:thumbnail url="${address}"/></item></channel></rss>`);
    expect(feed).toMatchObject({ link: null, image: null, self: null, hub: null });
    expect(facts).toMatchObject({ ...nowhere, source: { title: 's', url: null } });
    expect(problems.map(({ code }) => code)).toEqual(['bad-link', 'bad-link']);
  });

  it('is dropped wherever Atom has an address', () => {
    const { feed, facts } =
      read(`<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><link href="${JS}"/><logo>${JS}</logo>
<author><name>n</name><uri>${JS}</uri></author><entry><id>${JS}</id><title>t</title><link href="${JS}"/>
<link rel="enclosure" href="${JS}"/><link rel="replies" href="${JS}"/><content src="${JS}" type="text/html"/></entry></feed>`);
    expect(feed).toMatchObject({ link: null, image: null, authors: [{ name: 'n', url: null }] });
    expect(facts).toMatchObject({ ...nowhere, guid: JS, authors: [{ name: 'n', url: null }] });
  });

  it('is dropped wherever JSON Feed has an address', () => {
    const { feed, facts } = read(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        home_page_url: JS,
        feed_url: JS,
        icon: JS,
        hubs: [{ type: 'WebSub', url: JS }],
        items: [{ id: '1', url: JS, external_url: JS, image: JS, banner_image: JS, attachments: [{ url: JS }] }],
      }),
    );
    expect(feed).toMatchObject({ link: null, self: null, image: null, hub: null });
    expect(facts).toMatchObject(nowhere);
  });
});
