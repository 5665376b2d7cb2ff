// Facts of the site that follow from the configuration and the address it is published at.
import type { Config } from './model.ts';

/** Readers are told to come back between five minutes and half an hour (NetNewsWire, Miniflux and FreshRSS obey). */
const MIN_BUILD_SECONDS = 300;
const MAX_BUILD_SECONDS = 1_800;

/** Where changes are told: our own hub, another one, or nowhere. */
export function hubAddress({ publish: { hub } }: Config, url: string): string | null {
  return hub === 'builtin' ? `${url}hub` : hub;
}

/** What pages say about the site. */
export function siteFacts(config: Config, url: string, version: string) {
  const { channel, categories, fetch } = config;
  return {
    url,
    title: channel.title,
    description: channel.description,
    language: channel.language,
    categories,
    content: channel.content,
    hub: hubAddress(config, url),
    channel: { items: channel.items, perSource: channel.perSource, windowMs: channel.windowMs },
    buildSeconds: buildSeconds(config),
    version,
    contact: fetch.contact,
    images: config.site.images,
    live: true,
  };
}

/** Seconds until a reader may expect something new: a quarter of the polling interval, within sane bounds. */
export function buildSeconds(config: Config): number {
  const quarter = Math.round(config.fetch.everyMs / 4_000);
  return Math.min(Math.max(quarter, MIN_BUILD_SECONDS), MAX_BUILD_SECONDS);
}

/** What readers may do on the pages of this site. */
export function actSettings({ site, channel }: Config) {
  const { comments, moderation, views, reactions } = site;
  return { comments, moderation, views, reactions, reservedNames: [channel.title, channel.author.name] };
}
