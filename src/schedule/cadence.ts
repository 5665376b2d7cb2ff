// When to come back to a source, and why then: pure, from its own rhythm, what the server said and how the last visits went.
// Hints only ever lengthen; nothing here can make us ask sooner than the operator allows.
import { hash } from 'node:crypto';
import type { ErrorCode } from '../errors.ts';
import type { DueWhy, FreshnessHints, SourceConfig } from '../model.ts';
import { nextCronAt } from './cron-times.ts';
import { whenWorthwhile } from './rhythm.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Longest freshness we believe; 1- and 16-year values are in the wild (A037). */
const MAX_HINT_MS = 7 * DAY_MS;
/** Longest Retry-After we believe (A063). */
const MAX_RETRY_AFTER_MS = 30 * DAY_MS;
/** How often a source is asked that never says whether anything changed (A031). */
const UNCONDITIONAL_MS = DAY_MS;
/** Longest back-off, before offsets (A085, A088). */
const MAX_BACKOFF_MS = DAY_MS;
/** A refusal of the client (4xx) is asked about again after this, then twice as long (A062, A085). */
const REFUSAL_MS = 4 * HOUR_MS;
/** The widest a due time is moved by the source's stable offset, as a share of the interval (A047). */
const SPREAD = 0.1;
/** A source of its own accord never waits longer than a day, offset included (A045). */
const MAX_RHYTHM_MS = DAY_MS / (1 + SPREAD);
/** Below it, as only private addresses may be polled, there is no crowd to bring apart and nobody to spare. */
const LEAST_POLITE_MS = 5 * MINUTE_MS;
const CRON_SPREAD_MS = MINUTE_MS;

/** How a visit ended, as far as the next one is concerned. */
export type VisitEnding = { readonly kind: 'read' } | { readonly kind: 'failed'; readonly code: ErrorCode };

export interface CadenceInput {
  readonly source: Pick<SourceConfig, 'id' | 'everyMs' | 'cron'>;
  /** `fetch.every`: the shortest interval of a source without its own. */
  readonly everyMs: number;
  /** When the visit's request started: intervals count from there (A030). */
  readonly startedAt: number;
  readonly ending: VisitEnding;
  /** A hub tells of its news, so that visits only make sure. */
  readonly informed: boolean;
  /** Failed visits in a row, this one included. */
  readonly failures: number;
  /** When it posted, newest first, this visit's articles included, never empty; see posting-history.ts. */
  readonly postedAt: readonly number[];
  /** False: its answers came without validators, so that every visit costs a whole document. */
  readonly isConditional: boolean;
  readonly hints: FreshnessHints;
  readonly ttlMinutes: number | null;
  readonly skipHours: readonly number[];
  readonly skipDays: readonly number[];
}

/** When to come back (null: never) and why then. */
export interface NextVisit {
  readonly at: number | null;
  readonly why: DueWhy;
}

/** One reason to wait, and until when. */
interface Wait {
  readonly at: number;
  readonly why: DueWhy;
}

/**
 * The next visit: the latest of what the source's rhythm, the operator and the server ask for.
 * Sources: RFC 9111 section 4.2, RFC 9110 section 10.2.3, RSS 2.0 ttl, skipHours and skipDays.
 */
export function nextVisitAt(input: CadenceInput): NextVisit {
  const { source, startedAt, ending } = input;
  if (ending.kind === 'failed' && ending.code === 'gone') return { at: null, why: 'gone' };
  const share = stableShare(source.id);
  if (source.cron !== null && ending.kind === 'read') return nextFiring(source.cron, share, input);
  const own = ending.kind === 'failed' ? backoff(ending.code, input) : ownWait(input);
  const intervalMs = own.at - startedAt;
  const spreadMs = intervalMs < LEAST_POLITE_MS ? 0 : share * SPREAD * intervalMs;
  const { at, why } = latest([own, ...askedFor(input)]);
  return allowed({ at: at + spreadMs, why }, input);
}

