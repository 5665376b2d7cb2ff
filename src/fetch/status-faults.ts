// What the statuses mean that bring no document.

import { type ErrorCode, FetchError } from '../errors.ts';
import { readFreshness } from './freshness.ts';
import { headerValue, type ResponseHeaders } from './response-headers.ts';

const CODES: Readonly<Record<number, ErrorCode>> = {
  // Parts and resets answer requests we do not make.
  205: 'protocol',
  206: 'protocol',
  226: 'protocol',
  // "Not modified", to a request that had no condition.
  304: 'protocol',
  // A choice we cannot make, and two forms that no longer exist.
  300: 'redirect',
  305: 'redirect',
  306: 'redirect',
  401: 'needs-auth',
  403: 'forbidden',
  404: 'not-found',
  410: 'gone',
  429: 'rate-limited',
  451: 'forbidden',
  503: 'unavailable',
};

/** The failure that an answer without a document stands for, with the delay it asks for and what its page says. */
export function statusFault(
  status: number,
  headers: ResponseHeaders,
  now: number,
  snippet: string | null = null,
): FetchError {
  const { retryAfterMs, freshForMs } = readFreshness(headers, now);
  if (status === 429) {
    // A server that says both means the later one.
    const delayMs = Math.max(retryAfterMs ?? -1, freshForMs ?? -1);
    return new FetchError('rate-limited', 'the server asks us to slow down (429)', {
      status,
      retryAfterMs: delayMs < 0 ? null : delayMs,
      snippet,
    });
  }
  if (isBotWall(headers)) {
    return new FetchError('bot-wall', `a bot protection page came instead of the feed (${status})`, {
      status,
      retryAfterMs,
      snippet,
    });
  }
  const message =
    status === 304 ? 'the server says "not modified" although nothing was known yet (304)' : `status ${status}`;
  return new FetchError(CODES[status] ?? 'http-status', message, { status, retryAfterMs, snippet });
}

/** Cloudflare and the AWS firewall say in a header that the page is a challenge. */
function isBotWall(headers: ResponseHeaders): boolean {
  return headerValue(headers, 'cf-mitigated') === 'challenge' || headerValue(headers, 'x-amzn-waf-action') !== null;
}
