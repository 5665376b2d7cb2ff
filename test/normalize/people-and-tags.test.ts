// People, tags and languages of an entry from the document to the record.
import { describe, expect, it } from 'vitest';
import { atom, draftItem, readDocument, readEntry, readItem, rss } from './read.ts';

const person = (name: string | null, email: string | null = null, url: string | null = null) => ({ name, email, url });

describe('people', () => {
  it.each([
    ['<author>a@b.example (Ann Lee)</author>', [person('Ann Lee', 'a@b.example')], ['Ann Lee']],
    ['<author>Ann Lee &lt;a@b.example&gt;</author>', [person('Ann Lee', 'a@b.example')], ['Ann Lee']],
    ['<author>a@b.example</author>', [person(null, 'a@b.example')], []],
    ['<author>"Lee, Ann" a@b.example</author>', [person('Lee, Ann', 'a@b.example')], ['Lee, Ann']],
    ['<dc:creator>Ann</dc:creator><author>a@b.example</author>', [person('Ann'), person(null, 'a@b.example')], ['Ann']],
    ['<dc:creator>Ann</dc:creator><author>a@b.example (Ann)</author>', [person('Ann', 'a@b.example')], ['Ann']],
    [
      '<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator><dc:creator>ann</dc:creator>',
      [person('Ann'), person('Bob')],
      ['Ann', 'Bob'],
    ],
    ['<dc:creator><![CDATA[<a href="/ann">Ann &amp; Bob</a>]]></dc:creator>', [person('Ann & Bob')], ['Ann & Bob']],
    ['<author>Ann</author><itunes:author>Show</itunes:author>', [person('Ann')], ['Ann']],
    ['<itunes:author>Show</itunes:author>', [person('Show')], ['Show']],
    [
      '<author><name>Ann</name><email>a@b.example</email><url>/ann</url></author>',
      [person('Ann', 'a@b.example', 'https://example.org/ann')],
      ['Ann'],
    ],
    [
      '<atom:author><atom:name>Ann</atom:name><atom:uri>javascript:x</atom:uri></atom:author>',
      [person('Ann')],
      ['Ann'],
    ],
    ['<author> </author><dc:creator/>', [], []],
    ['<author>mailto:a@b.example</author>', [person(null, 'a@b.example')], []],
  ])('B45: %s', (fields, people, names) => {
    expect(readItem(fields).authors).toEqual(people);
    const draft = draftItem(`<title>t</title>${fields}`);
    expect(draft.authors.map(({ name }) => name)).toEqual(names);
    expect(JSON.stringify(draft)).not.toContain('@b.example');
  });

  it('B45: several authors of Atom, some of them in parts', () => {
    const authors =
      '<author><name>Ann</name><email>a@b.example</email></author><author><name>Bob</name><uri>https://bob.example/</uri></author>';
    expect(readEntry(`<id>1</id>${authors}<contributor><name>Eve</name></contributor>`).authors).toEqual([
      person('Ann', 'a@b.example'),
      person('Bob', null, 'https://bob.example/'),
    ]);
  });
});

describe('tags', () => {
  it.each([
    ['a comma list', '<category>sea, salt ,, rope</category>', ['sea', 'salt', 'rope']],
    ['several', '<category>sea</category><category>salt</category>', ['sea', 'salt']],
    ['names with commas', '<category>Lee, Ann</category><category>salt</category>', ['Lee, Ann', 'salt']],
    ['repetitions', '<category>Sea</category><category> sea </category><dc:subject>SEA</dc:subject>', ['Sea']],
    ['empty ones', '<category/><category> </category><category>sea</category>', ['sea']],
    ['a domain', '<category domain="https://x.example/c">sea</category>', ['sea']],
    ['markup', '<category>&lt;b&gt;sea&lt;/b&gt;</category><category>R&amp;amp;D</category>', ['sea', 'R&D']],
    [
      'podcasts, one in the other',
      '<itunes:category text="Arts"><itunes:category text="Design"/></itunes:category>',
      ['Arts', 'Design'],
    ],
    [
      'podcasts, already named',
      '<category>design</category><itunes:category text="Arts"><itunes:category text="Design"/></itunes:category>',
      ['design', 'Arts'],
    ],
    [
      'keywords',
      '<itunes:keywords>sea, salt</itunes:keywords><media:keywords>salt, rope</media:keywords>',
      ['sea', 'salt', 'rope'],
    ],
    ['one that is far too long', `<category>${'x'.repeat(300)}</category>`, ['x'.repeat(100)]],
  ])('B46: %s', (_what, fields, tags) => {
    expect(readItem(fields).tags).toEqual(tags);
    expect(draftItem(fields).tags).toEqual(tags);
  });

  it.each([
    ['the term', '<category term="sea" label="The Sea"/>', ['sea']],
    [
      'the label where the term is an address',
      '<category term="http://x.example/c#sea" label="The Sea" scheme="http://x.example/c"/>',
      ['The Sea'],
    ],
    ['the label where there is no term', '<category label="The Sea"/>', ['The Sea']],
    ['the text where there is neither', '<category>sea</category>', ['sea']],
  ])('B46: of a category of Atom %s', (_what, fields, tags) => {
    expect(readEntry(`<id>1</id>${fields}`).tags).toEqual(tags);
  });

  it('B46: the record keeps twenty', () => {
    const categories = Array.from({ length: 30 }, (_, n) => `<category>tag ${n}</category>`).join('');
    expect(readItem(categories).tags).toHaveLength(30);
    expect(draftItem(categories).tags).toEqual(Array.from({ length: 20 }, (_, n) => `tag ${n}`));
  });
});

describe('languages', () => {
  it.each([
    ['<language>en_US</language>', '', 'en-US', 'en-US'],
    ['<language>English</language>', '', 'en', 'en'],
    ['<language/>', '', null, null],
    ['<language>none of these</language>', '', null, null],
    ['<language>en</language>', 'xml:lang="de_AT"', 'en', 'de-AT'],
    ['<language>en</language>', 'xml:lang=""', 'en', 'en'],
    ['<dc:language>fr-fr</dc:language>', '', 'fr-FR', 'fr-FR'],
  ])('B55: the feed says %s, the item %j', (field, attribute, ofFeed, ofItem) => {
    const { feed, articles } = readDocument(rss(`${field}<item ${attribute}><guid>1</guid></item>`));
    expect([feed.language, articles[0]?.language]).toEqual([ofFeed, ofItem]);
  });

  it('B55: an entry of Atom has the language around it unless it says its own', () => {
    const document = atom('<entry><id>1</id></entry><entry xml:lang="pt_BR"><id>2</id></entry>').replace(
      '<feed',
      '<feed xml:lang="it"',
    );
    const { feed, articles } = readDocument(document);
    expect([feed.language, ...articles.map(({ language }) => language)]).toEqual(['it', 'it', 'pt-BR']);
  });
});
