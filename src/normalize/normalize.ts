// The door of normalize: what a feed and its entries say, made plain and comparable. Facts hold everything that is said;
// policy and caps come with the draft. Pure: no clock, no network, no sanitizer.
import { toAddress } from '../lib/address.ts';
import { cutChars } from '../lib/clean-text.ts';
import type { EntryFacts, FeedFacts, ParsedEntry, ParsedFeed, Problem } from '../model.ts';
import { bodyFacts, EMPTY_BODY } from './body.ts';
import { readDate } from './date.ts';
import { readEnclosures } from './enclosures.ts';
import { entryLanguage, readLanguage } from './language.ts';
import { leadImage } from './lead-image.ts';
import { articleAddress } from './links.ts';
import { readPeople } from './people.ts';
import { lineOf, looseLine, proseOf } from './plain-text.ts';
import { contentOf } from './raw-content.ts';
import { readMinutes } from './read-time.ts';
import { readTags } from './tags.ts';
import { bareHost } from './trackers.ts';

export { plainTextOf } from './body.ts';
export { type DraftInput, makeDraft } from './draft.ts';
export { datesAhead } from './draft-dates.ts';
export { areApart, identify } from './identity.ts';
export { lookalikeQuery, recognise, type UnknownEntry } from './identity-aliases.ts';
export { chooseIdentity, formerKeys, settleIdentity } from './identity-policy.ts';
export { reviseDraft } from './revision.ts';
export { applyRules, meets, type RuleSubject, type Ruling } from './rules.ts';

export interface NormalizeOptions {
  /** Address the document came from; null when it is not known. */
  readonly url: string | null;
  /** The operator's word on the language, above all that the document says. */
  readonly language: string | null;
  readonly wordsPerMinute: number;
}

/** What a document says about itself. */
export function normalizeFeed(feed: ParsedFeed, options: NormalizeOptions): FeedFacts {
  const linked = (rel: string) => {
    const ofKind = feed.links.filter((link) => link.rel === rel);
    const pages = ofKind.filter((link) => link.type === null || /html/i.test(link.type));
    return firstAddress(
      [...pages, ...ofKind].map((link) => link.href),
      options.url,
    );
  };
  return {
    id: feed.id,
    title: lineOf(feed.title),
    link: linked('alternate'),
    description: proseOf(feed.description),
    language: options.language ?? readLanguage(feed.language),
    updatedAt: feed.updated === null ? null : readDate(feed.updated),
    authors: readPeople(feed.authors, options.url),
    self: linked('self'),
    hub: firstAddress(feed.hubs, options.url),
    image: feed.image === null ? null : toAddress(feed.image, options.url),
    ...rightsOf(feed, options.url),
  };
}

/** What an entry says; `problems` names what could not be used, with the entry's line. */
export function normalizeEntry(
  entry: ParsedEntry,
  feed: ParsedFeed,
  facts: FeedFacts,
  options: NormalizeOptions,
): { readonly facts: EntryFacts; readonly problems: readonly Problem[] } {
  const url = articleAddress(entry, ownHosts(facts, options));
  const content = contentOf(entry.content, entry.base);
  const body = content === null ? EMPTY_BODY : bodyFacts(content);
  const enclosures = readEnclosures(entry.enclosures, entry.base);
  const publishedAt = entry.published === null ? null : readDate(entry.published);
  const updatedAt = entry.updated === null ? null : readDate(entry.updated);
  const title = lineOf(entry.title);
  const authors = readPeople(entry.authors, entry.base);
  const standsIn = !entry.hasContentElement && body.text !== '';

  const problems: Problem[] = [];
  const note = (code: string, message: string) =>
    problems.push(entry.line === null ? { code, message } : { code, message, line: entry.line });
  if (title === null) note('missing-title', 'an entry has no title');
  for (const [written, at] of [
    [entry.published, publishedAt],
    [entry.updated, updatedAt],
  ] as const) {
    if (written !== null && written.trim() !== '' && at === null)
      note('bad-date', `cannot read the date "${cutChars(written.trim(), 60)}"`);
  }
  const isUseless = (href: string) => toAddress(href, entry.base) === null;
  const links = entry.links.filter(({ rel }) => rel === 'alternate').map(({ href }) => href);
  // a page may also be offered where only other programs can go (gemini:), and that is nothing odd
  const badLink = links.every(isUseless) ? links[0] : undefined;
  const badFile = entry.enclosures.map((enclosure) => enclosure.url).find(isUseless);
  for (const href of [badLink, badFile]) {
    if (href !== undefined) note('bad-link', `cannot use the address "${cutChars(href, 100)}"`);
  }

  return {
    facts: {
      guid: entry.guid,
      url,
      title,
      summary: proseOf(entry.summary) ?? (standsIn ? body.text : null),
      content,
      authors: authors.length > 0 || !inheritsAuthors(entry, feed) ? authors : facts.authors,
      publishedAt,
      updatedAt,
      tags: readTags(entry.tags),
      enclosures,
      image: leadImage(entry, enclosures, content, body),
      language: options.language ?? entryLanguage(entry, feed, facts.language),
      source: viaOf(entry),
      commentsUrl: entry.commentsUrl === null ? null : toAddress(entry.commentsUrl, entry.base),
      ...rightsOf(entry, entry.base),
      wordCount: body.words + body.cjk,
      readMinutes: readMinutes(body, entry.hasContentElement, options.wordsPerMinute),
    },
    problems,
  };
}

/**
 * Atom (RFC 4287 section 4.2.1) and JSON Feed say that the feed's authors wrote what names no other; the editor of an RSS
 * channel did not. Nor did the owner of a planet write what it took from elsewhere.
 */
function inheritsAuthors(entry: ParsedEntry, feed: ParsedFeed): boolean {
  return entry.source === null && (feed.format === 'atom1' || feed.format === 'atom03' || feed.format === 'json');
}

function viaOf(entry: ParsedEntry): EntryFacts['source'] {
  if (entry.source === null) return null;
  const title = looseLine(entry.source.title ?? '');
  const url = entry.source.url === null ? null : toAddress(entry.source.url, entry.base);
  return title === null && url === null ? null : { title, url };
}

function rightsOf(
  { rights, license }: Pick<ParsedEntry, 'rights' | 'license'>,
  base: string | null,
): Pick<EntryFacts, 'rights' | 'license'> {
  return {
    rights: rights === null ? null : looseLine(rights),
    license: license === null ? null : toAddress(license, base),
  };
}

function firstAddress(candidates: readonly string[], base: string | null): string | null {
  for (const candidate of candidates) {
    const address = toAddress(candidate, base);
    if (address !== null) return address;
  }
  return null;
}

function ownHosts(facts: FeedFacts, options: NormalizeOptions): readonly string[] {
  return [options.url, facts.link, facts.self].filter((url) => url !== null).map(bareHost);
}
