// The rest of a host that a redirect leads to: its turn is waited for, within bounds, as visits of its own sources wait.

import { FetchError } from '../errors.ts';
import type { Deadline } from './deadline.ts';
import { stopFault } from './transport-faults.ts';

/** Takes a turn at a host (as of `hostOf`): resolves to 0 when it may be asked now, else to the milliseconds until then. */
export type EnterHost = (host: string) => Promise<number>;

/** Waits in real time unless something else is given. */
export type Sleep = (ms: number) => Promise<void>;

/** Enough for a few others in front of us; a host that is to be left alone for longer is left to a later visit. */
const MAX_WAIT_MS = 10_000;

/** @throws FetchError `unavailable` when the turn would not come soon, or the failure of the deadline */
export async function waitForHost(host: string, enterHost: EnterHost, sleep: Sleep, deadline: Deadline): Promise<void> {
  let waitedMs = 0;
  for (;;) {
    const waitMs = await enterHost(host);
    if (waitMs <= 0) return;
    waitedMs += waitMs;
    if (waitedMs > MAX_WAIT_MS) {
      throw new FetchError('unavailable', 'the redirect leads to a host that is to be left alone for now', {
        retryAfterMs: waitMs,
      });
    }
    await withinDeadline(sleep(waitMs), deadline);
  }
}

function withinDeadline(wait: Promise<void>, deadline: Deadline): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(stopFault(deadline.passed ?? 'timeout'));
    if (deadline.passed !== null) return stop();
    deadline.onPassed = stop;
    wait.then(() => {
      deadline.onPassed = null;
      resolve();
    }, reject);
  });
}
