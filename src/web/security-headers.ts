// What browsers are told not to do with what we send.
import type { SiteFacts } from './site-facts.ts';

/**
 * The policy of pages: our stylesheet, our one script, sound and film from anywhere on the secure web, pictures as the
 * operator wants them, and nothing else. No text ever becomes markup or script. It is also in a `<meta>` of each page, for
 * static hosts; `frame-ancestors` works in the header only.
 */
export function pagePolicy({ images }: Pick<SiteFacts, 'images'>): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self'${images === 'link' ? ' https:' : ''}`,
    'media-src https: http:',
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** The policy as the header has it. */
export function pagePolicyHeader(site: Pick<SiteFacts, 'images'>): string {
  return `${pagePolicy(site)}; frame-ancestors 'none'`;
}

/** Documents carry the markup of many strangers: a browser that renders one runs nothing from it. */
export const DOCUMENT_POLICY = "default-src 'none'; style-src 'self'; sandbox";

/** Strict-Transport-Security: a year, this host alone (others below it are not ours to speak for). */
export const HSTS = 'max-age=31536000';
