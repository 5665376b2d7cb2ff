// The channel as RSS 2.0 with the RSS Advisory Board's profile. `feed` lays out head and items; put in here: namespaces,
// creators, source, comments, read time.
import { Feed } from 'feed';
import { READ_TIME_NAMESPACE } from '../lib/xml-namespace.ts';
import { type ChannelFacts, type Frame, GENERATOR } from './channel-facts.ts';
import { type EntryView, UNKNOWN_TYPE } from './entry-view.ts';
import { MEDIA_NAMESPACE, thumbnail } from './thumbnail.ts';
import { createSlots, cutOut, element, escapeProse, escapeText, splitAt, startTag, swap } from './xml.ts';

/** Where validators let enclosures lie: at hosts with a dot, without an underscore. */
const ON_A_DOMAIN = /^https?:\/\/(?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d+)?(?:\/|$)/i;

export function renderRssItem(entry: EntryView): string {
  const slots = createSlots();
  const feed = new Feed({ title: GENERATOR, link: slots.address(entry.link), updated: new Date(entry.updatedAt) });
  const enclosure = entry.enclosures.find(({ url }) => ON_A_DOMAIN.test(url));
  feed.addItem({
    title: slots.text(entry.title),
    link: slots.address(entry.link),
    // without an id `feed` writes the link as guid, with isPermaLink="true"
    ...(entry.id !== entry.link && { guid: slots.address(entry.id) }),
    date: new Date(entry.updatedAt),
    ...(entry.publishedAt !== null && { published: new Date(entry.publishedAt) }),
    // a description is markup, so plain text is escaped twice
    ...(entry.excerpt !== null && { description: slots.text(escapeText(entry.excerpt)) }),
    // a body without text, such as a picture, is its own description: content may only stand beside one
    ...(entry.bodyHtml !== null && {
      [entry.excerpt === null ? 'description' : 'content']: slots.html(entry.bodyHtml),
    }),
    category: [...(entry.category ? [entry.category.label] : []), ...entry.tags].map((name) => ({
      name: slots.text(name),
    })),
    ...(enclosure && {
      enclosure: {
        url: slots.attribute(enclosure.url),
        type: slots.attribute(enclosure.type ?? UNKNOWN_TYPE),
        length: enclosure.length ?? 0,
      },
    }),
  });
  let template = cutOut(feed.rss2(), '<item>', '</item>');
  template = template.replaceAll('<![CDATA[', '').replaceAll(']]>', ''); // the values bring what they need
  // `feed` takes the updated date for want of a published one
  if (entry.publishedAt === null) template = template.replace(/\s*<pubDate>.*<\/pubDate>/, '');
  return slots.fill(swap(template, '</item>', `${slots.elements(renderAdditions(entry))}</item>`));
}

function renderAdditions(entry: EntryView): string {
  const { source } = entry;
  const rights = entry.rights ?? source.rights;
  const license = entry.license ?? source.license;
  const additions = [
    ...entry.authors.map(({ name }) => element('dc:creator', {}, escapeProse(name))),
    ...(rights === null ? [] : [element('dc:rights', {}, escapeProse(rights))]),
    ...(license === null ? [] : [element('atom:link', { rel: 'license', href: license })]),
    ...(source.feedUrl ? [element('source', { url: source.feedUrl }, escapeProse(source.title))] : []),
    ...(entry.commentsUrl ? [element('comments', {}, escapeText(entry.commentsUrl))] : []),
    ...(entry.image !== null ? [thumbnail(entry.image)] : []),
    ...(entry.readMinutes !== null ? [element('lostfeed:readMinutes', {}, String(entry.readMinutes))] : []),
  ];
  return additions.map((addition) => `    ${addition}\n        `).join('');
}

export function frameRss(channel: ChannelFacts, updatedAt: number, path: string): Frame {
  const slots = createSlots();
  const feed = new Feed({
    title: slots.text(channel.title),
    description: slots.text(channel.description),
    link: slots.address(channel.pageUrl),
    feedLinks: { rss: slots.attribute(`${channel.siteUrl}${path}`) },
    language: channel.language,
    ttl: channel.ttlMinutes,
    updated: new Date(updatedAt),
    generator: GENERATOR,
    ...(channel.hub !== null && { hub: slots.attribute(channel.hub) }),
  });
  const root = {
    version: '2.0',
    'xmlns:atom': 'http://www.w3.org/2005/Atom',
    'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    'xmlns:lostfeed': READ_TIME_NAMESPACE,
    'xmlns:media': MEDIA_NAMESPACE,
  };
  let head = feed.rss2();
  head = swap(head, cutOut(head, '<rss ', '<channel>'), `${startTag('rss', root)}\n    <channel>`);
  if (channel.author?.email) {
    // brackets in the name would end it, or begin another comment (RFC 822 section 3.4.3)
    const name = channel.author.name.replace(/[()\\]/g, '');
    const editor = element('managingEditor', {}, slots.text(`${channel.author.email} (${name})`));
    head = swap(head, '</ttl>', `</ttl>\n        ${editor}`);
  }
  const { before, after } = splitAt(slots.fill(head), '</channel>');
  return { before, after: `${after}\n` };
}
