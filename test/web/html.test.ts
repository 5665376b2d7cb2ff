import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MarkupParser } from '../../src/lib/markup.ts';
import { escapeHtml, html, trustedHtml } from '../../src/web/html.ts';
import { renderListPage, renderSite } from '../../src/web/web.ts';
import { makeArticle, makeSource, SITE } from './sample-site.ts';

test('values are escaped for text and attributes', () => {
  expect(html`<p title="${`"'<>&`}">${'<b>&amp;</b>'}</p>`.text).toBe(
    '<p title="&quot;&#39;&lt;&gt;&amp;">&lt;b&gt;&amp;amp;&lt;/b&gt;</p>',
  );
});

test('markup, lists, numbers and nothing are put in as such', () => {
  const items = ['a', 'b'].map((name) => html`<li>${name}</li>`);
  expect(html`<ul>${items}</ul>${null}${false}${''}${7}${trustedHtml('<hr>')}`.text).toBe(
    '<ul><li>a</li><li>b</li></ul>7<hr>',
  );
});

test('an object that only looks like markup is refused', () => {
  const forged = JSON.parse('{"text": "<script>"}');
  expect(() => html`${forged}`).toThrow();
});

test('control characters that HTML forbids become visible', () => {
  expect(escapeHtml('a\0b\x1bc\td\n')).toBe('a\ufffdb\ufffdc\td\n');
});

/** Every element with its attribute names, in order. */
function skeletonOf(page: string): readonly string[] {
  const elements: string[] = [];
  const parser = new MarkupParser({
    onopentag: (name, attributes) => elements.push([name, ...Object.keys(attributes)].join(' ')),
    oncomment: () => elements.push('comment'),
    onprocessinginstruction: (name) => elements.push(name),
  });
  parser.end(page);
  return elements;
}

/** A page about an article that says `text` wherever an upstream feed can say something. */
function pagesSaying(text: string): readonly string[] {
  const said = `x${text}`;
  const source = makeSource({ id: 'harbour', title: said, rights: said, siteUrl: `https://a.example/${said}` });
  const article = makeArticle({
    slug: 'one',
    category: 'said',
    title: said,
    summary: said,
    url: `https://a.example/${said}`,
    authors: [{ name: said, url: `https://a.example/${said}` }],
    tags: [said],
    image: { url: `https://a.example/${said}`, alt: said, caption: said, width: null, height: null },
    enclosures: [{ url: `https://a.example/${said}`, type: said, length: 1 }],
    via: { title: said, url: `https://a.example/${said}` },
    commentsUrl: `https://a.example/${said}`,
    contentHtml: '<p>Body</p>',
  });
  const site = {
    ...SITE,
    title: said,
    description: said,
    contact: said,
    categories: [{ id: 'said', label: said, emoji: said }],
  };
  const coverage = new Map([[article.id, [{ title: said, url: null, sourceTitle: said, slug: 'other' }]]]);
  const listed = { view: source, condition: 'well', lastArticleAt: null, articlesPerWeek: 1 } as const;
  const pages = renderSite({
    site,
    articles: [article],
    sources: new Map([['harbour', source]]),
    blogroll: [listed],
    channels: [{ kind: 'language', folder: 'l/en/', name: said }],
    coverage,
  });
  const hasPage = () => true;
  const list = renderListPage({
    site,
    articles: [article],
    sources: new Map(),
    coverage,
    hasPage,
    of: { source: listed },
  });
  return [...pages, list].filter(({ path }) => path.endsWith('.html')).map(({ body }) => body);
}

const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><svg/onload=alert(1)>',
  '<!--',
  ']]><![CDATA[',
  '&lt;script&gt;',
  '<?php',
];

test('text from feeds never becomes markup, wherever it stands', () => {
  const expected = pagesSaying('').map(skeletonOf);
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom(...PAYLOADS));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (texts) => {
      expect(pagesSaying(texts.join('')).map(skeletonOf)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test.each(['{{7*7}}', '<%= 7*7 %>', '$'.concat('{7*7}'), '#{7*7}', '{% raw %}'])('X35: %s stays as it is', (text) => {
  const [page = ''] = pagesSaying(text).filter((body) => body.includes('class="article"'));
  expect(page).toContain(`>x${escapeHtml(text)}</h1>`);
  expect(page.replaceAll(/\?v=\w+/g, '')).not.toContain('49');
});
