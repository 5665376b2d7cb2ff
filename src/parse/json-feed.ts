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
import { hashEntry, hashInherited } from './feed-result.ts';
import { resolveHref } from './href.ts';
import { type JsonObject, readJsonObject } from './json-values.ts';
import type { ProblemLog } from './problem-log.ts';

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
  const items = feed.objects('items');
  if (items.length > options.maxEntries) {
    problems.add('too-many-entries', `more than ${options.maxEntries} entries; the first ones are read`);
  }
  const inherited = hashInherited(['json', base, language, authors]);
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
    ttlMinutes: null,
    skipHours: [],
    skipDays: [],
    entries: items.slice(0, options.maxEntries).map((item) => readItem(item, base, language, inherited)),
    complete: true,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ParseError('bad-json', `the document is not valid JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}

function readItem(item: JsonObject, base: string | null, feedLanguage: string | null, inherited: string): ParsedEntry {
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
    base,
    rawHash: hashEntry(item.source(), inherited),
    line: null,
  };
}

/** `authors`, or the `author` of version 1.0; an author may be a bare name by mistake. */
function readAuthors(from: JsonObject): readonly Person[] {
  const written = from.objects(from.hasArray('authors') ? 'authors' : 'author', 'name');
  return written
    .map((author) => ({ name: author.string('name'), email: null, url: author.string('url') }))
    .filter((author) => author.name !== null || author.url !== null);
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
