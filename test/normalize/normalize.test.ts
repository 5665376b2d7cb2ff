import { describe, expect, it } from 'vitest';
import { normalizeEntry, normalizeFeed } from '../../src/normalize/normalize.ts';
import { entryOf, factsOf, feedOf, html, link, loose, OPTIONS, text } from './entries.ts';

describe('normalizeFeed', () => {
  it('reads the facts of the feed', () => {
    expect(
      normalizeFeed(
        feedOf({
          format: 'atom1',
          id: 'tag:example.org,2024:feed',
          title: html('The <b>Feed</b>'),
          description: text('About & around'),
          links: [
            link('/feed.xml', { rel: 'self' }),
            link('https://example.org/x.atom', { type: 'application/atom+xml' }),
            link('/', { type: 'text/html' }),
          ],
          language: 'en_gb',
          updated: '2024-01-01T00:00:00Z',
          authors: [{ name: 'A', email: null, url: null }],
          image: '/logo.png',
          hubs: ['javascript:x', 'https://hub.example/'],
          rights: '© &amp; so on',
        }),
        OPTIONS,
      ),
    ).toEqual({
      id: 'tag:example.org,2024:feed',
      title: 'The Feed',
      link: 'https://example.org/',
      description: 'About & around',
      language: 'en-GB',
      updatedAt: Date.UTC(2024, 0, 1),
      authors: [{ name: 'A', email: null, url: null }],
      self: 'https://example.org/feed.xml',
      hub: 'https://hub.example/',
      image: 'https://example.org/logo.png',
      rights: '© & so on',
      license: null,
    });
  });

  it('leaves absent what the feed does not say', () => {
    expect(Object.values(normalizeFeed(feedOf(), OPTIONS)).filter((fact) => fact !== null)).toEqual([[]]);
  });
});

describe('normalizeEntry', () => {
  it('B40: content and summary are two things', () => {
    const facts = factsOf({
      summary: html('<p>Short</p>'),
      content: html('<p>Long text</p>'),
      hasContentElement: true,
    });
    expect(facts).toMatchObject({
      summary: 'Short',
      content: { kind: 'html', value: '<p>Long text</p>', base: 'https://example.org/posts/' },
      wordCount: 2,
      readMinutes: 1,
    });
  });

  it('a description that stands in for the content is the summary too; a content element is not', () => {
    expect(factsOf({ content: html('<p>Teaser</p>') })).toMatchObject({ summary: 'Teaser', readMinutes: null });
    expect(factsOf({ content: html('<p>All</p>'), hasContentElement: true }).summary).toBeNull();
  });

  it('B37: undoes one escaping too many, and a CDATA section within another', () => {
    expect(factsOf({ content: html('&lt;p&gt;a&lt;/p&gt;') }).content?.value).toBe('<p>a</p>');
    expect(factsOf({ content: html(' <![CDATA[<p>a</p>]]> ') }).content?.value).toBe('<p>a</p>');
  });

  it('B34: keeps a date as it was read and knows of none where it cannot be', () => {
    expect(factsOf({ published: 'Thu, 01 Jan 1970 00:00:00 GMT', updated: 'soon' })).toMatchObject({
      publishedAt: 0,
      updatedAt: null,
    });
  });

  it('B45: Atom and JSON Feed entries inherit the authors of the feed, unless they came from another one', () => {
    const authors = [{ name: 'Feed author', email: null, url: null }];
    const own = [{ name: 'Own author', email: null, url: null }];
    expect(factsOf({}, { format: 'atom1', authors }).authors).toEqual(authors);
    expect(factsOf({}, { format: 'json', authors }).authors).toEqual(authors);
    expect(factsOf({ authors: own }, { format: 'atom1', authors }).authors).toEqual(own);
    expect(factsOf({ source: { title: 'Elsewhere', url: null } }, { format: 'atom1', authors }).authors).toEqual([]);
    expect(factsOf({}, { format: 'rss2', authors }).authors).toEqual([]);
  });

  it("B55: the operator's language wins, then the entry's, then the feed's", () => {
    expect(factsOf({ language: 'de' }, { language: 'en' }, { language: 'fr' }).language).toBe('fr');
    expect(factsOf({ language: 'de' }, { language: 'en' }).language).toBe('de');
    expect(factsOf({ language: 'gibberish!' }, { language: 'en' }).language).toBe('en');
    expect(factsOf({ language: 'gibberish!' }, { language: 'more!' }).language).toBeNull();
  });

  it("B55: an Atom body's own language is the article's, unless it is only what stands around it", () => {
    const content = (language: string) => ({ ...html('<p>a</p>'), language });
    const atom = { format: 'atom1', language: 'en' } as const;
    expect(factsOf({ content: content('pt_BR'), language: 'en' }, atom).language).toBe('pt-BR');
    expect(factsOf({ content: content('en'), language: 'fr' }, atom).language).toBe('fr');
    expect(factsOf({ content: content('!'), language: 'fr' }, atom).language).toBe('fr');
    expect(factsOf({ content: content('de'), language: 'fr' }, { language: 'en' }).language).toBe('fr');
  });

  it('C22: strips ref= the site of the feed from the address', () => {
    expect(factsOf({ links: [link('https://other.example/a?ref=example.org&b=1')] }).url).toBe(
      'https://other.example/a?b=1',
    );
  });

  it('keeps the guid exactly as written, and addresses of comments and origin absolute', () => {
    expect(
      factsOf({ guid: ' x ', commentsUrl: '/a#comments', source: { title: 'S &amp; T', url: 'javascript:x' } }),
    ).toMatchObject({
      guid: ' x ',
      commentsUrl: 'https://example.org/a#comments',
      source: { title: 'S & T', url: null },
    });
    expect(factsOf({ source: { title: ' ', url: '' } }).source).toBeNull();
  });

  it('names what it could not use, with the line', () => {
    const feed = feedOf();
    const entry = entryOf({ line: 12, published: 'soon', links: [link('javascript:x')] });
    const { problems } = normalizeEntry(entry, feed, normalizeFeed(feed, OPTIONS), OPTIONS);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['missing-title', 12],
      ['bad-date', 12],
      ['bad-link', 12],
    ]);
    const fine = normalizeEntry(entryOf({ title: loose('T') }), feed, normalizeFeed(feed, OPTIONS), OPTIONS);
    expect(fine.problems).toEqual([]);
  });

  it('finds nothing odd in an address for other programs beside one it can use', () => {
    const problemsOf = (over: Parameters<typeof entryOf>[0]) => {
      const feed = feedOf();
      const entry = entryOf({ title: loose('T'), ...over });
      return normalizeEntry(entry, feed, normalizeFeed(feed, OPTIONS), OPTIONS).problems.map(({ message }) => message);
    };
    expect(problemsOf({ links: [link('gemini://example.org/'), link('https://example.org/')] })).toEqual([]);
    expect(problemsOf({ links: [link('gemini://example.org/'), link('gopher://example.org/')] })).toEqual([
      'cannot use the address "gemini://example.org/"',
    ]);
  });

  it('names a file that cannot be fetched', () => {
    const feed = feedOf();
    const enclosures = ['https://example.org/1.mp3', 'ftp://example.org/2.mp3'].map((url) => ({
      url,
      type: null,
      length: null,
    }));
    const entry = entryOf({ title: loose('T'), enclosures });
    const { facts, problems } = normalizeEntry(entry, feed, normalizeFeed(feed, OPTIONS), OPTIONS);
    expect(facts.enclosures.map(({ url }) => url)).toEqual(['https://example.org/1.mp3']);
    expect(problems).toEqual([{ code: 'bad-link', message: 'cannot use the address "ftp://example.org/2.mp3"' }]);
  });
});

