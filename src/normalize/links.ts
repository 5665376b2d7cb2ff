// Which of an entry's addresses is the article, and the form in which addresses are compared.
import { toAddress } from '../lib/address.ts';
import type { ParsedEntry, ParsedLink } from '../model.ts';
import { stripTrackers } from './trackers.ts';

const HTML_TYPES = /^(?:text\/html|application\/xhtml\+xml)\b/i;

/**
 * The article's address: what a feed proxy replaced, the first alternate that is a page, a guid that says it is a
 * permalink, the page a link post is about, its enclosure. Never a link to itself, for editing or to replies; and not the site,
 * which is not the article. Trackers are gone, except from an enclosure, which keeps every byte. Null if there is none.
 */
export function articleAddress(entry: ParsedEntry, ownHosts: readonly string[]): string | null {
  const page = firstAddress(pages(entry), entry.base);
  if (page !== null) return stripTrackers(page, ownHosts);
  return firstAddress(
    entry.enclosures.map(({ url }) => url),
    entry.base,
  );
}

function firstAddress(candidates: Iterable<string | null>, base: string | null): string | null {
  for (const candidate of candidates) {
    const address = candidate === null ? null : toAddress(candidate, base);
    if (address !== null) return address;
  }
  return null;
}

function* pages(entry: ParsedEntry): Iterable<string | null> {
  yield entry.originalLink;
  const alternates = entry.links.filter((link) => link.rel === 'alternate');
  yield* hrefs(alternates.filter((link) => link.type === null || HTML_TYPES.test(link.type)));
  yield* hrefs(alternates);
  // Only what is already absolute: "1234" resolves too, but is no page.
  if (entry.guidIsPermalink === true && entry.guid !== null && /^\s*https?:\/\//i.test(entry.guid)) yield entry.guid;
  yield* hrefs(entry.links.filter((link) => link.rel === 'related'));
}

function hrefs(links: readonly ParsedLink[]): readonly string[] {
  return links.map((link) => link.href);
}

/**
 * Form for comparing (RFC 3986 section 6): scheme and host lower-case, no default port, no fragment unless it is a route, no
 * slash at the end of the path. Not for showing: the address itself is kept as published.
 */
export function comparable(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address;
  const route = /^#[!/]/.test(url.hash) ? url.hash : '';
  return `${url.origin}${url.pathname.replace(/\/$/, '')}${url.search}${route}`;
}
