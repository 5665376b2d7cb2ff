import { describe, expect, it } from 'vitest';
import { bodyFacts } from '../../src/normalize/body.ts';
import { readMinutes } from '../../src/normalize/read-time.ts';

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
    ['F09', '<p>สวัสดีชาวโลก</p>', 3],
    ['F07', 'Привет, мир! naïve', 3],
  ])('%s: %j has the words a person counts', (_row, value, expected) => {
    expect(body(value).words).toBe(expected);
  });

  it('F08: counts Chinese, Japanese and Korean by character and the rest by word', () => {
    expect(body('<p>我用 TypeScript 写代码。ひらカタ 한국 𠮷</p>')).toMatchObject({ words: 1, cjk: 12 });
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

describe('readMinutes', () => {
  it('F01: 690 English words and one image are 4 minutes', () => {
    expect(minutes(`<p>${words(690)}</p><img src="/a.png">`)).toBe(4);
    expect(minutes(`<p>${words(670)}</p><img src="/a.png">`)).toBe(4);
    expect(minutes(`<p>${words(710)}</p><img src="/a.png">`)).toBe(4);
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

  it('F11: a content element is the article, however short', () => {
    expect(minutes(words(20))).toBe(1);
  });

  it('F14: a megabyte of text is read in linear time', () => {
    const html = `<p>${'lorem ipsum '.repeat(90_000)}</p>`;
    body(html.slice(0, 50_000));
    const started = performance.now();
    expect(body(`${html} `).words).toBe(180_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('E29: a link of a million dots is no trouble', () => {
    const started = performance.now();
    expect(body(`<p>a</p><a href="/x">${'.'.repeat(1_000_000)}x</a>`).words).toBe(2);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('E30: ten megabytes of < and 50,000 nested elements are no trouble', () => {
    const started = performance.now();
    expect(body('<'.repeat(10_000_000)).words).toBe(0);
    expect(body(`${'<div>'.repeat(50_000)}deep`).words).toBe(1);
    expect(body(`${'<pre>'.repeat(50_000)}${'x</pre>'.repeat(50_000)}`).codeBlocks.length).toBe(1);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
