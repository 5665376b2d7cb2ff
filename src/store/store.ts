// The door to what is remembered: sources and their state, articles, and what was published. Several processes may have
// one data folder open: one fetches, the others read and serve.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { LostFeedError } from '../errors.ts';
import type {
  Article,
  ChannelEntry,
  ClaimedSource,
  DeliveryRecord,
  Edition,
  FullArticle,
  KnownEntry,
  ListQuery,
  Lookalikes,
  ReleasedArticle,
  SourceEvent,
  SourcePast,
  SourceState,
  SourceView,
  StoredFragment,
  VisitRecord,
} from '../model.ts';
import { type Acts, createActs } from './acts.ts';
import { type LearntAddress, learntAddresses, sourceAt, sourceKnownBy } from './addresses.ts';
import { type Arrivals, createArrivals } from './arrivals.ts';
import { type ArticleLookup, createArticleLookup } from './article-lookup.ts';
import { type ClaimRequest, claimDue, nextClaimAt, releaseAllClaims, releaseClaims } from './claims.ts';
import { alsoCoveredBy, type Coverage } from './coverage.ts';
import { sqliteAnswers as dialect } from './dialect-sqlite.ts';
import { createDocumentKeeper, type DocumentKeeper } from './documents.ts';
import { edition, saveEdition } from './editions.ts';
import { type ClosedHost, closeHosts, enterHost, type HostEntry } from './enter-host.ts';
import { type EventQuery, events, saveEvents } from './events.ts';
import { takeFetchingLock } from './fetching-lock.ts';
import { formerSource } from './former-sources.ts';
import { fragments, removeFragments, saveFragments } from './fragments.ts';
import { articleBySlug, fullArticles, type Sanitize } from './full-articles.ts';
import { hastenVisit } from './hasten.ts';
import { createHubStore, type HubStore } from './hub-subscribers.ts';
import { createIconStore, type IconStore } from './icons.ts';
import { entriesByKey, storedHashes } from './known-entries.ts';
import { listedLanguages } from './list-columns.ts';
import { channelArticles, channelEntries } from './listing.ts';
import { lookalikes } from './lookalikes.ts';
import { migrate } from './migrations.ts';
import { listingVersion, meta, setMeta } from './published.ts';
import { type RecentPosts, recentPosts } from './recent-posts.ts';
import { createRetention, type Retention } from './retention.ts';
import { createVisitSaver } from './save-visit.ts';
import { createSearching, type Searching } from './search.ts';
import { counts, type ListedSource, sourceStates, sourceViews, syncSources } from './sources.ts';
import { openSqlite } from './sqlite-connection.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';
import { releaseSource, sourcePast, suspectSources } from './suspicion.ts';
import type { Tables } from './tables.ts';
import { createTakedowns, type Takedowns } from './takedowns.ts';

export type { Acts } from './acts.ts';
export type { LearntAddress } from './addresses.ts';
export type { ClaimRequest } from './claims.ts';
export type { Sanitize } from './full-articles.ts';
export type { IndexingBounds } from './indexing.ts';
export type { RecentPosts } from './recent-posts.ts';

/** The fetching role of a data folder, held until it is released or the process ends, however it ends. */
export interface FetchingRole {
  release(): Promise<void>;
}

