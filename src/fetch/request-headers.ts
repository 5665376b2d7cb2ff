// The headers a request carries, and no others: no cookies, no Referer, no Origin, nothing that undici would add.

import type { FetchRequest } from '../model.ts';

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1';
const ACCEPT_ENCODING = 'gzip, br, zstd';

/**
 * The headers of one hop. The source's own headers (which replace ours of the same name) and credentials go to its own
 * origin only; validators go along on every hop, because the end of the chain is what gave them.
 */
export function makeRequestHeaders(
  request: FetchRequest,
  userAgent: string,
  ownOrigin: boolean,
): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': userAgent,
    accept: ACCEPT,
    'accept-encoding': ACCEPT_ENCODING,
  };
  const { etag, lastModified } = request.validators;
  if (etag !== null) headers['if-none-match'] = etag;
  if (lastModified !== null) headers['if-modified-since'] = lastModified;
  if (asksForDeltas(request)) headers['a-im'] = 'feed';
  if (!ownOrigin) return headers;
  for (const name of Object.keys(request.headers)) headers[name.toLowerCase()] = request.headers[name] ?? '';
  if (request.auth !== null) {
    const { username, password } = request.auth;
    headers.authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }
  return headers;
}

/** Whether a delta is asked for, so that 226 is an answer. */
export function asksForDeltas({ deltas = false, validators }: FetchRequest): boolean {
  return deltas && validators.etag !== null;
}
