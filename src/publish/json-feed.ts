// The channel as JSON Feed 1.1. `feed` writes version 1: its items are taken over and brought to 1.1 here (authors,
// language, attachments, a body in every item, our extension).
import { Feed } from 'feed';
import { type ChannelFacts, type Frame, GENERATOR } from './channel-facts.ts';
import { type EntryView, UNKNOWN_TYPE } from './entry-view.ts';

export const JSON_FEED_VERSION = 'https://jsonfeed.org/version/1.1';

/** What is taken from an item as `feed` writes it. */
interface WrittenItem {
  readonly id: string;
  readonly url: string;
  readonly title?: string;
  readonly image?: string;
  readonly date_published?: string;
  readonly date_modified: string;
  readonly tags: readonly string[];
}

/** JSON without `<`, so that nothing in it is markup even where a host serves it as a page. */
function withoutMarkup(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

/** One line of JSON. */
export function renderJsonItem(entry: EntryView): string {
  const feed = new Feed({ title: GENERATOR });
  feed.addItem({
    id: entry.id,
    link: entry.link,
    title: entry.title,
    date: new Date(entry.updatedAt),
    ...(entry.publishedAt !== null && { published: new Date(entry.publishedAt) }),
    ...(entry.image !== null && { image: entry.image.url }),
    category: [...(entry.category ? [entry.category.label] : []), ...entry.tags].map((name) => ({ name })),
  });
  const written: { items: readonly [WrittenItem] } = JSON.parse(feed.json1());
  const { id, url, title, image, date_published, date_modified, tags } = written.items[0];
  const { source } = entry;
  const item = {
    id,
    url,
    title,
    // one of the two must be there, be it empty
    ...(entry.bodyHtml === null
      ? { content_text: entry.excerpt ?? '' }
      : { content_html: entry.bodyHtml, ...(entry.excerpt !== null && { summary: entry.excerpt }) }),
    image,
    date_published,
    date_modified: entry.modifiedAt === null ? undefined : date_modified,
    authors: entry.authors.map((author) => ({ name: author.name, ...(author.url !== null && { url: author.url }) })),
    tags: tags.length > 0 ? tags : undefined,
    language: entry.language ?? undefined,
    attachments: entry.enclosures.length === 0 ? undefined : entry.enclosures.map(toAttachment),
    _lostfeed: {
      about: entry.about,
      source: {
        title: source.title,
        url: source.siteUrl,
        feed: source.feedUrl,
        ...rightsOf(source),
      },
      ...rightsOf(entry),
      category: entry.category?.id ?? null,
      read_minutes: entry.readMinutes,
      ...(entry.alsoCoveredBy.length > 0 && {
        also_covered_by: entry.alsoCoveredBy.map(({ title, sourceTitle, url }) => ({
          title,
          url,
          source: sourceTitle,
        })),
      }),
    },
  };
  return withoutMarkup(JSON.stringify(item));
}

function rightsOf({ rights, license }: Pick<EntryView, 'rights' | 'license'>) {
  return { ...(rights !== null && { rights }), ...(license !== null && { license }) };
}

function toAttachment({ url, type, length }: EntryView['enclosures'][number]) {
  return { url, mime_type: type ?? UNKNOWN_TYPE, ...(length !== null && { size_in_bytes: length }) };
}

/** JSON Feed states no time of its own, so its bytes do not depend on one. */
export function frameJsonFeed(channel: ChannelFacts, path: string): Frame {
  const feed = new Feed({
    title: channel.title,
    description: channel.description,
    link: channel.pageUrl,
    feedLinks: { json: `${channel.siteUrl}${path}` },
  });
  const { version: _older, items: _none, ...facts } = JSON.parse(feed.json1());
  const whole = {
    version: JSON_FEED_VERSION,
    ...facts,
    ...(channel.author && { authors: [{ name: channel.author.name }] }),
    language: channel.language,
    ...(channel.hub !== null && { hubs: [{ type: 'WebSub', url: channel.hub }] }),
  };
  const head = withoutMarkup(JSON.stringify(whole, null, 2)).slice(0, -'\n}'.length);
  return { before: `${head},\n  "items": [\n`, after: '\n  ]\n}\n' };
}
