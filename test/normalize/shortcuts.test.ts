// Texts and dates of the usual kind take a shorter way through; it must come to the same as the long one.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toLine } from '../../src/lib/clean-text.ts';
import { readDate } from '../../src/normalize/date.ts';
import { countWords } from '../../src/normalize/word-count.ts';

const ascii = fc.string({
  unit: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...' \t\n\ra9-.Z,') },
    fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCharCode(code)),
  ),
  minLength: 0,
  maxLength: 300,
});

it('an ASCII text becomes the same line as one with another letter in it', () => {
  fc.assert(
    fc.property(ascii, (text) => {
      // the letter sends it the long way
      expect(toLine(text)).toBe(toLine(`${text}é`).slice(0, -1).trimEnd());
    }),
    { numRuns: 2000 },
  );
});

it('an ASCII text has as many words as with another one behind it, less that', () => {
  fc.assert(
    fc.property(ascii, (text) => {
      expect(countWords(text).words).toBe(countWords(`${text} é`).words - 1);
    }),
    { numRuns: 2000 },
  );
});

it('a usual date is the moment that it is with a space before it', () => {
  const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
  const zone = fc.oneof(fc.constantFrom('GMT', 'Z', '+0000', '-0730', '+05:30', '+9999'), fc.constant(''));
  const time = fc.tuple(two(27), two(62), two(62)).map((parts) => parts.join(':'));
  const year = fc.integer({ min: 0, max: 9999 }).map((n) => String(n).padStart(4, '0'));
  const month = fc.constantFrom('Jan', 'Feb', 'Sep', 'Dec', 'Mai', 'anF', 'Foo');
  const words = fc
    .tuple(fc.constantFrom('', 'Thu, ', 'Xyz, '), two(33), month, year, time, zone)
    .map(([weekday, day, name, inYear, at, offset]) => `${weekday}${day} ${name} ${inYear} ${at} ${offset}`);
  const digits = fc
    .tuple(year, two(14), two(33), time, fc.constantFrom('', '.5', '.123'), zone)
    .map(([inYear, inMonth, day, at, fraction, offset]) => `${inYear}-${inMonth}-${day}T${at}${fraction}${offset}`);
  fc.assert(
    fc.property(fc.oneof(words, digits), (written) => {
      expect(readDate(written)).toBe(readDate(` ${written}`));
    }),
    { numRuns: 3000 },
  );
});
