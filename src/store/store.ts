// The door to what is remembered: sources and their state, articles, and what was published. Several processes may have
// one data folder open: one fetches, the others read and serve.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { LostFeedError } from '../errors.ts';
import type {
  Article,
  ChannelDocument,
  ChannelEntry,
  ClaimedSource,
  FullArticle,
  KnownEntry,
  Lookalikes,
  SourceState,
  SourceView,
  VisitRecord,
} from '../model.ts';
import { type ClaimRequest, claimDue, nextClaimAt, releaseAllClaims, releaseClaims } from './claims.ts';
import { sqliteAnswers as dialect } from './dialect-sqlite.ts';
import { takeFetchingLock } from './fetching-lock.ts';
import { articleBySlug, fullArticles, type Sanitize } from './full-articles.ts';
import { knownEntries } from './known-entries.ts';
import { type ChannelQuery, channelArticles, channelEntries } from './listing.ts';
import { lookalikes } from './lookalikes.ts';
import { migrate } from './migrations.ts';
import {
  documents,
  documentsVersion,
  fragments,
  keepFragments,
  meta,
  saveDocuments,
  saveFragments,
  setMeta,
} from './published.ts';
import { createVisitSaver } from './save-visit.ts';
import { counts, type ListedSource, sourceStates, sourceViews, syncSources } from './sources.ts';
import { openSqlite } from './sqlite-connection.ts';
import type { Tables } from './tables.ts';

export type { ClaimRequest } from './claims.ts';
export type { Sanitize } from './full-articles.ts';

/** The fetching role of a data folder, held until it is released or the process ends, however it ends. */
export interface FetchingRole {
  release(): Promise<void>;
}

/** What is remembered. Every method that writes does so in one transaction; all throw LostFeedError `store`. */
export interface Store {
  /** Closes the store and gives up the fetching role if it is still held. */
  close(): Promise<void>;
  /** Takes the fetching role of this data folder; null when another holds it. Voids claims that a killed holder left. */
  takeFetchingRole(): Promise<FetchingRole | null>;

  /** Makes the stored list of sources the configured one; see sources.ts. */
  syncSources(sources: readonly ListedSource[], now: number): Promise<void>;
  /** Claims sources that are due at hosts that may be asked, by priority, then due time, then id. */
  claimDue(request: ClaimRequest): Promise<readonly ClaimedSource[]>;
  /** When claimDue could next bring something: `now`, a due time, or the end of a host's wait or of a lease; null: never. */
  nextClaimAt(request: Pick<ClaimRequest, 'now' | 'dueBy' | 'forceSince'>): Promise<number | null>;
  /** Visits cut short: they are void, and the sources due as before. */
  releaseClaims(sourceIds: readonly string[]): Promise<void>;

  /** What is stored under these keys of a source, by key. */
  knownEntries(sourceId: string, keys: readonly string[]): Promise<ReadonlyMap<string, KnownEntry>>;
  /** The articles of a source under any of these keys, and those whose link is one of these and no other article's. */
  lookalikes(
    sourceId: string,
    query: { readonly keys: readonly string[]; readonly links: readonly string[] },
  ): Promise<Lookalikes>;
  /**
   * Saves all that a visit changed and ends its claim. An article keeps its id, slug, published id, place and first date
   * for good. A visit that began by an address or identity since replaced in the configuration is void.
   */
  saveVisit(record: VisitRecord): Promise<void>;

  /** The states of all listed sources, by id. */
  sourceStates(): Promise<readonly SourceState[]>;
  /** Listed sources as readers see them, enabled or not: those with these ids, or all. */
  sourceViews(ids?: readonly string[]): Promise<ReadonlyMap<string, SourceView>>;
  /** The newest articles of listed sources, at most `perSource` of each, `items` in all, listed after `listedAfter`. */
  channelEntries(query: ChannelQuery): Promise<readonly ChannelEntry[]>;
  /** The articles of `channelEntries`, in the same order, without their bodies. */
  channelArticles(query: ChannelQuery): Promise<readonly Article[]>;
  /** The articles with these ids, in their order, with safe bodies; ids that are not stored are left out. */
  articles(ids: readonly string[]): Promise<readonly FullArticle[]>;
  /** The article at an address of ours, its source listed or not; null: there is none. */
  articleBySlug(slug: string): Promise<FullArticle | null>;

  /** All published documents, by path. */
  documents(): Promise<readonly ChannelDocument[]>;
  /** Saves documents under their paths, all at once; others stay. */
  saveDocuments(documents: readonly ChannelDocument[]): Promise<void>;
  /** Grows when documents are saved by whatever process; cheap enough to ask every second. */
  documentsVersion(): Promise<number>;
  /** The rendered pieces stored under these keys. */
  fragments(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  saveFragments(fragments: readonly { readonly key: string; readonly body: string }[]): Promise<void>;
  /** Removes all fragments but these. */
  keepFragments(keys: readonly string[]): Promise<void>;

  /** A single fact by name, or null. */
  meta(name: string): Promise<string | null>;
  setMeta(name: string, value: string): Promise<void>;
  /** Sources that are listed, and articles that are stored. */
  counts(): Promise<{ readonly sources: number; readonly articles: number }>;
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
  const file = join(directory, 'lostfeed.sqlite');
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
    syncSources: (sources, now) => syncSources(db, dialect, sources, now),
    claimDue: (request) => claimDue(db, dialect, request),
    nextClaimAt: (request) => nextClaimAt(db, dialect, request),
    releaseClaims: (sourceIds) => releaseClaims(db, dialect, sourceIds),
    knownEntries: (sourceId, keys) => knownEntries(db, dialect, sourceId, keys),
    lookalikes: (sourceId, query) => lookalikes(db, dialect, sourceId, query),
    saveVisit: createVisitSaver(db, dialect),
    sourceStates: () => sourceStates(db),
    sourceViews: (ids) => sourceViews(db, dialect, ids),
    channelEntries: (query) => channelEntries(db, dialect, query),
    channelArticles: (query) => channelArticles(db, dialect, query),
    articles: (ids) => fullArticles(db, dialect, sanitize, ids),
    articleBySlug: (slug) => articleBySlug(db, sanitize, slug),
    documents: () => documents(db),
    saveDocuments: (changed) => saveDocuments(db, changed),
    documentsVersion: () => documentsVersion(db),
    fragments: (keys) => fragments(db, dialect, keys),
    saveFragments: (made) => saveFragments(db, made),
    keepFragments: (keys) => keepFragments(db, dialect, keys),
    meta: (name) => meta(db, name),
    setMeta: (name, value) => setMeta(db, name, value),
    counts: () => counts(db),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
