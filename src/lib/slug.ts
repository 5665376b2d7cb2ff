// Path segments for articles: words of the title that a person can read and type, and a short hash that makes them one's own.
import { hash } from 'node:crypto';

const MAX_WORD_CHARS = 60;
/** Crockford's digits: no letter that is mistaken for a digit. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
/** Letters that do not decompose into a base letter and marks. */
const FOLDS: ReadonlyMap<string, string> = new Map(
  'ß:ss æ:ae œ:oe ø:o ł:l đ:d ð:d þ:th ı:i ŋ:n ħ:h'.split(' ').map((pair) => pair.split(':') as [string, string]),
);

/** `words-of-the-title-1x2y3z4w`: lower-case ASCII, at most 69 characters, the same for the same title and id. */
export function makeSlug(title: string, id: string): string {
  const folded = title
    .slice(0, 400)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæœøłđðþıŋħ]/g, (letter) => FOLDS.get(letter) ?? '')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const cut = folded.length <= MAX_WORD_CHARS ? folded : folded.slice(0, MAX_WORD_CHARS + 1).replace(/-[^-]*$/, '');
  return `${cut.slice(0, MAX_WORD_CHARS) || 'article'}-${shortHash(id)}`;
}

/** Eight base-32 digits: 40 bits of the id's hash, so that a million articles with the same words rarely meet. */
function shortHash(id: string): string {
  let bits = Number.parseInt(hash('sha256', id).slice(0, 10), 16);
  let digits = '';
  for (let i = 0; i < 8; i++) {
    digits = (DIGITS[bits % 32] ?? '0') + digits;
    bits = Math.floor(bits / 32);
  }
  return digits;
}
