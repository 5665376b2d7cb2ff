// Where a redirect leads.

import { FetchError } from '../errors.ts';
import { headerValue, type ResponseHeaders } from './response-headers.ts';

export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/**
 * Whether a hop may be learnt as the source's new address: the redirect is permanent (301, 308) and does not give up
 * https, which anybody on the path could have made us do.
 */
export function isLasting(status: number, from: URL, to: URL): boolean {
  return (status === 301 || status === 308) && !(from.protocol === 'https:' && to.protocol === 'http:');
}

/** The target of a redirect, absolute, without fragment and credentials. @throws FetchError `redirect` */
export function redirectTarget(status: number, headers: ResponseHeaders, from: URL): URL {
  const location = headerValue(headers, 'location');
  if (location === null) throw new FetchError('redirect', `the redirect has no Location (${status})`, { status });
  // Bytes of the header are UTF-8 where they are not ASCII, if anything.
  const target = URL.parse(Buffer.from(location, 'latin1').toString(), from);
  if (target === null || (target.protocol !== 'http:' && target.protocol !== 'https:')) {
    throw new FetchError('redirect', `the redirect leads to no web address (${status})`, { status });
  }
  return bare(target);
}

/** The address as it is asked for: fragments are ours alone, credentials come from the configuration only. */
export function bare(url: URL): URL {
  if (url.hash !== '') url.hash = '';
  if (url.username !== '') url.username = '';
  if (url.password !== '') url.password = '';
  return url;
}