describe('lead image', () => {
  const image = (
    from: 'media:content' | 'media:thumbnail' | 'itunes:image' | 'json:image',
    url: string,
    size: number | null = null,
  ) => ({ url, from, alt: null, caption: null, width: size, height: size });
  const url = (over: Parameters<typeof factsOf>[0]) => factsOf(over).image?.url;
  const body = html('<p>a</p><img src="body.png">');
  const enclosures = [{ url: '/enclosure.jpg', type: 'image/jpeg', length: null }];

  it('B58: media:content, then thumbnail, then an image enclosure, then itunes or JSON, then the body', () => {
    const all = [
      image('json:image', '/json.png'),
      image('media:thumbnail', '/thumb.png'),
      image('media:content', '/media.png'),
    ];
    expect(url({ images: all, enclosures, content: body })).toBe('https://example.org/media.png');
    expect(url({ images: all.slice(0, 2), enclosures, content: body })).toBe('https://example.org/thumb.png');
    expect(url({ images: all.slice(0, 1), enclosures, content: body })).toBe('https://example.org/enclosure.jpg');
    expect(url({ images: all.slice(0, 1), content: body })).toBe('https://example.org/json.png');
    expect(url({ content: body })).toBe('https://example.org/posts/body.png');
    expect(url({})).toBeUndefined();
  });

  it('B56: passes over icons, pixels and addresses that cannot be used', () => {
    expect(
      url({
        images: [
          image('media:content', '/tiny.png', 16),
          image('media:content', 'data:image/png;base64,x'),
          image('media:content', 'https://0.gravatar.com/avatar/abc?s=96&d=identicon'),
          image('media:content', 'http://feeds.feedburner.com/~ff/site?d=yIl2AUoC8zA'),
          image('media:thumbnail', '/t.png', 64),
        ],
      }),
    ).toBe('https://example.org/t.png');
    expect(
      url({
        content: html(
          '<img src="/p.gif" width=1><img src="/avatar.png" width="32"><img class="wp-smiley" src="/e.png" alt=":)">' +
            '<img src="http://feeds.feedburner.com/~ff/x?d=1"><img src="javascript:x"><img src="/real.png">',
        ),
      }),
    ).toBe('https://example.org/real.png');
  });

  it('takes words and size along', () => {
    const content = html(
      '<figure><img src="/a.png" alt="Alt" width="10%" style="width:640px"><figcaption>Caption</figcaption></figure>',
    );
    expect(factsOf({ content }).image).toEqual({
      url: 'https://example.org/a.png',
      alt: 'Alt',
      caption: 'Caption',
      width: 640,
      height: null,
    });
  });
});
