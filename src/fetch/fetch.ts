// The door of the fetch stage: asks a server for a feed, conditionally and within bounds, and says what came of it. When
// to ask, how many at once and what to make of the answer is decided elsewhere.

import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { setTimeout as realSleep } from 'node:timers/promises';
import type { Fetched, FetchRequest } from '../model.ts';
import { toAllowList } from './allow-list.ts';
import { makeDispatcher } from './connections.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import type { EnterHost, Sleep } from './host-entry.ts';
import { postForm } from './post-form.ts';
import { type SendRequest, type Sent, send } from './send.ts';
import { visit } from './visit.ts';

export { hostOf, isAllowedPrivate } from './allow-list.ts';
export { refusalOf } from './hop-guard.ts';
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
  /** How a visit waits for a host; real time unless given. */
  readonly sleep?: Sleep;
}

export interface Fetcher {
  /**
   * Visits a source once.
   *
   * @param enterHost asked for a turn before a redirect is followed to another host; without it none is waited for
   * @throws FetchError for everything that is not a document or "unchanged"
   */
  fetch(request: FetchRequest, signal: AbortSignal, enterHost?: EnterHost): Promise<Fetched>;
  /**
   * Posts a form, following one 307 or 308.
   *
   * @throws FetchError when the answer is not a 2xx
   */
  postForm(url: string, form: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
  /**
   * Asks a callback, without following redirects.
   *
   * @throws FetchError for whatever goes wrong below HTTP
   */
  send(request: SendRequest, signal: AbortSignal): Promise<Sent>;
  /** Closes all connections; visits still under way end as `aborted`. */
  close(): Promise<void>;
}

/** Opens nothing until it is asked to fetch; must be closed. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const allowPrivate = toAllowList(options.allowPrivate);
  const dispatcher = makeDispatcher(allowPrivate, options.lookup ?? systemLookup);
  const sleep = options.sleep ?? ((ms) => realSleep(ms, undefined, { ref: false }));
  const deps = { ...options, allowPrivate, dispatcher, sleep };
  const withinTime = async <T>(signal: AbortSignal, act: (deadline: Deadline) => Promise<T>): Promise<T> => {
    const deadline = startDeadline(options.timeoutMs, signal);
    try {
      return await act(deadline);
    } finally {
      deadline.release();
    }
  };
  return {
    fetch: (request, signal, enterHost = async () => 0) =>
      withinTime(signal, (deadline) => visit(request, { ...deps, enterHost }, deadline)),
    postForm: (url, form, signal) => withinTime(signal, (deadline) => postForm(url, form, deps, deadline)),
    send: (request, signal) => withinTime(signal, (deadline) => send(request, deps, deadline)),
    close: () => dispatcher.destroy(),
  };
}