/** What is remembered. Every method that writes does so in one transaction; all throw LostFeedError `store`. */
export interface Store
  extends ArticleLookup,
    HubStore,
    Subscriptions,
    Takedowns,
    Retention,
    Coverage,
    Searching,
    Arrivals,
    DocumentKeeper {
  /** Closes the store and gives up the fetching role if it is still held. */
  close(): Promise<void>;
  /** Takes the fetching role of this data folder; null when another holds it. Voids claims that a killed holder left. */
  takeFetchingRole(): Promise<FetchingRole | null>;

  /** Makes the stored list of sources the configured one; see sources.ts. */
  syncSources(sources: readonly ListedSource[], now: number, spreadMs?: number): Promise<void>;
  /** Claims sources that are due at hosts that may be asked, by priority, then due time, then id. */
  claimDue(request: ClaimRequest): Promise<readonly ClaimedSource[]>;
  /** When claimDue could next bring something: `now`, a due time, or the end of a host's wait or of a lease; null: never. */
  nextClaimAt(request: Pick<ClaimRequest, 'now' | 'dueBy' | 'forceSince'>): Promise<number | null>;
  /** Visits cut short: they are void, and the sources due as before. */
  releaseClaims(sourceIds: readonly string[]): Promise<void>;

  /** A turn at a host that a redirect leads to: 0, or the milliseconds until it is worth trying again. */
  enterHost(entry: HostEntry): Promise<number>;
  /** Hosts that are not to be asked for a while; one that is closed for longer stays so. */
  closeHosts(hosts: readonly ClosedHost[]): Promise<void>;

  /** What is stored under these keys of a source, by key. */
  /** Raw hash to key of the entries of a source that were stored last. */
  storedHashes(sourceId: string): Promise<ReadonlyMap<string, string>>;
  knownEntries(sourceId: string, keys: readonly string[]): Promise<ReadonlyMap<string, KnownEntry>>;
  /** The articles of a source under any of these keys, and those whose link is one of these and no other article's. */
  lookalikes(
    sourceId: string,
    query: { readonly keys: readonly string[]; readonly links: readonly string[] },
  ): Promise<Lookalikes>;
  /** A listed and enabled source other than `except` that is asked at this address, or null. */
  sourceAt(url: string, except: string): Promise<string | null>;
  /** A listed source that is or was configured or asked at this address, or null. */
  sourceKnownBy(url: string): Promise<string | null>;
  /** The listed sources that are asked at another address than the configured one, by id. */
  learntAddresses(): Promise<readonly LearntAddress[]>;
  /**
   * Saves all that a visit changed and ends its claim. An article keeps its id, slug, published id, place and first date
   * for good. A visit that began by an address or identity since replaced in the configuration is void.
   */
  saveVisit(record: VisitRecord): Promise<void>;

  /** Saves the entries that a hub delivered; nothing that belongs to visits changes. */
  saveDelivery(record: DeliveryRecord): Promise<void>;
  /** Brings the next visit forward, as far as waits, back-off and `gapMs` since the last allow; see hasten.ts. */
  hastenVisit(sourceId: string, pace: { readonly now: number; readonly gapMs: number }): Promise<void>;

  /** The states of listed sources, by id: all, or those with these ids. */
  sourceStates(ids?: readonly string[]): Promise<readonly SourceState[]>;
  /** Listed sources as readers see them, enabled or not, but none that was taken down: those with these ids, or all. */
  sourceViews(ids?: readonly string[]): Promise<ReadonlyMap<string, SourceView>>;
  /** How many articles sources posted after a moment, and when the first of these; sources without any are left out. */
  recentPosts(since: number): Promise<ReadonlyMap<string, RecentPosts>>;
  /** What happened to sources, newest first: a thousand events are kept. */
  events(query: EventQuery): Promise<readonly SourceEvent[]>;
  /** What a publication found; an event that is there already stays as it is. */
  saveEvents(events: readonly SourceEvent[]): Promise<void>;
  /** The newest articles of listed sources in a scope, at most `perSource` of each, `items` in all; see listing.ts. */
  channelEntries(query: ListQuery): Promise<readonly ChannelEntry[]>;
  /** The articles of `channelEntries`, in the same order, without their bodies. */
  channelArticles(query: ListQuery): Promise<readonly Article[]>;
  /** The articles with these ids, in their order, with safe bodies; ids that are not stored are left out. */
  articles(ids: readonly string[]): Promise<readonly FullArticle[]>;
  /** The article at an address of ours, its source listed or not; null: there is none, or it is held. */
  articleBySlug(slug: string): Promise<FullArticle | null>;

  /** What a source was like until now; null before a document was read at its address. */
  sourcePast(sourceId: string): Promise<SourcePast | null>;
  /** The sources whose new articles are held, and since when; the oldest suspicion first. */
  suspectSources(): Promise<readonly { readonly sourceId: string; readonly suspectSince: number }[]>;
  /** Ends a suspicion; resolves to the articles that are listed by that, newest first. See suspicion.ts. */
  releaseSource(sourceId: string): Promise<readonly ReleasedArticle[]>;
  /** Grows when articles are listed without a visit, by whatever process; cheap enough to ask every second. */
  listingVersion(): Promise<number>;

  /** The languages that articles are in, as lists know them; of each there is or was one. */
  listedLanguages(): Promise<readonly string[]>;
  /** What became of a source that is not listed under this id: its id now, or `gone`; null: there never was one. */
  formerSource(id: string): Promise<{ readonly now: string } | 'gone' | null>;

  /** What a document that is rendered on demand was last, or null. */
  edition(path: string): Promise<Edition | null>;
  /** Puts `next` in the place of `previous`; resolves to what counts, which another process may have put there meanwhile. */
  saveEdition(next: Edition, previous: Edition | null): Promise<Edition>;
  /** The rendered entries of these articles, in all formats, as far as they are kept. */
  fragments(articleIds: readonly string[]): Promise<readonly StoredFragment[]>;
  /** Saves rendered entries in the place of older ones of the same articles. */
  saveFragments(fragments: readonly StoredFragment[]): Promise<void>;
  removeFragments(articleIds: readonly string[]): Promise<void>;

  /** Comments, reactions and views. */
  readonly acts: Acts;

  /** Icons of sources. */
  readonly icons: IconStore;

  /** A single fact by name, or null. */
  meta(name: string): Promise<string | null>;
  setMeta(name: string, value: string): Promise<void>;
  /** Sources that are listed, and articles that are stored. */
  counts(): Promise<{ readonly sources: number; readonly articles: number }>;
}

