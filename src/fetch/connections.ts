// The one way out: an undici dispatcher that keeps a connection alive for each host and dials checked addresses only.

import type { LookupFunction } from 'node:net';
import { Agent, buildConnector, Client, type Dispatcher, Pool } from 'undici';
import { makeLookup } from './address-guard.ts';
import { hostOf } from './allow-list.ts';

/** How long each phase of an exchange may take; the visit's deadline bounds the whole. */
export interface PhaseTimeouts {
  /** Until a connection stands, with TLS if there is any. */
  readonly connectMs: number;
  /** From the request until the headers are complete. */
  readonly headersMs: number;
  /** Between two pieces of a body. */
  readonly bodyIdleMs: number;
}

const PHASE_TIMEOUTS: PhaseTimeouts = { connectMs: 10_000, headersMs: 15_000, bodyIdleMs: 15_000 };
/** Longer than the usual gap between two requests to a host, so that its next feed finds the connection open. */
const KEEP_ALIVE_MS = 4_000;
const KEEP_ALIVE_MAX_MS = 15_000;
const MAX_HEADER_BYTES = 16_384;

/**
 * A dispatcher with one connection to each public host, however many requests wait for it, and as many as asked for to
 * the hosts of `allowPrivate` (keys as of `hostOf`), which alone may resolve to private addresses.
 */
export function makeDispatcher(
  allowPrivate: ReadonlySet<string>,
  lookup: LookupFunction,
  { connectMs, headersMs, bodyIdleMs }: PhaseTimeouts = PHASE_TIMEOUTS,
): Dispatcher {
  const connectors = {
    guarded: buildConnector({ timeout: connectMs, lookup: makeLookup(lookup, false) }),
    open: buildConnector({ timeout: connectMs, lookup: makeLookup(lookup, true) }),
  };
  return new Agent({
    headersTimeout: headersMs,
    bodyTimeout: bodyIdleMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    factory: (origin, options) =>
      allowPrivate.has(hostOf(String(origin)))
        ? new Pool(origin, { ...options, connect: connectors.open })
        : new Client(origin, { ...options, connect: connectors.guarded }),
  });
}
