// What a document says about the channel itself, cleaned; entries apart. Also the channel's id, which is settled once.
import { toLine } from '../lib/clean-text.ts';
import { uuidFromName } from '../lib/uuid.ts';
import type { ChannelConfig, DeletedEntry } from '../model.ts';
import { toPlainLine } from './plain-line.ts';

/** The head of every format. Strings are clean; nothing in it depends on the host a request came in on. */
export interface ChannelFacts {
  readonly id: string;
  readonly title: string;
  /** Never empty: RSS 2.0 demands one. */
  readonly description: string;
  readonly language: string;
  readonly author: { readonly name: string; readonly email: string } | null;
  readonly siteUrl: string;
  /** The page that shows what the channel has. */
  readonly pageUrl: string;
  readonly ttlMinutes: number;
  /** Where changes are told (WebSub); null: nowhere. */
  readonly hub: string | null;
  /** Taken down, and told by Atom as long as it would be there. */
  readonly deleted: readonly DeletedEntry[];
  /** Told by Atom: addresses of the parts of the archive before and after this document. Null: there is no archive. */
  readonly archive: ArchiveLinks | null;
}

/** A document without its entries. */
export interface Frame {
  readonly before: string;
  readonly after: string;
}

/** Where a document stands in the archive (RFC 5005 section 4). */
export interface ArchiveLinks {
  /** False: it is the channel itself, which comes after the whole archive. */
  readonly isPart: boolean;
  readonly previous: string | null;
  readonly next: string | null;
}

/** Named as generator in every format. */
export const GENERATOR = 'The Lost Feed';

const DEFAULT_DESCRIPTION = 'Articles from many sources, combined into one feed.';

export function makeChannelFacts(
  channel: ChannelConfig,
  given: Pick<ChannelFacts, 'id' | 'siteUrl' | 'ttlMinutes' | 'hub' | 'deleted'>,
): ChannelFacts {
  const name = toPlainLine(channel.author.name);
  return {
    id: toLine(given.id),
    title: toPlainLine(channel.title) || GENERATOR,
    description: toPlainLine(channel.description) || DEFAULT_DESCRIPTION,
    language: channel.language,
    author: name === '' ? null : { name, email: toPlainLine(channel.author.email) },
    siteUrl: given.siteUrl,
    pageUrl: given.siteUrl,
    ttlMinutes: Math.max(1, Math.round(given.ttlMinutes)),
    hub: given.hub,
    deleted: given.deleted.map(({ reason, ...entry }) => ({
      ...entry,
      reason: reason === null ? null : toLine(reason),
    })),
    archive: null,
  };
}

/** Keeps the id that was first published. */
export interface IdStore {
  meta(name: string): Promise<string | null>;
  setMeta(name: string, value: string): Promise<void>;
}

const META_NAME = 'channel.id';
/** For names that are addresses (RFC 9562 section 6.6). */
export const URL_NAMESPACE = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/**
 * The configured id, else the one first published, else one minted from the site's address, so that nodes publishing for
 * the first time at once agree. What is published first is remembered, and holds when the site moves (RFC 4287 4.2.6.1).
 */
export async function settleChannelId(configured: string | null, siteUrl: string, store: IdStore): Promise<string> {
  const remembered = await store.meta(META_NAME);
  const id = configured ?? remembered ?? `urn:uuid:${uuidFromName(URL_NAMESPACE, siteUrl)}`;
  if (remembered === null) await store.setMeta(META_NAME, id);
  return id;
}
