// One article as a document shows it: under the content policy, cleaned, with every fallback settled, so that the three
// formats say the same and only differ in how they write it.
import { toAddress } from '../lib/address.ts';
import { cleanCharacters, cutAtWord, toLine } from '../lib/clean-text.ts';
import { underPolicy } from '../lib/content-policy.ts';
import { readTimeLabel } from '../lib/read-time-label.ts';
import type { ContentPolicy, FullArticle, SourceView } from '../model.ts';
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
  readonly source: Pick<SourceView, 'title' | 'siteUrl' | 'feedUrl' | 'feedId' | 'rights'>;
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
  readonly image: string | null;
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
  /** The feed the entry came from: the one its source took it from, if that is an aggregator. */
  readonly via: { readonly title: string; readonly url: string } | null;
  readonly source: {
    readonly id: string | null;
    readonly title: string;
    readonly siteUrl: string | null;
    readonly feedUrl: string | null;
    readonly rights: string | null;
  };
  /** The page that explains our extension. */
  readonly about: string;
}

/** For an enclosure that does not say what it is, where a format demands a type. */
export const UNKNOWN_TYPE = 'application/octet-stream';
const EXCERPT_LENGTH = 500;
const UNKNOWN_SOURCE = 'Unknown source';
const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+( *;[ -~]*)?$/;
/** An IRI with a scheme, of characters that XML allows and no reader trims or folds. */
const PUBLISHABLE_ID = /^[a-z][a-z0-9+.-]*:[^\s\u0000-\u001f\u007f-\u009f\ufffe\uffff]+$/i;
const LANGUAGE = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i;
/** The years 0001 to 9999, which is what RFC 3339 and RFC 822 dates can say. */
const FIRST_MOMENT = -62_135_596_800_000;
const LAST_MOMENT = 253_402_300_799_999;

/** Throws when there is no way to publish the article; the caller leaves it out and says so. */
export function makeEntryView(whole: FullArticle, facts: EntryFacts): EntryView {
  const article = underPolicy(whole, facts.content);
  const link = toPublicAddress(article.url) ?? `${facts.siteUrl}a/${encodeURIComponent(article.slug)}/`;
  const source = makeSource(facts.source);
  const excerpt = cutAtWord(toLine(article.summary), EXCERPT_LENGTH);
  const body = cleanBody(article.contentHtml ?? '');
  const publishedAt = toMoment(article.publishedAt);
  const modifiedAt = notBefore(toMoment(article.updatedAt), publishedAt);
  const updatedAt = modifiedAt ?? publishedAt ?? toMoment(article.listedAt);
  if (updatedAt === null) throw new Error(`its date ${article.listedAt} cannot be written`);
  const label = toLine(facts.categories.find(({ id }) => id === article.category)?.label ?? '');
  return {
    id: publishableId(article),
    link,
    // RSS demands a title or a description
    title: makeTitle(article, facts) || (excerpt === '' ? link : ''),
    excerpt: excerpt === '' ? null : excerpt,
    bodyHtml: body === '' ? null : `${body}\n${renderAttribution(source, link)}`,
    authors: makeAuthors(article, source),
    category: label === '' ? null : { id: article.category, label },
    tags: makeTags(article.tags, label),
    image: toPublicAddress(article.image?.url ?? null),
    enclosures: makeEnclosures(article),
    language: article.language !== null && LANGUAGE.test(article.language) ? article.language : null,
    publishedAt,
    modifiedAt,
    updatedAt,
    readMinutes: article.readMinutes,
    commentsUrl: toPublicAddress(article.commentsUrl),
    via: makeVia(article, source),
    source,
    about: `${facts.siteUrl}ns/`,
  };
}

/** The last look at an address before it is published: absolute, http or https, without credentials; else null. */
function toPublicAddress(value: string | null): string | null {
  return value === null ? null : toAddress(value, null);
}

/** The upstream id as it came, if a document can carry it byte for byte; else ours. */
function publishableId({ publishedId, id }: FullArticle): string {
  const usable = [publishedId, id].find(isPublishableId);
  if (usable === undefined) throw new Error(`its id ${JSON.stringify(id)} is not an absolute address or URN`);
  return usable;
}

function isPublishableId(value: string | null): boolean {
  return value !== null && PUBLISHABLE_ID.test(value) && value.isWellFormed();
}

/** XML has one kind of line end (XML 1.0 section 2.11). */
function cleanBody(contentHtml: string): string {
  return cleanCharacters(contentHtml).replace(/\r\n?/g, '\n').trim();
}

function makeTitle(article: FullArticle, facts: EntryFacts): string {
  const title = toLine(article.title);
  const minutes = facts.readTimeInTitle ? article.readMinutes : null;
  return title === '' || minutes === null ? title : `${title} · ${readTimeLabel(minutes)}`;
}

function makeSource(source: EntryFacts['source']): EntryView['source'] {
  const feedUrl = toPublicAddress(source.feedUrl);
  const title = toLine(source.title) || (feedUrl === null ? UNKNOWN_SOURCE : new URL(feedUrl).host);
  return {
    id: [source.feedId, feedUrl].find(isPublishableId) ?? null,
    title,
    siteUrl: toPublicAddress(source.siteUrl),
    feedUrl,
    rights: toLine(source.rights ?? '') || null,
  };
}

function makeVia(article: FullArticle, source: EntryView['source']): EntryView['via'] {
  const upstream = toPublicAddress(article.via?.url ?? null);
  if (upstream !== null) return { title: toLine(article.via?.title ?? ''), url: upstream };
  return source.feedUrl === null ? null : { title: source.title, url: source.feedUrl };
}

function makeAuthors(article: FullArticle, source: EntryView['source']): EntryView['authors'] {
  const authors = article.authors
    .map(({ name, url }) => ({ name: toLine(name), url: toPublicAddress(url) }))
    .filter(({ name }) => name !== '');
  return authors.length > 0 ? authors : [{ name: source.title, url: source.siteUrl }];
}

/** Without repetitions, also of the category's label, whatever their case. */
function makeTags(tags: readonly string[], label: string): readonly string[] {
  const seen = new Set(['', label.toLowerCase()]);
  return tags.map(toLine).filter((tag) => {
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
function renderAttribution(source: EntryView['source'], link: string): string {
  const name = escapeText(source.title);
  const from = source.siteUrl === null ? name : `<a href="${escapeAttribute(source.siteUrl)}">${name}</a>`;
  return `<p><small>From ${from} · <a href="${escapeAttribute(link)}">Original article</a></small></p>`;
}

function toMoment(at: number | null): number | null {
  return at !== null && at >= FIRST_MOMENT && at <= LAST_MOMENT ? at : null;
}

function notBefore(at: number | null, bound: number | null): number | null {
  return at === null || bound === null ? at : Math.max(at, bound);
}
