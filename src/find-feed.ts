// From an address that somebody gives to the feed behind it: the document itself, or the feed that a web page names, with one
// more request; blind guesses only on request. What is found is read, so that nothing is taken for a feed that is none.
import { type FeedLink, feedsOfPage, guessFeeds } from './discovery/discovery.ts';
import { LostFeedError, ParseError } from './errors.ts';
import { isAllowedPrivate } from './fetch/fetch.ts';
import type { Fetched, ParsedFeed } from './model.ts';
import { parse } from './parse/parse.ts';

type FetchedDocument = Extract<Fetched, { kind: 'document' }>;

export interface FoundFeed {
  /** Where it is to be asked from now on: where it was asked, or where that has moved for good. */
  readonly url: string;
  readonly document: FetchedDocument;
  readonly feed: ParsedFeed;
  /** The page that led to it; null: it was given itself. */
  readonly page: string | null;
  /** Whether the page did not name it. */
  readonly isGuess: boolean;
  /** The other feeds that the page names. */
  readonly others: readonly FeedLink[];
}

export interface FindFeedDeps {
  /** Asks for a document, in turn with all else that its host is asked for. Throws LostFeedError. */
  ask(url: string): Promise<Fetched>;
  readonly allowPrivate: readonly string[];
  readonly maxEntries: number;
  /** Try the usual addresses at the host of a page that names no feed. */
  readonly guess: boolean;
}

/** Throws LostFeedError when there is no feed, saying what is there instead. */
export async function findFeed(url: string, deps: FindFeedDeps): Promise<FoundFeed> {
  const given = await askFor(url, deps);
  try {
    return { ...toFound(url, given, deps), page: null, isGuess: false, others: [] };
  } catch (error) {
    if (!(error instanceof ParseError && error.code === 'html-page')) throw error;
  }
  const [first, ...others] = pageFeeds(given, deps.allowPrivate);
  if (first) return { ...(await readNamed(first, given.url, others, deps)), page: given.url, isGuess: false, others };
  if (deps.guess) return { ...(await guessFeed(given.url, deps)), page: given.url, isGuess: true, others };
  throw new ParseError('html-page', `${given.url} is a web page that names no feed`);
}

/** The feeds that a page names, less those that a public page would have us ask a private host for. */
export function pageFeeds(
  page: Pick<FetchedDocument, 'body' | 'contentType' | 'url'>,
  allowPrivate: readonly string[],
): readonly FeedLink[] {
  const isPrivate = isAllowedPrivate(page.url, allowPrivate);
  return feedsOfPage(page).filter(({ url }) => isPrivate || !isAllowedPrivate(url, allowPrivate));
}

async function readNamed(
  named: FeedLink,
  page: string,
  others: readonly FeedLink[],
  deps: FindFeedDeps,
): Promise<Pick<FoundFeed, 'url' | 'document' | 'feed'>> {
  try {
    return toFound(named.url, await askFor(named.url, deps), deps);
  } catch (error) {
    if (!(error instanceof LostFeedError)) throw error;
    const more = others.length === 0 ? '' : `; it also names ${others.map(({ url }) => url).join(', ')}`;
    const message = `${page} is a web page, and the feed that it names cannot be read: ${error.message}${more}`;
    throw new LostFeedError(error.code, message, { cause: error });
  }
}

async function guessFeed(page: string, deps: FindFeedDeps): Promise<Pick<FoundFeed, 'url' | 'document' | 'feed'>> {
  const { host } = new URL(page);
  for (const url of guessFeeds(page)) {
    try {
      const found = toFound(url, await askFor(url, deps), deps);
      if (new URL(found.document.url).host === host) return found;
    } catch (error) {
      // whoever asks us to slow down is not asked again
      const isOver =
        !(error instanceof LostFeedError) || ['rate-limited', 'unavailable', 'aborted'].includes(error.code);
      if (isOver) throw error;
    }
  }
  throw new ParseError(
    'html-page',
    `${page} is a web page that names no feed, and there is none at the usual addresses`,
  );
}

async function askFor(url: string, { ask }: FindFeedDeps): Promise<FetchedDocument> {
  const fetched = await ask(url);
  if (fetched.kind === 'document') return fetched;
  throw new LostFeedError('empty', `GET ${url}: ${fetched.status}, no document`);
}

function toFound(
  url: string,
  document: FetchedDocument,
  { maxEntries }: FindFeedDeps,
): Pick<FoundFeed, 'url' | 'document' | 'feed'> {
  const { body, contentType } = document;
  const feed = parse(body, { contentType, url: document.url, maxEntries });
  return { url: document.movedTo ?? url, document, feed };
}
