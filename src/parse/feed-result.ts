// Drafts to the shape the other stages read: one field from several facts.
import type { ParsedEntry, ParsedFeed, ParsedLink, ParsedText } from '../model.ts';
import type { Draft } from './draft.ts';
import { entryHash } from './entry-hash.ts';
import { authorsOf, createInheritedHash, languageOf } from './inheritance.ts';
import { OF_MEDIUM } from './media-table.ts';
import { readSkipDays, readSkipHours, readTtlMinutes } from './schedule-hints.ts';
import type { ReadEntry, ReadFeed } from './xml-reader.ts';

type FeedPart = Omit<ParsedFeed, 'encoding' | 'problems'>;

export function makeFeed(read: ReadFeed): FeedPart {
  const { feed, format } = read;
  const links = allLinks(feed);
  const hash = createInheritedHash();
  const inherited = (base: string | null, language: string | null) => hash(read, base, language);
  return {
    format,
    id: format === 'atom1' || format === 'atom03' ? feed.id : null,
    title: feed.title,
    description: feed.description,
    links,
    language: languageOf(feed),
    updated: feed.updated ?? feed.published,
    authors: authorsOf(feed),
    image: feed.image,
    hubs: links.filter((link) => link.rel === 'hub').map((link) => link.href),
    rights: feed.rights,
    license: feed.license,
    deniedBy: feed.denial,
    ttlMinutes: readTtlMinutes(feed.ttl, feed.updatePeriod, feed.updateFrequency),
    skipHours: readSkipHours(feed.skipHours),
    skipDays: readSkipDays(feed.skipDays),
    entries: read.entries.map((entry) => makeEntry(entry, inherited, read.lineAt)),
    stored: read.stored.map(({ rawHash }) => rawHash),
    complete: read.complete,
  };
}

/** Whether the entries that were leapt over inherit what they seemed to: a feed may name its authors behind its entries. */
export function isInheritanceSettled(read: ReadFeed): boolean {
  const inherited = createInheritedHash();
  return read.stored.every(({ rawHash, base, language }) =>
    rawHash.startsWith(entryHash(inherited(read, base, language), '')),
  );
}

function makeEntry(
  { draft, position, textHash }: ReadEntry,
  inherited: (base: string | null, language: string | null) => string,
  lineAt: (offset: number) => number,
): ParsedEntry {
  // Without a body the first of the other texts stands in for it.
  const [content = null, summary = null] = textsOf(draft);
  return {
    guid: draft.id,
    guidIsPermalink: draft.guidIsPermalink,
    title: draft.title,
    links: entryLinks(draft),
    originalLink: draft.originalLink,
    summary,
    content,
    hasContentElement: draft.content !== null,
    published: draft.published,
    updated: draft.updated,
    authors: authorsOf(draft),
    tags: draft.tags,
    enclosures: draft.enclosures,
    images: draft.images,
    language: languageOf(draft),
    source: draft.source,
    commentsUrl: draft.comments,
    rights: draft.rights,
    license: draft.license,
    base: draft.base,
    rawHash: entryHash(inherited(draft.base, draft.language), textHash),
    line: lineAt(draft.rawStart),
    position,
  };
}

/** Of the body, the description and the abstract those that there are. What is said of a medium counts only where nothing else is. */
function textsOf(draft: Draft): readonly ParsedText[] {
  const own = [draft.content, draft.description].filter((text) => text !== null);
  const abstract = draft.abstract;
  return abstract === null || (own.length > 0 && draft.ranks.abstract === OF_MEDIUM) ? own : [...own, abstract];
}

function allLinks(draft: Draft): readonly ParsedLink[] {
  return draft.moduleLinks.length === 0 ? draft.links : [...draft.links, ...draft.moduleLinks];
}

/** Atom content that stands elsewhere is the article's address when no link is (RFC 4287 section 4.1.3.2). */
function entryLinks(draft: Draft): readonly ParsedLink[] {
  const links = allLinks(draft);
  if (draft.outOfLine === null) return links;
  const { href, type } = draft.outOfLine;
  const rel = links.some((link) => link.rel === 'alternate') ? 'related' : 'alternate';
  return [...links, { href, rel, type, length: null, title: null, language: null }];
}
