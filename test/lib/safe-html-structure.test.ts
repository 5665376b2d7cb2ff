// What of a foreign body would break the page around it, and how it leaves instead.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSafeHtml } from '../../src/lib/safe-html.ts';

const safe = (value: string) => toSafeHtml({ kind: 'html', value, base: null });
const headings = (levels: readonly number[]) => levels.map((level) => `<h${level}>x</h${level}>`).join('');
const levelsOf = (html: string) => Array.from(html.matchAll(/<h([1-6])>/g), ([, level]) => Number(level));

describe('headings of a body', () => {
  it.each([
    ['an h1 moves everything down', [1, 2, 3], [2, 3, 4]],
    ['the highest moves up', [4, 5, 4], [2, 3, 2]],
    ['what begins at h2 stays', [2, 3, 4, 2], [2, 3, 4, 2]],
    ['levels nobody used leave no gap', [1, 3, 6, 3], [2, 3, 4, 3]],
    ['none is two levels below the one before', [2, 4, 3], [2, 3, 3]],
    ['a lower heading before the first high one is not above its section', [3, 2, 3], [2, 2, 3]],
    ['all six levels end at h6', [1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 6]],
  ])('%s', (_, written, expected) => {
    expect(safe(headings(written))).toBe(headings(expected));
  });

  it('keep their attributes and what is in them', () => {
    expect(safe('<h1 lang="de" class="x">A <em>b</em></h1><p>c</p>\n<H3\ndir=rtl>d</H3>')).toBe(
      '<h2 lang="de">A <em>b</em></h2><p>c</p>\n<h3 dir="rtl">d</h3>',
    );
  });

  it('are not counted where they are dropped', () => {
    expect(safe('<template><h1>a</h1></template><!--<h1>--><h3 title="<h1>">b</h3>')).toBe(
      '<h2 title="&lt;h1&gt;">b</h2>',
    );
  });

  it('begin at h2 and never skip a level, whatever came, and what was so already stays', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1 }), (written) => {
        const levels = levelsOf(safe(headings(written)));
        expect(levels).toHaveLength(written.length);
        levels.forEach((level, at) => {
          expect(level).toBeGreaterThanOrEqual(2);
          expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 1) + 1);
        });
        expect(safe(headings(levels))).toBe(headings(levels));
      }),
    );
  });
});

describe('a table of a body', () => {
  const table = '<table><tr><td>a</td></tr></table>';

  it('stands in a box that can scroll', () => {
    expect(safe(`<p>a</p>${table}<p>b</p>`)).toBe(`<p>a</p><div>${table}</div><p>b</p>`);
    expect(safe(`<figure>${table}<figcaption>c</figcaption></figure>`)).toBe(
      `<figure><div>${table}</div><figcaption>c</figcaption></figure>`,
    );
  });

  it('gets no second box where it has one', () => {
    for (const boxed of [
      `<div>${table}</div>`,
      `<div lang="de">\n${table}\n</div>`,
      `<section><div>${table}</div></section>`,
    ])
      expect(safe(boxed)).toBe(boxed);
  });

  it('gets one of its own where the box holds more', () => {
    expect(safe(`<div>a${table}</div>`)).toBe(`<div>a<div>${table}</div></div>`);
    expect(safe(`<div>${table}${table}</div>`)).toBe(`<div><div>${table}</div><div>${table}</div></div>`);
    expect(safe(`<div></div>${table}`)).toBe(`<div></div><div>${table}</div>`);
  });

  it('scrolls as a whole: a table within a table gets none', () => {
    const outer = `<table><tr><td>${table}</td></tr></table>`;
    expect(safe(outer)).toBe(`<div>${outer}</div>`);
  });

  it('is boxed also where it never ends', () => {
    expect(safe('<b><table><tr><td>a')).toBe('<b><div><table><tr><td>a</td></tr></table></div></b>');
  });
});
