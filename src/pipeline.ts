// One visit, top to bottom: fetch, parse, tell new entries from known ones, normalize only those, save all of it in one
// transaction. Whatever goes wrong with a source is caught here, once, and becomes the outcome of its visit.
import { setImmediate } from 'node:timers/promises';
import { settleAddress } from './address-move.ts';
import { LostFeedError } from './errors.ts';
import type { Fetcher } from './fetch/fetch.ts';
import type {
  ArticleDraft,
  ClaimedSource,
  Config,
  DeliveryRecord,
  Fetched,
  SourceConfig,
  SourceState,
  VisitRecord,
} from './model.ts';
import { policySeal } from './policy-seal.ts';
import type { ReadingStore } from './read-document.ts';
import type { Reader } from './reader.ts';
import { hostGapMs, hostSlots } from './schedule/schedule.ts';
import { concludeVisit, type Reading, type VisitOutcome, voidOutcome } from './visit-outcome.ts';

export type { VisitOutcome } from './visit-outcome.ts';

/** The part of the store a visit needs. */
export interface VisitStore extends ReadingStore {
  /** Another source that is asked at this address, or null. */
  sourceAt(url: string, except: string): Promise<string | null>;
  /** A turn at a host that a redirect leads to: 0, or the milliseconds until it is worth trying again. */
  enterHost(entry: {
    readonly host: string;
    readonly now: number;
    readonly gapMs: number;
    readonly slots: number;
  }): Promise<number>;
  saveVisit(record: VisitRecord): Promise<void>;
  saveDelivery(record: DeliveryRecord): Promise<void>;
  releaseClaims(sourceIds: readonly string[]): Promise<void>;
}

export interface VisitDeps {
  readonly fetcher: Fetcher;
  readonly store: VisitStore;
  readonly reader: Pick<Reader, 'read'>;
  readonly config: Config;
  /** Whether a hub tells of the news of a source. */
  isInformed(sourceId: string): boolean;
  now(): number;
}

/** Characters of bodies saved at a time. */
const BULK_CHARS = 4 * 1024 * 1024;
/** The answer has what changed only, and what it lacks says nothing (RFC 3229). */
const DELTA = 226;
const NO_VALIDATORS = { etag: null, lastModified: null } as const;

/** Visits one source and saves what came of it. Throws for faults of the store only: nothing is saved then. */
export async function visit(
  claimed: ClaimedSource,
  source: SourceConfig,
  deps: VisitDeps,
  signal: AbortSignal,
): Promise<VisitOutcome> {
  const before = claimed.state;
  const startedAt = deps.now();
  let answer: Fetched | null = null;
  let reading: Reading;
  try {
    const fetched = await ask(claimed, source, deps, signal);
    answer = fetched;
    const isNews = fetched.kind === 'document' && fetched.bodyHash !== before.bodyHash;
    reading = isNews
      ? {
          kind: 'document',
          fetched,
          ...(await deps.reader.read(fetched, source, before, { isPart: fetched.status === DELTA })),
        }
      : { kind: 'unchanged', fetched };
  } catch (error) {
    if (isCode(error, 'store')) throw error;
    if (signal.aborted || isCode(error, 'aborted')) return abandonVisit(claimed, deps.store);
    reading = { kind: 'failed', error, fetched: answer };
  }
  const now = deps.now();
  const { config } = deps;
  const settled = await settleAddress({ reading, source, before, now, config }, deps.store.sourceAt);
  const informed = deps.isInformed(source.id);
  const namedFeed = await namedFeedAfter(reading, source, before, now, config);
  const facts = { reading, source, before, ...settled, namedFeed, startedAt, now, informed, config };
  const { record, outcome } = concludeVisit(facts);
  await deps.store.saveVisit(await saveBulk(record, deps.store));
  return outcome;
}

/**
 * The bulk of a very large document is saved ahead of the visit, some entries at a time, so that nothing else waits long for the
 * store; a visit that is cut short after that finds them stored. Returns what is left to save with the visit.
 */
async function saveBulk(record: VisitRecord, store: VisitStore): Promise<VisitRecord> {
  const { sourceId, at } = record;
  const { suspectSince } = record.state;
  const nothing = { updated: [], touched: [], aliases: [], dropped: [], events: [], postedAt: null };
  let { created } = record;
  while (created.reduce((sum, draft) => sum + sizeOf(draft), 0) > BULK_CHARS) {
    let size = 0;
    let count = 0;
    while (size < BULK_CHARS) size += sizeOf(created[count++]);
    await store.saveDelivery({ ...nothing, sourceId, at, suspectSince, created: created.slice(0, count) });
    created = created.slice(count);
    await setImmediate();
  }
  return { ...record, created };
}

const sizeOf = (draft: ArticleDraft | undefined) => draft?.content?.value.length ?? 0;

/** What the page names that came instead of a feed; a feed ends that, and other failures say nothing of it. */
async function namedFeedAfter(
  reading: Reading,
  source: SourceConfig,
  { url, namedFeed }: SourceState,
  now: number,
  { fetch }: Config,
): Promise<SourceState['namedFeed']> {
  if (reading.kind !== 'failed') return null;
  const { error, fetched } = reading;
  if (!isCode(error, 'html-page') || fetched?.kind !== 'document') return namedFeed;
  const { lookForFeed } = await import('./named-feed.ts');
  return lookForFeed(fetched, { known: [url, source.url], before: namedFeed, now, allowPrivate: fetch.allowPrivate });
}

/** Gives a claim back: the visit is void, and the source due as before. */
export async function abandonVisit(
  { state }: ClaimedSource,
  store: Pick<VisitStore, 'releaseClaims'>,
): Promise<VisitOutcome> {
  await store.releaseClaims([state.sourceId]);
  return voidOutcome(state);
}

/**
 * The request of a visit. A body is only the same body while it would be read the same way: after an edit that changes how
 * entries are read, the document is asked for without conditions once, so that the edit reaches what is stored.
 */
async function ask(
  { state }: ClaimedSource,
  source: SourceConfig,
  { fetcher, store, config, now }: VisitDeps,
  signal: AbortSignal,
): Promise<Fetched> {
  const { id: sourceId } = source;
  // a learnt address gets what the redirect to it got: credentials are for the origin that the operator gave them for
  const isHome = state.url === source.url || new URL(state.url).origin === new URL(source.url).origin;
  const { headers, auth } = isHome ? source : { headers: {}, auth: null };
  const policy = policySeal(source, config);
  const isReadOtherwise = state.bodyHash !== null && !state.bodyHash.endsWith(policy);
  const validators = source.ignoreValidators || isReadOtherwise ? NO_VALIDATORS : state.validators;
  const enterHost = (host: string) => {
    const slots = hostSlots(config.fetch)[host] ?? 1;
    return store.enterHost({ host, now: now(), gapMs: hostGapMs(host, config.fetch), slots });
  };
  const request = { sourceId, url: state.url, validators, headers, auth, deltas: source.deltas };
  const fetched = await fetcher.fetch(request, signal, enterHost);
  return fetched.kind === 'unchanged' ? fetched : { ...fetched, bodyHash: `${fetched.bodyHash}${policy}` };
}

const isCode = (error: unknown, code: LostFeedError['code']) => error instanceof LostFeedError && error.code === code;
