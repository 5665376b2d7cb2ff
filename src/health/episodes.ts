// When a trouble is more than a hiccup: the beginnings and ends of what a source goes through, read off its state alone, so
// that the state before a visit and the state after it say whether the visit began or ended it.
import type { SourceState } from '../model.ts';

const DAY_MS = 86_400_000;
/** So many failures in a row, or two that are a day apart: a server may restart, and an hour may be bad. */
const BROKEN_FAILURES = 3;
const BROKEN_MS = DAY_MS;
/** Whoever asks us to slow down again within this time still does. */
const THROTTLED_MS = 7 * DAY_MS;
/** A source is silent when nothing came for so many of its usual gaps, and a month at least. */
const SILENT_GAPS = 8;
const LEAST_SILENCE_MS = 30 * DAY_MS;

/** Whether a source has failed for so long that somebody should look at it. */
export function isBroken({
  failures,
  failingSince,
  lastVisitAt,
}: Pick<SourceState, 'failures' | 'failingSince' | 'lastVisitAt'>): boolean {
  if (failures >= BROKEN_FAILURES) return true;
  return failures > 1 && (lastVisitAt ?? 0) - (failingSince ?? Number.POSITIVE_INFINITY) >= BROKEN_MS;
}

/** Whether a server that asked us to slow down before a moment would say nothing new by asking again at that moment. */
export function isThrottled(
  { errorCode, throttledAt }: Pick<SourceState, 'errorCode' | 'throttledAt'>,
  at: number,
): boolean {
  return errorCode === 'rate-limited' || (throttledAt !== null && at - throttledAt < THROTTLED_MS);
}

/** Milliseconds without news after which a source counts as silent; the usual gap is the mean of those we know. */
function silentAfterMs(postedAt: readonly number[]): number {
  const [newest, oldest] = [postedAt[0], postedAt.at(-1)];
  if (newest === undefined || oldest === undefined || postedAt.length < 2) return LEAST_SILENCE_MS;
  return Math.max(LEAST_SILENCE_MS, (SILENT_GAPS * (newest - oldest)) / (postedAt.length - 1));
}

/** Whether a source that can be read has told nothing for too long; `at` is the moment until which that is known. */
export function isSilent({ postedAt }: Pick<SourceState, 'postedAt'>, at: number | null): boolean {
  const [newest] = postedAt;
  return newest !== undefined && at !== null && at - newest >= silentAfterMs(postedAt);
}
