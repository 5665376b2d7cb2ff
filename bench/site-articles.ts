// The articles of `bench site`: of a hundred sources, a few of which post most, with what readers said about some of them. Saved
// the ways visits and readers take, then copied inside the database until there are enough, and all indexed.
import type { App } from '../src/app.ts';
import { makeRandom } from '../src/demo/random.ts';
import type { ArticleDraft, SourceState, VisitRecord } from '../src/model.ts';
import { makeTexts } from './made-texts.ts';
import { multiplyArticles } from './many-articles.ts';

export const SOURCES = 100;
/** Articles saved by visits, and how many of them a round of visits brings. */
const BY_VISITS = 5000;
const ROUND = 500;
/** Between two articles: a million is what comes in a year. */
const APART_MS = 30_000;
const START = Date.UTC(2026, 0, 1);
/** Every so many articles one is long. */
const LONG_EVERY = 50;
const WORDS = { usual: 100, long: 600 };
/** The newest long ones have comments, more than a page of them. */
export const DISCUSSED = 20;
const COMMENTS = 60;
/** The newest have been seen. */
const SEEN = 1000;

/** When an article is listed; they are numbered from 0 in this order. */
export function listedAt(number: number): number {
  return START + number * APART_MS;
}

/** The address of the page of an article. */
export function articlePath(number: number): string {
  return `a/article-${named(number)}/`;
}

/** The number of a long article; `place` 0 is the newest. */
export function longArticle(articles: number, place: number): number {
  const long = Math.floor((articles - 1) / LONG_EVERY) + 1;
  return (long - 1 - (place % long)) * LONG_EVERY;
}

/** Fills the store of `app`, which is empty but for its sources; a number of articles that is no multiple of 5,000 is cut. */
export async function saveArticles(app: App, directory: string, articles: number): Promise<void> {
  const byVisits = Math.min(articles, BY_VISITS);
  await visitSources(app, byVisits);
  multiplyArticles(directory, { times: Math.floor(articles / byVisits), laterMs: listedAt(byVisits) - START });
  await app.index({ articles: 2000, sliceMs: 2000, pauseMs: 0 }, () => false);
  await actAsReaders(app, articles);
}

async function visitSources(app: App, articles: number): Promise<void> {
  const states = new Map((await app.store.sourceStates()).map((state) => [state.sourceId, state]));
  for (let from = 0; from < articles; from += ROUND) {
    const numbers = Array.from({ length: Math.min(ROUND, articles - from) }, (_, place) => from + place);
    for (const [source, posted] of Map.groupBy(numbers, sourceOf)) {
      const state = states.get(source);
      if (state) await app.store.saveVisit(makeVisit(state, posted));
    }
  }
}

/** Sources post as unevenly as words are common. */
function sourceOf(number: number): string {
  const share = makeRandom('source', number).int(1_000_000) / 1_000_000;
  return `source-${Math.floor((SOURCES + 1) ** share) - 1}`;
}

async function actAsReaders({ store: { acts } }: App, articles: number): Promise<void> {
  for (let place = 0; place < DISCUSSED; place++) {
    const articleId = idOf(longArticle(articles, place));
    for (let n = 0; n < COMMENTS; n++) {
      const { title, summary } = makeTexts(place * COMMENTS + n, 50);
      const body = `${title}\n\n${summary} https://example.org/${n}`;
      await acts.saveComment({ articleId, author: `Reader ${n}`, body, writer: `${n}`, at: START + n, held: null });
      await acts.saveReaction({ articleId, kind: 'love', visitor: `${n}`, isOn: true, at: START });
    }
  }
  const seen = Array.from({ length: Math.min(articles, SEEN) }, (_, place) => idOf(articles - 1 - place));
  await acts.countViews(seen.map((articleId) => ({ articleId, visitor: 'somebody', at: START })));
}

/** As copies are named. */
function named(number: number): string {
  const copy = Math.floor(number / BY_VISITS);
  return `${number % BY_VISITS}${copy === 0 ? '' : `-${copy}`}`;
}

function idOf(number: number): string {
  return `urn:example:${named(number)}`;
}

function makeDraft(number: number): ArticleDraft {
  const words = number % LONG_EVERY === 0 ? WORDS.long : WORDS.usual;
  const { title, summary, bodyHtml } = makeTexts(number, words);
  const at = listedAt(number);
  // now and then a source tells what another one has just told
  const told = number % 40 === 1 ? number - 1 : number;
  return {
    id: idOf(number),
    key: `guid:${number}`,
    rawHash: `${number}`,
    version: `${number}`,
    upstreamId: null,
    guid: `${number}`,
    url: `https://example.org/${told}`,
    title,
    summary,
    content: { kind: 'html', value: bodyHtml, base: null },
    authors: [{ name: 'Somebody', url: null }],
    tags: ['tag', 'another tag'],
    category: null,
    image: null,
    enclosures: [],
    language: 'en',
    via: null,
    commentsUrl: null,
    rights: null,
    license: null,
    publishedAt: at,
    updatedAt: null,
    firstSeenAt: at,
    listedAt: at,
    wordCount: words,
    readMinutes: Math.ceil(words / 200),
    slug: `article-${named(number)}`,
    clues: { mentions: null, runs: [] },
  };
}

function makeVisit(state: SourceState, numbers: readonly number[]): VisitRecord {
  const { sourceId } = state;
  const at = listedAt(numbers.at(-1) ?? 0);
  const postedAt = numbers.slice(-64).reverse().map(listedAt);
  return {
    sourceId,
    at,
    state: { ...state, lastVisitAt: at, lastSuccessAt: at, lastNewAt: at, dueAt: at, dueWhy: 'rhythm', postedAt },
    feed: {
      id: null,
      title: `The ${sourceId}`,
      link: `https://${sourceId}.example/`,
      description: null,
      language: 'en',
      updatedAt: at,
      authors: [],
      self: null,
      hub: null,
      image: null,
      rights: null,
      license: null,
    },
    created: numbers.map(makeDraft),
    updated: [],
    touched: [],
    aliases: [],
    dropped: [],
    hubLinks: null,
    hostFreeAt: at,
    retryAt: null,
    hostRetryAt: null,
    otherHosts: [],
    merge: null,
    events: [],
    upstream: null,
  };
}
