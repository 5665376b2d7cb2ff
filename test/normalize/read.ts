// Documents read as a visit reads them: through the doors of parse and normalize, to the drafts of articles.
import type { ArticleDraft, EntryFacts, FeedFacts, ParsedFeed, Problem } from '../../src/model.ts';
import { identify, makeDraft, normalizeEntry, normalizeFeed } from '../../src/normalize/normalize.ts';
import { parse } from '../../src/parse/parse.ts';
import { NOW, OPTIONS, sourceOf } from './entries.ts';

export interface Reading {
  readonly parsed: ParsedFeed;
  readonly feed: FeedFacts;
  readonly articles: readonly EntryFacts[];
  readonly drafts: readonly ArticleDraft[];
  /** Of both stages. */
  readonly problems: readonly Problem[];
}

/** `url` is where the document came from; null: from a file. */
export function readDocument(
  document: string | Uint8Array,
  { url = OPTIONS.url, maxEntries = 1000 }: { url?: string | null; maxEntries?: number } = {},
): Reading {
  const body = typeof document === 'string' ? new TextEncoder().encode(document) : document;
  const parsed = parse(body, { contentType: null, url, maxEntries });
  const options = { ...OPTIONS, url };
  const feed = normalizeFeed(parsed, options);
  const { keys } = identify(parsed.entries, 'guid');
  const read = parsed.entries.map((entry, position) => {
    const { facts, problems } = normalizeEntry(entry, parsed, feed, options);
    const key = keys[position] ?? '';
    const draft = makeDraft({ source: sourceOf(), rules: [], key, entry, facts, position, now: NOW });
    return { facts, problems, draft };
  });
  return {
    parsed,
    feed,
    articles: read.map(({ facts }) => facts),
    drafts: read.flatMap(({ draft }) => draft ?? []),
    problems: [...parsed.problems, ...read.flatMap(({ problems }) => problems)],
  };
}

/** RSS 2.0 around the given items, with the prefixes of the modules declared. */
export function rss(items: string): string {
  const modules = [
    'atom="http://www.w3.org/2005/Atom"',
    'content="http://purl.org/rss/1.0/modules/content/"',
    'dc="http://purl.org/dc/elements/1.1/"',
    'feedburner="http://rssnamespace.org/feedburner/ext/1.0"',
    'itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
    'media="http://search.yahoo.com/mrss/"',
  ].map((declaration) => ` xmlns:${declaration}`);
  return `<rss version="2.0"${modules.join('')}><channel><title>Harbour notes</title><link>https://site.example/</link>${items}</channel></rss>`;
}

/** Atom 1.0 around the given entries. */
export function atom(entries: string): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:f</id><title>Harbour notes</title><updated>2024-01-01T00:00:00Z</updated>${entries}</feed>`;
}

/** Facts of the only item of an RSS 2.0 document. */
export function readItem(fields: string): EntryFacts {
  return first(readDocument(rss(`<item>${fields}</item>`)).articles);
}

/** The draft of the only item of an RSS 2.0 document. */
export function draftItem(fields: string): ArticleDraft {
  return first(readDocument(rss(`<item>${fields}</item>`)).drafts);
}

/** Facts of the only entry of an Atom document. */
export function readEntry(fields: string): EntryFacts {
  return first(readDocument(atom(`<entry>${fields}</entry>`)).articles);
}

function first<T>(list: readonly T[]): T {
  const [only] = list;
  if (only === undefined || list.length > 1) throw new Error(`one entry expected, ${list.length} read`);
  return only;
}
