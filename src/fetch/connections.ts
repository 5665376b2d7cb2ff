// The one way out: an undici dispatcher that keeps a connection alive for each host and dials checked addresses only.

import type { LookupFunction } from 'node:net';
import { Agent, buildConnector, Client, type Dispatcher, Pool } from 'undici';
import { makeLookup } from './address-guard.ts';
import { hostOf } from './allow-list.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const HEADERS_TIMEOUT_MS = 15_000;
/** Between two pieces of a body; the visit's deadline bounds the whole. */
const BODY_IDLE_TIMEOUT_MS = 15_000;
/** Longer than the usual gap between two requests to a host, so that its next feed finds the connection open. */
const KEEP_ALIVE_MS = 4_000;
const KEEP_ALIVE_MAX_MS = 15_000;
const MAX_HEADER_BYTES = 16_384;

/**
 * A dispatcher with one connection to each public host, however many requests wait for it, and as many as asked for to
 * the hosts of `allowPrivate` (keys as of `hostOf`), which alone may resolve to private addresses.
 */
export function makeDispatcher(allowPrivate: ReadonlySet<string>, lookup: LookupFunction): Dispatcher {
  const connectors = {
    guarded: buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: makeLookup(lookup, false) }),
    open: buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: makeLookup(lookup, true) }),
  };
  return new Agent({
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: BODY_IDLE_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    factory: (origin, options) =>
      allowPrivate.has(hostOf(String(origin)))
        ? new Pool(origin, { ...options, connect: connectors.open })
        : new Client(origin, { ...options, connect: connectors.guarded }),
  });
}
