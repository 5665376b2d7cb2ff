// Writes RSS 0.91, 0.92 and 2.0, the last in the dialects of WordPress, of podcasts and of comics.

import { toRfc822, writeDate } from './dates.ts';
import type { DemoFeed } from './feed.ts';
import type { Item } from './item.ts';
import { block, escapeXml, line, toCdata } from './markup.ts';
import type { SourceSpec } from './spec.ts';

const ATOM = 'xmlns:atom="http://www.w3.org/2005/Atom"';
const ITUNES = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"';
const MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"';
const WORDPRESS = [
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  ATOM,
  'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"',
  'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"',
].join('\n  ');

/** Where the editors of a language sit. */
const ZONES: Readonly<Record<string, string>> = { ja: '+0900', ko: '+0900', 'zh-Hans': '+0800', ru: '+0300' };
const WORDPRESS_EXCERPT_WORDS = 40;

/** RSS 0.91: a title, a link and a description an item, and nothing else. */
export function writeRss091(feed: DemoFeed): string {
  const items = feed.items.map((item) =>
    block(4, 'item', ...nameItem(item), line(6, 'description', escapeXml(item.summary))),
  );
  return block(0, 'rss version="0.91"', block(2, 'channel', ...describe(feed), ...items));
}

/** RSS 0.92: categories are new, everything but the description is optional. */
export function writeRss092(feed: DemoFeed): string {
  const items = feed.items.map((item) =>
    block(4, 'item', ...nameItem(item), line(6, 'description', escapeXml(item.html)), ...writeTags(item, escapeXml)),
  );
  return block(0, 'rss version="0.92"', block(2, 'channel', ...describe(feed), ...items));
}

/** RSS 2.0 with the body in the description. */
export function writeRss20(feed: DemoFeed): string {
  return writeVersion2(feed, ATOM, [], (item) => [
    line(6, 'description', escapeXml(item.html)),
    line(6, 'author', escapeXml(`desk@${feed.spec.id}.example (${item.author})`)),
    ...writeTags(item, escapeXml),
  ]);
}

/** What WordPress writes: an excerpt, the whole text in content:encoded, and a number of comments. */
export function writeWordpress(feed: DemoFeed): string {
  const head = [line(4, 'sy:updatePeriod', 'hourly'), line(4, 'sy:updateFrequency', '60')];
  return writeVersion2(feed, WORDPRESS, head, (item) => [
    line(6, 'comments', escapeXml(`${item.link}#comments`)),
    line(6, 'dc:creator', toCdata(item.author)),
    ...writeTags(item, toCdata),
    line(6, 'description', toCdata(escapeXml(toExcerpt(item.summary)))),
    line(6, 'content:encoded', toCdata(item.html)),
    line(6, 'slash:comments', String(item.serial % 7)),
  ]);
}

/** RSS 2.0 with iTunes elements and an enclosure an episode. */
export function writePodcast(feed: DemoFeed): string {
  const head = [
    line(4, 'itunes:author', escapeXml(feed.spec.author)),
    `    <itunes:image href="${feed.logo}"/>\n`,
    '    <itunes:category text="Technology"/>\n',
    line(4, 'itunes:explicit', 'false'),
  ];
  return writeVersion2(feed, `${ITUNES} ${ATOM}`, head, (item) => [
    line(6, 'description', toCdata(item.html)),
    ...writeAudio(item),
    line(6, 'itunes:author', escapeXml(item.author)),
    line(6, 'itunes:episode', String(item.serial)),
    line(6, 'itunes:explicit', 'false'),
  ]);
}

/** RSS 2.0 with Media RSS: the item is its picture. */
export function writeComic(feed: DemoFeed): string {
  return writeVersion2(feed, `${MEDIA} ${ATOM}`, [], (item) => [
    line(6, 'description', escapeXml(item.html)),
    ...writePicture(item),
  ]);
}

/** What all dialects of 2.0 share; `head` and `rest` are XML of the dialect. */
function writeVersion2(
  feed: DemoFeed,
  namespaces: string,
  head: readonly string[],
  rest: (item: Item) => readonly string[],
): string {
  const items = feed.items.map((item) =>
    block(
      4,
      'item',
      ...nameItem(item),
      line(6, 'guid isPermaLink="false"', item.guid === null ? null : escapeXml(item.guid)),
      line(6, 'pubDate', dateItem(feed.spec, item)),
      ...rest(item),
    ),
  );
  const channel = block(
    2,
    'channel',
    ...describe(feed),
    line(4, 'lastBuildDate', toRfc822(feed.updatedAt, '+0000')),
    `    <atom:link href="${feed.self}" rel="self" type="application/rss+xml"/>\n`,
    ...head,
    ...items,
  );
  return block(0, `rss version="2.0"\n  ${namespaces}`, channel);
}

function describe({ spec, home }: DemoFeed): readonly string[] {
  return [
    line(4, 'title', escapeXml(spec.title)),
    line(4, 'link', home),
    line(4, 'description', escapeXml(spec.tagline)),
    line(4, 'language', spec.pool.language),
  ];
}

function nameItem(item: Item): readonly string[] {
  const title = item.title === '' ? null : escapeXml(item.title);
  return [line(6, 'title', title), line(6, 'link', escapeXml(item.link))];
}

function dateItem(spec: SourceSpec, item: Item): string | null {
  return writeDate(spec, item, (at) => toRfc822(at, ZONES[spec.pool.language] ?? '+0000'));
}

function writeTags(item: Item, quote: (text: string) => string): readonly string[] {
  return item.tags.map((tag) => line(6, 'category', quote(tag)));
}

function writeAudio({ audio }: Item): readonly string[] {
  if (audio === null) return [];
  return [
    `      <enclosure url="${audio.url}" length="${audio.bytes}" type="audio/wav"/>\n`,
    line(6, 'itunes:duration', toClock(audio.seconds)),
  ];
}

function writePicture({ picture, summary }: Item): readonly string[] {
  if (picture === null) return [];
  const { url, width, height } = picture;
  const media = `media:content url="${url}" type="image/png" medium="image" width="${width}" height="${height}"`;
  return [block(6, media, line(8, 'media:title type="plain"', escapeXml(summary)))];
}

function toExcerpt(text: string): string {
  const words = text.split(' ');
  if (words.length <= WORDPRESS_EXCERPT_WORDS) return text;
  return `${words.slice(0, WORDPRESS_EXCERPT_WORDS).join(' ')} […]`;
}

function toClock(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}
