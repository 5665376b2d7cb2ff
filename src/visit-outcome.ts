// What a visit comes to: from what was read (or what went wrong) to the source's next state, what is saved and what the log
// says. Pure: the moment is an argument.
import { type ErrorCode, FetchError, LostFeedError } from './errors.ts';
import { hostOf } from './fetch/fetch.ts';
import type {
  ArticleDraft,
  Config,
  FeedFacts,
  Fetched,
  FreshnessHints,
  IdentityPolicy,
  ParsedFeed,
  Problem,
  SourceConfig,
  SourceState,
  VisitRecord,
} from './model.ts';
import { hostGapMs, nextVisitAt } from './schedule/schedule.ts';

/** What came of the request. */
export type Reading =
  | { readonly kind: 'unchanged'; readonly fetched: Fetched }
  | { readonly kind: 'failed'; readonly error: unknown }
  | {
      readonly kind: 'document';
      readonly fetched: Fetched;
      readonly parsed: ParsedFeed;
      readonly feed: FeedFacts;
      /** As in SourceState. */
      readonly identity: IdentityPolicy | null;
      readonly created: readonly ArticleDraft[];
      readonly updated: readonly ArticleDraft[];
      readonly touched: VisitRecord['touched'];
      readonly aliases: VisitRecord['aliases'];
      readonly dropped: readonly string[];
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
  readonly nextAt: number | null;
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly stack: string | null } | null;
}

export interface VisitFacts {
  readonly reading: Reading;
  readonly source: SourceConfig;
  readonly before: SourceState;
  readonly startedAt: number;
  readonly now: number;
  readonly config: Config;
}

const NO_NEWS = { feed: null, created: [], updated: [], touched: [], aliases: [], dropped: [] } as const;
const NO_HINTS: FreshnessHints = { freshForMs: null, retryAfterMs: null };

/** Everything that follows from a visit: what to save, and what to say of it. */
export function concludeVisit(facts: VisitFacts): { readonly record: VisitRecord; readonly outcome: VisitOutcome } {
  const { reading, source, before, startedAt, now, config } = facts;
  const failure = reading.kind === 'failed' ? toFailure(reading.error) : null;
  const fetched = reading.kind === 'failed' ? null : reading.fetched;
  const { feed, created, updated, touched, aliases, dropped } = reading.kind === 'document' ? reading : NO_NEWS;
  const hints = fetched?.hints ?? { ...NO_HINTS, retryAfterMs: failure?.retryAfterMs ?? null };
  const retryAt = hints.retryAfterMs === null ? null : now + hints.retryAfterMs;
  const state = nextState(facts, failure, hints, created.length);
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
      hostFreeAt: now + hostGapMs(hostOf(before.url), config.fetch),
      retryAt,
      hostRetryAt: failure?.code === 'rate-limited' ? retryAt : null,
    },
    outcome: {
      sourceId: source.id,
      url: before.url,
      kind: failure ? 'failed' : created.length + updated.length + dropped.length > 0 ? 'changed' : 'unchanged',
      status: fetched?.status ?? failure?.status ?? null,
      durationMs: now - startedAt,
      wireBytes: fetched?.wireBytes ?? 0,
      entries: reading.kind === 'document' ? reading.parsed.entries.length : 0,
      created: created.length,
      updated: updated.length,
      problems: reading.kind === 'document' ? reading.problems : [],
      movedTo: fetched?.movedTo ?? null,
      nextAt: state.dueAt,
      error: failure && { code: failure.code, message: failure.message, stack: failure.stack },
    },
  };
}

/** The outcome of a visit that was cut short. */
export function voidOutcome({ sourceId, url }: SourceState): VisitOutcome {
  const nothing = { status: null, durationMs: 0, wireBytes: 0, entries: 0, created: 0, updated: 0, problems: [] };
  return { sourceId, url, kind: 'void', ...nothing, movedTo: null, nextAt: null, error: null };
}

function nextState(
  { reading, source, before, startedAt, now, config }: VisitFacts,
  failure: Failure | null,
  hints: FreshnessHints,
  created: number,
): SourceState {
  const { ttlMinutes, skipHours, skipDays } = reading.kind === 'document' ? reading.parsed : before;
  const failures = failure ? before.failures + 1 : 0;
  const quietVisits = failure ? before.quietVisits : created > 0 ? 0 : before.quietVisits + 1;
  const rhythm = { failures, quietVisits, ttlMinutes, skipHours, skipDays };
  const ending = failure ? ({ kind: 'failed', code: failure.code } as const) : ({ kind: 'read' } as const);
  return {
    ...before,
    ...rhythm,
    ...trusted(reading, before),
    lastVisitAt: startedAt,
    lastSuccessAt: failure ? before.lastSuccessAt : now,
    lastNewAt: created > 0 ? now : before.lastNewAt,
    dueAt: nextVisitAt({ source, everyMs: config.fetch.everyMs, startedAt, ending, hints, ...rhythm }),
    errorCode: failure?.code ?? null,
    errorMessage: failure?.message ?? null,
    identity: reading.kind === 'document' ? reading.identity : before.identity,
  };
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

interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly status: number | null;
  readonly retryAfterMs: number | null;
  /** Only for faults of ours. */
  readonly stack: string | null;
}

function toFailure(error: unknown): Failure {
  if (error instanceof LostFeedError) {
    const { status, retryAfterMs } = error instanceof FetchError ? error : { status: null, retryAfterMs: null };
    return { code: error.code, message: error.message, status, retryAfterMs, stack: null };
  }
  const fault = error instanceof Error ? error : new Error(String(error));
  return { code: 'internal', message: fault.message, status: null, retryAfterMs: null, stack: fault.stack ?? null };
}
