// What a visit comes to: from what was read (or what went wrong) to the source's next state, what is saved and what the log
// says. Pure: the moment is an argument.
import { hostOf } from './fetch/fetch.ts';
import { sourceEvents } from './health/health.ts';
import { hostWaits, LONGEST_RETRY_MS } from './host-waits.ts';
import type {
  ArticleDraft,
  Config,
  DueWhy,
  FeedFacts,
  Fetched,
  FreshnessHints,
  HubLinks,
  IdentityPolicy,
  ParsedFeed,
  Problem,
  SourceConfig,
  SourceState,
  VisitRecord,
} from './model.ts';
import { nextVisitAt, rememberPosts } from './schedule/schedule.ts';
import { type Failure, toFailure } from './visit-failure.ts';

/** What came of the request. */
export type Reading =
  | { readonly kind: 'unchanged'; readonly fetched: Fetched }
  /** `fetched`: the answer that could not be read, if there was one. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly fetched: Fetched | null }
  | {
      readonly kind: 'document';
      readonly fetched: Fetched;
      readonly parsed: Pick<ParsedFeed, 'complete' | 'ttlMinutes' | 'skipHours' | 'skipDays' | 'deniedBy'>;
      /** How many it has, stored ones included. */
      readonly entries: number;
      readonly feed: FeedFacts;
      /** As in SourceState. */
      readonly identity: IdentityPolicy | null;
      readonly created: readonly ArticleDraft[];
      readonly updated: readonly ArticleDraft[];
      readonly touched: VisitRecord['touched'];
      readonly aliases: VisitRecord['aliases'];
      readonly dropped: readonly string[];
      /** Of all entries of the document. */
      readonly keys: readonly string[];
      readonly hubLinks: HubLinks;
      /** As in SourceState; a suspicion of before goes on. */
      readonly suspectSince: number | null;
      readonly problems: readonly Problem[];
    };

/** What a visit came to; the facts of its log line. */
export interface VisitOutcome {
  readonly sourceId: string;
  readonly url: string;
  /** `void`: cut short, as if it had not happened. */
  readonly kind: 'changed' | 'unchanged' | 'failed' | 'void';
  readonly status: number | null;
  readonly durationMs: number;
  readonly wireBytes: number;
  readonly entries: number;
  readonly created: number;
  readonly updated: number;
  readonly problems: readonly Problem[];
  readonly movedTo: string | null;
  /** The address in use from now on, when this visit changed it. */
  readonly learntUrl: string | null;
  /** As in VisitRecord. */
  readonly merge: VisitRecord['merge'];
  /** As in VisitRecord. */
  readonly events: VisitRecord['events'];
  readonly nextAt: number | null;
  readonly nextWhy: DueWhy | null;
  readonly error: Pick<Failure, 'code' | 'message' | 'snippet' | 'stack'> | null;
}

export interface VisitFacts {
  readonly reading: Reading;
  readonly source: SourceConfig;
  readonly before: SourceState;
  /** Where it is asked next, by address-move.ts. */
  readonly address: Pick<SourceState, 'url' | 'move'>;
  /** By named-feed.ts. */
  readonly namedFeed: SourceState['namedFeed'];
  /** As in VisitRecord. */
  readonly merge: VisitRecord['merge'];
  readonly startedAt: number;
  readonly now: number;
  /** As in CadenceInput. */
  readonly informed: boolean;
  readonly config: Config;
}

const NO_NEWS = { feed: null, created: [], updated: [], touched: [], aliases: [], dropped: [] } as const;
const NO_VALIDATORS = { etag: null, lastModified: null } as const;

/** Everything that follows from a visit: what to save, and what to say of it. */
export function concludeVisit(facts: VisitFacts): { readonly record: VisitRecord; readonly outcome: VisitOutcome } {
  const { reading, source, before, merge, startedAt, now, config } = facts;
  const { fetched } = reading;
  const failure = reading.kind === 'failed' ? toFailure(reading.error, fetched) : null;
  const { feed, created, updated, touched, aliases, dropped } = reading.kind === 'document' ? reading : NO_NEWS;
  const hints = hintsOf(fetched, failure);
  const retryMs = hints.retryAfterMs;
  const state = nextState(facts, failure, hints, created);
  // what a cut document lacks says nothing; a suspect one is not the feed, and does not choose who tells us its news
  const isWhole = reading.kind === 'document' && reading.parsed.complete && state.suspectSince === null;
  const whole = isWhole ? reading : null;
  const events = sourceEvents({ before, after: state, status: failure?.status ?? null, merge, at: now });
  return {
    record: {
      sourceId: source.id,
      at: now,
      state,
      feed,
      created,
      updated,
      touched,
      aliases,
      dropped,
      // nothing is missing from a first document
      upstream: whole && before.lastSuccessAt !== null ? whole.keys : null,
      hubLinks: whole?.hubLinks ?? null,
      ...hostWaits(before.host, failure?.hosts ?? fetched?.hosts ?? [], {
        failure,
        retryMs,
        now,
        fetch: config.fetch,
      }),
      merge,
      retryAt: retryMs === null ? null : now + retryMs,
      events,
    },
    outcome: {
      sourceId: source.id,
      url: before.url,
      kind: failure ? 'failed' : created.length + updated.length + dropped.length > 0 ? 'changed' : 'unchanged',
      status: failure ? failure.status : (fetched?.status ?? null),
      durationMs: now - startedAt,
      wireBytes: fetched?.wireBytes ?? 0,
      entries: reading.kind === 'document' ? reading.entries : 0,
      created: created.length,
      updated: updated.length,
      problems: reading.kind === 'document' ? reading.problems : [],
      movedTo: fetched?.movedTo ?? null,
      learntUrl: state.url === before.url ? null : state.url,
      merge,
      events,
      nextAt: state.dueAt,
      nextWhy: state.dueWhy,
      error: failure && toError(failure),
    },
  };
}

