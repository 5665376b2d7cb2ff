// What the W3C feed validator and the specifications would say of a document, rule by rule, apart from three things: where it was
// read from, namespaces that the validator does not know, and equal dates. Independent of what writes the documents.
import { findFault } from '../demo/well-formed.ts';
import { findMarkupFault } from './valid-markup.ts';
import { findUnknownParts } from './valid-vocabulary.ts';

interface Element {
  /** With its usual prefix: `atom:` is left out. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
  /** As it stands in the document, tags and all. */
  readonly from: number;
  raw: string;
}

const URI = /^[a-z][a-z0-9+.-]*:(?:\/\/)?[\w;/?:@&=+$.!~*'()%,#-]+$/i;
const ON_A_DOMAIN = /^https?:\/\/(?:[\w-]+\.)+[a-z0-9][a-z0-9-]*(?::\d+)?(?:\/|$)/i;
const SCHEMES = /^(?:https?|ftp|urn|tag|info|news|mid|cid):/;
const MEDIA_TYPE =
  /^[^\s()<>,;:\\"/[\]?=]+\/[^\s()<>,;:\\"/[\]?=]+(?:\s*;\s*[^\s()<>,;:\\"/[\]?=]+=[^\s()<>,;:\\"/[\]?=]+)*$/;
const URN = /^urn:[a-z0-9][a-z0-9-]{1,31}:(?:[\w()+,.:=@;$!*'-]|%[0-9a-f]{2})+$/i;
const UUID = /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TAG = /^tag:(?:[a-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d){0,2}:/;
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const RFC_822 = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
const RELATIONS =
  'alternate current describedby enclosure first hub last license next next-archive prev-archive previous related replies self up via';

/** Messages, none for a valid document. `now` tells dates that lie ahead. */
export function findFeedFaults(document: string, now: number): readonly string[] {
  if (document.startsWith('{')) return jsonFaults(document, now);
  const broken = findFault(document);
  if (broken !== null) return [`SAXError: ${broken}`];
  const root = parse(document);
  return [...findUnknownParts(root), ...(root.name === 'rss' ? rssFaults(root, now) : atomFaults(root, now))];
}

// ---- Atom 1.0

function atomFaults(feed: Element, now: number): readonly string[] {
  const faults: string[] = [];
  const say = (rule: string, value: string) => void faults.push(`${rule}: ${value.slice(0, 200)}`);
  if (feed.name !== 'feed' || feed.attributes.xmlns !== 'http://www.w3.org/2005/Atom')
    say('UndefinedElement', feed.name);
  const entries = named(feed, 'entry');
  const firstEntry = feed.children.findIndex(({ name }) => name === 'entry');
  if (
    firstEntry >= 0 &&
    feed.children.slice(firstEntry).some(({ name }) => !['entry', 'at:deleted-entry'].includes(name))
  )
    say('MisplacedMetadata', 'an element of the feed behind its entries');
  const checkHead = (element: Element) => {
    for (const name of ['id', 'title', 'updated'])
      if (named(element, name).length !== 1) say('MissingElement', `${name} in ${element.name}`);
    for (const id of named(element, 'id'))
      for (const fault of idFaults(id.raw.replace(/<[^>]*>/g, ''), id.text)) say(fault, id.text);
    for (const date of [...named(element, 'updated'), ...named(element, 'published')])
      checkDate(date.text, RFC_3339, now, say);
    for (const name of ['title', 'subtitle', 'summary', 'rights', 'content']) {
      const texts = named(element, name);
      if (texts.length > 1) say('DuplicateElement', name);
      for (const text of texts) checkAtomText(text, say);
    }
    for (const author of named(element, 'author')) checkAuthor(author, say);
    for (const link of named(element, 'link')) checkLink(link, say);
    const alternates = named(element, 'link').filter(({ attributes }) => attributes.rel === 'alternate');
    if (new Set(alternates.map(({ attributes: { type, hreflang } }) => `${type} ${hreflang}`)).size < alternates.length)
      say('DuplicateAtomLink', element.name);
    for (const { attributes, raw } of named(element, 'category')) {
      if (!attributes.term) say('NotBlank', 'term of a category');
      checkLine(attributes.label ?? '', raw, false, say);
    }
    const language = element.attributes['xml:lang'];
    if (language !== undefined && !LANGUAGE.test(language)) say('InvalidLanguage', language);
  };
  checkHead(feed);
  const relations = named(feed, 'link').map(({ attributes }) => attributes.rel);
  if (!relations.includes('self')) say('MissingSelf', 'feed');
  if (named(feed, 'fh:archive').length > 0) {
    if (!relations.includes('prev-archive') && !relations.includes('next-archive')) say('ArchiveIncomplete', 'feed');
    if (!relations.includes('current')) say('MissingCurrentInArchive', 'feed');
  }
  const ids = entries.map((entry) => named(entry, 'id')[0]?.text);
  if (new Set(ids).size < ids.length) say('DuplicateEntries', 'two entries have one id');
  for (const entry of entries) {
    checkHead(entry);
    const [updated, published] = ['updated', 'published'].map((name) => named(entry, name)[0]?.text ?? '');
    if ((updated ?? '') < (published ?? '').slice(0, 23)) say('updated before published', updated ?? '');
    const sources = named(entry, 'source');
    if (named(feed, 'author').length + named(entry, 'author').length === 0) say('MissingElement', 'author in entry');
    if (named(entry, 'summary').length + named(entry, 'content').length === 0) say('MissingTextualContent', 'entry');
    if (!named(entry, 'link').some(({ attributes }) => attributes.rel === 'alternate'))
      say('MissingContentOrAlternate', 'entry');
    if (sources.length > 1) say('DuplicateElement', 'source');
    for (const source of sources) checkHead(source);
    for (const { attributes } of named(entry, 'media:thumbnail'))
      if (!URI.test(attributes.url ?? '')) say('InvalidFullLink', attributes.url ?? '');
  }
  return faults;
}

type Say = (rule: string, value: string) => void;

function checkAtomText({ attributes, text, raw, name }: Element, say: Say): void {
  if (text.trim() === '') say('NotBlank', name);
  if (attributes.type === 'html') checkHtml(text, say);
  else if (attributes.type !== undefined) say('InvalidMIMEType', attributes.type);
  else checkLine(text, raw, false, say);
}

function checkAuthor(author: Element, say: Say): void {
  const [name] = named(author, 'name');
  if (!name || name.text.trim() === '') say('MissingElement', 'name of an author');
  else checkLine(name.text, name.raw, false, say);
  if (/<[\w.+-]+@[\w.-]+>/.test(name?.text ?? '')) say('ContainsEmail', name?.text ?? '');
  for (const { text } of named(author, 'uri')) if (!URI.test(text)) say('InvalidIRI', text);
}

function checkLink({ attributes, text, raw }: Element, say: Say): void {
  const { rel = 'alternate', href = '', type, title, length } = attributes;
  if (!RELATIONS.split(' ').includes(rel)) say('UnregisteredAtomLinkRel', rel);
  if (!URI.test(href)) say('InvalidIRI', href);
  if (type !== undefined && !MEDIA_TYPE.test(type)) say('InvalidMIMEType', type);
  if (title === '') say('AttrNotBlank', 'title of a link');
  if (title) checkLine(title, raw, false, say);
  if (length !== undefined && !/^\d+$/.test(length)) say('InvalidNonNegativeInteger', length);
  if (text.trim() !== '') say('AtomLinkNotEmpty', text);
}

// ---- RSS 2.0

const ONCE = [
  'title',
  'link',
  'description',
  'guid',
  'pubDate',
  'comments',
  'enclosure',
  'source',
  'content:encoded',
  'dc:rights',
];

function rssFaults(rss: Element, now: number): readonly string[] {
  const faults: string[] = [];
  const say = (rule: string, value: string) => void faults.push(`${rule}: ${value.slice(0, 200)}`);
  const [channel] = named(rss, 'channel');
  if (rss.attributes.version !== '2.0') say('InvalidRSSVersion', rss.attributes.version ?? '');
  if (!channel) return [...faults, 'MissingElement: channel'];
  for (const name of ['title', 'link', 'description']) {
    const [element] = named(channel, name);
    if (!element?.text) say(`Missing${name}`, 'channel');
    else if (name === 'link') checkUri(element.text, say);
    else checkLine(element.text, element.raw, true, say);
  }
  for (const { text } of [...named(channel, 'lastBuildDate'), ...named(channel, 'pubDate')])
    checkDate(text, RFC_822, now, say);
  for (const { text } of named(channel, 'language')) if (!LANGUAGE.test(text)) say('InvalidLanguage', text);
  for (const { text } of named(channel, 'ttl')) if (!/^[1-9]\d*$/.test(text)) say('InvalidPositiveInteger', text);
  for (const { text } of named(channel, 'managingEditor'))
    if (!/^[\w.+'-]+@(?:[\w-]+\.)+[\w-]+ \([^()\\]+\)$/.test(text)) say('InvalidContact', text);
  const self = named(channel, 'atom:link').find(({ attributes }) => attributes.rel === 'self');
  if (self?.attributes.type !== 'application/rss+xml') say('MissingAtomSelfLink', 'channel');
  for (const link of named(channel, 'atom:link')) checkLink(link, say);
  const items = named(channel, 'item');
  if (items.length > 0 && channel.children.at(-1)?.name !== 'item') say('MisplacedItem', 'an element behind the items');
  const ids = items.map((item) => named(item, 'guid')[0]?.text);
  if (new Set(ids).size < ids.length) say('DuplicateValue', 'two items have one guid');
  for (const item of items) checkItem(item, now, say);
  return faults;
}

function checkItem(item: Element, now: number, say: Say): void {
  const names = item.children.map(({ name }) => name);
  for (const name of ONCE) if (names.filter((one) => one === name).length > 1) say('DuplicateElement', name);
  if (!names.includes('title') && !names.includes('description')) say('ItemMustContainTitleOrDescription', 'item');
  if (!names.includes('guid')) say('MissingGuid', 'item');
  const content = names.indexOf('content:encoded');
  if (content >= 0 && !names.slice(0, content).includes('description')) say('NeedDescriptionBeforeContent', 'item');
  for (const { name, text, raw, attributes } of item.children) {
    if (['title', 'category', 'source', 'dc:rights'].includes(name)) checkLine(text, raw, true, say);
    if (['title', 'category'].includes(name) && text.trim() === '') say('NotBlank', name);
    if (['link', 'comments', 'creativeCommons:license'].includes(name)) checkUri(text, say);
    if (['description', 'content:encoded'].includes(name)) checkHtml(text, say);
    if (name === 'pubDate') checkDate(text, RFC_822, now, say);
    if (name === 'author') say('DuplicateItemSemantics', 'author beside dc:creator');
    if (name === 'source') checkUri(attributes.url ?? '', say);
    if (name === 'guid') checkGuid(text, attributes.isPermaLink, say);
    if (name === 'media:thumbnail') {
      checkUri(attributes.url ?? '', say);
      for (const size of [attributes.width, attributes.height])
        if (size !== undefined && !/^[1-9]\d*$/.test(size)) say('InvalidPositiveInteger', size);
    }
    if (name === 'enclosure') {
      if (!ON_A_DOMAIN.test(attributes.url ?? '') || !URI.test(attributes.url ?? ''))
        say('InvalidURLAttribute', attributes.url ?? '');
      if (!/^\d+$/.test(attributes.length ?? '')) say('InvalidIntegerAttribute', attributes.length ?? '');
      if (!MEDIA_TYPE.test(attributes.type ?? '')) say('InvalidMIMEAttribute', attributes.type ?? '');
    }
  }
}

function checkGuid(guid: string, isPermaLink: string | undefined, say: Say): void {
  if (isPermaLink !== 'true' && isPermaLink !== 'false') say('InvalidBooleanAttribute', isPermaLink ?? '');
  if (isPermaLink === 'true' && !/^https?:/.test(guid)) say('InvalidPermalink', guid);
  if (isPermaLink === 'true') checkUri(guid, say);
  if (/^\d{1,8}$/.test(guid)) say('NotSufficientlyUnique', guid);
}

// ---- JSON Feed 1.1

type Json = Readonly<Record<string, unknown>>;

function jsonFaults(document: string, now: number): readonly string[] {
  const faults: string[] = [];
  const say = (rule: string, value: unknown) => void faults.push(`${rule}: ${String(value).slice(0, 200)}`);
  const feed = JSON.parse(document) as Json;
  if (Object.keys(feed)[0] !== 'version' || feed.version !== 'https://jsonfeed.org/version/1.1')
    say('version', feed.version);
  if (typeof feed.title !== 'string' || feed.title === '') say('title', feed.title);
  for (const key of ['home_page_url', 'feed_url'] as const) if (!URI.test(String(feed[key]))) say(key, feed[key]);
  if (feed.next_url !== undefined && feed.next_url === feed.feed_url) say('next_url', feed.next_url);
  for (const hub of list(feed.hubs)) if (!hub.type || !URI.test(String(hub.url))) say('hubs', JSON.stringify(hub));
  const items = list(feed.items);
  if (!Array.isArray(feed.items)) say('items', feed.items);
  if (new Set(items.map(({ id }) => id)).size < items.length) say('id', 'twice');
  for (const item of items) {
    if (typeof item.id !== 'string' || item.id === '') say('id', item.id);
    if (typeof (item.content_html ?? item.content_text) !== 'string') say('content', item.id);
    if (typeof item.content_html === 'string') checkHtml(item.content_html, say);
    for (const key of ['url', 'image', 'external_url', 'banner_image'])
      if (item[key] !== undefined && !URI.test(String(item[key]))) say(key, item[key]);
    for (const key of ['date_published', 'date_modified'])
      if (item[key] !== undefined) checkDate(String(item[key]), RFC_3339, now, say);
    if (item.tags !== undefined && !(item.tags as unknown[]).every((tag) => typeof tag === 'string' && tag !== ''))
      say('tags', item.id);
    if (item.language !== undefined && !LANGUAGE.test(String(item.language))) say('language', item.language);
    for (const author of list(item.authors)) if (!author.name && !author.url && !author.avatar) say('authors', item.id);
    for (const file of list(item.attachments))
      if (!URI.test(String(file.url)) || !MEDIA_TYPE.test(String(file.mime_type)))
        say('attachments', JSON.stringify(file));
    for (const key of Object.keys(item).filter((one) => one.startsWith('_')))
      if (!/^_[a-z][^.]*$/i.test(key)) say('extension', key);
  }
  return faults;
}

const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

// ---- what all have

function checkUri(value: string, say: Say): void {
  if (!URI.test(value) || !SCHEMES.test(value)) say('InvalidFullLink', value);
}

/** An id is absolute, of a known scheme, and in the form that RFC 3986 section 6 would give it. */
function idFaults(raw: string, id: string): readonly string[] {
  if (raw !== raw.trim()) return ['UnexpectedWhitespace'];
  if (!URI.test(id)) return ['InvalidFullLink'];
  if (!SCHEMES.test(id)) return ['SchemeNotIANARegistered'];
  if (id.startsWith('urn:uuid:') && !UUID.test(id)) return ['InvalidUUID'];
  if (id.startsWith('urn:') && !URN.test(id)) return ['InvalidURN'];
  if (id.startsWith('tag:') && !TAG.test(id)) return ['InvalidTAG'];
  const escapes = id.match(/%../g) ?? [];
  const isCanonical =
    escapes.every((octet) => /%(?![46][1-9A-F]|[57][0-9A]|3\d|2[DE]|5F|7E)[0-9A-F]{2}/.test(octet)) &&
    (id.match(/#/g) ?? []).length < 2;
  return isCanonical && (!/^https?:/.test(id) || new URL(id).href === id) ? [] : ['NonCanonicalURI'];
}

function checkDate(date: string, form: RegExp, now: number, say: Say): void {
  const at = Date.parse(date);
  if (!form.test(date) || Number.isNaN(at)) say('InvalidDate', date);
  else if (at > now + 600_000 || at < Date.UTC(1990, 0, 1)) say('ImplausibleDate', date);
  else if (form === RFC_822 && new Date(at).toUTCString() !== date) say('IncorrectDOW', date);
}

/** A line of plain text: no end tags, and `&` and `<` as references by number (RSS Advisory Board profile). */
function checkLine(text: string, raw: string, isRss: boolean, say: Say): void {
  checkCharacters(text, say);
  const isNumbered = raw.includes('&#x');
  if (/<\/(?:[a-z]+|h[1-6])>/i.test(text)) say('ContainsHTML', text);
  else if (/&(?:#?\w*\d|amp|lt|gt|quot|nbsp)/.test(text) && !isNumbered) say('ContainsHTML', text);
  else if (isRss && /&#[x0-9]|<[/a-z]/i.test(text) && !isNumbered) say('CharacterData', text);
}

function checkHtml(html: string, say: Say): void {
  checkCharacters(html, say);
  if (/[\p{Noncharacter_Code_Point}\u007f]/u.test(html)) say('NotHtml', 'a code point that is no character');
  const fault = findMarkupFault(html);
  if (fault !== null) say('NotHtml', fault);
}

function checkCharacters(text: string, say: Say): void {
  const bad = /[\u0080-\u009f\ufffd]/.exec(text) ?? text.split(/[\n&<>]/).find(isEncodedTwice);
  if (bad) say('BadCharacters', String(bad));
}

function isEncodedTwice(run: string): boolean {
  if (!/[\u00c2\u00c3][\u0080-\u00bf]/.test(run) || /[^\u0000-\u00ff]/.test(run)) return false;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(run, 'latin1')) !== '';
  } catch {
    return false;
  }
}

const named = (element: Element, name: string) => element.children.filter((child) => child.name === name);

/** The elements of a well-formed document as we write them: attributes in double quotes, no DTD. */
function parse(document: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '', from: 0, raw: '' };
  const open = [root];
  const token =
    /<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;
  for (const { 0: whole, 1: cdata, 2: slash, 3: name, 4: written = '', 5: empty, 6: text, index } of document.matchAll(
    token,
  )) {
    const parent = open.at(-1) ?? root;
    if (cdata !== undefined) parent.text += cdata;
    else if (text !== undefined) parent.text += decode(text);
    else if (slash === '/') {
      parent.raw = document.slice(parent.from, index + whole.length);
      open.pop();
    } else if (name !== undefined) {
      const attributes = Object.fromEntries(
        [...written.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, decode(value)]),
      );
      const element: Element = { name, attributes, children: [], text: '', from: index, raw: whole };
      parent.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  const [first] = root.children;
  if (!first) throw new Error('no root element');
  return first;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    hex
      ? String.fromCodePoint(Number.parseInt(hex, 16))
      : decimal
        ? String.fromCodePoint(Number(decimal))
        : (NAMED[name] ?? whole),
  );
}
