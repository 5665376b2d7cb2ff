// One article as a document shows it: under the content policy, cleaned, with every fallback settled, so that the three
// formats say the same and only differ in how they write it.
import { toAddress } from '../lib/address.ts';
import { isCanonicalId } from '../lib/canonical-id.ts';
import { cleanCharacters, cutAtWord } from '../lib/clean-text.ts';
import { underPolicy } from '../lib/content-policy.ts';
import { readTimeLabel } from '../lib/read-time-label.ts';
import { uuidFromName } from '../lib/uuid.ts';
import type { ContentPolicy, FullArticle, OtherCoverage, SourceView } from '../model.ts';
import { URL_NAMESPACE } from './channel-facts.ts';
import { toFeedHtml } from './feed-html.ts';
import { toPlainLine } from './plain-line.ts';
import { escapeAttribute, escapeText } from './xml.ts';

/** What of the channel and the source shows in an entry: equal facts and an equal article give an equal entry. */
export interface EntryFacts {
  readonly siteUrl: string;
  readonly content: ContentPolicy;
  readonly readTimeInTitle: boolean;
  /** Those with a badge; `general` is not among them. */
  readonly categories: readonly { readonly id: string; readonly label: string }[];
  /** The source's category id: an article without its own has this one. */
  readonly category: string;
  readonly source: Pick<SourceView, 'title' | 'siteUrl' | 'feedUrl' | 'feedId' | 'rights' | 'license'>;
}

/** Strings are clean and addresses absolute; `bodyHtml` is safe, everything else plain text. */
export interface EntryView {
  readonly id: string;
  /** The original article; our own page for one without an address. */
  readonly link: string;
  /** Empty for an article that has none but has an excerpt. */
  readonly title: string;
  /** At most 500 characters of plain text. */
  readonly excerpt: string | null;
  readonly bodyHtml: string | null;
  /** Never empty: the source stands in (RFC 4287 section 4.1.2). */
  readonly authors: readonly { readonly name: string; readonly url: string | null }[];
  readonly category: { readonly id: string; readonly label: string } | null;
  readonly tags: readonly string[];
  readonly image: { readonly url: string; readonly width: number | null; readonly height: number | null } | null;
  readonly enclosures: readonly {
    readonly url: string;
    readonly type: string | null;
    readonly length: number | null;
  }[];
  readonly language: string | null;
  readonly publishedAt: number | null;
  /** When the article says it was changed; never before `publishedAt`. */
  readonly modifiedAt: number | null;
  /** The best known of modified, published and listed: what Atom demands. */
  readonly updatedAt: number;
  readonly readMinutes: number | null;
  readonly commentsUrl: string | null;
  /** Its own; those of the source hold where it says nothing. */
  readonly rights: string | null;
  readonly license: string | null;
  /** The feed the entry came from: the one its source took it from, if that is an aggregator. */
  readonly via: { readonly title: string; readonly url: string } | null;
  /** Other articles of its story; `url` is our page where they have none of their own. */
  readonly alsoCoveredBy: readonly { readonly title: string; readonly sourceTitle: string; readonly url: string }[];
  readonly source: {
    readonly id: string;
    readonly title: string;
    readonly siteUrl: string | null;
    readonly feedUrl: string | null;
    readonly rights: string | null;
    readonly license: string | null;
  };
  /** The page that explains our extension. */
  readonly about: string;
}

