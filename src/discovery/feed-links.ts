// Which of a page's links are feeds, the likeliest first (RSS Advisory Board, "RSS Autodiscovery"; JSON Feed 1.1, "Discovery").
import type { PageLink } from './page-links.ts';

/** A feed that a page names. */
export interface FeedLink {
  readonly url: string;
  /** Media type as the page gives it, lower-case. */
  readonly type: string;
  /** One line; empty when the page gives none. */
  readonly title: string;
}

const FEED_TYPE = /^application\/(?:(?:rss|atom|rdf)(?:\+xml)?|feed\+json)$/;
/** Types that feeds and much else have. */
const OPEN_TYPE = /^(?:application\/json|(?:application|text)\/xml)$/;
/** Descriptions of a page for those who embed it, and the programming interface that WordPress names on every page. */
const NO_FEED = /oembed|\/wp-json\//i;
const COMMENTS = /\bcomments?\b/i;
const MAX_CANDIDATES = 20;

/**
 * The feeds that links name: in the order of the page, but those of a type that says little after the others, then feeds of
 * comments, and last what is hardly a feed. Each address once, without its fragment, and not the page itself.
 */
export function feedLinks(links: readonly PageLink[], pageUrl: string): readonly FeedLink[] {
  const seen = new Set([withoutFragment(pageUrl)]);
  const feeds: (FeedLink & { readonly rank: number })[] = [];
  for (const { url, rels, type, title } of links) {
    const rank = rankOf(url, type, title);
    const address = withoutFragment(url);
    if (!rels.includes('alternate') || rels.includes('stylesheet') || rank === null || seen.has(address)) continue;
    seen.add(address);
    feeds.push({ url: address, type, title, rank });
  }
  return feeds
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_CANDIDATES)
    .map(({ url, type, title }) => ({ url, type, title }));
}

/** Lower is likelier; null: no feed. */
function rankOf(url: string, type: string, title: string): number | null {
  const isFeed = FEED_TYPE.test(type);
  if (NO_FEED.test(type) || NO_FEED.test(url)) return isFeed || /json|xml/.test(type) ? 3 : null;
  if (!isFeed && !OPEN_TYPE.test(type)) return null;
  const { pathname, search } = new URL(url);
  if (COMMENTS.test(title) || COMMENTS.test(pathname) || COMMENTS.test(search)) return 2;
  return isFeed ? 0 : 1;
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}
