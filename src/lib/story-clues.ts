// What of an article is compared with others to find those about the same: the words that its text begins with, folded and
// hashed, and keys under which articles worth comparing meet. A few microseconds an article.

/** Words that make a run: enough for order to count, few enough that an editor's changes leave most runs alone. */
const RUN_WORDS = 3;
/** The beginning of a text that is looked at: an excerpt is in there, and boilerplate is usually shorter. */
const MAX_RUNS = 128;
/** Their characters at the most. */
const MAX_CHARS = 1200;
/** Texts that share nearly all runs share one of their smallest; a third key would find hardly more. */
const TEXT_KEYS = 2;

/** Hashes of the runs of words that a text begins with, in order; empty for a text of less than three words. */
export function wordRuns(text: string): readonly number[] {
  const words: number[] = [];
  readWords(text.slice(0, MAX_CHARS), (_from, _to, word) => words.push(word) < MAX_RUNS + RUN_WORDS - 1);
  const runs: number[] = [];
  for (let at = RUN_WORDS - 1; at < words.length; at++) {
    let run = 0;
    for (let back = RUN_WORDS - 1; back >= 0; back--) run = Math.imul(run ^ (words[at - back] as number), 0x9e3779b1);
    runs.push((run ^ (run >>> 15)) >>> 0);
  }
  return runs;
}

/** The words of a title, folded, with one space between them. */
export function foldTitle(title: string): string {
  const folded = fold(title);
  const words: string[] = [];
  readWords(title, (from, to) => words.push(folded.slice(from, to)) < MAX_RUNS);
  return words.join(' ');
}

/** A key of an article; sharing one proves nothing. */
export interface StoryKey {
  /** Safe as an integer. */
  readonly key: number;
  readonly of: 'link' | 'title' | 'text';
}

/** Keys that articles about the same are likely to share: of the links, of the title, of the runs with the smallest hashes. */
export function storyKeys(article: {
  readonly links: readonly string[];
  readonly title: string;
  readonly runs: readonly number[];
}): readonly StoryKey[] {
  const title = foldTitle(article.title);
  const keys = [
    ...article.links.map((link) => ({ key: keyOf(0xdeadbeef, link), of: 'link' as const })),
    ...(title === '' ? [] : [{ key: keyOf(0x1b873593, title), of: 'title' as const }]),
    ...smallest(article.runs).map((key) => ({ key, of: 'text' as const })),
  ];
  return keys.filter(({ key }, at) => keys.findIndex((other) => other.key === key) === at);
}

/** Two halves of 26 bits, other ones for another seed: what is found under a key is compared anyway. */
function keyOf(seed: number, value: string): number {
  let one = seed;
  let two = 0x41c6ce57;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    one = Math.imul(one ^ code, 0x9e3779b1);
    two = Math.imul(two ^ code, 0x5f356495);
  }
  one ^= two >>> 15;
  two ^= one >>> 13;
  return (one >>> 6) * 0x4000000 + (two >>> 6);
}

function smallest(runs: readonly number[]): readonly number[] {
  const found: number[] = [];
  while (found.length < TEXT_KEYS) {
    const floor = found.at(-1) ?? -1;
    let next = Infinity;
    for (const run of runs) if (run > floor && run < next) next = run;
    if (next === Infinity) break;
    found.push(next);
  }
  return found;
}

function fold(text: string): string {
  // composed and decomposed letters look the same; most texts in Latin letters have neither
  return (/^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKC')).toLowerCase();
}

/** Calls `take` with the place and the hash of each word until it returns false. */
function readWords(text: string, take: (from: number, to: number, word: number) => boolean): void {
  const folded = fold(text);
  let start = -1;
  let word = 0;
  for (let at = 0; at <= folded.length; at++) {
    const code = at < folded.length ? folded.charCodeAt(at) : 0;
    const kind = KINDS[code] || kindOf(code);
    if (kind === LETTER) {
      if (start < 0) {
        start = at;
        word = 0x811c9dc5;
      }
      word = Math.imul(word ^ code, 0x01000193);
      continue;
    }
    if (start >= 0) {
      if (!take(start, at, word)) return;
      start = -1;
    }
    if (kind === SIGN && !take(at, at + 1, Math.imul(0x811c9dc5 ^ code, 0x01000193))) return;
  }
}

const GAP = 1;
const LETTER = 2;
/** A word of its own: scripts without spaces between words. */
const SIGN = 3;
/** By UTF-16 unit, filled in as they are met. */
const KINDS = new Uint8Array(65_536);

function kindOf(code: number): number {
  const character = String.fromCharCode(code);
  const isSign = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(character);
  // halves of pairs are rare letters or emoji; marks belong to the letter before
  const isLetter = /[\p{L}\p{M}\p{N}]/u.test(character) || (code >= 0xd800 && code < 0xe000);
  const kind = isSign ? SIGN : isLetter ? LETTER : GAP;
  KINDS[code] = kind;
  return kind;
}
