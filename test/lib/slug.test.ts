import { describe, expect, it } from 'vitest';
import { makeSlug } from '../../src/lib/slug.ts';

describe('makeSlug', () => {
  it('folds the words of the title to ASCII and ends in eight digits of the id', () => {
    expect(makeSlug('Crème brûlée & Straße: don’t Ægir', 'urn:uuid:1')).toMatch(
      /^creme-brulee-strasse-dont-aegir-[0-9a-hjkmnp-tv-z]{8}$/,
    );
  });

  it('is the same for the same title and id, and another for another id', () => {
    expect(makeSlug('A', '1')).toBe(makeSlug('A', '1'));
    expect(makeSlug('A', '1')).not.toBe(makeSlug('A', '2'));
  });

  it('ends a long title at a word and gives a title without ASCII a word all the same', () => {
    const slug = makeSlug('word '.repeat(40), '1');
    expect(slug.length).toBeLessThanOrEqual(69);
    expect(slug).toMatch(/^(?:word-)+[0-9a-z]{8}$/);
    expect(makeSlug('日本語', '1')).toMatch(/^article-[0-9a-z]{8}$/);
    expect(makeSlug('x'.repeat(100), '1')).toMatch(/^x{60}-[0-9a-z]{8}$/);
  });
});
