// Drafts to the shape the other stages read: one field from several slots, and the hash that tells an unchanged entry.
import { hash } from 'node:crypto';
import type { ParsedEntry, ParsedFeed, ParsedLink } from '../model.ts';
import type { DocumentText } from './document-text.ts';
import type { Draft } from './draft.ts';
import { readSkipDays, readSkipHours, readTtlMinutes } from './schedule-hints.ts';
import type { ReadEntry, ReadFeed } from './xml-reader.ts';

type FeedPart = Omit<ParsedFeed, 'encoding' | 'problems'>;

/** `document` is the one that the drafts' offsets count in. */
export function makeFeed(read: ReadFeed, document: DocumentText): FeedPart {
  const { feed, format } = read;
  const links = allLinks(feed);
  const authors = feed.authors.length > 0 ? feed.authors : feed.lesserAuthors;
  const language = feed.hasOwnLanguage ? feed.language : (feed.statedLanguage.value ?? feed.language);
  const inherited = rememberLast((base, own) => hashInherited([format, language, authors, base, own]));
  return {
    format,
    id: format === 'atom1' || format === 'atom03' ? feed.id.value : null,
    title: feed.title.value,
    description: feed.description.value,
    links,
    language,
    updated: feed.updated.value ?? feed.published.value,
    authors,
    image: feed.image.value,
    hubs: links.filter((link) => link.rel === 'hub').map((link) => link.href),
    rights: feed.rights.value,
    ttlMinutes: readTtlMinutes(feed.ttl.value, feed.updatePeriod.value, feed.updateFrequency.value),
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
  const ownContent = draft.content.value;
  const content = ownContent ?? draft.description.value ?? draft.abstract.value;
  const summaries = [draft.description.value, draft.abstract.value];
  return {
    guid: draft.id.value,
    guidIsPermalink: draft.guidIsPermalink,
    title: draft.title.value,
    links: entryLinks(draft),
    originalLink: draft.originalLink.value,
    summary: summaries.find((text) => text !== null && text !== content) ?? null,
    content,
    hasContentElement: ownContent !== null,
    published: draft.published.value,
    updated: draft.updated.value,
    authors: draft.authors.length > 0 ? draft.authors : draft.lesserAuthors,
    tags: draft.tags,
    enclosures: draft.enclosures,
    images: draft.images,
    language: draft.hasOwnLanguage ? draft.language : (draft.statedLanguage.value ?? draft.language),
    source: draft.source,
    commentsUrl: draft.comments.value,
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
