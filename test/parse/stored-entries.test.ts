import { describe, expect, it } from 'vitest';
import { parse } from '../../src/parse/parse.ts';
import { read, rss } from './read.ts';

const item = (n: number, more = '') => `<item><guid>${n}</guid><title>Item ${n}</title>${more}</item>`;
const bytes = (text: string) => new TextEncoder().encode(text);

function reread(document: string, stored: readonly string[], maxEntries = 1000) {
  return parse(bytes(document), {
    contentType: null,
    url: 'http://feeds.example/feed.xml',
    maxEntries,
    stored: new Set(stored),
  });
}

const hashesOf = (document: string) => read(document).entries.map((entry) => entry.rawHash);

describe('entries that are stored', () => {
  const before = rss(item(1) + item(2) + item(3));

  it('are leapt over and named by their hashes, in order', () => {
    const after = reread(rss(item(9) + item(1) + item(2) + item(3)), hashesOf(before));
    expect(after.entries.map(({ guid }) => guid)).toEqual(['9']);
    expect(after.stored).toEqual(hashesOf(before));
  });

  it('count: a new entry keeps its place among them, and the limit of entries holds for all', () => {
    const after = rss(item(1) + item(8) + item(2) + item(9));
    expect(reread(after, hashesOf(before)).entries.map(({ guid, position }) => [guid, position])).toEqual([
      ['8', 1],
      ['9', 3],
    ]);
    expect(reread(after, hashesOf(before), 2).entries.map(({ guid }) => guid)).toEqual(['8']);
    expect(reread(after, hashesOf(before), 2).problems.map(({ code }) => code)).toEqual(['too-many-entries']);
  });

  it('are read when anything in them has changed', () => {
    const after = reread(rss(item(1, '<author>A</author>') + item(2)), hashesOf(before));
    expect(after.entries.map(({ guid }) => guid)).toEqual(['1']);
  });

  it('are read when what they inherit has changed, also where the feed says it behind its entries', () => {
    const feed = (author: string) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:x:1</id></entry><entry><id>urn:x:2</id></entry>
       <author><name>${author}</name></author></feed>`;
    const stored = hashesOf(feed('Ada'));
    expect(reread(feed('Ada'), stored).entries.map(({ rawHash }) => rawHash)).toEqual(stored);
    expect(reread(feed('Eve'), stored).entries).toEqual(read(feed('Eve')).entries);
    const languages = (language: string) => before.replace('<channel>', `<channel><language>${language}</language>`);
    expect(reread(languages('fr'), hashesOf(languages('en'))).stored).toEqual([]);
  });

  it('may hold an end tag of their own name in a text: then they are read', () => {
    const odd = rss(`${item(1, '<description><![CDATA[</item >]]></description>')}${item(2)}`);
    const after = reread(odd, hashesOf(odd));
    expect(after.entries.map(({ guid }) => guid)).toEqual(['1']);
    expect(after.stored).toHaveLength(1);
  });

  it('leave the rest of the document as it would be read with them', () => {
    const whole = rss(`${item(1)}<item><guid>9<title>Torn</item>${item(2)}`).replace(
      '</channel>',
      '<ttl>60</ttl></channel>',
    );
    const after = reread(whole, hashesOf(before));
    const { entries, stored: _, ...rest } = read(whole);
    expect(after).toMatchObject(rest);
    expect(after.entries).toEqual(entries.filter(({ rawHash }) => !hashesOf(before).includes(rawHash)));
  });
});
