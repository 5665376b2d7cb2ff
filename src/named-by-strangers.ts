// Requests whose address a stranger names, such as a picture in an article or a callback given to our hub: the guarded client
// asks private hosts that the operator allowed, and a stranger must not have the use of that.
import { FetchError } from './errors.ts';
import { isAllowedPrivate, refusalOf } from './fetch/fetch.ts';

/** What says who we are and what the operator allowed. */
export interface StrangerBounds {
  readonly siteUrl: string;
  readonly allowPrivate: readonly string[];
}

/** Throws FetchError `address` for a private host, unless the site itself is at a private address and all who reach it are near. */
export function refuseStranger(url: string, { siteUrl, allowPrivate }: StrangerBounds): void {
  const isPublicSite = refusalOf(siteUrl, []) === null;
  if (isPublicSite && isAllowedPrivate(url, allowPrivate)) {
    throw new FetchError('address', 'the address is refused: only the operator may have this private host asked');
  }
}
