// The service's indexing: what visits saved is made searchable while nothing is being published.
import { createTicker } from '../schedule/schedule.ts';
import { BESIDE, type IndexingPace, type IndexingResult } from '../word-indexing.ts';

export interface IndexingLoop {
  /** Resolves when the slice under way is done; what still waits is for the next start. */
  stop(): Promise<void>;
}

/** Looks every second whether articles wait to be indexed. `idle` resolves when nothing more urgent is under way. */
export function startIndexing(options: {
  index(pace: IndexingPace, isOver: () => boolean): Promise<IndexingResult>;
  idle(): Promise<void>;
  onError(error: unknown): void;
  now(): number;
}): IndexingLoop {
  let isStopped = false;
  let running: Promise<unknown> = Promise.resolve();
  const ticker = createTicker({
    async work() {
      await options.idle();
      if (isStopped) return;
      running = options.index(BESIDE, () => isStopped);
      await running;
    },
    onError: options.onError,
    now: options.now,
  });
  ticker.start();
  return {
    async stop() {
      isStopped = true;
      await ticker.stop();
      await running.catch(() => {});
    },
  };
}