/** The database of a data folder. */
const DATABASE = 'lostfeed.sqlite';

/** Whether a data folder has a store, which `openStore` would make otherwise. */
export function hasStore(directory: string): boolean {
  return existsSync(join(directory, DATABASE));
}

/** How long we wait for another process's transaction; ours last milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens the store of a data folder, creating both and bringing the schema up to date. `sanitize` is how content leaves.
 * Throws LostFeedError `store` when the folder cannot be used or a newer version of this program made its database.
 */
export async function openStore(options: { readonly directory: string; readonly sanitize: Sanitize }): Promise<Store> {
  const { directory, sanitize } = options;
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    throw new LostFeedError('store', `creating the data folder ${directory}: ${reasonOf(error)}`, { cause: error });
  }
  const file = join(directory, DATABASE);
  const db = new Kysely<Tables>({ dialect: await openSqlite(file, BUSY_TIMEOUT_MS) });
  try {
    await migrate(db, dialect, file);
  } catch (error) {
    await db.destroy();
    throw error;
  }

  let held: (() => void) | null = null;
  const release = async () => {
    held?.();
    held = null;
  };

  const knownEntries = entriesByKey(dialect);

  return {
    close: async () => {
      await db.destroy();
      await release();
    },
    takeFetchingRole: async () => {
      const lock = takeFetchingLock(join(directory, 'fetching.lock'));
      if (!lock) return null;
      held = lock;
      try {
        await releaseAllClaims(db);
      } catch (error) {
        await release();
        throw error;
      }
      return { release };
    },
    syncSources: (sources, now, spreadMs) => syncSources(db, dialect, sources, now, spreadMs),
    claimDue: (request) => claimDue(db, dialect, request),
    nextClaimAt: (request) => nextClaimAt(db, dialect, request),
    releaseClaims: (sourceIds) => releaseClaims(db, dialect, sourceIds),
    storedHashes: (sourceId) => storedHashes(db, sourceId),
    enterHost: (entry) => enterHost(db, dialect, entry),
    closeHosts: (hosts) => closeHosts(db, dialect, hosts),
    knownEntries: (sourceId, keys) => knownEntries(db, sourceId, keys),
    lookalikes: (sourceId, query) => lookalikes(db, dialect, sourceId, query),
    sourceAt: (url, except) => sourceAt(db, url, except),
    sourceKnownBy: (url) => sourceKnownBy(db, url),
    learntAddresses: () => learntAddresses(db),
    ...createVisitSaver(db, dialect),
    hastenVisit: (sourceId, pace) => hastenVisit(db, sourceId, pace),
    ...createSubscriptions(db),
    sourceStates: (ids) => sourceStates(db, dialect, ids),
    sourceViews: (ids) => sourceViews(db, dialect, ids),
    recentPosts: (since) => recentPosts(db, since),
    events: (query) => events(db, query),
    saveEvents: (found) => db.transaction().execute((trx) => saveEvents(trx, found)),
    channelEntries: (query) => channelEntries(db, dialect, query),
    channelArticles: (query) => channelArticles(db, dialect, query),
    articles: (ids) => fullArticles(db, dialect, sanitize, ids),
    articleBySlug: (slug) => articleBySlug(db, sanitize, slug),
    ...createSearching(db, dialect),
    ...createArrivals(db, dialect),
    ...createArticleLookup(db, dialect),
    ...createHubStore(db, dialect),
    ...createTakedowns(db, dialect),
    ...createRetention(db, dialect),
    alsoCoveredBy: (articleIds) => alsoCoveredBy(db, dialect, articleIds),
    sourcePast: (sourceId) => sourcePast(db, sourceId),
    suspectSources: () => suspectSources(db),
    releaseSource: (sourceId) => releaseSource(db, sourceId),
    listingVersion: () => listingVersion(db),
    ...createDocumentKeeper(db, dialect),
    listedLanguages: () => listedLanguages(db),
    formerSource: (id) => formerSource(db, id),
    edition: (path) => edition(db, path),
    saveEdition: (next, previous) => saveEdition(db, next, previous),
    fragments: (articleIds) => fragments(db, dialect, articleIds),
    saveFragments: (made) => saveFragments(db, made),
    removeFragments: (articleIds) => removeFragments(db, dialect, articleIds),
    acts: createActs(db, dialect),
    icons: createIconStore(db, dialect),
    meta: (name) => meta(db, name),
    setMeta: (name, value) => setMeta(db, name, value),
    counts: () => counts(db),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
