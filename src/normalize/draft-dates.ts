// The moments of an article: what the entry says, made believable.
import { cutChars } from '../lib/clean-text.ts';
import type { ArticleDraft, EntryFacts, FutureDates, ParsedEntry, Problem } from '../model.ts';

/** The web is not older; earlier dates are defaults of software: year 1, 1900, 1970 (C13). */
const FIRST_BELIEVABLE = Date.UTC(1990, 0, 1);
/** Less is a clock or a time zone that is wrong. */
const SLIP_MS = 24 * 3_600_000;

/**
 * Null when the policy drops an entry from the future. `listedAt` puts undated entries of one document in its order, a
 * millisecond apart, the first one newest.
 */
export function draftDates(
  facts: EntryFacts,
  policy: FutureDates,
  now: number,
  position: number,
): Pick<ArticleDraft, 'publishedAt' | 'updatedAt' | 'firstSeenAt' | 'listedAt'> | null {
  const published = believable(facts.publishedAt) ?? believable(facts.updatedAt);
  if (policy === 'drop' && published !== null && published > now) return null;
  const settle = (at: number | null) => (at !== null && at > now && policy !== 'keep' ? now : at);
  const publishedAt = settle(published);
  const updatedAt = settle(believable(facts.updatedAt));
  return {
    publishedAt,
    // An update before the publication is a slip (C14).
    updatedAt: updatedAt !== null && publishedAt !== null ? Math.max(updatedAt, publishedAt) : updatedAt,
    firstSeenAt: now,
    listedAt: published !== null && published <= now ? published : now - position,
  };
}

function believable(at: number | null): number | null {
  return at !== null && at >= FIRST_BELIEVABLE ? at : null;
}

/** The first date of an entry that lies more than a day ahead, as written; none where the operator wants such dates kept. */
export function datesAhead(
  entry: ParsedEntry,
  facts: EntryFacts,
  policy: FutureDates,
  now: number,
): readonly Problem[] {
  const dates = [[entry.published, facts.publishedAt] as const, [entry.updated, facts.updatedAt] as const];
  const written = dates.find(([, at]) => at !== null && at > now + SLIP_MS)?.[0]?.trim();
  if (policy === 'keep' || written === undefined) return [];
  const problem = { code: 'future-date', message: `the date "${cutChars(written, 60)}" lies in the future` };
  return [entry.line === null ? problem : { ...problem, line: entry.line }];
}
