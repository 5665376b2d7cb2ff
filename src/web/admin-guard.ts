// Who may see what is behind `/admin/`: whoever has the operator's token, as a bearer or for a session in a browser. Nothing
// is remembered of a session: its cookie says until when it is valid, signed with the token, so that it counts on all
// nodes and ends when the token is replaced.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Kept by browsers for this host alone, and over https alone (localhost counts as that). */
const COOKIE = '__Host-lostfeed-admin';
const SESSION_MS = 12 * 3_600_000;

export interface AdminGuard {
  isToken(given: string): boolean;
  /** `yes`; `no`: nothing was shown; `wrong`: a token that is not ours. */
  admits(headers: IncomingHttpHeaders, now: number): 'yes' | 'no' | 'wrong';
  /** Value of Set-Cookie that begins a session. */
  sessionCookie(now: number): string;
}

/** Value of Set-Cookie that ends a session. */
export const NO_SESSION_COOKIE = `${COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict`;

/** Makes the guard of a token, which must not be empty. */
export function createAdminGuard(token: string): AdminGuard {
  const expected = digest(token);
  const isToken = (given: string) => timingSafeEqual(digest(given), expected);
  const sign = (until: string) => createHmac('sha256', `session ${token}`).update(until).digest('base64url');

  function isSession(value: string, now: number): boolean {
    const [until = '', signature = ''] = value.split('.');
    const isOurs = timingSafeEqual(digest(signature), digest(sign(until)));
    return isOurs && Number(until) > now;
  }

  return {
    isToken,
    admits({ authorization, cookie = '' }, now) {
      if (authorization !== undefined) {
        const [, given = ''] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
        return isToken(given) ? 'yes' : 'wrong';
      }
      const sessions = cookie.split(';').map((one) => one.trim());
      const value = sessions.find((one) => one.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
      return value !== undefined && isSession(value, now) ? 'yes' : 'no';
    },
    sessionCookie(now) {
      const until = String(now + SESSION_MS);
      const maxAge = SESSION_MS / 1000;
      return `${COOKIE}=${until}.${sign(until)}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=Strict`;
    },
  };
}

/** Equal lengths, so that comparing says nothing about them. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
