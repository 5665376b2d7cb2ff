// One request to a callback, such as a WebSub subscriber's: under the guard, the bounds and the deadline of a visit. It follows
// no redirect, and any status is an answer.

import type { Dispatcher } from 'undici';
import { FetchError } from '../errors.ts';
import type { Deadline } from './deadline.ts';
import { exchange } from './exchange.ts';
import { readFreshness } from './freshness.ts';
import { makeHopGuard } from './hop-guard.ts';
import { bare } from './redirect.ts';

export interface SendDeps {
  readonly dispatcher: Dispatcher;
  readonly allowPrivate: ReadonlySet<string>;
  readonly userAgent: string;
  readonly now: () => number;
}

export interface SendRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** With one it is a POST, else a GET. */
  readonly body: Uint8Array | null;
}

export interface Sent {
  readonly status: number;
  /** What was answered, its beginning at least. */
  readonly body: Uint8Array;
  readonly retryAfterMs: number | null;
}

/** More than a callback has to say. */
const MAX_ANSWER_BYTES = 16_384;

/** @throws FetchError naming the server, for whatever goes wrong below HTTP */
export async function send({ url, headers, body }: SendRequest, deps: SendDeps, deadline: Deadline): Promise<Sent> {
  const start = URL.parse(url);
  if (start === null) throw new FetchError('address', 'the address of the callback cannot be read');
  const target = bare(start);
  try {
    makeHopGuard(deps.allowPrivate)(target);
    const all = { 'user-agent': deps.userAgent, accept: '*/*', ...headers };
    const answer = await exchange(deps.dispatcher, target, all, MAX_ANSWER_BYTES, deadline, body);
    const { retryAfterMs } = readFreshness(answer.headers, deps.now());
    return { status: answer.status, body: answer.body, retryAfterMs };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const { code, message, status, retryAfterMs, cause } = error;
    throw new FetchError(code, `${target.origin}: ${message}`, { status, retryAfterMs, cause });
  }
}
