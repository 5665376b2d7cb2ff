// How often a callback may be called: enough for any hub, too little to keep us busy.

/** So many calls within a minute, by one callback; feeds that change every second are told in one delivery or two. */
const MAX_CALLS = 60;
const WINDOW_MS = 60_000;

export interface CallLimit {
  /** Counts a call; false: it is one too many. */
  take(token: string, now: number): boolean;
}

/** Knows a minute at a time, so that what it remembers stays small. */
export function createCallLimit(): CallLimit {
  let calls = new Map<string, number>();
  let windowEndsAt = Number.NEGATIVE_INFINITY;
  return {
    take(token, now) {
      // a clock that was set back begins a new window too
      if (now >= windowEndsAt || now < windowEndsAt - WINDOW_MS) {
        calls = new Map();
        windowEndsAt = now + WINDOW_MS;
      }
      const count = (calls.get(token) ?? 0) + 1;
      calls.set(token, count);
      return count <= MAX_CALLS;
    },
  };
}
