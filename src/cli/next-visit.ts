// When the next visit of a source is and why then, as a sentence.
import type { SourceHealth } from '../health/health.ts';
import { toMinute } from '../lib/source-event-text.ts';
import type { DueWhy, FetchConfig, SourceConfig, SourceState } from '../model.ts';
import { fromNow, toSpan } from './spans.ts';

/** Longer waits that a server or a feed asks for are not believed (A037). */
const LONGEST_HINT_MS = 7 * 86_400_000;

export interface PlannedVisit {
  readonly source: SourceConfig;
  readonly state: SourceState | null;
  readonly health: SourceHealth;
  readonly fetch: FetchConfig;
  readonly now: number;
}

/** One line. */
export function describeNextVisit(planned: PlannedVisit): string {
  const { source, state, now } = planned;
  if (!source.enabled) return 'It is not visited: "enabled" is false.';
  if (state === null) return 'It is visited as soon as `lostfeed serve` or `lostfeed run` sees the configuration.';
  const { dueAt, dueWhy } = state;
  const because = reason(dueWhy, planned);
  if (dueAt === null) return `No visit is planned: ${because}.`;
  const when = dueAt <= now ? `due since ${toMinute(dueAt)}` : `${toMinute(dueAt)} (${fromNow(dueAt, now)})`;
  return `Next visit: ${when}, because ${because}.${isCapped(state) ? ' Longer waits are not believed.' : ''}`;
}

function isCapped({ dueWhy, dueAt, lastVisitAt }: SourceState): boolean {
  if (dueWhy !== 'max-age' && dueWhy !== 'ttl') return false;
  return dueAt !== null && lastVisitAt !== null && dueAt - lastVisitAt >= LONGEST_HINT_MS;
}

function reason(why: DueWhy, { source, state, fetch }: PlannedVisit): string {
  const failures = state?.failures ?? 0;
  const minutes = state?.ttlMinutes ?? 0;
  const reasons: Readonly<Record<DueWhy, string>> = {
    new: 'it was not visited yet at this address',
    rhythm: 'by then it will probably have posted something, as it usually does',
    floor: `it posts so often that it is asked at the shortest interval, "fetch.every" (${toSpan(fetch.everyMs)})`,
    quiet: 'it posts so rarely that once a day is enough',
    fixed: `its "every" says so (${toSpan(source.everyMs ?? 0)})`,
    cron: `its "cron" says so (${source.cron ?? ''})`,
    'max-age': 'its server says that the last answer is fresh until then (Cache-Control or Expires)',
    ttl: `the feed asks for ${toSpan(minutes * 60_000)} between visits`,
    'skip-hours': 'the feed asks not to be visited in the hours before that (skipHours)',
    'skip-days': 'the feed asks not to be visited on the days before that (skipDays)',
    'no-validators': 'its server never says whether anything changed, so that once a day has to do',
    'retry-after': 'its server asked for that wait (Retry-After)',
    backoff: `the last ${failures === 1 ? 'visit' : `${failures} visits`} failed, and each failure makes the wait longer, up to a day`,
    refused: 'its server refused: it is asked again after four hours, then eight, then once a day',
    gone: 'its server said that the feed is gone for good (410)',
    hub: 'its hub tells of news, and visits only make sure',
    merged: 'another source has come to the same address and is asked instead',
    clock: 'the clock was set back, so that the old plan does not count',
  };
  return reasons[why];
}
