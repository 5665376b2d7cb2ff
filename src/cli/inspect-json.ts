// What `lostfeed inspect --json` prints. The shapes are a contract (design.md "Commands"): every key is always there, absent
// facts are null or [] (`compare` and `found` alone are there only when they say something), dates are ISO 8601 in UTC with milliseconds.
import { toSafeHtml } from '../lib/safe-html.ts';
import type { EntryFacts, FeedFacts, FeedFormat, Problem } from '../model.ts';
import type { Comparison } from './inspect-compare.ts';

/** A document as read. */
export interface Inspection {
  readonly input: string;
  readonly format: FeedFormat;
  readonly encoding: string;
  readonly feed: FeedFacts;
  readonly articles: readonly EntryFacts[];
  readonly problems: readonly Problem[];
  /** Only where a page was asked for, and led to it. */
  readonly found?: FoundBehindPage;
  /** Only where a comparison was asked for. */
  readonly compare?: Comparison;
}

/** How a page led to the document that was read. */
export interface FoundBehindPage {
  readonly page: string;
  readonly url: string;
  /** Whether the page does not name it. */
  readonly isGuess: boolean;
  /** Addresses of the other feeds that the page names. */
  readonly others: readonly string[];
}

/** A document that could not be read. */
export interface FailedInspection {
  readonly input: string;
  readonly error: { readonly code: string; readonly message: string };
}

/** One line of JSON, without its end. */
export function inspectionJson(result: Inspection | FailedInspection): string {
  if ('error' in result) return JSON.stringify(result);
  const { input, format, encoding, feed, articles, problems, found, compare } = result;
  return JSON.stringify({
    input,
    format,
    encoding,
    feed: {
      id: feed.id,
      title: feed.title,
      link: feed.link,
      description: feed.description,
      language: feed.language,
      updatedAt: toIso(feed.updatedAt),
      authors: feed.authors,
      self: feed.self,
      hub: feed.hub,
      image: feed.image,
    },
    articles: articles.map((article) => ({
      guid: article.guid,
      url: article.url,
      title: article.title,
      summary: article.summary,
      contentHtml: article.content === null ? null : toSafeHtml(article.content),
      authors: article.authors,
      publishedAt: toIso(article.publishedAt),
      updatedAt: toIso(article.updatedAt),
      tags: article.tags,
      enclosures: article.enclosures,
      image: article.image,
      language: article.language,
      source: article.source,
      commentsUrl: article.commentsUrl,
      wordCount: article.wordCount,
      readMinutes: article.readMinutes,
    })),
    problems,
    found,
    compare,
  });
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
