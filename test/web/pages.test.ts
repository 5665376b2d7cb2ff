// What pages say, as files; the server sends the same ones.
import { describe, expect, test } from 'vitest';
import { MarkupParser } from '../../src/lib/markup.ts';
import type { FullArticle, SourceView } from '../../src/model.ts';
import { renderArticlePages, renderSite, type SiteContent, type SiteFacts } from '../../src/web/web.ts';
import { publishArticles } from '../publish/fixtures.ts';
import { makeArticle, makeListed, makeSource, NOW, SITE } from './sample-site.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const CHANNELS = [
  { kind: 'language', folder: 'l/de/', name: 'German' },
  { kind: 'minutes', folder: 'read/5-min/', name: 'Up to 5 minutes' },
] as const;

function render(
  articles: readonly FullArticle[],
  sources: readonly SourceView[] = [],
  site: Partial<SiteFacts> = {},
  coverage: SiteContent['coverage'] = new Map(),
) {
  const known = [makeSource({ id: 'harbour', title: 'Harbour Notes' }), ...sources];
  const pages = renderSite({
    site: { ...SITE, ...site },
    articles,
    sources: new Map(known.map((source) => [source.id, source])),
    blogroll: known.map((view) => makeListed(view)),
    channels: CHANNELS,
    coverage,
  });
  return new Map(pages.map(({ path, body }) => [path, body]));
}

function articlePage(
  facts: Partial<FullArticle> = {},
  source: Partial<SourceView> = {},
  site: Partial<SiteFacts> = {},
) {
  const pages = render([makeArticle({ slug: 'one', ...facts })], [makeSource({ id: 'harbour', ...source })], site);
  return pages.get('a/one/index.html') ?? '';
}

/** Attributes of every element of a name. */
function elementsOf(page: string, element: string): readonly Record<string, string>[] {
  const found: Record<string, string>[] = [];
  const parser = new MarkupParser({ onopentag: (name, attributes) => name === element && found.push(attributes) });
  parser.end(page);
  return found;
}

describe('every page', () => {
  const pages = [...render([makeArticle({ slug: 'one' })])].filter(([path]) => path.endsWith('.html'));

  test('D88: names the three documents by absolute addresses', () => {
    expect(pages.length).toBe(7);
    for (const [, page] of pages) {
      expect(elementsOf(page, 'link').filter(({ rel }) => rel === 'alternate')).toEqual([
        {
          rel: 'alternate',
          type: 'application/atom+xml',
          title: 'The Lost Feed (Atom)',
          href: 'http://feed.example/atom.xml',
        },
        {
          rel: 'alternate',
          type: 'application/rss+xml',
          title: 'The Lost Feed (RSS)',
          href: 'http://feed.example/rss.xml',
        },
        {
          rel: 'alternate',
          type: 'application/feed+json',
          title: 'The Lost Feed (JSON Feed)',
          href: 'http://feed.example/feed.json',
        },
      ]);
    }
  });

  test('E50: carries its policy for static hosts too, and nothing that it forbids', () => {
    for (const [, page] of pages) {
      const [policy] = elementsOf(page, 'meta').filter((meta) => 'http-equiv' in meta);
      expect(policy?.content).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy?.content).not.toContain('unsafe');
      expect(elementsOf(page, 'script')).toEqual([{ src: expect.stringMatching(/^\/site\.js\?v=\w+$/), defer: '' }]);
      expect(page).toContain('defer></script>');
      expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
    }
  });

  test('has one main heading and a language', () => {
    for (const [path, page] of pages) {
      expect([path, elementsOf(page, 'h1').length]).toEqual([path, 1]);
      expect(elementsOf(page, 'html')).toEqual([{ lang: 'en' }]);
    }
  });

  test('D89: comes with the icon, the page about the fetcher, robots.txt and a page for what is not there', () => {
    const paths = [...render([makeArticle({ slug: 'one' })]).keys()];
    expect(paths).toEqual([
      ...[
        'index.html',
        'sources/index.html',
        'feeds/index.html',
        'about/fetcher/index.html',
        'ns/index.html',
        '404.html',
      ],
      ...['style.css', 'site.js', 'favicon.svg', 'robots.txt', 'a/one/index.html'],
    ]);
  });
});

