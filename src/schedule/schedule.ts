// The stage that decides when: a tick that keeps the pool of visits full (`createScheduler`), one pass over what is due
// (`runPass`), and the pure rules of when to come back. What a visit does is pipeline.ts's business.
import { setTimeout as sleep } from 'node:timers/promises';
import { createTicker } from './ticker.ts';
import { createVisitPool, type PoolOptions, type VisitPool } from './visit-pool.ts';

export { type CadenceInput, type NextVisit, nextVisitAt, stableShare, type VisitEnding } from './cadence.ts';
export { type HourlyJob, startHourlyJob } from './hourly-job.ts';
export { hintGapMs, hostGapMs, hostSlots } from './politeness.ts';
export { type AnsweredVisit, rememberPosts } from './posting-history.ts';
export { createTicker, type Ticker } from './ticker.ts';
export type { ClaimRequest, Claims } from './visit-pool.ts';

export interface Scheduler {
  start(): void;
  /** Asks at once what is due, without waiting for the tick. */
  wake(): void;
  /** Milliseconds since 1970 of the last tick that worked; null before the first. */
  readonly lastTickAt: number | null;
  /** Stops claiming; visits under way may end within `graceMs`, then they are cut short. */
  stop(graceMs: number): Promise<void>;
}

export interface SchedulerOptions extends Omit<PoolOptions, 'due'> {
  /** Called with whatever made claiming fail; the next tick tries again. */
  onError(error: unknown): void;
}

/** Due times are met by the nearest tick: waiting for the one after would make every interval a second longer. */
const HALF_TICK_MS = 500;

/** The long-running scheduler of `serve`. Missed ticks collapse into one: due times live in the store. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const pool = createVisitPool({ ...options, due: (now) => ({ dueBy: now + HALF_TICK_MS, forceSince: null }) });
  const ticker = createTicker({ work: () => pool.fill(), onError: options.onError, now: options.now });
  return {
    start: ticker.start,
    wake: ticker.wake,
    get lastTickAt() {
      return ticker.lastDoneAt;
    },
    async stop(graceMs) {
      await ticker.stop();
      await drain(pool, graceMs);
    },
  };
}

export interface PassOptions extends Omit<PoolOptions, 'due'> {
  /** When the pass began: what is due by then is visited, once. */
  readonly startedAt: number;
  /** Ignore due times (never Retry-After, host gaps or 410). */
  readonly force: boolean;
  /** When to stop starting visits and cut short those under way; null: when all is done. */
  readonly deadlineAt: number | null;
  /** The rest a host is given between two visits: a pass waits for it. */
  readonly hostGapMs: number;
  /** Cuts the pass short: visits under way are void. */
  readonly signal: AbortSignal;
}

/** How a pass ended: `whole`, `budget` (out of time, something was left) or `aborted`. */
export type PassEnd = 'whole' | 'budget' | 'aborted';

/** Longest wait within a pass beyond a host's gap; a host that asked for more is left to a later pass. */
const MAX_WAIT_MS = 5_000;
const RUNNING_WAIT_MS = 50;

/** One pass over all that is due: returns when nothing more is due, time is up, or the signal fires. */
export async function runPass(options: PassOptions): Promise<PassEnd> {
  const { startedAt, force } = options;
  const due = () => ({ dueBy: startedAt, forceSince: force ? startedAt : null });
  const pool = createVisitPool({ ...options, due });
  const stop = new AbortController();
  const deadline =
    options.deadlineAt === null
      ? null
      : setTimeout(() => stop.abort(), Math.max(0, options.deadlineAt - options.now()));
  const onAbort = () => stop.abort();
  options.signal.addEventListener('abort', onAbort, { once: true });
  if (options.signal.aborted) stop.abort();
  stop.signal.addEventListener('abort', () => pool.abort(), { once: true });
  try {
    while (!stop.signal.aborted) {
      await pool.fill();
      const nextAt = await options.claims.nextClaimAt({ now: options.now(), ...due() });
      const waitMs = nextAt === null ? Number.POSITIVE_INFINITY : nextAt - options.now();
      if (pool.running === 0 && waitMs > MAX_WAIT_MS + options.hostGapMs) return 'whole';
      // while visits run the pool refills itself; a look now and then catches hosts whose gap is over
      const least = pool.running === 0 ? 1 : RUNNING_WAIT_MS;
      await pause(Math.min(Math.max(waitMs, least), MAX_WAIT_MS), pool, stop.signal);
    }
    return options.signal.aborted ? 'aborted' : 'budget';
  } finally {
    // however the pass ends, no visit outlives it
    pool.abort();
    await pool.idle();
    if (deadline) clearTimeout(deadline);
    options.signal.removeEventListener('abort', onAbort);
  }
}

/** Waits, but no longer than until the running visits end or the signal fires. */
async function pause(ms: number, pool: VisitPool, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const timer = sleep(ms, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(() => {});
  await (pool.running > 0 ? Promise.race([timer, pool.idle()]) : timer);
  over.abort();
}

async function drain(pool: VisitPool, graceMs: number): Promise<void> {
  pool.close();
  const timer = setTimeout(() => pool.abort(), graceMs);
  await pool.idle();
  clearTimeout(timer);
}
