// What is made of a source whose address answers with a web page: the feed that this page names is told to the operator, and
// never followed, for a page at the address of a feed may be anybody's by now. Nothing is asked for it: the page is there already.
import type { GivenPage } from './discovery/discovery.ts';
import { pageFeeds } from './find-feed.ts';
import type { NamedFeed } from './model.ts';

/** A page that changes with every visit is not told of each time. */
const AGAIN_MS = 7 * 86_400_000;

/** The first feed that a page names, other than the addresses of the source itself; at most once a week. */
export function lookForFeed(
  page: GivenPage,
  facts: {
    readonly known: readonly string[];
    /** What was found before. */
    readonly before: NamedFeed | null;
    readonly now: number;
    readonly allowPrivate: readonly string[];
  },
): NamedFeed {
  const { known, before, now, allowPrivate } = facts;
  if (before !== null && now - before.at < AGAIN_MS) return before;
  const named = pageFeeds(page, allowPrivate).find(({ url }) => !known.includes(url));
  return { url: named?.url ?? null, at: now };
}
