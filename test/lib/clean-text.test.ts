import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCharacters, cutAtWord, cutChars, toLine } from '../../src/lib/clean-text.ts';

describe('cleanCharacters', () => {
  it('X29: takes out controls, bidirectional overrides, zero-width spaces and lone surrogates', () => {
    expect(cleanCharacters('a\0b\u0007c\u202ed\u2069e\u200bf\ufeffg\ud800h')).toBe('abcdefg\ufffdh');
  });

  it('keeps the joiners that emoji, Persian and Indic scripts need, soft hyphens, and the flags made of tag characters', () => {
    for (const text of [
      '👨‍👩‍👧',
      'می‌خواهم',
      'क्‍ष',
      'soft\u00adhyphen',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    ]) {
      expect(cleanCharacters(text)).toBe(text);
    }
  });

  it('changes nothing more the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = cleanCharacters(text);
        expect(cleanCharacters(once)).toBe(once);
      }),
    );
  });
});

describe('toLine', () => {
  it('makes every run of white space one space and leaves none at the ends', () => {
    expect(toLine(' \n a\t\tb\u00a0 c \r\n')).toBe('a b c');
  });
});

describe('cutChars', () => {
  it('cuts where it is told to, never inside a character', () => {
    expect(cutChars('abc', 3)).toBe('abc');
    expect(cutChars('abcd', 3)).toBe('abc');
    expect(cutChars('a🙂🙂', 3)).toBe('a🙂');
    expect(cutChars('ab🙂🙂', 3)).toBe('ab');
  });
});

describe('cutAtWord', () => {
  it('ends at a word with an ellipsis, within the limit', () => {
    expect(cutAtWord('The quick brown fox jumps', 18)).toBe('The quick brown…');
    expect(cutAtWord('short', 18)).toBe('short');
  });

  it('cuts text without spaces where it is full, never inside a character', () => {
    expect(cutAtWord('漢字'.repeat(20), 10)).toBe('漢字漢字漢字漢字漢…');
    expect(cutAtWord('🙂'.repeat(20), 10)).toBe('🙂🙂🙂🙂…');
  });
});
