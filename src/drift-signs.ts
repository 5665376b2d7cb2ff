// What tells one feed from another: the language of its texts, the sites that its links lead to, its title. Each sign is a
// question about many entries at once, and stays silent where there is too little to go by.
import type { ArticleDraft } from './model.ts';

type Entry = Pick<ArticleDraft, 'title' | 'summary' | 'url' | 'language'>;

/** Nearly all: what a feed of one kind has beside that is its guests. */
const MOST = 0.8;
/** Where more sites than these make up most of a source, it is a list of links, and new ones are its trade. */
const FEW = 3;
const LEAST_SAID = 5;
/** Two articles in another language, or at another site, are no slip: the source is known to have such. */
const KNOWN_TIMES = 2;
/** Words of what was before, and of what is new, without which texts are not compared. */
const LEAST_WORDS = { before: 300, now: 60 };
/** Entries whose words are looked at: as many as are remembered. */
const SAMPLE = 50;
/**
 * The newer half of a feed had 0.41 of its words and more from the older one in sixty real feeds; Persian or Chinese had 0.05
 * of its words from English at most, and Russian, with all its names of software, 0.21.
 */
const FOREIGN_SHARE = 0.12;
const AKIN_SHARE = 0.35;
/** "Untitled" and "New post" are headlines of nobody. */
const LEAST_HEADLINE_CHARS = 9;

/**
 * Whether the new entries are in a language that the source did not have. The texts decide: most of their words would be
 * known words; what the feed declares counts only where they do not say the contrary, since declarations get corrected.
 */
export function hasOtherLanguage(past: readonly Entry[], fresh: readonly Entry[]): boolean {
  const before = past.flatMap(wordsOf);
  const now = fresh.slice(0, SAMPLE).flatMap(wordsOf);
  const vocabulary = new Set(before);
  const share = now.filter((word) => vocabulary.has(word)).length / now.length;
  const isComparable = before.length >= LEAST_WORDS.before && now.length >= LEAST_WORDS.now;
  if (isComparable && share < FOREIGN_SHARE) return true;
  if (isComparable && share >= AKIN_SHARE) return false;
  return areElsewhere(past.map(languageOf), fresh.map(languageOf), []);
}

/** Whether the links of the new entries lead to sites that the source had no links to, if it keeps to a few at all. */
export function hasOtherSites(past: readonly Entry[], fresh: readonly Entry[], sites: readonly string[]): boolean {
  const sitesOf = (entries: readonly Entry[]) => entries.map(({ url }) => siteOf(url));
  return areElsewhere(sitesOf(past), sitesOf(fresh), sites);
}

/** Whether a feed calls itself by no word of its former title. */
export function hasOtherTitle(before: string | null, now: string | null): boolean {
  if (!before || !now) return false;
  const words = new Set(tokens(before));
  const others = tokens(now);
  return words.size > 0 && others.length > 0 && !others.some((word) => words.has(word));
}

/** Whether an article can be known by its headline. */
export function isTelling(headline: string): boolean {
  return headline.length >= LEAST_HEADLINE_CHARS;
}

/**
 * The part of a host that somebody registers, null for no address: its last two labels, three below the likes of `co.uk`. Where
 * strangers share a site, such as those of `github.io`, they count as one: a sign too few.
 */
export function siteOf(url: string | null): string | null {
  const host = url === null ? null : URL.parse(url)?.hostname;
  if (!host) return null;
  if (/^[\d.]+$|:/.test(host)) return host;
  const labels = host.split('.');
  const [second, top] = [labels.at(-2) ?? '', labels.at(-1) ?? ''];
  return labels.slice(top.length === 2 && second.length <= 3 ? -3 : -2).join('.');
}

/** Whether nearly all of `now` is nothing that `before` had, where a few values were nearly all; null says nothing. */
function areElsewhere(
  before: readonly (string | null)[],
  now: readonly (string | null)[],
  also: readonly string[],
): boolean {
  const said = before.filter((value) => value !== null);
  const times = new Map<string, number>();
  for (const value of said) times.set(value, (times.get(value) ?? 0) + 1);
  const usual = [...times.values()].sort((a, b) => b - a).slice(0, FEW);
  const kept = usual.reduce((sum, count) => sum + count, 0);
  if (said.length < LEAST_SAID || kept < said.length * MOST) return false;
  const strange = now.filter(
    (value) => value !== null && !also.includes(value) && (times.get(value) ?? 0) < KNOWN_TIMES,
  );
  return strange.length >= now.length * MOST;
}

const languageOf = ({ language }: Entry) => language?.split('-')[0] ?? null;
const wordsOf = ({ title, summary }: Entry) => tokens(`${title} ${summary}`);

/** Single characters in scripts that write without spaces, else words. */
const UNSPACED = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}';
const TOKEN = new RegExp(`[${UNSPACED}]|[\\p{L}--[${UNSPACED}]][[\\p{L}\\p{M}]--[${UNSPACED}]]*`, 'gv');

function tokens(text: string): readonly string[] {
  return text.toLowerCase().match(TOKEN) ?? [];
}
