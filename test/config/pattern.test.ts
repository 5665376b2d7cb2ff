import { describe, expect, it } from 'vitest';
import { patternFault } from '../../src/config/pattern.ts';

describe('patternFault', () => {
  it('accepts what RE2 has, in its own spelling too', () => {
    const good = [
      'rust|go',
      '(?i)^linux\\b',
      '(?P<year>\\d{4})',
      '(?s:.*)end\\z',
      '(?i-s)x',
      'a{2,1000}?',
      '\\.\\-\\/\\_',
    ];
    good.push('\\pL+\\p{^Greek}', '\\x{1F600}+', '[\\x{400}-\\x{4FF}]', '\\Q(?=\\E', 'a\\\\(b)');
    good.push('[]a]', '[^]a]', '[[]', '[[:alpha:]_]+', '[(?=]', '\\(\\?=');
    for (const pattern of good) expect([pattern, patternFault(pattern)]).toEqual([pattern, null]);
  });

  it('refuses lookaround and backreferences by name', () => {
    for (const pattern of ['a(?=b)', 'a(?!b)', '(?<=a)b', '(?<!a)b', '\\\\(?=b)']) {
      expect(patternFault(pattern)).toContain('lookahead and lookbehind');
    }
    for (const pattern of ['(a)\\1', '(?<n>a)\\k<n>', '\\\\\\1']) {
      expect(patternFault(pattern)).toContain('backreferences');
    }
  });

  it('refuses what JavaScript would read and RE2 would not', () => {
    const odd = ['\\Gx', '\\u0041', '\\cA', '\\é', '[\\b]', '\\x4', '\\p{Letter}', '[]', '[^]', '[[:foo:]]', 'a{1001}'];
    for (const pattern of odd) expect([pattern, patternFault(pattern)]).toEqual([pattern, expect.any(String)]);
    expect(patternFault('\\Gx')).toBe('the escape \\G cannot stand here (RE2)');
  });

  it('refuses what no engine reads, saying why', () => {
    expect(patternFault('(a')).toBe('not a regular expression: unterminated group');
    expect(patternFault('[a')).toBe('not a regular expression: unterminated character class');
    expect(patternFault('a**')).toContain('not a regular expression');
    expect(patternFault('a\\')).toContain('cannot stand here');
  });
});
