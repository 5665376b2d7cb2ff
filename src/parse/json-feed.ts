// JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). Publishers get types wrong more than names, so every value is read by what
// it is, and one bad field costs that field only.
import { ParseError } from '../errors.ts';
import type {
  ParsedEnclosure,
  ParsedEntry,
  ParsedFeed,
  ParsedImage,
  ParsedLink,
  ParsedText,
  Person,
} from '../model.ts';
import { entryHash, hashInherited, hashText } from './entry-hash.ts';
import { resolveHref } from './href.ts';
import { isNestedDeeper } from './json-depth.ts';
import { type JsonObject, readJsonObject } from './json-values.ts';
import type { ProblemLog } from './problem-log.ts';

/** To write what is nested a million deep takes the engine seconds; no feed has more than ten. */
const MAX_DEPTH = 10_000;

/** `text` is the whole document; throws ParseError for JSON that is broken or no feed. */
export function readJsonFeed(
  text: string,
  options: { readonly url: string | null; readonly maxEntries: number },
  problems: ProblemLog,
): Omit<ParsedFeed, 'encoding' | 'problems'> {
  const feed = readJsonObject(parseJson(text), problems);
  const version = feed?.string('version') ?? '';
  const isDeclared = /^https?:\/\/(?:www\.)?jsonfeed\.org\/version\//.test(version);
  if (feed === null || (!isDeclared && !feed.hasArray('items'))) {
    throw new ParseError('not-a-feed', 'the document is JSON, but not a JSON Feed');
  }
  if (!isDeclared) problems.add('missing-version', 'the JSON Feed does not state its version');
  const base = options.url;
  const language = feed.string('language');
  const authors = readAuthors(feed);
  const items = feed.firstObjects('items', options.maxEntries);
  if (feed.size('items') > options.maxEntries) {
    problems.add('too-many-entries', `more than ${options.maxEntries} entries; the first ones are read`);
  }
  const inherited = hashInherited(JSON.stringify(['json', base, language, authors]));
  const image = feed.string('icon') ?? feed.string('favicon');
  return {
    format: 'json',
    id: null,
    title: readText('text', feed.string('title'), base, language),
    description: readText('text', feed.string('description'), base, language),
    links: [
      ...readLink(feed, 'home_page_url', 'alternate', base),
      ...readLink(feed, 'feed_url', 'self', base),
      ...readLink(feed, 'next_url', 'next', base),
    ],
    language,
    updated: null,
    authors,
    image: image && resolveHref(image, base),
    hubs: feed.objects('hubs').flatMap((hub) => hub.string('url') ?? []),
    rights: null,
    license: null,
    deniedBy: null,
    ttlMinutes: null,
    skipHours: [],
    skipDays: [],
    entries: items.map((item, position) => ({ ...readItem(item, base, language, inherited), position })),
    stored: [],
    complete: true,
  };
}

function parseJson(text: string): unknown {
  if (isNestedDeeper(text, MAX_DEPTH)) {
    throw new ParseError('bad-json', `the document is JSON nested deeper than ${MAX_DEPTH}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ParseError('bad-json', `the document is not valid JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}

function readItem(
  item: JsonObject,
  base: string | null,
  feedLanguage: string | null,
  inherited: string,
): Omit<ParsedEntry, 'position'> {
  const language = item.string('language') ?? feedLanguage;
  const html = item.string('content_html');
  const content =
    readText('html', html, base, language) ?? readText('text', item.string('content_text'), base, language);
  const summary = readText('text', item.string('summary'), base, language);
  return {
    guid: item.string('id'),
    guidIsPermalink: null,
    title: readText('text', item.string('title'), base, language),
    links: [...readLink(item, 'url', 'alternate', base), ...readLink(item, 'external_url', 'related', base)],
    originalLink: null,
    summary: content === null ? null : summary,
    content: content ?? summary,
    hasContentElement: content !== null,
    published: item.string('date_published'),
    updated: item.string('date_modified'),
    authors: readAuthors(item),
    tags: item.strings('tags'),
    enclosures: item.objects('attachments').flatMap((attachment) => readAttachment(attachment, base)),
    images: [...readImage(item, 'image', 'json:image', base), ...readImage(item, 'banner_image', 'json:banner', base)],
    language,
    source: null,
    commentsUrl: null,
    rights: null,
    license: null,
    base,
    rawHash: entryHash(inherited, hashText(item.source())),
    line: null,
  };
}

/** `authors`, else the `author` of version 1.0. */
function readAuthors(from: JsonObject): readonly Person[] {
  const authors = readPeople(from, 'authors');
  return authors.length > 0 ? authors : readPeople(from, 'author');
}

/** A person may be a bare name by mistake. */
function readPeople(from: JsonObject, field: string): readonly Person[] {
  return from
    .objects(field, 'name')
    .map((person) => ({ name: person.string('name'), email: null, url: person.string('url') }))
    .filter((person) => person.name !== null || person.url !== null);
}

function readText(
  kind: ParsedText['kind'],
  value: string | null,
  base: string | null,
  language: string | null,
): ParsedText | null {
  return value === null ? null : { kind, value, base, language };
}

function readLink(from: JsonObject, field: string, rel: string, base: string | null): readonly ParsedLink[] {
  const href = from.string(field);
  if (href === null) return [];
  return [{ href: resolveHref(href, base), rel, type: null, length: null, title: null, language: null }];
}

function readImage(
  from: JsonObject,
  field: string,
  kind: ParsedImage['from'],
  base: string | null,
): readonly ParsedImage[] {
  const url = from.string(field);
  if (url === null) return [];
  return [{ url: resolveHref(url, base), from: kind, alt: null, caption: null, width: null, height: null }];
}

function readAttachment(attachment: JsonObject, base: string | null): readonly ParsedEnclosure[] {
  const url = attachment.string('url');
  if (url === null) return [];
  return [
    { url: resolveHref(url, base), type: attachment.string('mime_type'), length: attachment.string('size_in_bytes') },
  ];
}
