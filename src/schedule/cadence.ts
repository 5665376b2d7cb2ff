// When to come back to a source: pure, from its own rhythm, what the server said and how the last visits went.
// Hints only ever lengthen; nothing here can make us ask sooner than the operator allows.
import { createHash } from 'node:crypto';
import type { ErrorCode } from '../errors.ts';
import type { FreshnessHints, SourceConfig } from '../model.ts';
import { nextCronAt } from './cron-times.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Longest freshness we believe; 1- and 16-year values are in the wild (A037). */
const MAX_HINT_MS = 7 * DAY_MS;
/** Longest Retry-After we believe (A063). */
const MAX_RETRY_AFTER_MS = 30 * DAY_MS;
/** A source of its own accord never waits longer than this (A045, A085, A088). */
const MAX_INTERVAL_MS = DAY_MS;
/** A refusal of the client (4xx) is asked about again after this, then twice as long (A062, A085). */
const REFUSAL_MS = 4 * HOUR_MS;
/** Visits without news before the interval begins to grow (A045). */
const PATIENT_VISITS = 10;
/** The widest a due time is moved by the source's stable offset, as a share of the interval (A047). */
const SPREAD = 0.1;
/** Below it, as only private addresses may be polled, there is no crowd to bring apart. */
const LEAST_SPREAD_INTERVAL_MS = 5 * MINUTE_MS;
const CRON_SPREAD_MS = MINUTE_MS;

/** How a visit ended, as far as the next one is concerned. */
export type VisitEnding = { readonly kind: 'read' } | { readonly kind: 'failed'; readonly code: ErrorCode };

export interface CadenceInput {
  readonly source: Pick<SourceConfig, 'id' | 'everyMs' | 'cron'>;
  /** `fetch.every`: the interval of a source without its own. */
  readonly everyMs: number;
  /** When the visit's request started: intervals count from there (A030). */
  readonly startedAt: number;
  readonly ending: VisitEnding;
  /** Failed visits in a row, and visits in a row without a new entry, this one included. */
  readonly failures: number;
  readonly quietVisits: number;
  readonly hints: FreshnessHints;
  readonly ttlMinutes: number | null;
  readonly skipHours: readonly number[];
  readonly skipDays: readonly number[];
}

/**
 * The moment of the next visit, or null for never (410).
 * Sources: RFC 9111 section 4.2, RFC 9110 section 10.2.3, RSS 2.0 ttl, skipHours and skipDays.
 */
export function nextVisitAt(input: CadenceInput): number | null {
  const { source, startedAt, ending } = input;
  if (ending.kind === 'failed' && ending.code === 'gone') return null;
  const ownRhythm = source.everyMs !== null || source.cron !== null;
  const base = source.everyMs ?? input.everyMs;
  const failed = ending.kind === 'failed';
  const interval = failed ? backoffMs(ending.code, base, input) : ownRhythm ? base : patientMs(base, input.quietVisits);
  const hint = failed ? 0 : Math.max(input.hints.freshForMs ?? 0, (input.ttlMinutes ?? 0) * MINUTE_MS);
  const earliest =
    startedAt + Math.max(Math.min(hint, MAX_HINT_MS), Math.min(input.hints.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS));
  const share = stableShare(source.id);
  if (source.cron !== null && !failed) {
    const fires = nextCronAt(source.cron, Math.max(startedAt, earliest));
    return fires === null ? null : allowedHour(fires + share * CRON_SPREAD_MS, input);
  }
  const spread = interval < LEAST_SPREAD_INTERVAL_MS ? 0 : share * SPREAD * interval;
  return allowedHour(Math.max(startedAt + interval, earliest) + spread, input);
}

/** Grows by half with every quiet visit past the patient ones, up to a day. */
function patientMs(base: number, quietVisits: number): number {
  const growth = 1.5 ** Math.min(Math.max(0, quietVisits - PATIENT_VISITS + 1), 20);
  return Math.max(base, Math.min(base * growth, MAX_INTERVAL_MS));
}

/** A refusal: 4 h, 8 h, ... a day. Anything else doubles from the base with full jitter, stable for source and count. */
function backoffMs(code: ErrorCode, base: number, input: CadenceInput): number {
  const doubling = 2 ** Math.min(Math.max(0, input.failures - 1), 16);
  if (isRefusal(code)) return Math.max(base, Math.min(REFUSAL_MS * doubling, MAX_INTERVAL_MS));
  const ceiling = Math.max(base, Math.min(base * doubling * 2, MAX_INTERVAL_MS));
  return base + stableShare(`${input.source.id} ${input.failures}`) * (ceiling - base);
}

function isRefusal(code: ErrorCode): boolean {
  return ['rate-limited', 'needs-auth', 'forbidden', 'bot-wall', 'not-found'].includes(code);
}

/** Postpones hour by hour while the feed names the hour or day as one to skip; a list of all of them is ignored (A041, A042). */
function allowedHour(at: number, { skipHours, skipDays }: CadenceInput): number {
  const hours = new Set(skipHours.map((hour) => hour % 24));
  const days = new Set(skipDays);
  let moment = Math.ceil(at);
  if (hours.size >= 24 || days.size >= 7) return moment;
  for (let step = 0; step < 8 * 24; step++) {
    const date = new Date(moment);
    if (!hours.has(date.getUTCHours()) && !days.has(date.getUTCDay())) return moment;
    moment = (Math.floor(moment / HOUR_MS) + 1) * HOUR_MS;
  }
  return moment;
}

/** A number from 0 to 1 that is always the same for the same text, so that sources due together come apart. */
export function stableShare(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32BE(0) / 0x1_0000_0000;
}
