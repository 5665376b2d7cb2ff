// The door of discovery: what a web page says about where its feeds and its icon are. Nothing is asked here: the page is read, and where
// somebody else may look is said.
import { type FeedLink, feedLinks } from './feed-links.ts';
import { iconLinks } from './icon-links.ts';
import { type GivenPage, readPageLinks } from './page-links.ts';

export type { FeedLink } from './feed-links.ts';
export type { GivenPage } from './page-links.ts';

/** The feeds that a page names, the likeliest first; pure. */
export function feedsOfPage(page: GivenPage): readonly FeedLink[] {
  return feedLinks(readPageLinks(page), page.url);
}

/** The addresses of icons that a page names, the fittest first; pure. */
export function iconsOfPage(page: GivenPage): readonly string[] {
  return iconLinks(readPageLinks(page));
}

/** Where most software puts feeds; no more than these are worth a blind question. */
const USUAL_PATHS = ['/feed', '/atom.xml', '/rss.xml', '/index.xml'];

/** Addresses at the host of a page where a feed may be although the page names none, for those who want to try. */
export function guessFeeds(pageUrl: string): readonly string[] {
  return USUAL_PATHS.map((path) => new URL(path, pageUrl).href).filter((url) => url !== pageUrl);
}
