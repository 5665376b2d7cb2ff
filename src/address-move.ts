// Which address a source is asked at next: when a permanent redirect is believed and replaces the address in use, when an
// address learnt so is given up again, and which of two sources stays when both have come to one address.
import { LostFeedError } from './errors.ts';
import { isAllowedPrivate } from './fetch/fetch.ts';
import type { Config, SourceConfig, SourceState, VisitRecord } from './model.ts';
import type { Reading } from './visit-outcome.ts';

const HOUR_MS = 3_600_000;
/** A redirect to another site is believed when it leads to a feed again this long after it first did. */
const TRUST_MS = 24 * HOUR_MS;
/** A learnt address that has not worked for so long gives way to the configured one, which may lead elsewhere by now. */
const GIVE_UP_MS = 7 * 24 * HOUR_MS;
/** What the configuration takes for an address, where `check --fix` writes it. */
const MAX_URL_LENGTH = 4096;

/** The address to ask at next, and a redirect that waits to be believed. */
export type Address = Pick<SourceState, 'url' | 'move'>;

export interface AddressFacts {
  readonly reading: Reading;
  readonly source: Pick<SourceConfig, 'id' | 'url'>;
  readonly before: Pick<SourceState, 'url' | 'move' | 'lastSuccessAt' | 'suspectSince'>;
  readonly now: number;
  readonly config: Pick<Config, 'fetch' | 'sources'>;
}

/**
 * The address after a visit, and what becomes of another source that is asked there already, which `sourceAt` finds: the
 * first of the two in the configuration stays, the other one is not asked any more.
 */
export async function settleAddress(
  facts: AddressFacts,
  sourceAt: (url: string, except: string) => Promise<string | null>,
): Promise<{ readonly address: Address; readonly merge: VisitRecord['merge'] }> {
  const { source, before, now, config } = facts;
  const address = nextAddress(facts);
  const { url } = address;
  const owner = url === before.url || url === source.url ? null : await sourceAt(url, source.id);
  if (owner === null) return { address, merge: null };
  const stays = config.sources.find(({ id }) => id === source.id || id === owner)?.id === owner ? owner : source.id;
  const message = `it has come to the address of "${stays}", ${url}: remove one of the two`;
  return stays === owner
    ? { address: { url: before.url, move: { to: url, since: now } }, merge: { from: source.id, into: owner, message } }
    : { address, merge: { from: owner, into: source.id, message } };
}

/**
 * The address after a visit. A permanent redirect that led to a feed is believed at once within a site (the same host but
 * for `www.`, or its upgrade to https), else when it still leads there a day after it first did.
 */
export function nextAddress({ reading, source, before, now, config }: AddressFacts): Address {
  const { url, move } = before;
  if (reading.kind === 'failed') {
    const isGone = reading.error instanceof LostFeedError && reading.error.code === 'gone';
    const isGivenUp = isGone || now - (before.lastSuccessAt ?? now) >= GIVE_UP_MS;
    return url !== source.url && isGivenUp ? { url: source.url, move: null } : { url, move };
  }
  // half a document, or none: what the redirects lead to is not known
  const isPartial = reading.kind === 'document' && !reading.parsed.complete;
  // to somebody else, as it seems: that is for the operator to judge
  const isSuspect = (reading.kind === 'document' ? reading.suspectSince : before.suspectSince) !== null;
  if (isPartial || isSuspect || reading.fetched.status === 204) return { url, move };
  const to = reading.fetched.movedTo;
  if (to === null || to === url || !mayReplace(url, to, config.fetch.allowPrivate)) return { url, move: null };
  const since = move?.to === to ? move.since : now;
  return isSameSite(url, to) || now - since >= TRUST_MS ? { url: to, move: null } : { url, move: { to, since } };
}

/** An address that the operator named as private does not give way to a public one, with its quicker rhythm. */
function mayReplace(from: string, to: string, allowPrivate: readonly string[]): boolean {
  return to.length <= MAX_URL_LENGTH && (isAllowedPrivate(to, allowPrivate) || !isAllowedPrivate(from, allowPrivate));
}

/** A changed query does not count as the same site: tokens made anew for each visit would be learnt again and again. */
function isSameSite(from: string, to: string): boolean {
  const [a, b] = [new URL(from), new URL(to)];
  return bareHost(a) === bareHost(b) && a.port === b.port && a.search === b.search;
}

const bareHost = ({ hostname }: URL) => hostname.replace(/^www\./, '');
