// A source's state for the tests of this folder: one that was read an hour ago and posts daily.
import type { SourceState } from '../../src/model.ts';
import { makeState as storedState } from '../store/records.ts';

export const NOW = Date.UTC(2026, 10, 22, 12);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export function makeState(change: Partial<SourceState> = {}): SourceState {
  return storedState('lwn', {
    url: 'https://lwn.example/feed',
    validators: { etag: '"1"', lastModified: null },
    bodyHash: 'hash',
    lastVisitAt: NOW - HOUR,
    lastSuccessAt: NOW - HOUR,
    lastNewAt: NOW - HOUR,
    dueAt: NOW + HOUR,
    postedAt: [1, 2, 3, 4].map((days) => NOW - days * DAY),
    ...change,
  });
}

/** The state after one more failed visit at a moment. */
export function failed(before: SourceState, at: number, code = 'http-status'): SourceState {
  return {
    ...before,
    lastVisitAt: at,
    failures: before.failures + 1,
    failingSince: before.failingSince ?? at,
    throttledAt: code === 'rate-limited' ? at : before.throttledAt,
    errorCode: code,
    errorMessage: `GET ${before.url}: it failed`,
  };
}

/** The state after a visit that could read it at a moment, and brought nothing new. */
export function read(before: SourceState, at: number): SourceState {
  return {
    ...before,
    lastVisitAt: at,
    lastSuccessAt: at,
    failures: 0,
    failingSince: null,
    quietVisits: before.quietVisits + 1,
    errorCode: null,
    errorMessage: null,
  };
}