test('the pages of articles alone are the ones that come with the site', () => {
  const content = {
    site: SITE,
    articles: [makeArticle({ slug: 'one' }), makeArticle({ slug: 'two', sourceId: 'forgotten' })],
    sources: new Map([['harbour', makeSource({ id: 'harbour' })]]),
    coverage: new Map(),
  };
  const pages = renderArticlePages(content);
  expect(pages.map(({ path }) => path)).toEqual(['a/one/index.html', 'a/two/index.html']);
  expect(renderSite({ ...content, blogroll: [], channels: [] })).toEqual(expect.arrayContaining([...pages]));
});

describe('a site below another', () => {
  const pages = render([makeArticle({ slug: 'one' })], [], { url: 'https://host.example/lost/' });

  test('keeps all its own links below its path', () => {
    for (const [path, page] of pages) {
      if (!path.endsWith('.html')) continue;
      const own = ['a', 'link', 'img'].flatMap((name) =>
        elementsOf(page, name).map(({ href, src }) => href ?? src ?? ''),
      );
      expect(own.filter((address) => address.startsWith('/') && !address.startsWith('/lost/'))).toEqual([]);
      expect(own).toContain('/lost/');
    }
    expect(pages.get('index.html')).toContain('href="/lost/a/one/"');
    expect(pages.get('robots.txt')).toContain('Disallow: /lost/healthz');
  });
});

describe('the front page', () => {
  test('groups articles by the day they were listed on, in the order given', () => {
    const articles = [
      makeArticle({ slug: 'noon', publishedAt: NOW }),
      makeArticle({ slug: 'dawn', publishedAt: NOW - 6 * HOUR }),
      makeArticle({ slug: 'eve', publishedAt: NOW - DAY }),
    ];
    const page = render(articles).get('index.html') ?? '';
    const headings = [...page.matchAll(/<h([23])[^>]*>(.*?)<\/h\1>/g)].map(([, , inner]) =>
      inner?.replace(/<[^>]*>/g, ''),
    );
    expect(headings).toEqual([
      'Sunday 22 November 2026',
      'About noon',
      'About dawn',
      'Saturday 21 November 2026',
      'About eve',
    ]);
  });

  test('shows badge, title, standfirst, source, date and read time', () => {
    const article = makeArticle({ slug: 'one', category: 'old-internet', publishedAt: Date.UTC(2026, 10, 20, 23, 59) });
    const page = render([article]).get('index.html') ?? '';
    expect(page).toContain(
      '<a class="badge" href="/c/old-internet/"><span aria-hidden="true">🌐</span> Old Internet</a>',
    );
    expect(page).toContain('<a href="/a/one/">About one</a>');
    expect(page).toContain('>A summary of one.</p>');
    expect(page).toContain('<a href="/s/harbour/">Harbour Notes</a>');
    expect(page).toContain('<time class="age" datetime="2026-11-20T23:59:00.000Z">23:59 UTC</time>');
    expect(page).toContain('4 min read');
  });

  test('shows no badge for `general` and none for a category that is gone', () => {
    for (const category of ['general', 'gone']) {
      expect(render([makeArticle({ slug: 'one', category })]).get('index.html')).not.toContain('class="badge"');
    }
  });

  test('cuts long standfirsts between words', () => {
    const page = render([makeArticle({ slug: 'one', summary: 'several words '.repeat(100) })]).get('index.html') ?? '';
    const [standfirst = ''] = /class="standfirst"[^>]*>([^<]*)/.exec(page)?.slice(1) ?? [];
    expect(standfirst).toMatch(/ (several|words)…$/);
    expect(standfirst.length).toBeLessThanOrEqual(241);
  });

  test('has a friendly word when nothing is there yet', () => {
    expect(render([]).get('index.html')).toContain('Nothing here yet');
  });
});

