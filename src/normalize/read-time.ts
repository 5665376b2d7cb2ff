// How long an article takes to read (design.md "Article record"). Whole milliseconds throughout, so that 200 words at 200 a
// minute are one minute and not a hair more.
import type { BodyFacts } from './body.ts';

const MINUTE_MS = 60_000;
/** Characters a minute, as Medium counts Chinese, Japanese and Korean; in that time one reads as many words of others. */
const CJK_PER_MINUTE = 500;
const USUAL_WORDS_PER_MINUTE = 200;
/** The first image holds the eye for 12 s, each further one a second less, down to 3 s. */
const FIRST_IMAGE_MS = 12_000;
const NEXT_IMAGE_LESS_MS = 1000;
const LEAST_IMAGE_MS = 3000;
/** Listings are skimmed: one block counts a minute at most. */
const MAX_CODE_BLOCK_MS = 60_000;
/** A text of fewer words is a teaser rather than an article. */
const TEASER_WORDS = 150;

/** Whole minutes, at least 1; null for a body that is only an excerpt, because the true length is elsewhere. */
export function readMinutes(body: BodyFacts, hasContentElement: boolean, wordsPerMinute: number): number | null {
  if (isExcerpt(body, hasContentElement)) return null;
  const textMs = (words: number, cjk: number) =>
    Math.round((words * MINUTE_MS) / wordsPerMinute) + Math.round((cjk * MINUTE_MS) / CJK_PER_MINUTE);
  let words = body.words;
  let cjk = body.cjk;
  let ms = 0;
  for (const block of body.codeBlocks) {
    words -= block.words;
    cjk -= block.cjk;
    ms += Math.min(MAX_CODE_BLOCK_MS, textMs(block.words, block.cjk));
  }
  ms += textMs(Math.max(0, words), Math.max(0, cjk));
  for (let image = 0; image < body.imageCount; image++) {
    const cost = Math.max(LEAST_IMAGE_MS, FIRST_IMAGE_MS - image * NEXT_IMAGE_LESS_MS);
    if (cost === LEAST_IMAGE_MS) {
      ms += (body.imageCount - image) * LEAST_IMAGE_MS;
      break;
    }
    ms += cost;
  }
  return Math.max(1, Math.ceil(ms / MINUTE_MS));
}

/** A content element holds the article, however short, unless it is both short and breaks off: some put their teasers there. */
function isExcerpt({ words, cjk, endsOpen }: BodyFacts, hasContentElement: boolean): boolean {
  const isShort = words + cjk * (USUAL_WORDS_PER_MINUTE / CJK_PER_MINUTE) < TEASER_WORDS;
  return hasContentElement ? isShort && endsOpen : isShort || endsOpen;
}
