// What pages and documents need to know about the site as a whole, and the addresses that follow from it.
import type { Category, ChannelConfig, Config, ContentPolicy } from '../model.ts';

/** Facts of the site; they may change while it runs, when the configuration does. */
export interface SiteFacts {
  /** Absolute address of the front page, ending in a slash. */
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly categories: readonly Category[];
  /** How much of an article pages show when its source does not say. */
  readonly content: ContentPolicy;
  /** How much the channel takes: the front page shows the same articles. */
  readonly channel: Pick<ChannelConfig, 'items' | 'perSource' | 'windowMs'>;
  /** Typical seconds between two publishes. */
  readonly buildSeconds: number;
  readonly version: string;
  /** Whom to ask about our visits: an address of a page or of mail, or null. */
  readonly contact: string | null;
  /** Pictures of articles: left out, loaded from their own hosts, or passed on by us. */
  readonly images: Config['site']['images'];
  /** Where changes of the channel's documents are told (WebSub), absolute; null: nowhere. */
  readonly hub: string | null;
  /** False in files on a static host: what needs a server is left out. */
  readonly live: boolean;
}

/** The channel's three documents, as `<link rel="alternate">` and the page for subscribers name them. */
export const CHANNEL_FORMATS = [
  { path: 'atom.xml', name: 'Atom', type: 'application/atom+xml' },
  { path: 'rss.xml', name: 'RSS', type: 'application/rss+xml' },
  { path: 'feed.json', name: 'JSON Feed', type: 'application/feed+json' },
] as const;

/**
 * Path of the front page, from the root of its host: `/`, or `/below/` for a site that lives below another. It begins with
 * one slash, for what begins with two is the address of another host.
 */
export function basePath({ url }: Pick<SiteFacts, 'url'>): string {
  // asked for each link of a page
  if (url !== known.url) known = { url, base: new URL(url).pathname.replace(/^\/+/, '/') };
  return known.base;
}

let known = { url: '', base: '' };

// What slugs are made of (lib/slug.ts), and ids (config/source-id.ts). Anything else is nobody's, and is neither looked up
// nor sent back in a header.
const SLUG = /^[a-z0-9-]{1,100}$/;

/** Whether something may be the slug of an article, or the id of a source. */
export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** Path of an article's page below the base, ending in a slash; slugs are ASCII (lib/slug.ts). */
export function articlePath(slug: string): string {
  return `a/${slug}/`;
}

/** Path of a category's page below the base, ending in a slash. */
export function categoryPath(id: string): string {
  return `c/${id}/`;
}

/** Path of a source's page below the base, ending in a slash. */
export function sourcePath(id: string): string {
  return `s/${id}/`;
}

/** The address if it is one a page may link to, else null. Records hold no others; this is the last look. */
export function webAddress(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null;
}

/** Host of an address as people read it, without `www.`; the address itself if it has none. */
export function hostName(url: string): string {
  return URL.parse(url)?.host.replace(/^www\./, '') || url;
}
