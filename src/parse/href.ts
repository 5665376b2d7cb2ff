// Relative addresses: what they resolve against. Only http and https bases count; whatever cannot be resolved stays as written.
import { toAddress } from '../lib/address.ts';

/** The absolute http(s) address of `href` seen from `base`; `href` as written where there is none. */
export function resolveHref(href: string, base: string | null): string {
  if (base === null || /^https?:\/\//i.test(href)) return href;
  return toAddress(href, base) ?? href;
}

/** The base inside an element with `xml:base` (XML Base section 4); the outer base if that makes no http(s) address. */
export function nestBase(xmlBase: string, outer: string | null): string | null {
  return toAddress(xmlBase, outer) ?? outer;
}