/** For an enclosure that does not say what it is, where a format demands a type. */
export const UNKNOWN_TYPE = 'application/octet-stream';
const EXCERPT_LENGTH = 500;
const UNKNOWN_SOURCE = 'Unknown source';
const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+( *; *[\w.+-]+=[\w.+-]+)*$/;
/** What RFC 3986 lets stand in a URI, brackets apart, which are for IPv6 addresses. */
const NOT_IN_URI = /[^\w;/?:@&=+$.!~*'()%,#-]/gu;
/** What we mint, and what XML can carry. */
const URN = /^urn:[^\s\u0000-\u001f\u007f-\u009f\ufffe\uffff]+$/i;
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i;
/** The years 0001 to 9999, which is what RFC 3339 and RFC 822 dates can say. */
const FIRST_MOMENT = -62_135_596_800_000;
const LAST_MOMENT = 253_402_300_799_999;

/** Throws when there is no way to publish the article; the caller leaves it out and says so. */
export function makeEntryView(whole: FullArticle, facts: EntryFacts, coverage: readonly OtherCoverage[]): EntryView {
  const article = underPolicy(whole, facts.content);
  const link = toPublicAddress(article.url) ?? ourPage(article.slug, facts);
  const source = makeSource(facts.source);
  // once more: what is cut off may have held together what is left
  const excerpt = toPlainLine(cutAtWord(toPlainLine(article.summary), EXCERPT_LENGTH));
  const alsoCoveredBy = coverage.map(({ title, url, sourceTitle, slug }) => ({
    title: toPlainLine(title),
    sourceTitle: toPlainLine(sourceTitle),
    url: toPublicAddress(url) ?? ourPage(slug, facts),
  }));
  const body = article.contentHtml === null ? '' : bodyOf(whole);
  const publishedAt = toMoment(article.publishedAt);
  const modifiedAt = notBefore(toMoment(article.updatedAt), publishedAt);
  const updatedAt = modifiedAt ?? publishedAt ?? toMoment(article.listedAt);
  if (updatedAt === null) throw new Error(`its date ${article.listedAt} cannot be written`);
  const label = toPlainLine(facts.categories.find(({ id }) => id === article.category)?.label ?? '');
  return {
    id: publishableId(article),
    link,
    // RSS demands a title or a description
    title: makeTitle(article, facts) || (excerpt === '' ? link : ''),
    excerpt: excerpt === '' ? null : excerpt,
    bodyHtml: body === '' ? null : `${body}\n${renderAttribution(source, link, alsoCoveredBy)}`,
    authors: makeAuthors(article, source),
    category: label === '' ? null : { id: article.category, label },
    tags: makeTags(article.tags, label),
    image: makeImage(article.image),
    enclosures: makeEnclosures(article),
    language: article.language !== null && LANGUAGE.test(article.language) ? article.language : null,
    publishedAt,
    modifiedAt,
    updatedAt,
    readMinutes: article.readMinutes,
    commentsUrl: toPublicAddress(article.commentsUrl),
    rights: toPlainLine(article.rights ?? '') || null,
    license: toPublicAddress(article.license),
    via: makeVia(article, source),
    alsoCoveredBy,
    source,
    about: `${facts.siteUrl}ns/`,
  };
}

function ourPage(slug: string, { siteUrl }: EntryFacts): string {
  return `${siteUrl}a/${encodeURIComponent(slug)}/`;
}

/** The last look at an address before it is published: absolute, http or https, without credentials, a URI; else null. */
function toPublicAddress(value: string | null): string | null {
  const address = value === null ? null : toAddress(value, null);
  if (address === null || address.search(NOT_IN_URI) < 0) return address;
  const url = new URL(address);
  return url.hostname.startsWith('[') ? address : url.href.replace(NOT_IN_URI, encodeURIComponent);
}

/** The upstream id as it came, if it is one that every reader takes as it is; else ours. */
function publishableId({ publishedId, id }: FullArticle): string {
  if (isCanonicalId(publishedId)) return publishedId;
  if (!URN.test(id) || !id.isWellFormed()) throw new Error(`its id ${JSON.stringify(id)} is not a URN`);
  return id;
}

const bodies = new WeakMap<FullArticle, string>();

/** Remembered with the article, because each format asks for it. XML has one kind of line end (XML 1.0 section 2.11). */
function bodyOf(article: FullArticle): string {
  let body = bodies.get(article);
  if (body === undefined) {
    body = toFeedHtml(cleanCharacters(article.contentHtml ?? '').replace(/\r\n?/g, '\n')).trim();
    bodies.set(article, body);
  }
  return body;
}

function makeImage(image: FullArticle['image']): EntryView['image'] {
  const url = toPublicAddress(image?.url ?? null);
  const pixels = (size: number | null | undefined) => (size && Number.isInteger(size) && size > 0 ? size : null);
  return url === null ? null : { url, width: pixels(image?.width), height: pixels(image?.height) };
}

function makeTitle(article: FullArticle, facts: EntryFacts): string {
  const title = toPlainLine(article.title);
  const minutes = facts.readTimeInTitle ? article.readMinutes : null;
  return title === '' || minutes === null ? title : `${title} · ${readTimeLabel(minutes)}`;
}

function makeSource(source: EntryFacts['source']): EntryView['source'] {
  const feedUrl = toPublicAddress(source.feedUrl);
  const title = toPlainLine(source.title) || (feedUrl === null ? UNKNOWN_SOURCE : new URL(feedUrl).host);
  return {
    id:
      [source.feedId, feedUrl].find((id) => id !== null && isCanonicalId(id)) ??
      `urn:uuid:${uuidFromName(URL_NAMESPACE, feedUrl ?? title)}`,
    title,
    siteUrl: toPublicAddress(source.siteUrl),
    feedUrl,
    rights: toPlainLine(source.rights ?? '') || null,
    license: toPublicAddress(source.license),
  };
}

function makeVia(article: FullArticle, source: EntryView['source']): EntryView['via'] {
  const upstream = toPublicAddress(article.via?.url ?? null);
  if (upstream !== null) return { title: toPlainLine(article.via?.title ?? ''), url: upstream };
  return source.feedUrl === null ? null : { title: source.title, url: source.feedUrl };
}

function makeAuthors(article: FullArticle, source: EntryView['source']): EntryView['authors'] {
  const authors = article.authors
    .map(({ name, url }) => ({ name: toPlainLine(name), url: toPublicAddress(url) }))
    .filter(({ name }) => name !== '');
  return authors.length > 0 ? authors : [{ name: source.title, url: source.siteUrl }];
}

/** Without repetitions, also of the category's label, whatever their case. */
function makeTags(tags: readonly string[], label: string): readonly string[] {
  const seen = new Set(['', label.toLowerCase()]);
  return tags.map(toPlainLine).filter((tag) => {
    const folded = tag.toLowerCase();
    return !seen.has(folded) && seen.add(folded);
  });
}

function makeEnclosures(article: FullArticle): EntryView['enclosures'] {
  return article.enclosures.flatMap(({ url, type, length }) => {
    const address = toPublicAddress(url);
    if (address === null) return [];
    return { url: address, type: type !== null && MEDIA_TYPE.test(type) ? type : null, length };
  });
}

/** Who wrote it stays visible where readers hide the source (liip.ch complaint, Venus etiquette). */
function renderAttribution(
  source: EntryView['source'],
  link: string,
  alsoCoveredBy: EntryView['alsoCoveredBy'],
): string {
  const name = escapeText(source.title);
  const from = source.siteUrl === null ? name : `<a href="${escapeAttribute(source.siteUrl)}">${name}</a>`;
  const others = alsoCoveredBy.map(
    ({ sourceTitle, url }) => `<a href="${escapeAttribute(url)}">${escapeText(sourceTitle)}</a>`,
  );
  const also = others.length === 0 ? '' : ` · Also covered by ${others.join(', ')}`;
  return `<p><small>From ${from} · <a href="${escapeAttribute(link)}">Original article</a>${also}</small></p>`;
}

function toMoment(at: number | null): number | null {
  return at !== null && at >= FIRST_MOMENT && at <= LAST_MOMENT ? at : null;
}

function notBefore(at: number | null, bound: number | null): number | null {
  return at === null || bound === null ? at : Math.max(at, bound);
}
