// Bringing what visits saved into what is searched: after publishing, in slices, with time for everything else between them.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from './store/store.ts';

/** How much is done at a time. */
export interface IndexingPace {
  /** Articles of one slice. */
  readonly articles: number;
  /** What a slice takes to read; writing takes about as long again. */
  readonly sliceMs: number;
  /** Between two slices. */
  readonly pauseMs: number;
}

/** For a process that has nothing else to do: large transactions make the smaller index, and a signal still gets through. */
export const ALONE: IndexingPace = { articles: 500, sliceMs: 250, pauseMs: 0 };
/** For a process that serves: no answer waits for longer than it would for another answer, and most of the time is theirs. */
export const BESIDE: IndexingPace = { articles: 32, sliceMs: 5, pauseMs: 40 };

export interface IndexingResult {
  readonly indexed: number;
  /** Articles that still wait. */
  readonly left: number;
  readonly durationMs: number;
}

/** Indexes what waits until nothing does or `isOver` says so, which is asked before each slice. */
export async function indexWaiting(
  store: Pick<Store, 'indexArticles' | 'unindexedCount'>,
  pace: IndexingPace,
  isOver: () => boolean,
): Promise<IndexingResult> {
  const startedAt = performance.now();
  let indexed = 0;
  let left = await store.unindexedCount();
  if (left > 0) {
    // loaded when there is something to read: most passes bring nothing
    const { plainTextOf } = await import('./normalize/normalize.ts');
    while (!isOver()) {
      const done = await store.indexArticles({
        articles: pace.articles,
        forMs: pace.sliceMs,
        toPlainText: plainTextOf,
      });
      if (done === 0) break;
      indexed += done;
      await sleep(pace.pauseMs);
    }
    left = await store.unindexedCount();
  }
  return { indexed, left, durationMs: Math.round(performance.now() - startedAt) };
}
