// When something that was not taken is told again, and when it is given up. Pure.

/** After each failed try; two hours and a half in all. */
const WAITS_MS = [60_000, 300_000, 1_200_000, 3_600_000, 3_600_000];

/** When to try again after so many failed tries; null: it is given up. A wait that was asked for lengthens ours, to a day at most. */
export function nextTryAt(attempts: number, now: number, retryAfterMs: number | null): number | null {
  const waitMs = WAITS_MS[attempts - 1];
  if (waitMs === undefined) return null;
  return now + Math.max(waitMs, Math.min(retryAfterMs ?? 0, 86_400_000));
}
