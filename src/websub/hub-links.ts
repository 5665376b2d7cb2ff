// Discovery (WebSub section 4): which hubs tell of a feed's changes, and by which name they know the feed.
import { toAddress } from '../lib/address.ts';
import type { HubLinks, ParsedFeed } from '../model.ts';
import { parseLinkHeaders, relationTypes } from './link-header.ts';

/** Publishers name one or two; every one that fails costs a request. */
const MAX_HUBS = 4;
/** The hub gives the topic back in the address of its verification, which our server takes up to 2048 characters of. */
const MAX_TOPIC_CHARS = 1000;

/**
 * What an answer says of its hubs: Link headers win over the feed's own links, each of the two relations by itself.
 *
 * @param url the address that answered: what relative addresses in headers resolve against
 */
export function discoverHub(
  linkHeaders: readonly string[],
  feed: Pick<ParsedFeed, 'links' | 'hubs'>,
  url: string,
): HubLinks {
  // a link with an anchor is about another document than the one it came with
  const inHeaders = parseLinkHeaders(linkHeaders).filter(
    ({ anchor }) => anchor === null || URL.parse(anchor, url)?.href === new URL(url).href,
  );
  const targets = (rel: string): readonly string[] => {
    const said = inHeaders.filter(({ rels }) => rels.includes(rel)).map(({ target }) => target);
    const usable = toAddresses(said, url);
    return usable.length > 0 ? usable : toAddresses(linksOf(feed, rel), url);
  };
  const topic = targets('self')[0] ?? null;
  return {
    topic: topic !== null && topic.length <= MAX_TOPIC_CHARS ? topic : null,
    hubs: targets('hub').slice(0, MAX_HUBS),
  };
}

/**
 * The hubs to ask, in order: https first where http is advertised without a port of its own, for only there are
 * deliveries signed (WebSub section 8.2). None without a topic.
 */
export function hubsToAsk({ topic, hubs }: HubLinks): readonly string[] {
  if (topic === null) return [];
  const upgraded = (hub: string) => (/^http:/i.test(hub) && new URL(hub).port === '' ? [`https${hub.slice(4)}`] : []);
  return [...new Set(hubs.flatMap((hub) => [...upgraded(hub), hub]))];
}

function linksOf(feed: Pick<ParsedFeed, 'links' | 'hubs'>, rel: string): readonly string[] {
  const links = feed.links.filter((link) => relationTypes(link.rel).includes(rel)).map(({ href }) => href);
  return rel === 'hub' ? [...links, ...feed.hubs] : links;
}

function toAddresses(hrefs: readonly string[], base: string): readonly string[] {
  return [...new Set(hrefs.flatMap((href) => toAddress(href, base) ?? []))];
}
