// When a form was made, signed: whoever sends it has seen the page, and not too long ago. Sent back by people who took their
// time, and by programs that did not.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Nobody reads an article and has an opinion faster. A form that is shown again was filled in before. */
export const MIN_FILL_MS = 3000;
/** A page may stay open overnight. */
const MAX_AGE_MS = 24 * 3_600_000;

/** A token for the form of an article. */
export function makeFormToken(secret: string, slug: string, now: number): string {
  return `${now.toString(36)}.${sign(secret, slug, now)}`;
}

/** `ok`, `hasty`: sooner than a person would; `stale`: too old, or none of ours. */
export function checkFormToken(secret: string, slug: string, token: string, now: number): 'ok' | 'hasty' | 'stale' {
  const [time = '', signature = ''] = token.split('.');
  const madeAt = /^[0-9a-z]{1,10}$/.test(time) ? Number.parseInt(time, 36) : Number.NaN;
  const expected = Buffer.from(sign(secret, slug, madeAt));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'stale';
  const age = now - madeAt;
  if (age > MAX_AGE_MS || age < -MAX_AGE_MS) return 'stale';
  return age < MIN_FILL_MS ? 'hasty' : 'ok';
}

function sign(secret: string, slug: string, madeAt: number): string {
  return createHmac('sha256', secret).update(`${slug} ${madeAt}`).digest('base64url').slice(0, 22);
}
