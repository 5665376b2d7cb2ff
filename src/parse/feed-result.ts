// Drafts to the shape the other stages read: one field from several facts, and the hash that tells an unchanged entry.
import { hash } from 'node:crypto';
import type { ParsedEntry, ParsedFeed, ParsedLink } from '../model.ts';
import type { DocumentText } from './document-text.ts';
import { type Draft, saidBy } from './draft.ts';
import { readSkipDays, readSkipHours, readTtlMinutes } from './schedule-hints.ts';
import type { ReadEntry, ReadFeed } from './xml-reader.ts';

type FeedPart = Omit<ParsedFeed, 'encoding' | 'problems'>;

/** `document` is the one that the drafts' offsets count in. */
export function makeFeed(read: ReadFeed, document: DocumentText): FeedPart {
  const { feed, format } = read;
  const links = allLinks(feed);
  const authors = feed.authors.length > 0 ? feed.authors : feed.lesserAuthors;
  const language = feed.hasOwnLanguage ? feed.language : (saidBy(feed.statedLanguage) ?? feed.language);
  const inherited = rememberLast((base, own) => hashInherited([format, language, authors, base, own]));
  return {
    format,
    id: format === 'atom1' || format === 'atom03' ? saidBy(feed.id) : null,
    title: saidBy(feed.title),
    description: saidBy(feed.description),
    links,
    language,
    updated: saidBy(feed.updated) ?? saidBy(feed.published),
    authors,
    image: saidBy(feed.image),
    hubs: links.filter((link) => link.rel === 'hub').map((link) => link.href),
    rights: saidBy(feed.rights),
    ttlMinutes: readTtlMinutes(saidBy(feed.ttl), saidBy(feed.updatePeriod), saidBy(feed.updateFrequency)),
    skipHours: readSkipHours(feed.skipHours),
    skipDays: readSkipDays(feed.skipDays),
    entries: read.entries.map((entry) => makeEntry(entry, document, inherited)),
    complete: read.complete,
  };
}

function makeEntry(
  { draft, line }: ReadEntry,
  document: DocumentText,
  inherited: (base: string | null, language: string | null) => string,
): ParsedEntry {
  const ownContent = saidBy(draft.content);
  // Without a body the first of the other texts stands in for it.
  const [content = null, summary = null] = [ownContent, saidBy(draft.description), saidBy(draft.abstract)].filter(
    (text) => text !== null,
  );
  return {
    guid: saidBy(draft.id),
    guidIsPermalink: draft.guidIsPermalink,
    title: saidBy(draft.title),
    links: entryLinks(draft),
    originalLink: saidBy(draft.originalLink),
    summary,
    content,
    hasContentElement: ownContent !== null,
    published: saidBy(draft.published),
    updated: saidBy(draft.updated),
    authors: draft.authors.length > 0 ? draft.authors : draft.lesserAuthors,
    tags: draft.tags,
    enclosures: draft.enclosures,
    images: draft.images,
    language: draft.hasOwnLanguage ? draft.language : (saidBy(draft.statedLanguage) ?? draft.language),
    source: draft.source,
    commentsUrl: saidBy(draft.comments),
    base: draft.base,
    rawHash: hashEntry(document.bytes.subarray(draft.rawStart, draft.rawEnd), inherited(draft.base, draft.language)),
    line,
  };
}

/** Hash of what an entry says and of what it inherits; also for the formats that have no raw text. */
export function hashEntry(raw: string | Uint8Array, inherited: string): string {
  return `${inherited}.${hash('sha1', raw)}`;
}

/** Part of every entry's hash: what it inherits. */
export function hashInherited(facts: readonly unknown[]): string {
  return hash('sha1', JSON.stringify(facts)).slice(0, 16);
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

/** Entries of one feed mostly inherit the same, so the last answer serves the next question. */
function rememberLast(
  make: (base: string | null, language: string | null) => string,
): (base: string | null, language: string | null) => string {
  let last: { readonly base: string | null; readonly language: string | null; readonly hash: string } | null = null;
  return (base, language) => {
    if (last === null || last.base !== base || last.language !== language) {
      last = { base, language, hash: make(base, language) };
    }
    return last.hash;
  };
}
