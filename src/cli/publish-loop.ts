// Publishing while visits go on: requests that arrive during a publication are met by the next one.
import { setTimeout as sleep } from 'node:timers/promises';

export interface PublishLoop {
  /** Asks for a publication soon; many requests make one. */
  request(): void;
  /** Resolves when nothing is asked for or under way. */
  idle(): Promise<void>;
}

/** A burst of visits, as at a cold start, publishes this often at most; a lone change goes out at once. */
const SPACING_MS = 1_000;

/** `publish` must not throw. */
export function createPublishLoop(publish: () => Promise<void>): PublishLoop {
  let asked = false;
  let running: Promise<void> | null = null;
  let lastEnd = Number.NEGATIVE_INFINITY;

  async function work(): Promise<void> {
    while (asked) {
      const waitMs = lastEnd + SPACING_MS - performance.now();
      if (waitMs > 0) await sleep(waitMs);
      asked = false;
      await publish();
      lastEnd = performance.now();
    }
  }

  return {
    request() {
      asked = true;
      running ??= work().finally(() => {
        running = null;
      });
    },
    idle: () => running ?? Promise.resolve(),
  };
}
