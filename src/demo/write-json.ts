// Writes JSON Feed 1 and 1.1 (jsonfeed.org).

import { toRfc3339, writeDate } from './dates.ts';
import type { DemoFeed } from './feed.ts';

/** Version 1: one `author` object. */
export function writeJson10(feed: DemoFeed): string {
  return write(feed, '1');
}

/** Version 1.1: `authors` and `language`. */
export function writeJson11(feed: DemoFeed): string {
  return write(feed, '1.1');
}

function write(feed: DemoFeed, version: '1' | '1.1'): string {
  const { spec } = feed;
  const by = (name: string) => (version === '1' ? { author: { name } } : { authors: [{ name }] });
  const document = {
    version: `https://jsonfeed.org/version/${version}`,
    title: spec.title,
    home_page_url: feed.home,
    feed_url: feed.self,
    description: spec.tagline,
    icon: feed.logo,
    ...(version === '1' ? {} : { language: spec.pool.language }),
    ...by(spec.author),
    items: feed.items.map((item) => {
      const published = writeDate(spec, item, toRfc3339);
      return {
        id: item.guid ?? item.link,
        url: item.link,
        ...(item.external === null ? {} : { external_url: item.external }),
        ...(item.title === '' ? {} : { title: item.title }),
        content_html: item.html,
        ...(item.title === '' ? {} : { summary: item.summary }),
        ...(item.picture === null ? {} : { image: item.picture.url }),
        ...(published === null ? {} : { date_published: published, date_modified: toRfc3339(item.updatedAt) }),
        ...by(item.author),
        tags: item.tags,
      };
    }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
