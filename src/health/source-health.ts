// One source at a moment: a word from a small closed set and the facts behind it.
import { ERRORS, type ErrorCode, REMEDIES } from '../errors.ts';
import type { DueWhy, SourceConfig, SourceState } from '../model.ts';
import { isSilent } from './episodes.ts';

/** How a source may be doing, what needs the operator most first. */
export const HEALTH_WORDS = [
  /** 410: not asked any more. */
  'gone',
  'needs-auth',
  /** The server or a bot wall before it refuses us. */
  'blocked',
  /** The last visit failed in another way. */
  'failing',
  /** The server asks us to slow down. */
  'throttled',
  /** It reads like another feed: its new articles are held. */
  'suspect',
  /** Another source has come to the same address: not asked any more. */
  'merged',
  /** No news for much longer than usual. */
  'quiet',
  /** Asked at another address than the configured one. */
  'moved',
  'never-visited',
  'ok',
  'disabled',
] as const;

export type HealthWord = (typeof HEALTH_WORDS)[number];

export interface HealthFacts {
  readonly source: Pick<SourceConfig, 'id' | 'url' | 'enabled'>;
  /** What is stored of the source at its configured address; null: nothing yet. */
  readonly state: SourceState | null;
  /** Articles that it posted lately, and when the first of these. */
  readonly recent: { readonly articles: number; readonly firstAt: number } | null;
  readonly now: number;
}

export interface SourceHealth {
  readonly id: string;
  readonly health: HealthWord;
  /** As configured. */
  readonly url: string;
  /** The address that a permanent redirect led to and that is asked instead; null: the configured one is. */
  readonly learntUrl: string | null;
  readonly lastVisitAt: number | null;
  readonly lastSuccessAt: number | null;
  /** When its newest article appeared, as well as that is known. */
  readonly lastArticleAt: number | null;
  /** Null: no visit is planned. */
  readonly nextVisitAt: number | null;
  readonly nextVisitWhy: DueWhy | null;
  /** Failed visits in a row, and when the first was. */
  readonly failures: number;
  readonly failingSince: number | null;
  /** Since when its new articles are held; null: they are not. */
  readonly suspectSince: number | null;
  /** What in its feed asks not to be republished; null: nothing. */
  readonly deniedBy: string | null;
  /** The feed that the web page at its address names; null: none is known. */
  readonly namedFeedUrl: string | null;
  readonly error: SourceError | null;
  readonly articlesPerWeek: number;
}

/** What is wrong and what to do about it. */
export interface SourceError {
  readonly code: string;
  readonly message: string;
  /** What the answer said: foreign text on one line. */
  readonly snippet: string | null;
  readonly remedy: string | null;
}

const WORDS_OF_CODES: Readonly<Partial<Record<ErrorCode, HealthWord>>> = {
  merged: 'merged',
  'needs-auth': 'needs-auth',
  forbidden: 'blocked',
  'bot-wall': 'blocked',
  'rate-limited': 'throttled',
};

const WEEK_MS = 7 * 86_400_000;
/** Articles are counted over so many weeks, and over one at least. */
const COUNTED_WEEKS = 4;

/** The moment from which on `HealthFacts.recent` counts. */
export function countedSince(now: number): number {
  return now - COUNTED_WEEKS * WEEK_MS;
}

/** How a source is doing at `now`. */
export function sourceHealth({ source, state, recent, now }: HealthFacts): SourceHealth {
  const isPlanned = source.enabled && state !== null;
  return {
    id: source.id,
    health: wordOf(source, state, now),
    url: source.url,
    learntUrl: state === null || state.url === source.url ? null : state.url,
    lastVisitAt: state?.lastVisitAt ?? null,
    lastSuccessAt: state?.lastSuccessAt ?? null,
    lastArticleAt: state === null ? null : newestOf(state),
    nextVisitAt: isPlanned ? state.dueAt : null,
    nextVisitWhy: isPlanned ? state.dueWhy : null,
    failures: state?.failures ?? 0,
    failingSince: state?.failingSince ?? null,
    suspectSince: state?.suspectSince ?? null,
    deniedBy: state?.deniedBy ?? null,
    namedFeedUrl: state?.namedFeed?.url ?? null,
    error: state === null ? null : errorOf(state),
    articlesPerWeek: recent === null ? 0 : perWeek(recent, now),
  };
}

function wordOf({ url, enabled }: HealthFacts['source'], state: SourceState | null, now: number): HealthWord {
  if (!enabled) return 'disabled';
  if (state === null || state.lastVisitAt === null || state.dueWhy === 'new') return 'never-visited';
  if (state.dueWhy === 'gone') return 'gone';
  const { errorCode } = state;
  if (errorCode !== null) return (isErrorCode(errorCode) && WORDS_OF_CODES[errorCode]) || 'failing';
  if (state.suspectSince !== null) return 'suspect';
  if (isSilent(state, now)) return 'quiet';
  return state.url === url ? 'ok' : 'moved';
}

function errorOf({ errorCode: code, errorMessage, errorSnippet: snippet }: SourceState): SourceError | null {
  if (code === null) return null;
  return { code, message: errorMessage ?? '', snippet, remedy: isErrorCode(code) ? REMEDIES[code] : null };
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** A source that never brought an article has a history too, which begins with its first visit. */
function newestOf({ lastNewAt, postedAt }: SourceState): number | null {
  return lastNewAt === null ? null : (postedAt[0] ?? lastNewAt);
}

/** To a tenth. Of a source that was added days ago, what its feed held says too little for less than a week. */
function perWeek({ articles, firstAt }: NonNullable<HealthFacts['recent']>, now: number): number {
  const weeks = Math.min(Math.max((now - firstAt) / WEEK_MS, 1), COUNTED_WEEKS);
  return Math.round((articles * 10) / weeks) / 10;
}
