// The many channels beside the main one: of a category, a source, a language, a read time, a search. Which there are, what they say of
// themselves and where their documents lie; making these is others'.
import { toLine } from '../lib/clean-text.ts';
import { searchPath, toQuery } from '../lib/search-address.ts';
import { uuidFromName } from '../lib/uuid.ts';
import type { Category, ChannelConfig, ListScope } from '../model.ts';
import { type ChannelFacts, makeChannelFacts, URL_NAMESPACE } from './channel-facts.ts';
import { CHANNEL_DOCUMENTS, type DocumentPlace } from './places.ts';

/** What of the configuration and the site channels are made of. */
export interface ChannelSettings {
  readonly channel: ChannelConfig;
  readonly categories: readonly Category[];
  /** Rising; the channel of the first has what takes at most so many minutes. */
  readonly readTimeBuckets: readonly number[];
  /** Absolute, ends in a slash. */
  readonly siteUrl: string;
  readonly ttlMinutes: number;
}

/** Where a document of such a channel would lie; whether there is that channel is another question. */
export interface ScopedPlace {
  /** Where the channel is: the folder of its documents, such as `c/linux/`, or the page of a search. */
  readonly folder: string;
  readonly kind: 'category' | 'source' | 'language' | 'minutes' | 'words';
  /** What its kind is divided by: an id, a language, `5-min`, what is searched for. */
  readonly name: string;
  readonly document: DocumentPlace;
}

const KINDS: Readonly<Record<string, ScopedPlace['kind']>> = {
  c: 'category',
  s: 'source',
  l: 'language',
  read: 'minutes',
};

/** The place at a path without leading slash, for searches with the query; null: no document of ours has such a path. */
export function scopedPlace(path: string): ScopedPlace | null {
  if (path.startsWith('search/')) return searchPlace(path);
  const [letter, name, file, ...more] = path.split('/');
  const kind = KINDS[letter ?? ''];
  const document = CHANNEL_DOCUMENTS.find((one) => one.path === file);
  if (kind === undefined || !name || document === undefined || more.length > 0) return null;
  if (!/^[a-z0-9][a-z0-9._-]{0,199}$/i.test(name)) return null;
  return { folder: `${letter}/${name}/`, kind, name, document: { ...document, path } };
}

function searchPlace(path: string): ScopedPlace | null {
  const { pathname, searchParams } = new URL(path, 'https://search.invalid/');
  const document = CHANNEL_DOCUMENTS.find((one) => `/search/${one.path}` === pathname);
  const name = toQuery(searchParams.get('q') ?? '');
  if (document === undefined || name === '') return null;
  return {
    folder: searchPath(name, ''),
    kind: 'words',
    name,
    document: { ...document, path: searchPath(name, document.path) },
  };
}

/** Paths of all documents in a folder. */
export function pathsIn(folder: string): readonly string[] {
  return CHANNEL_DOCUMENTS.map(({ path }) => `${folder}${path}`);
}

/** Which articles a channel has, and what it is called; `page`: there is a page in its folder. */
export interface ScopedChannel {
  readonly scope: ListScope | { readonly kind: 'words'; readonly words: string };
  readonly name: string;
  readonly description: string;
  readonly language: string | null;
  readonly hasPage: boolean;
}

const GENERAL: Category = { id: 'general', label: 'General', emoji: null };

/** The channel of a category, or null: it is not configured. */
export function categoryChannel(id: string, categories: readonly Category[]): ScopedChannel | null {
  const category = [...categories, GENERAL].find((one) => one.id === id);
  if (!category) return null;
  const label = toLine(category.label) || id;
  return {
    scope: { kind: 'category', category: id },
    name: label,
    description: `Articles of the category ${label}.`,
    language: null,
    hasPage: category !== GENERAL,
  };
}

/** The channel of a source. */
export function sourceChannel(sourceId: string, title: string): ScopedChannel {
  const name = toLine(title) || sourceId;
  const description = `Articles of ${name}.`;
  return { scope: { kind: 'source', sourceId }, name, description, language: null, hasPage: true };
}

/** The channel of a language, or null: the name is none. */
export function languageChannel(language: string): ScopedChannel | null {
  if (!/^[a-z]{2,3}$/.test(language)) return null;
  const name = new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;
  return { scope: { kind: 'language', language }, name, description: `Articles in ${name}.`, language, hasPage: false };
}

/** The channel of what has certain words. */
export function searchChannel(words: string): ScopedChannel {
  return {
    scope: { kind: 'words', words },
    name: words,
    description: `Articles that have these words: ${words}`,
    language: null,
    hasPage: true,
  };
}

/** The names of the channels by read time. */
export function readTimeNames(buckets: readonly number[]): readonly string[] {
  return buckets.length === 0 ? [] : [...buckets.map((minutes) => `${minutes}-min`), 'long'];
}

/** The channel of a read time, or null: it is none of the configured ones. */
export function readTimeChannel(name: string, buckets: readonly number[]): ScopedChannel | null {
  if (!readTimeNames(buckets).includes(name)) return null;
  const last = buckets.at(-1) ?? 0;
  const upTo = name === 'long' ? null : Number.parseInt(name, 10);
  const minutes = (count: number) => (count === 1 ? '1 minute' : `${count} minutes`);
  return {
    scope: { kind: 'minutes', over: upTo === null ? last : 0, upTo },
    name: upTo === null ? `Over ${minutes(last)}` : `Up to ${minutes(upTo)}`,
    description: `Articles that take ${upTo === null ? `more than ${minutes(last)}` : `at most ${minutes(upTo)}`} to read.`,
    language: null,
    hasPage: false,
  };
}

/** The head of the documents in `folder`. Its id comes of the main channel's, and lasts as long. */
export function scopedFacts(
  { scope, name, description, language, hasPage }: ScopedChannel,
  folder: string,
  channelId: string,
  { channel, siteUrl, ttlMinutes }: ChannelSettings,
): ChannelFacts {
  const id = `urn:uuid:${uuidFromName(URL_NAMESPACE, `${channelId}#${folder}`)}`;
  // the hub is told of the main channel only
  const main = makeChannelFacts(channel, { id, siteUrl, ttlMinutes, hub: null, deleted: [] });
  return {
    ...main,
    title: scope.kind === 'words' ? `${main.title}: ${name}` : `${name} · ${main.title}`,
    description,
    language: language ?? main.language,
    pageUrl: hasPage ? `${siteUrl}${folder}` : siteUrl,
  };
}
