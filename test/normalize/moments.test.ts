// Dates of entries from the document to the record, and the order that comes of them.
import { describe, expect, it } from 'vitest';
import { NOW } from './entries.ts';
import { draftItem, readDocument, readEntry, readItem, rss } from './read.ts';

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 16));

describe('the dates of an entry', () => {
  it.each([
    ['pubDate', '<pubDate>Thu, 04 Jan 2024 10:00:00 +0200</pubDate>', '2024-01-04T08:00', null],
    ['dc:date', '<dc:date>2024-01-04T10:00+02:00</dc:date>', '2024-01-04T08:00', null],
    ['pubDate before dc:date', '<dc:date>2001-01-01</dc:date><pubDate>4 Jan 2024</pubDate>', '2024-01-04T00:00', null],
    [
      'pubDate and atom:updated',
      '<pubDate>4 Jan 2024 10:00 EST</pubDate><atom:updated>2024-01-05T00:00:00Z</atom:updated>',
      '2024-01-04T15:00',
      '2024-01-05T00:00',
    ],
    ['words of another language', '<pubDate>jeu., 04 janv. 2024 10:00:00 +0100</pubDate>', '2024-01-04T09:00', null],
    ['Unix time', '<pubDate>1704362400</pubDate>', '2024-01-04T10:00', null],
  ])('B33: %s', (_what, fields, published, updated) => {
    const facts = readItem(fields);
    expect([iso(facts.publishedAt), iso(facts.updatedAt)]).toEqual([published, updated]);
  });

  it('B33: both dates of Atom', () => {
    const facts = readEntry(
      '<id>1</id><published>2024-01-04T10:00:00.123Z</published><updated>2024-01-05t00:00:00z</updated>',
    );
    expect([facts.publishedAt, facts.updatedAt]).toEqual([Date.UTC(2024, 0, 4, 10), Date.UTC(2024, 0, 5)]);
  });

  it.each([
    ['none', ''],
    ['an empty one', '<pubDate/>'],
    ['one that nobody can read', '<pubDate>last Tuesday</pubDate>'],
    ['zeros', '<pubDate>0000-00-00 00:00:00</pubDate>'],
    ['letters beyond ASCII', '<pubDate>ÿÿ \u0096 ���</pubDate>'],
  ])('B34 B35: %s is unknown at every visit, and orders by when the entry was first seen', (_what, field) => {
    expect(readItem(`<title>t</title>${field}`)).toMatchObject({ publishedAt: null, updatedAt: null });
    expect(draftItem(`<title>t</title>${field}`)).toMatchObject({ publishedAt: null, firstSeenAt: NOW, listedAt: NOW });
  });

  it('B34: a date that cannot be read is named, an absent one is not', () => {
    const problems = (field: string) => readDocument(rss(`<item><title>t</title>${field}</item>`)).problems;
    expect(problems('<pubDate>soon</pubDate>')).toMatchObject([
      { code: 'bad-date', message: 'cannot read the date "soon"' },
    ]);
    expect([...problems(''), ...problems('<pubDate/>')]).toEqual([]);
  });

  it('B35: bytes that are no text in a date cost the date at most', () => {
    const document = Buffer.concat([
      Buffer.from(
        '<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel><item><title>t</title><pubDate>5. M',
      ),
      Buffer.from([0xe4]),
      Buffer.from('rz 2024 12:00</pubDate></item><item><title>u</title><pubDate>'),
      Buffer.from([0xff, 0x80, 0x00, 0xfe]),
      Buffer.from('</pubDate></item></channel></rss>'),
    ]);
    expect(readDocument(document).articles.map(({ title, publishedAt }) => [title, iso(publishedAt)])).toEqual([
      ['t', '2024-03-05T12:00'],
      ['u', null],
    ]);
  });
});

describe('the order of articles', () => {
  const item = (guid: string, day: number | null) =>
    `<item><guid>${guid}</guid><title>${guid}</title>${day === null ? '' : `<pubDate>${day} Jan 2024 10:00:00 GMT</pubDate>`}</item>`;
  const order = (...items: readonly string[]) =>
    [...readDocument(rss(items.join(''))).drafts].sort((a, b) => b.listedAt - a.listedAt).map(({ guid }) => guid);

  it('B49: is by date, however the document is ordered', () => {
    const [one, two, three] = [item('1', 1), item('2', 2), item('3', 3)];
    for (const items of [
      [one, two, three],
      [three, two, one],
      [two, three, one],
    ]) {
      expect(order(...items)).toEqual(['3', '2', '1']);
    }
  });

  it('B49: is that of the document where dates are missing or equal', () => {
    expect(order(item('a', null), item('b', null), item('c', null))).toEqual(['a', 'b', 'c']);
    expect(order(item('a', 2), item('b', 2), item('c', 2))).toEqual(['a', 'b', 'c']);
    expect(order(item('old', 1), item('a', null), item('b', null))).toEqual(['a', 'b', 'old']);
  });
});
