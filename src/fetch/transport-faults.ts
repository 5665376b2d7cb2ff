// What undici, sockets, TLS and the resolver throw, as our codes. The messages give the fault's code and never its text,
// which may name addresses inside the operator's network; the cause keeps it.

import { errors } from 'undici';
import { type ErrorCode, FetchError } from '../errors.ts';
import { LOOKUP_TIMEOUT, PRIVATE_ADDRESS } from './address-guard.ts';
import type { Stop } from './deadline.ts';

/** From codes to what they mean, tried in order. `E…` are the system's, `UND_…` undici's, `HPE_…` its HTTP parser's. */
const FAULTS: readonly (readonly [codes: RegExp, code: ErrorCode, meaning: string])[] = [
  [new RegExp(`^${PRIVATE_ADDRESS}$`), 'address', 'its name leads to a private address'],
  [
    new RegExp(`^(?:${LOOKUP_TIMEOUT}|ENOTFOUND|EAI_|ENODATA|ESERVFAIL|EREFUSED|ETIMEOUT)`),
    'dns',
    'its name does not resolve',
  ],
  [
    /^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE))/,
    'tls',
    'no trustworthy TLS connection could be made',
  ],
  [/^UND_ERR_CONNECT_TIMEOUT$/, 'connect', 'no connection in time'],
  [
    /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL|EACCES|EPERM|EHOSTDOWN)$/,
    'connect',
    'no connection',
  ],
  [/^UND_ERR_HEADERS_TIMEOUT$/, 'timeout', 'the server took the request and does not answer'],
  [/^UND_ERR_BODY_TIMEOUT$/, 'timeout', 'the server stopped sending in the middle of the body'],
  [/^UND_ERR_(?:DESTROYED|CLOSED|ABORTED)$/, 'aborted', 'the work was cut short'],
  [/^UND_ERR_(?:INVALID_ARG|NOT_SUPPORTED)$/, 'internal', 'undici refuses the request'],
  [/^UND_ERR_HEADERS_OVERFLOW$/, 'protocol', 'the headers are too large'],
];

/** A transport error as a FetchError. `status` is that of the answer it struck, null when there was none yet. */
export function transportFault(error: unknown, status: number | null): FetchError {
  const code = codeOf(error);
  if (code === null) return new FetchError('internal', 'not a failure of the network', { status, cause: error });
  for (const [codes, ours, meaning] of FAULTS) {
    if (codes.test(code)) return new FetchError(ours, `${meaning} (${code})`, { status, cause: error });
  }
  if (status !== null) {
    return new FetchError('truncated', `the connection ended before the body did (${code})`, { status, cause: error });
  }
  // A reset in the middle of the handshake has no code of its own.
  if (/TLS/.test(String(error))) return new FetchError('tls', `no TLS connection (${code})`, { cause: error });
  return new FetchError('protocol', `no valid HTTP answer (${code})`, { cause: error });
}

/** The failure of a visit whose time is over. */
export function stopFault(stop: Stop): FetchError {
  return stop === 'aborted'
    ? new FetchError('aborted', 'the visit was cut short')
    : new FetchError('timeout', 'no whole answer within the time for a visit');
}

function codeOf(error: unknown): string | null {
  // Several addresses were tried (happy eyeballs): the first failure speaks for them.
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code === 'string') return code;
  // Its code is missing for some of what it does not understand.
  return error instanceof errors.HTTPParserError ? 'HPE' : null;
}
