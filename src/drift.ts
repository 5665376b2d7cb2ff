// Whether a document is another feed than the one the operator subscribed to: a parked domain, a break-in, an address that is
// somebody else's by now. Pure. A false alarm withholds good articles, so that it takes several signs at once, and one of
// them must say who writes: a site that was rebuilt has many new entries and no known ids too.
import { hasOtherLanguage, hasOtherSites, hasOtherTitle, isTelling, siteOf } from './drift-signs.ts';
import type { ArticleDraft, SourcePast } from './model.ts';

export type DriftSign = 'language' | 'links' | 'title' | 'volume' | 'ids';

/** What a document brings. */
export interface DriftInput {
  /** The configured address of the source. */
  readonly url: string;
  readonly past: SourcePast;
  /** What the document's feed calls itself. */
  readonly title: string | null;
  /** Entries under unknown keys that are no stored article. */
  readonly created: readonly Pick<ArticleDraft, 'title' | 'summary' | 'url' | 'language'>[];
  /** How many of its entries are stored articles, and the links of those that say something new. */
  readonly known: number;
  readonly knownUrls: readonly (string | null)[];
  /** False where entries may be missing that the feed has. */
  readonly isWhole: boolean;
  /** Milliseconds since the visit before. */
  readonly sinceMs: number;
  /** The end of that visit: up to then the source's pace is known. */
  readonly lastSuccessAt: number;
}

/** Fewer articles say nothing of what a source is like. */
const LEAST_PAST = 5;
/** What one or two entries say may be a guest post; that they are another feed takes one sign more. */
const LEAST_CREATED = 3;
const SIGNS = 2;
const SIGNS_OF_FEW = 3;
/** A flood is so many entries, and so many times as many as were to be expected. */
const FLOOD_ENTRIES = 20;
const FLOOD_TIMES = 5;
/**
 * Sources are asked once a day at least. After a longer silence, ours or theirs, a document with nothing of before in it counts
 * as unusual all the same: a lapsed domain is down for weeks before it is somebody else's.
 */
const USUAL_MS = 86_400_000;
const WHO: readonly DriftSign[] = ['language', 'links', 'title'];

/** Whether so few new entries in a document that continues the last one can be a drift at all. */
export function mayDrift(created: number, known: number): boolean {
  return created >= LEAST_CREATED || (created > 0 && known === 0);
}

/** The signs that raise the alarm; none when there are too few of them. */
export function findDrift(input: DriftInput): readonly DriftSign[] {
  const { past, title } = input;
  if (past.articles.length < LEAST_PAST) return [];
  // under whatever id and address it comes: under a headline of before it is an article of before
  const headlines = new Set(past.articles.map((article) => article.title).filter(isTelling));
  const again = input.created.filter((entry) => headlines.has(entry.title));
  const fresh = input.created.filter((entry) => !headlines.has(entry.title));
  const known = input.known + again.length;
  if (!mayDrift(fresh.length, known)) return [];

  const addresses = [input.url, past.siteUrl, ...input.knownUrls, ...again.map(({ url }) => url)];
  const sites = addresses.flatMap((address) => siteOf(address) ?? []);
  const signs: DriftSign[] = [];
  if (hasOtherLanguage(past.articles, fresh)) signs.push('language');
  if (hasOtherSites(past.articles, fresh, sites)) signs.push('links');
  if (hasOtherTitle(past.title, title)) signs.push('title');
  if (fresh.length >= Math.max(FLOOD_ENTRIES, FLOOD_TIMES * expected(input, input.sinceMs))) signs.push('volume');
  const isUnusual = fresh.length >= FLOOD_TIMES * expected(input, Math.min(input.sinceMs, USUAL_MS));
  if (input.isWhole && known === 0 && isUnusual) signs.push('ids');

  const needed = fresh.length >= LEAST_CREATED ? SIGNS : SIGNS_OF_FEW;
  return signs.length >= needed && signs.some((sign) => WHO.includes(sign)) ? signs : [];
}

/** How many entries the pace of the remembered articles lets expect in a time. */
function expected({ past: { articles }, lastSuccessAt }: DriftInput, ms: number): number {
  return articlesExpected(articles, lastSuccessAt, ms);
}

/** How many articles to expect in `ms` of a source that had these until a moment. */
export function articlesExpected(
  articles: readonly { readonly listedAt: number }[],
  until: number,
  ms: number,
): number {
  if (articles.length === 0) return 0;
  const spanMs = until - Math.min(...articles.map(({ listedAt }) => listedAt));
  return spanMs > 0 ? (articles.length * ms) / spanMs : Number.POSITIVE_INFINITY;
}
