// What telling subscribers and telling another hub have in common: how much is claimed for how long, and what came of a try.
import { FetchError } from '../errors.ts';
import type { Sent } from './hub-deps.ts';

/** How long what is claimed is ours: the longest timeout of a request, and the minute within which it begins. */
export const CLAIM_MS = 660_000;
export const SWEEP_LIMIT = 64;

/** A status, or the code of what went wrong below HTTP or instead of a 2xx. */
export interface Tried {
  readonly status: number | null;
  readonly code: string | null;
  readonly retryAfterMs: number | null;
}

/** Makes a FetchError a value. */
export async function trying(act: () => Promise<Sent>): Promise<Tried> {
  try {
    const { status, retryAfterMs } = await act();
    return { status, code: null, retryAfterMs };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const { status, code, retryAfterMs } = error;
    return { status, code, retryAfterMs };
  }
}
