import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { readTimeLabel } from '../../src/lib/read-time-label.ts';
import { toSafeHtml } from '../../src/lib/safe-html.ts';
import { bodyFacts } from '../../src/normalize/body.ts';
import { normalizeEntry, normalizeFeed } from '../../src/normalize/normalize.ts';
import { readMinutes } from '../../src/normalize/read-time.ts';
import { parse } from '../../src/parse/parse.ts';
import { factsOf, html, OPTIONS } from './entries.ts';

const body = (value: string, kind: 'html' | 'text' = 'html') => bodyFacts({ kind, value, base: null });
const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i}`).join(' ');
const minutes = (value: string, hasContentElement = true, wordsPerMinute = 200) =>
  readMinutes(body(value), hasContentElement, wordsPerMinute);

describe('words', () => {
  it.each([
    ['F06', '<p>a</p><p>b</p>', 2],
    ['F06', '<b>a</b>b', 1],
    ['F06', 'a<br>b<hr>c', 3],
    ['F06', '<p title="one two">a<!-- b c --></p><script>d e</script><style>f</style>', 1],
    ['F06', '<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>', 4],
    ['F07', 'a&nbsp;b state-of-the-art 42 3.14 — … 🙂 &amp; don’t', 6],
    ['F06', 'one<!-- a <b>two</b> -->three<b>four</b>', 1],
    ['F06', '<template>a b</template><title>c</title>end', 1],
    ['F07', '&#8212; &hellip; &copy; &#9731; ❤️ 👩‍👩‍👧 ... !', 0],
    ['F07', '1,000.50 2026-06-01 C++ e-mail https://example.org/a/b?c=d', 5],
    ['F09', '<p>สวัสดีชาวโลก</p>', 3],
    ['F09', '<p>ພາສາລາວ ເປັນພາສາທາງການ</p>', 5],
    ['F09', '<p>សួស្តីពិភពលោក</p>', 2],
    ['F09', '<p>ใช้ TypeScript เขียน</p>', 3],
    ['F07', 'Привет, мир! naïve', 3],
  ])('%s: %j has the words a person counts', (_row, value, expected) => {
    expect(body(value).words).toBe(expected);
  });

  it('F08: counts Chinese, Japanese and Korean by character and the rest by word', () => {
    expect(body('<p>我用 TypeScript 写代码。ひらカタ 한국 𠮷</p>')).toMatchObject({ words: 1, cjk: 12 });
  });

  it('F08: counts a character written in parts once', () => {
    for (const text of ['한국어', 'ヴァイオリン', 'ガギグ']) {
      expect(body(text.normalize('NFD'))).toMatchObject({ words: 0, cjk: text.length });
    }
  });

  it('skips what the sanitizer would drop', () => {
    expect(
      body('<svg><text>no</text></svg><button>Copy</button><noscript>yes</noscript><select><option>no</select>').text,
    ).toBe('yes');
    expect(body('<iframe src="x">no</iframe><video>no</video><p>yes').text).toBe('yes');
  });
});

describe('images', () => {
  it('F05: counts a picture once, and no pixel, icon, emoji, share button or repetition', () => {
    const facts = body(
      '<figure><picture><source srcset="/a.webp"><img src="/a.png" alt="A &amp; B" width="600" height="400"></picture><figcaption>Cap <b>tion</b></figcaption></figure>' +
        '<img src="/p.gif" width="1" height="1"><img src="/avatar.png" width=32 height=32><img class="emoji" alt="🙂" src="/e.png">' +
        '<img src="http://feeds.feedburner.com/~ff/x?d=1"><noscript><img src="/a.png"></noscript><img src="data:image/gif;base64,R0" data-src="/b.png">',
    );
    expect(facts.imageCount).toBe(2);
    expect(facts.firstImage).toEqual({ source: '/a.png', alt: 'A & B', caption: 'Cap tion', width: 600, height: 400 });
    expect(facts.text).toBe('Cap tion 🙂');
  });
});

describe('what is counted', () => {
  const PIECES = [
    'word ',
    'one&nbsp;two ',
    '漢字',
    '<p>para',
    '</p>',
    '<b>bo</b>ld ',
    '<br>',
    '<!-- a comment <img src="/c.png"> -->',
    '<script>let a = "b";</script>',
    '<style>p { color: red }</style>',
    '<svg><text>drawn</text></svg>',
    '<textarea>area</textarea> ',
    '<select><option>option</select> ',
    '<custom-element>kept</custom-element>',
    '<table><tr><td>cell<td>cell</table>',
    '<img src="/a.png">',
    '<img src="/b.png" alt="words that are not read" width="640">',
    '<image src="/c.png">',
    '<img src="javascript:alert(1)">',
    '<img src="ftp://example.org/d.png">',
    '<img src="data:image/png;base64,AAAA">',
    '<img alt="nothing to load">',
    '<img src="/pixel.gif?x" width="1" height="1">',
    '<picture><source srcset="/e.webp"><img src="/e.png"></picture>',
    '<figure><img src="/f.png"><figcaption>caption</figcaption></figure>',
    '<noscript><img src="/f.png"></noscript>',
    '<img class="emoji" alt="🙂" src="/smile.png">',
  ];

  it('F05, F06: is what the sanitizer lets through: the same text, and each picture once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), (pieces) => {
        const base = 'https://example.org/';
        const raw = bodyFacts({ kind: 'html', value: pieces.join(''), base });
        const safe = toSafeHtml({ kind: 'html', value: pieces.join(''), base });
        const shown = new Set(Array.from(safe.matchAll(/<img src="([^"]*)"/g), ([, src]) => src));
        expect(raw.imageCount).toBe(shown.size);
        expect(raw).toMatchObject({ words: body(safe).words, cjk: body(safe).cjk, text: body(safe).text });
      }),
    );
  });
});

describe('readMinutes', () => {
  it('F01: 690 English words and one image read "4 min read"', () => {
    const content = html(`<p>${words(690)}</p><figure><img src="/a.png" width="1200"></figure>`);
    const { wordCount, readMinutes: whole } = factsOf({ content, hasContentElement: true });
    expect({ wordCount, label: readTimeLabel(whole ?? 0) }).toEqual({ wordCount: 690, label: '4 min read' });
  });

  it('F02: with one image, 561 to 760 words are 4 minutes: margin on both sides of 690', () => {
    const withImage = (count: number) => minutes(`<p>${words(count)}</p><img src="/a.png">`);
    expect([560, 561, 670, 710, 760, 761].map(withImage)).toEqual([3, 4, 4, 4, 4, 5]);
  });

  it('F03: 200 words are 1 minute, 201 are 2, and exact multiples do not round up', () => {
    expect([200, 201, 400, 600, 1400, 1401].map((count) => minutes(words(count)))).toEqual([1, 2, 2, 3, 7, 8]);
    expect(minutes(words(690), true, 230)).toBe(3);
  });

  it('F04: an empty body, one image and five words are 1 minute, never 0', () => {
    expect(['', '<img src="/a.png">', words(5)].map((value) => minutes(value))).toEqual([1, 1, 1]);
  });

  it('F05: the n-th image costs 13 - n seconds, at least 3', () => {
    const images = (count: number) => Array.from({ length: count }, (_, i) => `<img src="/${i}.png">`).join('');
    // 12 + 11 + … + 3 = 75 s for ten, 3 s for each further one.
    expect([5, 6, 10, 25, 26].map((count) => minutes(images(count)))).toEqual([1, 1, 2, 2, 3]);
  });

  it('F08: adds the time of both kinds of text', () => {
    expect(minutes('字'.repeat(500))).toBe(1);
    expect(minutes(`${'字'.repeat(500)} ${words(200)}`)).toBe(2);
    expect(minutes(`${'字'.repeat(501)} ${words(200)}`)).toBe(3);
  });

  it('F10: a code block counts at most a minute', () => {
    expect(minutes(`<pre>${words(5000)}</pre>`)).toBe(1);
    expect(minutes(`<pre>${words(5000)}</pre><p>${words(200)}</p><pre>${words(100)}</pre>`)).toBe(3);
  });

  it('F11: an excerpt has no time: short, ending in an ellipsis, or in a link to the rest', () => {
    expect(minutes(words(149), false)).toBeNull();
    expect(minutes(words(150), false)).toBe(1);
    expect(minutes(`<p>${words(300)} […]</p>`, false)).toBeNull();
    expect(minutes(`<p>${words(300)}...</p>`, false)).toBeNull();
    expect(minutes(`<p>${words(300)}</p><p><a href="/x">Continue reading →</a></p>`, false)).toBeNull();
    expect(minutes(`<p>${words(300)} <a href="/x">read more</a> about it there</p>`, false)).toBe(2);
    expect(
      minutes(
        `<p>${words(300)} [&#8230;]</p><p>The post <a href="/x">T</a> appeared first on <a href="/">S</a>.</p>`,
        false,
      ),
    ).toBeNull();
  });

  it('F11: a content element is the article, however short, unless it is a teaser too: short, and breaking off', () => {
    expect(minutes(words(20))).toBe(1);
    expect(minutes(`<p>${words(20)} […]</p>`)).toBeNull();
    expect(minutes(`<p>${words(20)}</p><p><a href="/x">Read more</a></p>`)).toBeNull();
    expect(minutes(`<p>${words(300)} <a href="/x">Read more</a></p>`)).toBe(2);
    expect(minutes(`<p>${words(300)}…</p>`)).toBe(2);
  });

  it('F11: sees the link to the rest behind links that show only a picture', () => {
    const buttons = '<p><a href="/share"><img src="/s.png"></a> <a href="/like"></a></p>';
    expect(minutes(`<p>${words(300)} <a href="/x">Read more »</a></p>${buttons}`, false)).toBeNull();
    expect(minutes(`<p>${words(300)} <a href="/x">Read more</a></p><p><a href="/y">Other</a></p>`, false)).toBe(2);
  });

  it('F11: Chinese, Japanese and Korean teasers are short as well', () => {
    expect(minutes('字'.repeat(374), false)).toBeNull();
    expect(minutes('字'.repeat(375), false)).toBe(1);
  });

  it('F12: what the publisher says of the time is not asked', () => {
    const item = { id: '1', title: 'T', _ours: { read_minutes: 9 }, reading_time: 9, content_html: '' };
    item.content_html = `<meta name="twitter:data1" content="9 minutes"><time datetime="PT9M"></time><p>${words(201)}</p>`;
    const version = 'https://jsonfeed.org/version/1.1';
    const document = Buffer.from(JSON.stringify({ version, title: 'F', items: [item] }));
    const feed = parse(document, { contentType: 'application/json', url: OPTIONS.url, maxEntries: 1 });
    const [entry] = feed.entries.map((one) => normalizeEntry(one, feed, normalizeFeed(feed, OPTIONS), OPTIONS).facts);
    expect(entry).toMatchObject({ wordCount: 201, readMinutes: 2 });
  });

  it('F14: a megabyte of text is one pass, and no more of Thai is segmented than a sample', () => {
    expect(body(`<p>${'lorem ipsum '.repeat(90_000)}</p>`).words).toBe(180_000);
    expect(body('漢'.repeat(1_000_000)).cjk).toBe(1_000_000);
    const segment = vi.spyOn(Intl.Segmenter.prototype, 'segment');
    const thai = body('สวัสดีชาวโลก '.repeat(80_000)).words;
    const segmented = segment.mock.calls.map(([text]) => text.length);
    segment.mockRestore();
    expect(segmented).toEqual([20_000]);
    expect(thai / 240_000).toBeCloseTo(1, 2);
  });

  it('E29: a link of a million dots is no trouble', () => {
    expect(body(`<p>a</p><a href="/x">${'.'.repeat(1_000_000)}x</a>`).words).toBe(2);
  });

  it('E30: ten megabytes of < and 50,000 nested elements are no trouble', () => {
    expect(body('<'.repeat(10_000_000)).words).toBe(0);
    expect(body(`${'<div>'.repeat(50_000)}deep`).words).toBe(1);
    expect(body(`${'<pre>'.repeat(50_000)}${'x</pre>'.repeat(50_000)}`).codeBlocks.length).toBe(1);
  });
});
