// How long hosts are left alone after a visit: every host that it asked for the usual gap, one that answered 429 for longer.
import type { Config, VisitRecord } from './model.ts';
import { hostGapMs } from './schedule/schedule.ts';
import type { Failure } from './visit-failure.ts';

/** Longest Retry-After we believe (A063). */
export const LONGEST_RETRY_MS = 30 * 86_400_000;
/** What a 429 that names no time means for the other sources of its host; the source itself waits for hours (A062). */
const UNNAMED_WAIT_MS = 10 * 60_000;

/**
 * When hosts may be asked again. A 429 closes its host for all our sources, unless the operator named that host as private:
 * there many unrelated sources share a machine, and the wait is for the one source (A065).
 *
 * @param asked the hosts of the visit in order; the last one gave the answer
 * @param retryMs the wait that the answer asked for
 */
export function hostWaits(
  own: string,
  asked: readonly string[],
  {
    failure,
    retryMs,
    now,
    fetch,
  }: { failure: Failure | null; retryMs: number | null; now: number } & Pick<Config, 'fetch'>,
): Pick<VisitRecord, 'hostFreeAt' | 'hostRetryAt' | 'otherHosts'> {
  const answered = asked.at(-1) ?? own;
  const isClosed = failure?.code === 'rate-limited' && !fetch.allowPrivate.includes(answered);
  const retryAt = isClosed ? now + (retryMs ?? UNNAMED_WAIT_MS) : null;
  const freeAt = (host: string) => now + hostGapMs(host, fetch);
  return {
    hostFreeAt: freeAt(own),
    hostRetryAt: answered === own ? retryAt : null,
    otherHosts: asked
      .filter((host) => host !== own)
      .map((host) => ({ host, openAt: Math.max(freeAt(host), host === answered ? (retryAt ?? 0) : 0) })),
  };
}
