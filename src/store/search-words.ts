// The words of a text as the index has them, and the words that somebody looks for. Scripts that write no spaces are taken apart
// into overlapping pairs of characters, in the index and in what is looked for alike, so that a word is found wherever it stands:
// pairs are in a text where the word is, but for rare accidents. (Triples would miss the many words of two characters, and a
// dictionary would have to be right in the feed and in the question.) Case and diacritics are left to the database.

/** What several words in a row must be, in this order, in a text that has them. */
export interface SearchPhrase {
  /** Words with spaces between them; nothing in it has a meaning beyond that. */
  readonly words: string;
  /** The last word is only the beginning of one: a single character of a script without spaces. */
  readonly isBeginning: boolean;
}

/** What is looked for is cut there: questions are short, and each word costs. */
const MAX_CHARS = 300;
const MAX_PHRASES = 16;

const UNSPACED =
  /[[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]&&[\p{L}\p{M}\p{N}]]+/v;
const EACH_UNSPACED = new RegExp(UNSPACED, 'gv');
/** Texts without these have nothing to take apart or to compose: letters of Europe and general punctuation. */
const FOREIGN = /[^\u0000-\u02ff\u2010-\u2027\u2030-\u205e]/;
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]+/g;
/** What can be in a word: letters, digits, marks, and beyond the first plane also emoji. */
const WORD = /[\p{L}\p{N}\p{M}\u{10000}-\u{10ffff}]/u;

/** The words of a text that is to be found, for the index. */
export function toIndexedWords(text: string): string {
  const clean = text.replaceAll('\0', ' ');
  if (!FOREIGN.test(clean)) return clean;
  return clean.normalize('NFKC').replace(EACH_UNSPACED, (run) => ` ${[...pairsOf(run), lastOf(run)].join(' ')} `);
}

/** What is looked for: words, and between quotation marks phrases, all of which a text must have. Empty: nothing can be found. */
export function toSearchPhrases(written: string): readonly SearchPhrase[] {
  const text = written.slice(0, MAX_CHARS).toWellFormed().replace(CONTROLS, ' ').normalize('NFKC');
  const phrases: SearchPhrase[] = [];
  // what is behind every second quotation mark is a phrase, also when the last one never ends
  for (const [place, part] of text.split(/["“”„«»]/).entries()) {
    const wanted = place % 2 === 1 ? [part] : part.split(/\s+/);
    for (const words of wanted) phrases.push(...apart(words));
  }
  return phrases.slice(0, MAX_PHRASES);
}

function apart(words: string): readonly SearchPhrase[] {
  const phrases: SearchPhrase[] = [];
  let rest = words;
  for (let run = UNSPACED.exec(rest); run !== null; run = UNSPACED.exec(rest)) {
    phrases.push({ words: rest.slice(0, run.index), isBeginning: false });
    const pairs = pairsOf(run[0]);
    phrases.push(
      pairs.length === 0 ? { words: run[0], isBeginning: true } : { words: pairs.join(' '), isBeginning: false },
    );
    rest = rest.slice(run.index + run[0].length);
  }
  phrases.push({ words: rest, isBeginning: false });
  return phrases.filter((phrase) => WORD.test(phrase.words));
}

function pairsOf(run: string): readonly string[] {
  const characters = [...run];
  return characters.slice(1).map((character, place) => `${characters[place]}${character}`);
}

/** So that every character begins a word of the index, and can be found alone. */
function lastOf(run: string): string {
  return [...run].at(-1) ?? '';
}
