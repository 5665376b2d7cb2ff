// Whether two articles of different sources are one story: the same page, a mention of that page with next to nothing added, or
// the same text under another address. Thresholds were tuned on one half of the labelled pairs of test/cluster.
import { foldTitle } from './story-clues.ts';

/** What of an article is compared. */
export interface StoryArticle {
  readonly sourceId: string;
  /** As lib/link-key.ts makes it; null: it has no page of its own. */
  readonly linkKey: string | null;
  /** Likewise, of the one page elsewhere that a short text links to; null: there is none. */
  readonly mentions: string | null;
  readonly title: string;
  /** From lib/story-clues.ts; their lowest 16 bits are enough. */
  readonly runs: ArrayLike<number>;
  readonly listedAt: number;
}

/** Copies appear within days; the same title over much the same text a week later is a series. */
export const WINDOW_MS = 72 * 3_600_000;
/** Runs of a text that adds next to nothing to its link. */
const BARE_RUNS = 22;
/** The part of the shorter text's runs that the longer one has, where the titles are the same. */
const TITLED = { contained: 0.85, runs: 12 };
/** A shorter title may be anybody's: it counts for nothing. */
const OWN_TITLE_WORDS = 3;
/** The part of all runs that both texts have, where the titles differ or say nothing. */
const RETITLED = { shared: 0.8, runs: 40 };
/** What an excerpt has to have in common with the page that it links to. */
const QUOTED = { contained: 0.6, runs: 6 };

/**
 * Whether they are one story. `others`: articles of both sources that share a key with one of them; what two articles of one source
 * have in common is its boilerplate.
 */
export function isSameStory(a: StoryArticle, b: StoryArticle, others: () => readonly StoryArticle[]): boolean {
  if (a.sourceId === b.sourceId) return false;
  const overlap = compareRuns(a.runs, b.runs);
  // most that meet under a key have nothing else in common, and titles take longer to compare than texts
  const isLinked = [a.linkKey, a.mentions].some((link) => link !== null && (link === b.linkKey || link === b.mentions));
  if (!isLinked && !isAtLeast(overlap, TITLED) && !isRetitled(overlap)) return false;
  const isTitled = haveSameTitle(a.title, b.title);
  if (a.linkKey !== null && a.linkKey === b.linkKey) {
    const shared = others().some((other) => other.linkKey === a.linkKey);
    if (!shared || isTitled) return true;
  }
  if (isMentioned(a, b) || isMentioned(b, a)) {
    const bare = a.mentions === b.linkKey ? a : b;
    if (isTitled || bare.runs.length <= BARE_RUNS || isAtLeast(overlap, QUOTED)) return true;
  }
  // of one page any two may say something of their own
  if (isTitled && a.mentions !== null && a.mentions === b.mentions) return true;
  if (Math.abs(a.listedAt - b.listedAt) > WINDOW_MS || overlap.runs === 0) return false;
  if (isTitled && foldTitle(a.title).split(' ').length >= OWN_TITLE_WORDS) return isAtLeast(overlap, TITLED);
  if (!isRetitled(overlap)) return false;
  if (!isTitled && (haveOtherNumbers(a.title, b.title) || areOfOneForm(a.title, b.title))) return false;
  return !others().some((other) => compareRuns(other.runs, a.runs).shared >= RETITLED.shared);
}

function isMentioned(page: StoryArticle, by: StoryArticle): boolean {
  return page.linkKey !== null && page.linkKey === by.mentions;
}

interface Overlap {
  /** Runs of the shorter text. */
  readonly runs: number;
  /** The part of them that the other has. */
  readonly contained: number;
  /** The part of the runs of both that both have. */
  readonly shared: number;
}

function isAtLeast(overlap: Overlap, least: { readonly contained: number; readonly runs: number }): boolean {
  return overlap.runs >= least.runs && overlap.contained >= least.contained;
}

function isRetitled(overlap: Overlap): boolean {
  return overlap.runs >= RETITLED.runs && overlap.shared >= RETITLED.shared;
}

/** By run, in which comparison it was met last: two sets for the price of none. */
const MET = new Uint32Array(0x10000);
/** Marks given so far, two in each comparison. */
let marks = 0;

function compareRuns(a: ArrayLike<number>, b: ArrayLike<number>): Overlap {
  if (marks > 0xffff_fff0) {
    MET.fill(0);
    marks = 0;
  }
  const inA = ++marks;
  const inB = ++marks;
  let ofA = 0;
  for (let at = 0; at < a.length; at++) {
    const run = (a[at] as number) & 0xffff;
    if (MET[run] !== inA) ofA++;
    MET[run] = inA;
  }
  let ofB = 0;
  let common = 0;
  for (let at = 0; at < b.length; at++) {
    const run = (b[at] as number) & 0xffff;
    if (MET[run] === inB) continue;
    if (MET[run] === inA) common++;
    ofB++;
    MET[run] = inB;
  }
  const runs = Math.min(ofA, ofB);
  if (runs === 0) return { runs: 0, contained: 0, shared: 0 };
  return { runs, contained: common / runs, shared: common / (ofA + ofB - common) };
}

/** Equal as they are, or but for an author or a site before a colon or behind a bar or dash. */
function haveSameTitle(a: string, b: string): boolean {
  const forms = titleForms(a);
  return titleForms(b).some((form) => forms.includes(form));
}

function titleForms(title: string): readonly string[] {
  const parts = [title.replace(/^[^:|]{1,60}: /, ''), title.replace(/ [|–—-] [^|–—-]{1,60}$/, '')].map(foldTitle);
  const whole = foldTitle(title);
  return whole === '' ? [] : [whole, ...parts.filter((part) => part.split(' ').length >= OWN_TITLE_WORDS)];
}

/** Issues, episodes and versions differ in a number, of which each of the titles has one that the other has not. */
function haveOtherNumbers(a: string, b: string): boolean {
  const [first, second] = [a, b].map((title) => new Set(title.match(/\d+(?:[.:-]\d+)*/g)));
  return (
    first !== undefined &&
    second !== undefined &&
    first.difference(second).size > 0 &&
    second.difference(first).size > 0
  );
}

/** "Meetup in Ghent, March" and "Meetup in Utrecht, March": at least half of the words stand in the same places around others. */
function areOfOneForm(a: string, b: string): boolean {
  const [few, many] = [a, b].map((title) => foldTitle(title).split(' ')).toSorted((x, y) => x.length - y.length) as [
    string[],
    string[],
  ];
  let same = 0;
  while (same < few.length && few[same] === many[same]) same++;
  const opening = same;
  while (same < few.length && few.at(opening - same - 1) === many.at(opening - same - 1)) same++;
  return same < few.length && same * 2 >= few.length;
}
