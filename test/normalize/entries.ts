// Hand-made parsed entries and feeds: everything absent unless a test says otherwise.
import type { ParsedEntry, ParsedFeed, ParsedLink, ParsedText, SourceConfig } from '../../src/model.ts';
import { type NormalizeOptions, normalizeEntry, normalizeFeed } from '../../src/normalize/normalize.ts';
import { makeSource } from '../store/records.ts';

export const OPTIONS: NormalizeOptions = { url: 'https://example.org/feed.xml', language: null, wordsPerMinute: 200 };
export const NOW = Date.UTC(2026, 5, 15, 12);

export function entryOf(over: Partial<ParsedEntry> = {}): ParsedEntry {
  return {
    guid: null,
    guidIsPermalink: null,
    title: null,
    links: [],
    originalLink: null,
    summary: null,
    content: null,
    hasContentElement: false,
    published: null,
    updated: null,
    authors: [],
    tags: [],
    enclosures: [],
    images: [],
    language: null,
    source: null,
    commentsUrl: null,
    rights: null,
    license: null,
    base: 'https://example.org/feed.xml',
    rawHash: 'raw',
    line: null,
    position: 0,
    ...over,
  };
}

export function feedOf(over: Partial<ParsedFeed> = {}): ParsedFeed {
  return {
    format: 'rss2',
    encoding: 'utf-8',
    id: null,
    title: null,
    description: null,
    links: [],
    language: null,
    updated: null,
    authors: [],
    image: null,
    hubs: [],
    rights: null,
    license: null,
    deniedBy: null,
    ttlMinutes: null,
    skipHours: [],
    skipDays: [],
    entries: [],
    stored: [],
    problems: [],
    complete: true,
    ...over,
  };
}

export function html(value: string): ParsedText {
  return { kind: 'html', value, base: 'https://example.org/posts/', language: null };
}

export function text(value: string): ParsedText {
  return { kind: 'text', value, base: null, language: null };
}

export function loose(value: string): ParsedText {
  return { kind: 'loose', value, base: null, language: null };
}

export function link(href: string, over: Partial<ParsedLink> = {}): ParsedLink {
  return { href, rel: 'alternate', type: null, length: null, title: null, language: null, ...over };
}

/** Facts of one entry in a feed that says nothing else. */
export function factsOf(
  entry: Partial<ParsedEntry>,
  feed: Partial<ParsedFeed> = {},
  options: Partial<NormalizeOptions> = {},
) {
  const parsed = feedOf(feed);
  const all = { ...OPTIONS, ...options };
  return normalizeEntry(entryOf(entry), parsed, normalizeFeed(parsed, all), all).facts;
}

export function sourceOf(over: Partial<SourceConfig> = {}): SourceConfig {
  return makeSource('example', { url: 'https://example.org/feed.xml', ...over }).config;
}
