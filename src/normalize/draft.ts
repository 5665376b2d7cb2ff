// From what an entry says to what we publish: the operator's rules and date policy applied, everything in bounds, ids made.
import { hash } from 'node:crypto';
import { isCanonicalId } from '../lib/canonical-id.ts';
import { cutAtWord, cutChars } from '../lib/clean-text.ts';
import { MAX_CONTENT_CHARS } from '../lib/content-limit.ts';
import { makeSlug } from '../lib/slug.ts';
import { uuidFromName } from '../lib/uuid.ts';
import type { ArticleDraft, EntryFacts, Image, ParsedEntry, Person, RawContent, Rule, SourceConfig } from '../model.ts';
import { bodyFacts } from './body.ts';
import { makeClues } from './clues.ts';
import { draftDates } from './draft-dates.ts';
import { makeVersion } from './revision.ts';
import { applyRules } from './rules.ts';

/** Namespace of the ids we mint (RFC 9562 section 6.6); changing it would make every article new to every subscriber. */
const ID_NAMESPACE = '5b1c6a0e-93d4-4f27-8c35-2f6d8e7a4b19';

const MAX_TITLE_CHARS = 500;
const MAX_SUMMARY_CHARS = 1000;
/** A title made of the text is a line, not a paragraph. */
const BORROWED_TITLE_CHARS = 100;
const MAX_TAGS = 20;
const MAX_AUTHORS = 50;
const MAX_NAME_CHARS = 200;
const MAX_CAPTION_CHARS = 1000;
const MAX_RIGHTS_CHARS = 1000;
/** Kept to be shown to the operator; identity is in the key, which has a bound of its own. */
const MAX_GUID_CHARS = 4096;
const MAX_UPSTREAM_ID_CHARS = 1000;
const EMAIL = /\S+@\S+\.\S+/;
/** A shorter one may be an example in an article about them. */
const WRITTEN_PICTURE = /data:image\/[a-z+.-]+;base64,[A-Za-z0-9+/=]{1000,}/g;

export interface DraftInput {
  readonly source: SourceConfig;
  readonly rules: readonly Rule[];
  /** From `identify`. */
  readonly key: string;
  readonly entry: ParsedEntry;
  readonly facts: EntryFacts;
  /** Place in the document, from 0. */
  readonly position: number;
  readonly now: number;
}

/** The article to store; null when the operator's rules or date policy drop the entry. */
export function makeDraft({ source, rules, key, entry, facts, position, now }: DraftInput): ArticleDraft | null {
  const dates = draftDates(facts, source.futureDates, now, position);
  if (dates === null) return null;
  const bodyText = () => (facts.content === null ? '' : bodyFacts(facts.content).text);
  const title = titleOf(facts, bodyText);
  const authors = publicAuthors(facts.authors);
  const ruling = applyRules(
    {
      title,
      text: () => [facts.summary, bodyText()].filter((text) => text !== null && text !== '').join('\n'),
      authors: authors.map((author) => author.name),
      tags: facts.tags,
      url: facts.url,
      language: facts.language,
    },
    source,
    rules,
  );
  if (ruling.isDropped) return null;

  const id = `urn:uuid:${uuidFromName(ID_NAMESPACE, `${source.id}\n${key}`)}`;
  const published = {
    title,
    url: facts.url,
    summary: cutAtWord(facts.summary ?? bodyText(), MAX_SUMMARY_CHARS),
    content: facts.content === null ? null : bounded(facts.content),
    authors,
    tags: uniqueTags([...source.tags, ...ruling.tags, ...facts.tags]),
    category: ruling.category,
    image: facts.image === null ? null : boundedImage(facts.image),
    enclosures: facts.enclosures,
    language: facts.language,
    via: facts.source,
    commentsUrl: facts.commentsUrl,
    rights: facts.rights === null ? null : cutAtWord(facts.rights, MAX_RIGHTS_CHARS),
    license: facts.license,
    readMinutes: facts.readMinutes,
  };
  return {
    ...published,
    id,
    key,
    rawHash: entry.rawHash,
    version: makeVersion([title, facts.summary, bodyText()].join('\n'), versionOf(published, facts)),
    upstreamId: upstreamId(entry),
    guid: facts.guid === null ? null : cutChars(facts.guid, MAX_GUID_CHARS),
    ...dates,
    wordCount: facts.wordCount,
    slug: makeSlug(title, id),
    clues: makeClues(facts, source),
  };
}

/**
 * Changes with anything a reader gets to see, and with nothing else: not with the moment it was seen. The dates are those the
 * entry states, because a future one clamped to now would differ at every visit.
 */
function versionOf(published: { readonly content: RawContent | null }, facts: EntryFacts): string {
  const { content, ...rest } = published;
  const said = JSON.stringify([rest, facts.publishedAt, facts.updatedAt, content?.kind, content?.base]);
  return hash('sha256', `${said}\n${content?.value ?? ''}`).slice(0, 32);
}

/** Never empty (B28): the text's beginning stands in for a missing title, else the address. */
function titleOf(facts: EntryFacts, bodyText: () => string): string {
  if (facts.title !== null) return cutAtWord(facts.title, MAX_TITLE_CHARS);
  const text = facts.summary ?? bodyText();
  if (text !== '') return cutAtWord(text, BORROWED_TITLE_CHARS);
  return cutChars(facts.url ?? facts.guid?.trim() ?? '', MAX_TITLE_CHARS) || 'Untitled';
}

/** Names and sites. An e-mail address is never shown, not even where it is all that we have of a person. */
function publicAuthors(people: readonly Person[]): ArticleDraft['authors'] {
  return people.slice(0, MAX_AUTHORS).flatMap(({ name, url }) => {
    const shown = name !== null && !EMAIL.test(name) ? name : url === null ? null : (URL.parse(url)?.hostname ?? null);
    return shown === null ? [] : [{ name: cutAtWord(shown, MAX_NAME_CHARS), url }];
  });
}

function uniqueTags(tags: readonly string[]): readonly string[] {
  const unique = new Map<string, string>();
  for (const tag of tags) if (!unique.has(tag.toLowerCase())) unique.set(tag.toLowerCase(), tag);
  return [...unique.values()].slice(0, MAX_TAGS);
}

/** Pictures written into the body are what makes one huge; nothing shows them, so they go before anything is cut. */
function bounded(content: RawContent): RawContent {
  const value = cutChars(content.value.replace(WRITTEN_PICTURE, 'data:,'), MAX_CONTENT_CHARS);
  return value.length === content.value.length ? content : { ...content, value };
}

function boundedImage({ alt, caption, ...image }: Image): Image {
  const cut = (text: string | null) => (text === null ? null : cutAtWord(text, MAX_CAPTION_CHARS));
  return { ...image, alt: cut(alt), caption: cut(caption) };
}

/** The upstream id where it is a valid one (RFC 4287 section 4.2.6). An RSS guid is one only in a scheme made for it. */
function upstreamId(entry: ParsedEntry): string | null {
  const id = entry.guid?.trim() ?? '';
  if (id.length > MAX_UPSTREAM_ID_CHARS || !isCanonicalId(id)) return null;
  return entry.guidIsPermalink === null || /^(?:https?|urn|tag):/i.test(id) ? id : null;
}
