// One visit to a source, top to bottom: ask, follow redirects, undo the content coding, say what came of it.

import { hash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { FetchError } from '../errors.ts';
import { toSnippet } from '../lib/snippet.ts';
import type { Fetched, FetchRequest, Validators } from '../model.ts';
import { hostKey } from './allow-list.ts';
import { decodeBeginning, decodeBody } from './content-coding.ts';
import type { Deadline } from './deadline.ts';
import { type Answer, carriesDocument, exchange } from './exchange.ts';
import { readFreshness } from './freshness.ts';
import { makeHopGuard } from './hop-guard.ts';
import { type EnterHost, type Sleep, waitForHost } from './host-entry.ts';
import { bare, isLasting, isRedirect, redirectTarget } from './redirect.ts';
import { asksForDeltas, makeRequestHeaders } from './request-headers.ts';
import { headerList, headerValue, headerValues, type ResponseHeaders } from './response-headers.ts';
import { statusFault } from './status-faults.ts';

const MAX_REDIRECTS = 5;
/** A query may be a megabyte of tokens; a message shows its beginning. */
const SHOWN_QUERY_LENGTH = 200;

export interface VisitDeps {
  readonly dispatcher: Dispatcher;
  readonly allowPrivate: ReadonlySet<string>;
  readonly userAgent: string;
  readonly maxBytes: number;
  readonly maxDecodedBytes: number;
  readonly now: () => number;
  readonly enterHost: EnterHost;
  readonly sleep: Sleep;
}

/** Where a visit is: the end of the redirect chain so far. */
interface Place {
  url: URL;
  redirects: number;
  movedTo: URL | null;
  readonly hosts: Set<string>;
}

/** @throws FetchError naming the address that failed */
export async function visit(request: FetchRequest, deps: VisitDeps, deadline: Deadline): Promise<Fetched> {
  const start = URL.parse(request.url);
  if (start === null) throw new FetchError('address', 'the address of the source cannot be read');
  const place: Place = { url: bare(start), redirects: 0, movedTo: null, hosts: new Set() };
  let answered: number | null = null;
  try {
    const answer = await follow(request, place, deps, deadline);
    answered = answer.status;
    return await toFetched(request, answer, place, deps);
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const { code, message, status, retryAfterMs, snippet, cause } = error;
    const detail = { status: status ?? answered, retryAfterMs, hosts: [...place.hosts], snippet, cause };
    throw new FetchError(code, `GET ${describe(place.url)}: ${message}`, detail);
  }
}

/** Asks, and goes on asking where redirects point; `place` is moved along. */
async function follow(request: FetchRequest, place: Place, deps: VisitDeps, deadline: Deadline): Promise<Answer> {
  const { origin } = place.url;
  let ownOrigin = true;
  let lasting = true;
  const guard = makeHopGuard(deps.allowPrivate);
  const asked: string[] = [];
  for (;;) {
    guard(place.url);
    const host = hostKey(place.url);
    if (place.redirects > 0 && !place.hosts.has(host)) await waitForHost(host, deps.enterHost, deps.sleep, deadline);
    place.hosts.add(host);
    const headers = makeRequestHeaders(request, deps.userAgent, ownOrigin);
    const answer = await exchange(deps.dispatcher, place.url, headers, bound(request, deps.maxBytes), deadline);
    const { status } = answer;
    if (!isRedirect(status)) return answer;

    const target = redirectTarget(status, answer.headers, place.url);
    asked.push(place.url.href);
    if (asked.includes(target.href)) throw new FetchError('redirect', 'the redirects go in a circle', { status });
    if (place.redirects === MAX_REDIRECTS) throw new FetchError('redirect', 'too many redirects', { status });
    lasting &&= isLasting(status, place.url, target);
    ownOrigin &&= target.origin === origin;
    if (lasting) place.movedTo = target;
    place.url = target;
    place.redirects++;
  }
}

async function toFetched(request: FetchRequest, answer: Answer, place: Place, deps: VisitDeps): Promise<Fetched> {
  const { status, headers, body: wire } = answer;
  const now = deps.now();
  const common = {
    status,
    url: place.url.href,
    movedTo: place.movedTo?.href ?? null,
    hints: readFreshness(headers, now),
    redirects: place.redirects,
    hosts: [...place.hosts],
    wireBytes: wire.length,
    linkHeaders: headerValues(headers, 'link'),
  };
  const known = request.validators;
  if (status === 304 && (known.etag !== null || known.lastModified !== null)) {
    const fresh = readValidators(headers);
    const validators = { etag: fresh.etag ?? known.etag, lastModified: fresh.lastModified ?? known.lastModified };
    return { ...common, kind: 'unchanged', validators };
  }
  // Nothing to read, and nothing to learn an address or validators from.
  if (status === 204) return { ...common, kind: 'unchanged', movedTo: null, validators: known };
  const coding = headerList(headers, 'content-encoding');
  if (!carriesDocument(status) || (status === 226 && !isDelta(request, headers))) {
    throw statusFault(status, headers, now, toSnippet(decodeBeginning(wire, coding)));
  }

  if (wire.length === 0) throw new FetchError('empty', 'the answer has no body', { status });
  const body = await decodeBody(wire, coding, bound(request, deps.maxDecodedBytes));
  if (body.length === 0) throw new FetchError('empty', 'the body is empty once decompressed', { status });
  return {
    ...common,
    kind: 'document',
    validators: readValidators(headers),
    body,
    contentType: headerValue(headers, 'content-type'),
    bodyHash: hash('sha256', body, 'base64url'),
  };
}

function bound({ maxBytes }: FetchRequest, usual: number): number {
  return Math.min(maxBytes ?? usual, usual);
}

/** Whether a 226 is of the kind that was asked for, and nothing else was done to it (RFC 3229 section 10.5.2). */
function isDelta(request: FetchRequest, headers: ResponseHeaders): boolean {
  return asksForDeltas(request) && headerList(headers, 'im')?.trim().toLowerCase() === 'feed';
}

/** Validators as they stand, to be sent back byte for byte; one that no request could carry is left out. */
function readValidators(headers: ResponseHeaders): Validators {
  return { etag: readSendable(headers, 'etag'), lastModified: readSendable(headers, 'last-modified') };
}

function readSendable(headers: ResponseHeaders, name: string): string | null {
  const value = headerValue(headers, name);
  return value !== null && /^[\t\x20-\x7e\x80-\xff]+$/.test(value) ? value : null;
}

function describe({ origin, pathname, search }: URL): string {
  return `${origin}${pathname}${search.length > SHOWN_QUERY_LENGTH ? `${search.slice(0, SHOWN_QUERY_LENGTH)}…` : search}`;
}
