// The door of the fetch stage: asks a server for a feed, conditionally and within bounds, and says what came of it. When
// to ask, how many at once and what to make of the answer is decided elsewhere.

import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { setTimeout as realSleep } from 'node:timers/promises';
import type { Fetched, FetchRequest } from '../model.ts';
import { toAllowList } from './allow-list.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import type { EnterHost, Sleep } from './host-entry.ts';
import type { SendRequest, Sent } from './send.ts';

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

/** Opens nothing, and loads no client, until it is asked for something: most passes ask for nothing. Must be closed. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const allowPrivate = toAllowList(options.allowPrivate);
  const sleep = options.sleep ?? ((ms) => realSleep(ms, undefined, { ref: false }));
  let client: Promise<Client> | null = null;
  let isClosed = false;

  async function openClient(): Promise<Client> {
    const [{ makeDispatcher }, { visit }, { postForm }, { send }] = await Promise.all([
      import('./connections.ts'),
      import('./visit.ts'),
      import('./post-form.ts'),
      import('./send.ts'),
    ]);
    const dispatcher = makeDispatcher(allowPrivate, options.lookup ?? systemLookup);
    // asked for nothing more: what was asked for meanwhile ends as what is under way does
    if (isClosed) await dispatcher.destroy();
    return { visit, postForm, send, deps: { ...options, allowPrivate, dispatcher, sleep } };
  }

  const withinTime = async <T>(
    signal: AbortSignal,
    act: (client: Client, deadline: Deadline) => Promise<T>,
  ): Promise<T> => {
    const deadline = startDeadline(options.timeoutMs, signal);
    try {
      client ??= openClient();
      return await act(await client, deadline);
    } finally {
      deadline.release();
    }
  };
  return {
    fetch: (request, signal, enterHost = async () => 0) =>
      withinTime(signal, ({ visit, deps }, deadline) => visit(request, { ...deps, enterHost }, deadline)),
    postForm: (url, form, signal) =>
      withinTime(signal, ({ postForm, deps }, deadline) => postForm(url, form, deps, deadline)),
    send: (request, signal) => withinTime(signal, ({ send, deps }, deadline) => send(request, deps, deadline)),
    async close() {
      isClosed = true;
      await (await client)?.deps.dispatcher.destroy();
    },
  };
}

/** What fetching is done with, loaded when it is first needed. */
interface Client {
  readonly visit: typeof import('./visit.ts').visit;
  readonly postForm: typeof import('./post-form.ts').postForm;
  readonly send: typeof import('./send.ts').send;
  readonly deps: Omit<FetcherOptions, 'allowPrivate'> & {
    readonly allowPrivate: ReturnType<typeof toAllowList>;
    readonly dispatcher: import('undici').Dispatcher;
    readonly sleep: Sleep;
  };
}
