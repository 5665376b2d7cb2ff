// A picture of an article fetched for a page: by the client that asks for feeds, with its guard, deadline and redirects.
import { LostFeedError } from './errors.ts';
import type { Fetcher } from './fetch/fetch.ts';
import { refuseStranger, type StrangerBounds } from './named-by-strangers.ts';

/** What browsers of today show; what the bytes are is looked at all the same. */
const ACCEPT = 'image/avif,image/webp,image/png,image/jpeg,image/gif';

/** Resolves to the bytes; throws LostFeedError for everything that is not an answer with a body. */
export async function fetchImage(fetcher: Fetcher, url: string, bounds: StrangerBounds): Promise<Uint8Array> {
  refuseStranger(url, bounds);
  const request = {
    sourceId: '',
    url,
    validators: { etag: null, lastModified: null },
    headers: { accept: ACCEPT },
    auth: null,
  };
  const answer = await fetcher.fetch(request, new AbortController().signal);
  if (answer.kind === 'document') return answer.body;
  throw new LostFeedError('empty', `GET ${url}: the answer has no body`);
}
