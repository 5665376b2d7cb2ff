// The id of a source that was given none: a slug of its address, made from that address alone, so that it stays the
// same whatever stands before or after it in the file.
import { createHash } from 'node:crypto';

/** What an id of a source, a category or a reaction looks like. */
export const SLUG = /^[a-z0-9][a-z0-9-]{0,79}$/;
const MAX_LENGTH = 80;
const HASH_LENGTH = 8;

/**
 * `https://www.example.org/blog/index.xml` gives `example-org-blog-index-xml`. The scheme does not count, as the same
 * source may move to https; a query, and what is past 80 characters, goes into a short hash at the end.
 */
export function deriveSourceId(url: string): string {
  const { host, pathname, search } = new URL(url);
  const place = `${host.replace(/^www\./, '')}${pathname}`;
  const slug = place
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (search === '' && slug.length <= MAX_LENGTH) return slug;
  const hash = createHash('sha256').update(place).update(search).digest('hex').slice(0, HASH_LENGTH);
  return `${slug.slice(0, MAX_LENGTH - HASH_LENGTH - 1).replace(/-$/, '')}-${hash}`;
}
