// Work that is looked for once an hour: node-cron, never two at a time.
import { schedule } from 'node-cron';

/** Not at the full hour, when everybody's jobs run. */
const ONCE_AN_HOUR = '23 * * * *';

export interface HourlyJob {
  /** Resolves when nothing is under way and nothing will be. */
  stop(): Promise<void>;
}

/** Does `work` now and once every hour; a failure is given to `onError`. `work` looks whether it is to stop. */
export function startHourlyJob(options: {
  work(isOver: () => boolean): Promise<void>;
  onError(error: unknown): void;
}): HourlyJob {
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  const begin = () => {
    running = options.work(() => isStopped).catch(options.onError);
    return running;
  };
  const task = schedule(ONCE_AN_HOUR, begin, { noOverlap: true, suppressMissedWarning: true });
  void begin();
  return {
    async stop() {
      isStopped = true;
      await task.destroy();
      await running;
    },
  };
}
