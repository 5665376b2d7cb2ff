// What the tests of this stage share: a document in, its reading out.
import type { ParsedFeed } from '../../src/model.ts';
import { parse } from '../../src/parse/parse.ts';

export function read(
  document: string | Uint8Array,
  options: { contentType?: string; maxEntries?: number } = {},
): ParsedFeed {
  return parse(typeof document === 'string' ? new TextEncoder().encode(document) : document, {
    contentType: options.contentType ?? null,
    url: 'http://feeds.example/feed.xml',
    maxEntries: options.maxEntries ?? 1000,
  });
}

/** An RSS 2.0 document around the given items. */
export function rss(items: string): string {
  return `<rss version="2.0"><channel><title>t</title>${items}</channel></rss>`;
}

export function codesOf(feed: ParsedFeed): readonly string[] {
  return [...new Set(feed.problems.map((problem) => problem.code))];
}
