// Whether a request that changes something comes from a page of ours, and not from one elsewhere that makes a visitor's
// browser send it.
import type { IncomingHttpHeaders } from 'node:http';
import type { SiteFacts } from './site-facts.ts';

/**
 * Browsers say where a request comes from in Sec-Fetch-Site, on secure pages, and in Origin; the latter is `null` for forms of
 * pages without referrer, as ours are. `unknown`: neither says anything, so it is an older browser or no browser at all.
 */
export function originOf(headers: IncomingHttpHeaders, site: Pick<SiteFacts, 'url'>): 'ours' | 'foreign' | 'unknown' {
  const fetchSite = headers['sec-fetch-site'];
  if (fetchSite !== undefined) return fetchSite === 'same-origin' ? 'ours' : 'foreign';
  const { origin, host } = headers;
  if (origin === undefined || origin === 'null') return 'unknown';
  const isOurs = origin === new URL(site.url).origin || URL.parse(origin)?.host === host;
  return isOurs ? 'ours' : 'foreign';
}
