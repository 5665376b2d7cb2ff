// What a response says about when to come back: Cache-Control, Age, Expires, Date and Retry-After, as durations. How far
// such wishes are followed is for the scheduler to decide.

import { readHttpDate } from '../lib/http-date.ts';
import type { FreshnessHints } from '../model.ts';
import { headerList, headerValue, type ResponseHeaders } from './response-headers.ts';

/** `max-age` as a directive of its own (not `s-maxage`, which is for shared caches); quoted is not valid but sent. */
const MAX_AGE = /(?:^|,)\s*max-age\s*=\s*(?:(\d+)|"(\d+)")\s*(?=,|$)/i;
const WHOLE_SECONDS = /^\d+$/;
/** What RFC 9111 section 1.2.2 makes of a number of seconds that is too large. */
const MAX_SECONDS = 2 ** 31;

/** Reads the hints of a response (RFC 9111 section 4.2, RFC 9110 section 10.2.3); what is odd counts as absent. */
export function readFreshness(headers: ResponseHeaders, now: number): FreshnessHints {
  return { freshForMs: readFreshFor(headers, now), retryAfterMs: readRetryAfter(headers, now) };
}

function readFreshFor(headers: ResponseHeaders, now: number): number | null {
  const cacheControl = headerList(headers, 'cache-control');
  const maxAge = cacheControl === null ? null : MAX_AGE.exec(cacheControl);
  if (maxAge) {
    const ageMs = toMs(headerValue(headers, 'age')) ?? 0;
    return Math.max(0, (toMs(maxAge[1] ?? maxAge[2] ?? null) ?? 0) - ageMs);
  }
  const expires = headerValue(headers, 'expires');
  const expiresAt = expires === null ? null : readHttpDate(expires, now);
  if (expiresAt === null) return null;
  // Against the server's own clock: ours and theirs may differ.
  const sentAt = readHttpDate(headerValue(headers, 'date') ?? '', now) ?? now;
  return expiresAt > sentAt ? expiresAt - sentAt : null;
}

function readRetryAfter(headers: ResponseHeaders, now: number): number | null {
  const value = headerValue(headers, 'retry-after');
  if (value === null) return null;
  const delayMs = toMs(value);
  if (delayMs !== null) return delayMs;
  const retryAt = readHttpDate(value, now);
  return retryAt !== null && retryAt > now ? retryAt - now : null;
}

function toMs(seconds: string | null): number | null {
  return seconds !== null && WHOLE_SECONDS.test(seconds) ? Math.min(Number(seconds), MAX_SECONDS) * 1000 : null;
}
