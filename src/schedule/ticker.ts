// The tick: node-cron once a second, never two at a time.
import { schedule } from 'node-cron';

/** Every second: the shortest interval a source may have. Asking the store what is due costs microseconds. */
const TICK = '* * * * * *';
/** node-cron waits for a moment of the wall clock: when that is set back, the tick is made anew after so long without one. */
const WATCHDOG_MS = 5_000;

export interface Ticker {
  start(): void;
  /** Does the work at once, without waiting for the tick. */
  wake(): void;
  /** When the work last succeeded; null before the first time. */
  readonly lastDoneAt: number | null;
  stop(): Promise<void>;
}

/** Does `work` every second; a failure is given to `onError`, and the next tick tries again. */
export function createTicker(options: { work(): Promise<void>; onError(error: unknown): void; now(): number }): Ticker {
  let lastDoneAt: number | null = null;
  let task: ReturnType<typeof schedule> | null = null;
  let watchdog: NodeJS.Timeout | null = null;
  let tickedAt = performance.now();
  const tick = async () => {
    tickedAt = performance.now();
    try {
      await options.work();
      lastDoneAt = options.now();
    } catch (error) {
      options.onError(error);
    }
  };
  return {
    start() {
      const begin = () => schedule(TICK, tick, { noOverlap: true, suppressMissedWarning: true });
      task = begin();
      watchdog = setInterval(() => {
        if (task?.isBusy() || performance.now() - tickedAt < WATCHDOG_MS) return;
        void task?.destroy();
        task = begin();
        void tick();
      }, WATCHDOG_MS).unref();
      void tick();
    },
    wake: () => void tick(),
    get lastDoneAt() {
      return lastDoneAt;
    },
    async stop() {
      if (watchdog) clearInterval(watchdog);
      await task?.destroy();
    },
  };
}
