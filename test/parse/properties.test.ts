// What holds for every input: reading ends, in a feed of good strings or in a ParseError.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseError, PROBLEMS } from '../../src/errors.ts';
import type { ParsedFeed } from '../../src/model.ts';
import { read } from './read.ts';

const RSS = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss [<!ENTITY e "x">]>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xml:base="http://a.example/">
<channel><title>Tïtle &amp; &e;</title><link>/</link><atom:link rel="hub" href="h"/><image><url>i.png</url></image><skipHours><hour>3</hour></skipHours>
<item rdf:about="x"><title>A <b>b</b></title><guid isPermaLink="false">1</guid><description><![CDATA[<p>ä</p>]]></description><dc:creator>Ann</dc:creator></item>
<item xml:lang="fr"><link/>http://x.example/<media:group><media:content url="v.mp4"><media:title>t</media:title></media:content></media:group><author><name>B</name></author></item>
</channel></rss>`;
const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>f</id><title type="html">&lt;b&gt;</title><!-- c -->
<entry><id>1</id><link href="a"/><content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:a name="y"/>&#146;</x:div></content><source><title>s</title></source></entry>
<entry><id>2</id><summary mode="base64">YQ==</summary><content src="x" type="text/html"/></entry></feed>`;
const JSON_FEED = `{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"1","content_html":"<p>a</p>","authors":[{"name":"n"}],"tags":["x"]},{"id":2}]}`;
const SEEDS = [RSS, ATOM, JSON_FEED];
/** What mutations put in: the characters and words that change how a document is read. */
const SCRAPS = [
  ...'<>&"\'/=:;![]?- \n\0\ud800é',
  ...'<![CDATA[ ]]> <!-- --> <!> <?x <item> </item> <entry> </entry> <title> </channel> </rss> <br/> &#x0; &amp; xmlns="" xml:base=".." xmlns:x="y" mode="base64"'.split(
    ' ',
  ),
];

const mutated = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(
      fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(40), scrap: fc.constantFrom(...SCRAPS) }),
      { maxLength: 8 },
    ),
  )
  .map(([seed, changes]) =>
    changes.reduce((text, { at, cut, scrap }) => {
      const from = Math.floor(at * text.length);
      return text.slice(0, from) + scrap + text.slice(from + cut);
    }, seed),
  );

function check(document: string | Uint8Array): void {
  let feed: ParsedFeed;
  try {
    feed = read(document, { maxEntries: 5 });
  } catch (error) {
    expect(error).toBeInstanceOf(ParseError);
    return;
  }
  expect(feed.entries.length).toBeLessThanOrEqual(5);
  for (const { code } of feed.problems) expect(PROBLEMS).toHaveProperty(code);
  for (const entry of feed.entries) expect(entry.rawHash).toMatch(/^[\da-f]{16}\.[\da-f]{40}$/);
  JSON.stringify({ ...feed, problems: [] }, (_, value: unknown) => {
    if (typeof value === 'string') {
      expect(value.isWellFormed()).toBe(true);
      expect(value).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/);
    }
    return value;
  });
}

describe('for all inputs', () => {
  it('a document is read or refused with a ParseError: mutated feeds', () => {
    fc.assert(fc.property(mutated, check), { numRuns: 1500 });
  });

  it('a document is read or refused with a ParseError: arbitrary text behind a root element', () => {
    const inside = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(fc.constantFrom('<rss><channel><item>', '<feed><entry>', '{"items":', ''), inside, (root, text) =>
        check(root + text),
      ),
    );
  });

  it('a document is read or refused with a ParseError: arbitrary bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const heads = [new Uint8Array(), ...SEEDS.map((seed) => new TextEncoder().encode(seed.slice(0, 120)))];
    fc.assert(fc.property(fc.constantFrom(...heads), bytes, (head, tail) => check(Uint8Array.of(...head, ...tail))));
  });

  it('cutting a document anywhere loses no entry that was whole', () => {
    const ends = [...RSS.matchAll(/<\/item>/g)].map((match) => match.index + match[0].length);
    fc.assert(
      fc.property(fc.integer({ min: RSS.indexOf('<item'), max: RSS.length - 1 }), (cut) => {
        const feed = read(RSS.slice(0, cut));
        expect(feed.entries).toHaveLength(ends.filter((end) => end <= cut + 1).length);
        expect(feed.entries).toEqual(read(RSS).entries.slice(0, feed.entries.length));
      }),
    );
  });
});
