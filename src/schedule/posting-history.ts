// What is kept of when a source posted: the moments of its last articles, which is all that rhythm.ts learns from.

const MINUTE_MS = 60_000;
/** Enough to see the week of a source that posts daily; 0.9 KB in its row. */
const REMEMBERED = 64;

/** A visit that was answered: `since`, the one before it (null: there was none), to `now`. */
export interface AnsweredVisit {
  readonly since: number | null;
  readonly now: number;
}

/**
 * The history after a visit: moments newest first, whole minutes, never empty. `dates` are those of the articles it found. They
 * appeared between the visits, whatever they say: the nearest moment counts, and the visit's own without a date. A first
 * visit can only believe them. What came within a minute counts once, since one visit gets it all. A source that has told
 * nothing yet is taken to have posted just now, so that its silence counts from here.
 */
export function rememberPosts(
  known: readonly number[],
  dates: readonly (number | null)[],
  { since, now }: AnsweredVisit,
): readonly number[] {
  if (dates.length === 0 && known.length > 0) return known;
  const moments = new Set(known);
  for (const date of dates) {
    if (since !== null) moments.add(toMinute(Math.min(Math.max(date ?? now, since), now)));
    else if (date !== null && date <= now) moments.add(toMinute(date));
  }
  if (moments.size === 0) return [toMinute(now)];
  return [...moments].sort((a, b) => b - a).slice(0, REMEMBERED);
}

const toMinute = (at: number) => Math.floor(at / MINUTE_MS) * MINUTE_MS;
