import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTicker, type Ticker } from '../../src/schedule/schedule.ts';

const NOON = Date.UTC(2026, 5, 1, 12);
let done: number;
let failing: boolean;
let faults: unknown[];
let ticker: Ticker;

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
  done = 0;
  failing = false;
  faults = [];
  ticker = createTicker({
    async work() {
      if (failing) throw new Error('the store is busy');
      done++;
    },
    onError: (error) => faults.push(error),
    now: () => Date.now(),
  });
});

afterEach(async () => {
  await ticker.stop();
  vi.useRealTimers();
});

it('works at once when it starts, then every second, and not after it stopped', async () => {
  ticker.start();
  await vi.advanceTimersByTimeAsync(3_100);
  expect(done).toBe(4);
  expect(ticker.lastDoneAt).toBe(NOON + 3_000);
  await ticker.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(done).toBe(4);
});

it('A050: goes on within seconds when the clock is set back by an hour', async () => {
  ticker.start();
  await vi.advanceTimersByTimeAsync(3_000);
  vi.setSystemTime(NOON - 3_600_000);
  const before = done;
  await vi.advanceTimersByTimeAsync(15_000);
  expect(done - before).toBeGreaterThan(4);
});

it('tells a failure and tries again at the next tick', async () => {
  failing = true;
  ticker.start();
  await vi.advanceTimersByTimeAsync(1_100);
  expect(faults).toHaveLength(2);
  expect(ticker.lastDoneAt).toBeNull();
  failing = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ticker.lastDoneAt).not.toBeNull();
});