describe('the page of an article', () => {
  test('D121: leads to the original first, and names source, author and date', () => {
    const page = articlePage();
    const article = page.slice(page.indexOf('<article'));
    const [first] = elementsOf(article, 'a').filter(({ href }) => !href?.startsWith('/'));
    expect(first?.href).toBe('https://harbour.example/posts/one');
    expect(article).toContain('Original at harbour.example');
    expect(article).toContain('Read the original at harbour.example');
    expect(article).toContain('<a href="https://harbour.example/">Source harbour</a>');
    expect(article).toContain('By <bdi><a href="https://harbour.example/ada">Ada Quill</a></bdi>');
    expect(article).toContain('22 November 2026');
    expect(elementsOf(page, 'link').find(({ rel }) => rel === 'canonical')?.href).toBe(
      'https://harbour.example/posts/one',
    );
  });

  test('D122: is kept out of search engines when its source says so, or is not known any more', () => {
    const robots = (page: string) => elementsOf(page, 'meta').find(({ name }) => name === 'robots')?.content;
    expect(robots(articlePage({}, { noindex: true }))).toBe('noindex,follow');
    expect(robots(articlePage({}, { noindex: false }))).toBeUndefined();
    expect(robots(articlePage({ sourceId: 'forgotten' }))).toBe('noindex,follow');
  });

  test.each([
    [1, '1 min read'],
    [4, '4 min read'],
  ])('F15: %i whole minutes read "%s", here and in the list', (readMinutes, label) => {
    const pages = render([makeArticle({ slug: 'one', readMinutes })]);
    for (const path of ['index.html', 'a/one/index.html']) expect(pages.get(path)).toContain(`>${label}<`);
  });

  test('says nothing of a read time that is not known', () => {
    expect(articlePage({ readMinutes: null })).not.toContain('min read');
  });

  test('an article without a date shows when it was first seen', () => {
    const article = { ...makeArticle({ slug: 'one' }), publishedAt: null, firstSeenAt: Date.UTC(2026, 0, 2) };
    expect(articlePage(article)).toMatch(/seen <time[^>]*>2 January 2026</);
  });

  test.each([
    ['ar', 'lang="ar" dir="rtl"'],
    ['he-IL', 'lang="he-IL" dir="rtl"'],
    ['fa', 'lang="fa" dir="rtl"'],
    ['ur', 'lang="ur" dir="rtl"'],
    ['pa-Arab', 'lang="pa-Arab" dir="rtl"'],
    ['de', 'lang="de" dir="ltr"'],
    [null, 'lang="" dir="auto"'],
    ['not a language', 'lang="" dir="auto"'],
  ])('in language %j its text is marked %s', (language, attributes) => {
    const page = articlePage({ language });
    expect(page).toContain(`<h1 ${attributes}>About one</h1>`);
    expect(page).toContain(`<div class="body" ${attributes}>`);
  });

  test('without a body it is summary and link', () => {
    const page = articlePage({ contentHtml: null });
    expect(page).toContain('A summary of one.');
    expect(page).toContain('Read on at harbour.example');
    expect(page).not.toContain('class="body"');
  });

  test.each([
    ['Rain, tea, and a stack trace …', 'Rain, tea, and a stack trace that reads like a family tree.', false],
    ['A short post.', 'A short post.', false],
    ['Rain', 'Rain, tea, and a stack trace.', true],
    ['Tea …', 'Rain, tea, and a stack trace.', true],
  ])('a title made of the text does not stand above the same text: %s', (title, summary, isShown) => {
    const facts = { title, summary, contentHtml: '<p>Other words.</p>' };
    const list = render([makeArticle({ slug: 'one', ...facts })]).get('index.html');
    for (const page of [list, articlePage(facts)]) expect(page?.includes('class="standfirst"')).toBe(isShown);
    const whole = title.endsWith('…') || isShown;
    expect(articlePage({ ...facts, contentHtml: null }).includes('class="standfirst"')).toBe(whole);
  });

  test('does not repeat a standfirst its body opens with', () => {
    const opening = articlePage({
      summary: 'Cats & dogs “agree”.',
      contentHtml: '<p><b>Cats</b> &amp; dogs “agree”. More.</p>',
    });
    expect(opening).not.toContain('class="standfirst"');
    expect(articlePage({ contentHtml: '<p>Other words.</p>' })).toContain('class="standfirst"');
  });

  test('shows the lead image with its caption, unless the body has it', () => {
    const image = {
      url: 'https://harbour.example/a.jpg?x=1&y=2',
      alt: 'A pier',
      caption: 'The pier',
      width: 8,
      height: 6,
    };
    const page = articlePage({ image });
    expect(elementsOf(page, 'img').at(-1)).toMatchObject({ src: image.url, alt: 'A pier', width: '8', height: '6' });
    expect(page).toContain('<figcaption>The pier</figcaption>');
    const body = '<p><img src="https://harbour.example/a.jpg?x=1&amp;y=2" /></p>';
    expect(articlePage({ image, contentHtml: body }).match(/a\.jpg/g)?.length).toBe(1);
  });

  test.each(['excerpt', 'link'] as const)('a source with content "%s" keeps body and pictures to itself', (content) => {
    const image = { url: 'https://harbour.example/a.jpg', alt: null, caption: null, width: null, height: null };
    for (const page of [articlePage({ image }, { content }), articlePage({ image }, { content: null }, { content })]) {
      expect(page).not.toContain('The body of one.');
      expect(page).not.toContain('a.jpg');
      expect(page).toContain('Read on at harbour.example');
      expect(page.includes('A summary of one.')).toBe(content === 'excerpt');
    }
  });

  test('an article of a source that is not known any more is title and link, whatever the channel gives', () => {
    const pages = render([makeArticle({ slug: 'one', sourceId: 'forgotten' })], [], { content: 'full' });
    for (const path of ['a/one/index.html', 'index.html']) {
      expect(pages.get(path)).toContain('About one');
      expect(pages.get(path)).not.toContain('A summary of one.');
      expect(pages.get(path)).not.toContain('The body of one.');
    }
    expect(pages.get('a/one/index.html')).toContain('href="https://harbour.example/posts/one"');
  });

  test('D120: content "link" is title and link, with what says whose it is and when', () => {
    const article = makeArticle({
      slug: 'one',
      category: 'linux',
      tags: ['tagged'],
      enclosures: [{ url: 'https://harbour.example/one.mp3', type: null, length: null }],
      commentsUrl: 'https://board.example/t/1',
      via: { title: 'The Attic', url: 'https://attic.example/' },
    });
    const pages = render([article], [makeSource({ id: 'harbour', content: 'link', rights: '© Harbour' })]);
    const page = pages.get('a/one/index.html') ?? '';
    for (const held of ['A summary', 'tagged', 'one.mp3', 'name="description"']) expect(page).not.toContain(held);
    for (const kept of ['About one', 'Ada Quill', '22 November 2026', 'Linux', '4 min read', 'The Attic', '© Harbour'])
      expect(page).toContain(kept);
    expect(pages.get('index.html')).not.toContain('A summary');
  });

  test('links to nothing but the web', () => {
    const script = 'javascript:alert(1)';
    const page = articlePage(
      {
        url: script,
        authors: [{ name: 'Ada', url: script }],
        via: { title: 'x', url: script },
        commentsUrl: script,
        enclosures: [{ url: script, type: null, length: null }],
        image: { url: script, alt: null, caption: null, width: null, height: null },
      },
      { siteUrl: script },
    );
    expect(page).not.toContain('javascript:');
  });

  test('shows what is attached, rights, and where it came from', () => {
    const page = articlePage(
      {
        enclosures: [{ url: 'https://harbour.example/audio/one%20two.mp3', type: 'audio/mpeg', length: 12_345_678 }],
        via: { title: 'The Attic', url: 'https://attic.example/' },
        commentsUrl: 'https://board.example/t/1',
      },
      { rights: '© Harbour Notes', license: 'https://licence.example/by/' },
    );
    expect(page).toContain('>one two.mp3</a> <span class="hint">audio/mpeg, 12 MB</span>');
    expect(page).toContain('<p class="rights">© Harbour Notes</p>');
    expect(page).toContain('<a rel="license" href="https://licence.example/by/">Licence at licence.example</a>');
    expect(page).toContain('First published by <a href="https://attic.example/">The Attic</a>');
    expect(page).toContain('Discussion at board.example');
  });

  test("D123: an article's own rights stand in place of those of its source", () => {
    const page = articlePage(
      { rights: '© Ann', license: null },
      { rights: '© Harbour Notes', license: 'javascript:1' },
    );
    expect(page).toContain('<p class="rights">© Ann</p>');
    expect(page).not.toContain('Harbour Notes</p>');
    expect(page).not.toContain('rel="license"');
  });
});