/** Its rhythm, held at the shortest interval and at a day; a source with an interval of its own has no other rhythm. */
function ownWait({ source, everyMs, startedAt, informed, postedAt }: CadenceInput): Wait {
  if (source.everyMs !== null) return { at: startedAt + source.everyMs, why: 'fixed' };
  const floorAt = startedAt + everyMs;
  const until = startedAt + MAX_RHYTHM_MS;
  if (informed) return { at: Math.max(floorAt, until), why: 'hub' };
  // what one article an hour comes to in the shortest interval: such a source is asked at just that
  const hours = (everyMs / HOUR_MS) ** 2 / 2;
  const at = whenWorthwhile(postedAt, { from: startedAt, until, hours });
  if (at <= floorAt) return { at: floorAt, why: 'floor' };
  return { at, why: at < until ? 'rhythm' : 'quiet' };
}

/** A refusal: 4 h, 8 h, ... a day. Anything else doubles from the base with full jitter, stable for source and count. */
function backoff(code: ErrorCode, { source, everyMs, startedAt, failures }: CadenceInput): Wait {
  const base = source.everyMs ?? everyMs;
  const doubling = 2 ** Math.min(Math.max(0, failures - 1), 16);
  if (isRefusal(code)) {
    return { at: startedAt + Math.max(base, Math.min(REFUSAL_MS * doubling, MAX_BACKOFF_MS)), why: 'refused' };
  }
  const ceiling = Math.max(base, Math.min(base * doubling * 2, MAX_BACKOFF_MS));
  return { at: startedAt + base + stableShare(`${source.id} ${failures}`) * (ceiling - base), why: 'backoff' };
}

function isRefusal(code: ErrorCode): boolean {
  return ['rate-limited', 'needs-auth', 'forbidden', 'bot-wall', 'not-found'].includes(code);
}

/** What the server asked for, and what it is owed. Of a failed answer, only Retry-After speaks of the feed. */
function askedFor(input: CadenceInput): readonly Wait[] {
  const { source, everyMs, startedAt, hints, ttlMinutes } = input;
  const retryAfter = {
    at: startedAt + Math.min(hints.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS),
    why: 'retry-after',
  } as const;
  if (input.ending.kind === 'failed') return [retryAfter];
  const maxAgeMs = Math.min(hints.freshForMs ?? 0, MAX_HINT_MS);
  const ttlMs = Math.min((ttlMinutes ?? 0) * MINUTE_MS, MAX_HINT_MS);
  const isOwn = source.everyMs !== null || source.cron !== null;
  const isSpared = !input.isConditional && !isOwn && everyMs >= LEAST_POLITE_MS;
  return [
    retryAfter,
    { at: startedAt + maxAgeMs, why: 'max-age' },
    { at: startedAt + ttlMs, why: 'ttl' },
    { at: startedAt + (isSpared ? UNCONDITIONAL_MS : 0), why: 'no-validators' },
  ];
}

/** The next time a cron expression fires after all that was asked for; it keeps its minute, moved by a stable offset. */
function nextFiring(cron: string, share: number, input: CadenceInput): NextVisit {
  const asked = latest([{ at: input.startedAt, why: 'cron' }, ...askedFor(input)]);
  const firesAt = nextCronAt(cron, asked.at);
  if (firesAt === null) return { at: null, why: 'cron' };
  const isPutOff = nextCronAt(cron, input.startedAt) !== firesAt;
  return allowed({ at: firesAt + share * CRON_SPREAD_MS, why: isPutOff ? asked.why : 'cron' }, input);
}

function latest(waits: readonly [Wait, ...Wait[]]): Wait {
  return waits.reduce((last, wait) => (wait.at > last.at ? wait : last));
}

/** Postpones hour by hour while the feed names the hour or day as one to skip; a list of all of them is ignored (A041, A042). */
function allowed({ at, why }: Wait, { skipHours, skipDays }: CadenceInput): Wait {
  const hours = new Set(skipHours.map((hour) => hour % 24));
  const days = new Set(skipDays);
  let wait: Wait = { at: Math.ceil(at), why };
  if (hours.size >= 24 || days.size >= 7) return wait;
  for (let step = 0; step < 8 * 24; step++) {
    const date = new Date(wait.at);
    const isDay = days.has(date.getUTCDay());
    if (!isDay && !hours.has(date.getUTCHours())) return wait;
    wait = { at: (Math.floor(wait.at / HOUR_MS) + 1) * HOUR_MS, why: isDay ? 'skip-days' : 'skip-hours' };
  }
  return wait;
}

/** A number from 0 to 1 that is always the same for the same text, so that sources due together come apart. */
export function stableShare(text: string): number {
  return hash('sha1', text, 'buffer').readUInt32BE(0) / 0x1_0000_0000;
}
