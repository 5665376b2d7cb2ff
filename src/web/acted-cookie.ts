// The cookie of those who did something today: their pages are made for them, those of everybody else are shared. It says
// nothing but that, and ends with the day, as the keys do that visitors are known by.
import type { IncomingHttpHeaders } from 'node:http';
import { dayOf } from './dates.ts';
import type { SiteFacts } from './site-facts.ts';

const DAY_MS = 86_400_000;

/** Whether a request comes from somebody who did something today. */
export function hasActed({ cookie = '' }: IncomingHttpHeaders, site: Pick<SiteFacts, 'url'>): boolean {
  return cookie.split(';').some((one) => one.trim() === `${nameOn(site)}=1`);
}

/** Value of Set-Cookie for somebody who did something. */
export function actedCookie(site: Pick<SiteFacts, 'url'>, now: number): string {
  const maxAge = Math.ceil(((dayOf(now) + 1) * DAY_MS - now) / 1000);
  return `${nameOn(site)}=1; Path=/; Max-Age=${maxAge};${isSecure(site) ? ' Secure;' : ''} HttpOnly; SameSite=Lax`;
}

/** Browsers keep the prefix for cookies of this host alone, over https alone. */
function nameOn(site: Pick<SiteFacts, 'url'>): string {
  return isSecure(site) ? '__Host-lostfeed-acted' : 'lostfeed-acted';
}

function isSecure({ url }: Pick<SiteFacts, 'url'>): boolean {
  return url.startsWith('https:');
}
