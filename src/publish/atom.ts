// The channel as Atom 1.0 (RFC 4287). `feed` lays out head and entries; what it cannot say is put in here: exact ids,
// rel and type of links, source, language, read time, text that is marked as text.
import { hash } from 'node:crypto';
import { Feed } from 'feed';
import { READ_TIME_NAMESPACE } from '../lib/xml-namespace.ts';
import type { DeletedEntry } from '../model.ts';
import { type ChannelFacts, type Frame, GENERATOR } from './channel-facts.ts';
import type { EntryView } from './entry-view.ts';
import { MEDIA_NAMESPACE, thumbnail } from './thumbnail.ts';
import { createSlots, cutOut, element, escapeProse, escapeText, splitAt, startTag, swap } from './xml.ts';

const ATOM_NAMESPACE = 'http://www.w3.org/2005/Atom';
/** RFC 5005. */
const HISTORY_NAMESPACE = 'http://purl.org/syndication/history/1.0';
const TOMBSTONE_NAMESPACE = 'http://purl.org/atompub/tombstones/1.0';
const END_TAG = /<\/\w+>/;

export function renderAtomEntry(entry: EntryView): string {
  // an entry is to say something: whose it is, where it may not or cannot say more
  const excerpt = entry.bodyHtml === null ? (entry.excerpt ?? `From ${entry.source.title}`) : entry.excerpt;
  const written = layOutEntry({ ...entry, excerpt }, renderAdditions(entry));
  return entry.modifiedAt === null && entry.publishedAt === null ? withFinerDate(written, entry.id) : written;
}

/**
 * What has no date was seen in the same millisecond as others, and readers take equal moments for the same entry: microseconds
 * made from the id set them apart.
 */
function withFinerDate(written: string, id: string): string {
  const microseconds = String(hash('sha1', id, 'buffer').readUInt32BE() % 1000).padStart(3, '0');
  return written.replace(/Z<\/updated>/, `${microseconds}Z</updated>`);
}

/** What of an entry `feed` lays out. */
export type PlainEntry = Pick<
  EntryView,
  | 'id'
  | 'link'
  | 'title'
  | 'excerpt'
  | 'bodyHtml'
  | 'authors'
  | 'category'
  | 'tags'
  | 'language'
  | 'publishedAt'
  | 'updatedAt'
>;

/** An entry with elements of ours, written already, at its end. */
export function layOutEntry(entry: PlainEntry, additions: string): string {
  const slots = createSlots();
  // text about markup goes as markup: as text it would look like markup that was declared wrongly
  const isMarked = entry.excerpt !== null && END_TAG.test(entry.excerpt);
  const feed = new Feed({ title: GENERATOR, updated: new Date(entry.updatedAt) });
  feed.addItem({
    title: slots.text(entry.title),
    id: slots.address(entry.id),
    link: slots.attribute(entry.link),
    date: new Date(entry.updatedAt),
    ...(entry.publishedAt !== null && { published: new Date(entry.publishedAt) }),
    ...(entry.excerpt !== null && {
      description: slots.text(isMarked ? escapeText(entry.excerpt) : entry.excerpt),
    }),
    ...(entry.bodyHtml !== null && { content: slots.html(entry.bodyHtml) }),
    author: entry.authors.map(({ name, url }) => ({
      name: slots.text(name),
      ...(url !== null && { link: slots.address(url) }),
    })),
    category: [
      ...(entry.category
        ? [{ term: slots.attribute(entry.category.id), name: slots.label(entry.category.label) }]
        : []),
      ...entry.tags.map((tag) => ({ term: slots.attribute(tag) })),
    ],
  });
  let template = cutOut(feed.atom1(), '<entry>', '</entry>');
  template = template.replaceAll('<![CDATA[', '').replaceAll(']]>', ''); // the values bring what they need
  template = swap(template, '<title type="html">', '<title>');
  if (entry.excerpt !== null && !isMarked) template = swap(template, '<summary type="html">', '<summary>');
  template = swap(template, '<link href=', '<link rel="alternate" href=');
  if (entry.language !== null) template = swap(template, '<entry>', `<entry xml:lang="${entry.language}">`);
  return slots.fill(swap(template, '</entry>', `${slots.elements(additions)}</entry>`));
}