describe('the page about the fetcher', () => {
  test.each([
    ['feeds@feed.example', 'href="mailto:feeds@feed.example"'],
    ['https://feed.example/contact', 'href="https://feed.example/contact"'],
    [null, 'write to the people who run this site'],
  ])('says how to reach %j', (contact, text) => {
    expect(render([], [], { contact }).get('about/fetcher/index.html')).toContain(text);
  });

  test('names the program as its User-Agent does', () => {
    expect(render([]).get('about/fetcher/index.html')).toContain('TheLostFeed/0.1.0');
  });
});

test('the page about our extensions names all that documents say in words of our own', async () => {
  const page = render([]).get('ns/index.html') ?? '';
  const { atom, rss, json } = await publishArticles([{ readMinutes: 4 }], { source: { rights: '©' } });
  for (const document of [atom, rss]) {
    const [, namespace] = /xmlns:lostfeed="([^"]+)"/.exec(document) ?? [];
    const [, element] = /<lostfeed:(\w+)>/.exec(document) ?? [];
    for (const name of [namespace, element]) expect(page).toContain(`<code>${name}</code>`);
  }
  const [item] = JSON.parse(json).items;
  const extension = Object.keys(item).find((key) => key.startsWith('_')) ?? '';
  const { source, ...facts } = item[extension];
  for (const name of [extension, ...Object.keys(facts), ...Object.keys(source)])
    expect(page).toContain(`<code>${name}</code>`);
  expect(facts.about).toMatch(/\/ns\/$/);
});

