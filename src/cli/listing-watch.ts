// How the process that publishes notices what another one has listed, such as `lostfeed release` beside it.
import { createTicker, type Ticker } from '../schedule/schedule.ts';

/** Looks every second whether articles were listed without a visit, and asks for a publication then. */
export function watchListing(options: {
  readonly store: { listingVersion(): Promise<number> };
  publish(): void;
  onError(error: unknown): void;
  now(): number;
}): Ticker {
  // unknown before the first look, which finds what was published at the start
  let version: number | null = null;
  const ticker = createTicker({
    async work() {
      const stored = await options.store.listingVersion();
      if (version !== null && stored !== version) options.publish();
      version = stored;
    },
    onError: options.onError,
    now: options.now,
  });
  ticker.start();
  return ticker;
}