function renderAdditions(entry: EntryView): string {
  const additions = [
    ...(entry.via ? [element('link', { rel: 'via', href: entry.via.url, title: entry.via.title || null })] : []),
    ...(entry.commentsUrl ? [element('link', { rel: 'replies', href: entry.commentsUrl, type: 'text/html' })] : []),
    ...renderRights(entry),
    ...entry.alsoCoveredBy.map(({ url, title, sourceTitle }) =>
      element('link', { rel: 'related', href: url, title: `${sourceTitle}: ${title}` }),
    ),
    ...entry.enclosures.map(({ url, type, length }) => element('link', { rel: 'enclosure', href: url, type, length })),
    ...(entry.image !== null ? [thumbnail(entry.image)] : []),
    ...(entry.readMinutes !== null ? [element('lostfeed:readMinutes', {}, String(entry.readMinutes))] : []),
    renderSource(entry),
  ];
  return additions.map((addition) => `    ${addition}\n    `).join('');
}

/**
 * Section 4.2.11. `updated` is the entry's: the feed stood so when it last brought this entry, and a later moment would
 * change our bytes at every visit.
 */
function renderSource({ source, updatedAt }: EntryView): string {
  const parts = [
    element('id', {}, escapeText(source.id)),
    element('title', {}, escapeProse(source.title)),
    element('updated', {}, new Date(updatedAt).toISOString()),
    ...(source.feedUrl ? [element('link', { rel: 'self', href: source.feedUrl })] : []),
    ...(source.siteUrl ? [element('link', { rel: 'alternate', href: source.siteUrl })] : []),
    ...renderRights(source),
  ];
  return element('source', {}, `\n${parts.map((part) => `            ${part}\n`).join('')}        `);
}

/** Section 4.2.10, and RFC 4946. */
function renderRights({ rights, license }: Pick<EntryView, 'rights' | 'license'>): readonly string[] {
  return [
    ...(rights === null ? [] : [element('rights', {}, escapeProse(rights))]),
    ...(license === null ? [] : [element('link', { rel: 'license', href: license })]),
  ];
}

export function frameAtom(channel: ChannelFacts, updatedAt: number, path: string): Frame {
  const slots = createSlots();
  const feed = new Feed({
    id: slots.address(channel.id),
    title: slots.text(channel.title),
    description: slots.text(channel.description),
    link: slots.attribute(channel.pageUrl),
    feedLinks: { atom: slots.attribute(`${channel.siteUrl}${path}`) },
    updated: new Date(updatedAt),
    generator: GENERATOR,
    ...(channel.hub !== null && { hub: slots.attribute(channel.hub) }),
    ...(channel.author && {
      author: {
        name: slots.text(channel.author.name),
        ...(channel.author.email !== '' && { email: slots.text(channel.author.email) }),
      },
    }),
  });
  let head = feed.atom1();
  const root = {
    xmlns: ATOM_NAMESPACE,
    'xmlns:lostfeed': READ_TIME_NAMESPACE,
    'xmlns:at': channel.deleted.length > 0 ? TOMBSTONE_NAMESPACE : null,
    'xmlns:fh': channel.archive?.isPart ? HISTORY_NAMESPACE : null,
    'xmlns:media': MEDIA_NAMESPACE,
    'xml:lang': channel.language,
  };
  head = swap(head, `<feed xmlns="${ATOM_NAMESPACE}">`, startTag('feed', root));
  head = swap(head, '<generator>', `<generator uri="${slots.attribute(channel.siteUrl)}">`);
  head = swap(head, 'rel="alternate"', 'rel="alternate" type="text/html"');
  head = swap(head, 'rel="self"', 'rel="self" type="application/atom+xml"');
  const { before, after } = splitAt(slots.fill(head), '</feed>');
  const more = [...renderArchiveLinks(channel), ...channel.deleted.map(renderDeleted)];
  return { before: `${before}${more.map((written) => `    ${written}\n`).join('')}`, after: `${after}\n` };
}

/**
 * RFC 5005 section 4: the parts before and after, and the feed that all of them are the archive of. Validators take a part without
 * neighbours for incomplete: it is marked as one when it has some.
 */
function renderArchiveLinks({ archive, siteUrl }: ChannelFacts): readonly string[] {
  if (archive === null) return [];
  const { isPart, previous, next } = archive;
  const link = (rel: string, href: string | null) =>
    href === null ? [] : [element('link', { rel, type: 'application/atom+xml', href })];
  return [
    ...(isPart && (previous ?? next) !== null ? [element('fh:archive', {})] : []),
    ...(isPart ? link('current', `${siteUrl}atom.xml`) : []),
    ...link('prev-archive', previous),
    ...link('next-archive', next),
  ];
}

/** RFC 6721 section 3. */
function renderDeleted({ publishedId, at, reason }: DeletedEntry): string {
  const comment = reason === null ? null : element('at:comment', {}, escapeText(reason));
  return element('at:deleted-entry', { ref: publishedId, when: new Date(at).toISOString() }, comment);
}
