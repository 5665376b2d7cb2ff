// Fields of RSS items in the forms that feeds write them.
import { describe, expect, it } from 'vitest';
import { read, rss } from './read.ts';

describe('fields of RSS items', () => {
  const only = (fields: string) => read(rss(`<item>${fields}</item>`)).entries[0];

  it.each([
    ['a guid', '<guid>a</guid>', 'a', true],
    ['white space around it', '<guid>\n  a b \t</guid>', 'a b', true],
    ['isPermaLink="False"', '<guid isPermaLink="False">a</guid>', 'a', false],
    ['isPermaLink="FALSE" in another case', '<guid ispermalink="FALSE">a</guid>', 'a', false],
    ['no guid at all', '', null, null],
    ['an empty element', '<guid/>', null, null],
    ['an empty element with an attribute', '<guid isPermaLink="false"/>', null, null],
    ['nothing but blanks', '<guid> \n </guid>', null, null],
    ['an empty one and a full one', '<guid/><guid>a</guid>', 'a', true],
    ['a CDATA section', '<guid><![CDATA[ a&b ]]></guid>', 'a&b', true],
    ['1000 characters', `<guid>${'x'.repeat(1000)}</guid>`, 'x'.repeat(1000), true],
    ['what looks like a number', '<guid>007</guid>', '007', true],
  ])('B42: %s', (_what, fields, guid, isPermalink) => {
    expect(only(fields)).toMatchObject({ guid, guidIsPermalink: isPermalink });
  });

  it('an id without a namespace stands in for the guid, and is no address', () => {
    expect(only('<id> 6624723 </id>')).toMatchObject({ guid: '6624723', guidIsPermalink: false });
    expect(only('<id>http://x.example/1</id><guid>a</guid>')).toMatchObject({ guid: 'a', guidIsPermalink: true });
    expect(only('<guid>a</guid><id>b</id>')).toMatchObject({ guid: 'a', guidIsPermalink: true });
    expect(only('<id/><x:id>no</x:id>')).toMatchObject({ guid: null, guidIsPermalink: null });
    expect(read(rss('<item rdf:about="about"><id>b</id></item>')).entries[0]?.guid).toBe('about');
  });

  it.each(['007', '1e5', 'true', 'null', '0x10', '-0', '1_000', 'NaN', '2024-01-01'])(
    'B43: the text %s is a text',
    (text) => {
      const entry = only(
        `<title>${text}</title><guid>${text}</guid><category>${text}</category><author>${text}</author>`,
      );
      expect(entry).toMatchObject({ title: { value: text }, guid: text, tags: [text], authors: [{ name: text }] });
    },
  );

  it('B46: categories of podcasts are tags, the subcategories inside them too', () => {
    expect(
      only(
        '<itunes:category text="Arts"><itunes:category text="Design"/></itunes:category><itunes:category text="TV &amp; Film"/>',
      )?.tags,
    ).toEqual(['Arts', 'Design', 'TV & Film']);
    expect(
      only(
        '<itunes:category text="Arts"><itunes:category text="A"><itunes:category text="B"/></itunes:category></itunes:category><guid>1</guid>',
      ),
    ).toMatchObject({ guid: '1', tags: ['Arts', 'A'] });
    expect(only('<itunes:category/><itunes:category text=""/>')?.tags).toEqual([]);
  });

  it.each([
    ['href', '<link href="http://x.example/1"/>'],
    ['href with an end tag', '<link href="http://x.example/1"></link>'],
    [
      'rdf:resource',
      '<link xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:resource="http://x.example/1"/>',
    ],
    ['a CDATA section', '<link><![CDATA[http://x.example/1]]></link>'],
    ['a text with line ends', '<link>\n  http://x.example/1\n</link>'],
    ['the text behind an empty element', '<link/>http://x.example/1'],
    ['the text behind an element that is closed at once', '<link></link>\n http://x.example/1 '],
    ['a comment and a text', '<link><!-- permanent -->http://x.example/1</link>'],
  ])('B57: the address of a link may stand in %s', (_where, fields) => {
    expect(only(`<title>t</title>${fields}<guid>1</guid>`)).toMatchObject({
      guid: '1',
      links: [{ href: 'http://x.example/1', rel: 'alternate' }],
    });
  });
});
