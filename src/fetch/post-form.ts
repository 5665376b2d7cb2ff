// A form sent to a server, such as a WebSub hub: under the guard, the bounds and the deadline of a visit.

import type { Dispatcher } from 'undici';
import { FetchError } from '../errors.ts';
import type { Deadline } from './deadline.ts';
import { exchange } from './exchange.ts';
import { makeHopGuard } from './hop-guard.ts';
import { bare, redirectTarget } from './redirect.ts';
import { statusFault } from './status-faults.ts';

export interface FormDeps {
  readonly dispatcher: Dispatcher;
  readonly allowPrivate: ReadonlySet<string>;
  readonly userAgent: string;
  readonly maxBytes: number;
  readonly now: () => number;
}

/**
 * Posts `form` to `address`, form-encoded in UTF-8. A 307 or 308 sends it on once, with the same form (WebSub section
 * 5.1.2), but never from https to http: what is in the form may be secret.
 *
 * @throws FetchError naming the server, when the answer in the end is not a 2xx
 */
export async function postForm(
  address: string,
  form: Readonly<Record<string, string>>,
  deps: FormDeps,
  deadline: Deadline,
): Promise<void> {
  const start = URL.parse(address);
  if (start === null) throw new FetchError('address', 'the address of the form cannot be read');
  const guard = makeHopGuard(deps.allowPrivate);
  const body = new URLSearchParams(form).toString();
  const headers = {
    'user-agent': deps.userAgent,
    accept: '*/*',
    'content-type': 'application/x-www-form-urlencoded',
  };
  let url = bare(start);
  try {
    for (let redirected = false; ; redirected = true) {
      guard(url);
      const answer = await exchange(deps.dispatcher, url, headers, deps.maxBytes, deadline, body);
      const { status } = answer;
      if (status < 300) return;
      if (status !== 307 && status !== 308) throw statusFault(status, answer.headers, deps.now());
      if (redirected) throw new FetchError('redirect', 'too many redirects', { status });
      const target = redirectTarget(status, answer.headers, url);
      if (url.protocol === 'https:' && target.protocol === 'http:') {
        throw new FetchError('redirect', `the redirect gives up https (${status})`, { status });
      }
      url = target;
    }
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const { code, message, status, retryAfterMs, cause } = error;
    throw new FetchError(code, `POST ${url.origin}${url.pathname}: ${message}`, { status, retryAfterMs, cause });
  }
}