/** The outcome of a visit that was cut short. */
export function voidOutcome({ sourceId, url }: SourceState): VisitOutcome {
  const nothing = { status: null, durationMs: 0, wireBytes: 0, entries: 0, created: 0, updated: 0, problems: [] };
  const nowhere = { movedTo: null, learntUrl: null, merge: null, events: [], nextAt: null, nextWhy: null };
  return { sourceId, url, kind: 'void', ...nothing, ...nowhere, error: null };
}

/** What the answer said about when to come back; of one that failed, Retry-After alone says something about the feed. */
function hintsOf(fetched: Fetched | null, failure: Failure | null): FreshnessHints {
  const { freshForMs, retryAfterMs } = failure
    ? { freshForMs: null, retryAfterMs: failure.retryAfterMs }
    : (fetched?.hints ?? { freshForMs: null, retryAfterMs: null });
  return { freshForMs, retryAfterMs: retryAfterMs === null ? null : Math.min(retryAfterMs, LONGEST_RETRY_MS) };
}

function toError({ code, message, snippet, stack }: Failure): VisitOutcome['error'] {
  return { code, message, snippet, stack };
}

function nextState(
  { reading, source, before, address, namedFeed, merge, startedAt, now, informed, config }: VisitFacts,
  failure: Failure | null,
  hints: FreshnessHints,
  created: readonly ArticleDraft[],
): SourceState {
  const { ttlMinutes, skipHours, skipDays } = reading.kind === 'document' ? reading.parsed : before;
  const failures = failure ? before.failures + 1 : 0;
  const quietVisits = failure ? before.quietVisits : created.length > 0 ? 0 : before.quietVisits + 1;
  const dates = created.map(({ publishedAt }) => publishedAt);
  const postedAt = failure
    ? before.postedAt
    : rememberPosts(before.postedAt, dates, { since: before.lastSuccessAt, now });
  const kept = trusted(reading, before);
  const rhythm = { failures, postedAt, ttlMinutes, skipHours, skipDays };
  // gone is what a learnt address said, not the one that is asked next
  const code = failure?.code === 'gone' && address.url !== before.url ? 'not-found' : failure?.code;
  const ending = code ? ({ kind: 'failed', code } as const) : ({ kind: 'read' } as const);
  const isConditional = canBeConditional(kept);
  const { everyMs } = config.fetch;
  const next = nextVisitAt({ source, everyMs, startedAt, ending, informed, isConditional, hints, ...rhythm });
  const isMerged = merge?.from === source.id;
  return {
    ...before,
    ...rhythm,
    quietVisits,
    failingSince: failure ? (before.failingSince ?? startedAt) : null,
    throttledAt: failure?.code === 'rate-limited' ? startedAt : before.throttledAt,
    ...kept,
    // validators belong to an address
    ...(address.url !== before.url && { validators: NO_VALIDATORS }),
    ...address,
    host: hostOf(address.url),
    lastVisitAt: startedAt,
    lastSuccessAt: failure ? before.lastSuccessAt : now,
    lastNewAt: created.length > 0 ? now : before.lastNewAt,
    dueAt: isMerged ? null : next.at,
    dueWhy: isMerged ? 'merged' : next.why,
    errorCode: isMerged ? 'merged' : (failure?.code ?? null),
    errorMessage: isMerged ? merge.message : (failure?.message ?? null),
    errorSnippet: failure?.snippet ?? null,
    namedFeed,
    // what a suspect document lacks is not learnt for good
    identity: reading.kind === 'document' && reading.suspectSince === null ? reading.identity : before.identity,
    suspectSince: reading.kind === 'document' ? reading.suspectSince : before.suspectSince,
    deniedBy: deniedBy(reading, before),
  };
}

/** A cut document may have said so behind where it was cut; a suspect one speaks for nobody. */
function deniedBy(reading: Reading, before: SourceState): string | null {
  if (reading.kind !== 'document' || reading.suspectSince !== null) return before.deniedBy;
  const { complete, deniedBy } = reading.parsed;
  return complete ? deniedBy : (deniedBy ?? before.deniedBy);
}

/** Validators and body hash only ever come from an answer that was whole: a cut one must be asked for again (A013, A111). */
function trusted(
  reading: Reading,
  { validators, bodyHash }: SourceState,
): Pick<SourceState, 'validators' | 'bodyHash'> {
  if (reading.kind === 'failed') return { validators, bodyHash };
  if (reading.kind === 'document' && !reading.parsed.complete) return { validators, bodyHash: null };
  const { fetched } = reading;
  return { validators: fetched.validators, bodyHash: fetched.kind === 'document' ? fetched.bodyHash : bodyHash };
}

/** Whether the next request can ask "has it changed?"; as long as no answer was whole, nothing speaks against it. */
function canBeConditional({ validators, bodyHash }: Pick<SourceState, 'validators' | 'bodyHash'>): boolean {
  return validators.etag !== null || validators.lastModified !== null || bodyHash === null;
}
