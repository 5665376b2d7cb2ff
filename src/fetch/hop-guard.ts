// Which hops of one chain of requests may be made.

import { FetchError } from '../errors.ts';
import { refusal } from './address-guard.ts';
import { hostKey, isAllowedPrivate } from './allow-list.ts';

/**
 * Makes the check of one chain, to be asked before each of its hops in turn. A chain that has been on the public internet
 * never comes back to a private host, not even an allowed one.
 *
 * @param allowPrivate keys as of `hostOf`
 * @returns a check that throws FetchError `address`
 */
export function makeHopGuard(allowPrivate: ReadonlySet<string>): (url: URL) => void {
  let mayBePrivate = true;
  return (url) => {
    const onAllowList = allowPrivate.has(hostKey(url));
    mayBePrivate &&= onAllowList;
    if (mayBePrivate) return;
    const why = onAllowList ? 'its address is not public' : refusal(url);
    if (why !== null) throw new FetchError('address', `the address is refused: ${why}`);
  };
}

/** Why an address would not be asked at all, as the end of a sentence; null: it would. Its name may still lead nowhere good. */
export function refusalOf(url: string, allowPrivate: readonly string[]): string | null {
  const parsed = URL.parse(url);
  if (parsed === null) return 'the address cannot be read';
  const why = isAllowedPrivate(url, allowPrivate) ? null : refusal(parsed);
  return why === null ? null : `the address is refused: ${why}`;
}
