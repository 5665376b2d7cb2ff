// Texts for stored articles, with words as unevenly common as in real ones: the second is half as common as the first, the
// third a third. The same article gives the same texts.
import { makeRandom } from '../src/demo/random.ts';

const SYLLABLES = [
  ...['ba', 'den', 'fir', 'gol', 'hu', 'ka', 'lor', 'mi'],
  ...['nes', 'pal', 'ru', 'sho', 'ta', 'vin', 'wex', 'zu'],
];
/** From the most common to the rarest. */
const VOCABULARY = Array.from({ length: SYLLABLES.length ** 3 }, (_, rank) =>
  [rank >> 8, (rank >> 4) & 15, rank & 15].map((digit) => SYLLABLES[digit]).join(''),
);
/** Of every thousand titles one has this word, which a fourth of the texts have: titles are not written as texts are. */
const TEXT_RANK = 40;
const RARE_TITLE = 1000;

/** Words to look for; the shares are those of texts of a hundred words. */
export const MADE_WORDS = {
  /** In nearly every text and every second title. */
  common: wordAt(0),
  /** In 4 of 10 texts and 1 of 20 titles. */
  usual: wordAt(19),
  /** In a fourth of the texts and hardly any title. */
  textual: wordAt(TEXT_RANK),
  /** In 1 of 250 texts. */
  rare: wordAt(3000),
  absent: 'nowhere',
} as const;

export interface MadeTexts {
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
}

/** The texts of an article: a title of 8 words and a body of `words`, in paragraphs with a link. */
export function makeTexts(article: number, words: number): MadeTexts {
  const { int } = makeRandom(article);
  // by the logarithm of their rank words are spread evenly
  const draw = () => Math.floor((VOCABULARY.length + 1) ** (int(1_000_000) / 1_000_000)) - 1;
  const say = (count: number) => Array.from({ length: count }, () => wordAt(draw())).join(' ');
  const isRare = article % RARE_TITLE === 0;
  const title = say(isRare ? 7 : 8).replaceAll(wordAt(TEXT_RANK), wordAt(0));
  const paragraphs = Array.from({ length: Math.ceil(words / 50) }, (_, place) => {
    return `<p>${say(48)} <a href="https://example.org/${article}/${place}">${say(2)}</a>.</p>`;
  });
  return {
    title: isRare ? `${title} ${wordAt(TEXT_RANK)}` : title,
    summary: `${(paragraphs[0] ?? '').slice('<p>'.length, 200)}…`,
    bodyHtml: paragraphs.join('\n'),
  };
}

function wordAt(rank: number): string {
  return VOCABULARY[rank] ?? '';
}
