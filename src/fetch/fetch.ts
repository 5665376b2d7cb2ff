// The door of the fetch stage: asks a server for a feed, conditionally and within bounds, and says what came of it. When
// to ask, how many at once and what to make of the answer is decided elsewhere.

import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Fetched, FetchRequest } from '../model.ts';
import { toAllowList } from './allow-list.ts';
import { makeDispatcher } from './connections.ts';
import { startDeadline } from './deadline.ts';
import { visit } from './visit.ts';

export { hostOf, isAllowedPrivate } from './allow-list.ts';
export { makeUserAgent } from './user-agent.ts';

export interface FetcherOptions {
  /** For a whole visit: connecting, all redirects, the body. */
  readonly timeoutMs: number;
  /** Bound on a body as it comes over the wire. */
  readonly maxBytes: number;
  /** Bound on a body once decompressed. */
  readonly maxDecodedBytes: number;
  /** Exact `host:port` pairs that may be private addresses. */
  readonly allowPrivate: readonly string[];
  /** See makeUserAgent. */
  readonly userAgent: string;
  readonly now: () => number;
  /** The system's resolver unless given. */
  readonly lookup?: LookupFunction;
}

export interface Fetcher {
  /**
   * Visits a source once.
   *
   * @throws FetchError for everything that is not a document or "unchanged"
   */
  fetch(request: FetchRequest, signal: AbortSignal): Promise<Fetched>;
  /** Closes all connections; visits still under way end as `aborted`. */
  close(): Promise<void>;
}

/** Opens nothing until it is asked to fetch; must be closed. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const allowPrivate = toAllowList(options.allowPrivate);
  const dispatcher = makeDispatcher(allowPrivate, options.lookup ?? systemLookup);
  const deps = { ...options, allowPrivate, dispatcher };
  return {
    async fetch(request, signal) {
      const deadline = startDeadline(options.timeoutMs, signal);
      try {
        return await visit(request, deps, deadline);
      } finally {
        deadline.release();
      }
    },
    close: () => dispatcher.destroy(),
  };
}