test('D112: the page for subscribers gives the three addresses and a taste', () => {
  const page = render([makeArticle({ slug: 'one' })]).get('feeds/index.html') ?? '';
  for (const path of ['atom.xml', 'rss.xml', 'feed.json']) expect(page).toContain(`>http://feed.example/${path}</a>`);
  expect(page).toContain('About one');
});

test('the page for subscribers names every channel of a category, a language and a read time, in each format', () => {
  const page = render([]).get('feeds/index.html') ?? '';
  for (const folder of ['c/linux/', 'l/de/', 'read/5-min/']) {
    for (const path of ['atom.xml', 'rss.xml', 'feed.json'])
      expect(page).toContain(`<a href="http://feed.example/${folder}${path}"`);
    expect(page).toContain(`<a href="feed:http://feed.example/${folder}atom.xml"`);
  }
  expect(page).toContain('<th scope="row">German</th>');
  expect(page).toContain('aria-label="Up to 5 minutes as RSS"');
});

test('the same story elsewhere stands below an article, in the list and on its page', () => {
  const other = { title: 'The <same>', url: 'https://b.example/same', sourceTitle: 'Second Wind', slug: 'same-1' };
  const coverage = new Map([['urn:example:one', [other]]]);
  const pages = render([makeArticle({ slug: 'one' })], [], {}, coverage);
  expect(pages.get('index.html')).toContain('Also covered by <a href="/a/same-1/">Second Wind</a>');
  const page = pages.get('a/one/index.html') ?? '';
  expect(page).toContain('<a href="/a/same-1/">The &lt;same&gt;</a>');
  expect(page).toContain('Second Wind, <a href="https://b.example/same">b.example</a>');
});
