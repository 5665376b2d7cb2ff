// How many words a text has, and how many characters of scripts that are read by character. One pass over the text.
import { asciiBytes } from '../lib/ascii-bytes.ts';

/** `words`: runs with a letter or digit. `cjk`: Chinese, Japanese and Korean characters, which are not in `words`. */
export interface WordCount {
  readonly words: number;
  readonly cjk: number;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Thai, Lao and Khmer write words without spaces between them; as many characters are looked at, the rest is projected. */
const MAX_SEGMENTED_CHARS = 20_000;

/** What an ASCII character does to the word it stands in: ends it, is part of it, or neither. */
const ENDS = 1;
const COUNTS = 2;
const ASCII = Uint8Array.from({ length: 0x80 }, (_, code) =>
  code <= 0x20 ? ENDS : isAsciiAlphanumeric(code) ? COUNTS : 0,
);

/** A hyphenated word is one, a number is one, punctuation and emoji alone are none (F06 to F09). */
export function countWords(written: string): WordCount {
  const bytes = asciiBytes(written);
  if (bytes) return { words: countAsciiWords(bytes, written.length), cjk: 0 };
  // a syllable of Hangul or a voiced kana that is written in parts is one character all the same
  const text = written.normalize('NFC');
  let words = 0;
  let cjk = 0;
  let inWord = false;
  let unspaced = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) {
      if (ASCII[code] === ENDS) inWord = false;
      else if (!inWord && ASCII[code] === COUNTS) {
        inWord = true;
        words++;
      }
    } else if (isSpace(code)) inWord = false;
    else if (isCjk(code)) {
      cjk++;
      inWord = false;
      if (isHighSurrogate(code)) i++;
    } else if (isUnspaced(code)) {
      const start = i;
      while (i + 1 < text.length && isUnspaced(text.charCodeAt(i + 1))) i++;
      unspaced += `${text.slice(start, i + 1)} `;
      inWord = false;
    } else if (!inWord && LETTER_OR_DIGIT.test(String.fromCodePoint(text.codePointAt(i) ?? 0))) {
      inWord = true;
      words++;
    }
  }
  return { words: words + countUnspaced(unspaced), cjk };
}

function countAsciiWords(bytes: Uint8Array, length: number): number {
  let words = 0;
  let inWord = false;
  for (let i = 0; i < length; i++) {
    const kind = ASCII[bytes[i] as number];
    if (kind === ENDS) inWord = false;
    else if (kind === COUNTS && !inWord) {
      inWord = true;
      words++;
    }
  }
  return words;
}

function countUnspaced(text: string): number {
  if (text === '') return 0;
  const sample = text.slice(0, MAX_SEGMENTED_CHARS);
  let words = 0;
  for (const segment of new Intl.Segmenter('th', { granularity: 'word' }).segment(sample)) {
    if (segment.isWordLike) words++;
  }
  return Math.round((words * text.length) / sample.length);
}

function isAsciiAlphanumeric(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
}

function isSpace(code: number): boolean {
  return (
    code === 0xa0 ||
    code === 0x85 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** Han, Hiragana, Katakana and Hangul. Surrogates D840 to D888 begin the Han of planes 2 and 3. */
function isCjk(code: number): boolean {
  return (
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0x3041 && code <= 0x30ff && code !== 0x30fb) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0x1100 && code <= 0x11ff) ||
    (code >= 0x3131 && code <= 0x318e) ||
    (code >= 0x31f0 && code <= 0x31ff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff66 && code <= 0xff9d) ||
    (code >= 0xd840 && code <= 0xd888) ||
    code === 0x3005 ||
    code === 0x3007
  );
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

/** Thai, Lao, Myanmar and Khmer. */
function isUnspaced(code: number): boolean {
  return (code >= 0x0e00 && code <= 0x0eff) || (code >= 0x1000 && code <= 0x109f) || (code >= 0x1780 && code <= 0x17ff);
}
