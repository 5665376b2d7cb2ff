// The rules that `bench cadence` compares, and the days in which they are tried. A rule is given what a real visit has: the
// dates of the entries it found, which the source's document still held, and the moment.
import { nextVisitAt, rememberPosts } from '../src/schedule/schedule.ts';
import { DAY_MS, MINUTE_MS, type SimulatedSource, START } from './cadence-world.ts';

const WEEK_MS = 7 * DAY_MS;

export interface SimulatedVisit {
  readonly now: number;
  /** The visit before; null: none. */
  readonly since: number | null;
  /** Dates of the entries that are new; null: undated. */
  readonly dates: readonly (number | null)[];
}

/** A rule for one source: from each of its visits to the moment of the next. */
export type Rule = (source: SimulatedSource) => (visit: SimulatedVisit) => number;

/** Ours, with nothing but `fetch.every`: the functions that `lostfeed serve` calls, not copies. */
export function ours(everyMs: number): Rule {
  return ({ id }) => {
    let postedAt: readonly number[] = [];
    return ({ now, since, dates }) => {
      postedAt = rememberPosts(postedAt, dates, { since, now });
      const { at } = nextVisitAt({
        source: { id, everyMs: null, cron: null },
        everyMs,
        startedAt: now,
        ending: { kind: 'read' },
        informed: false,
        failures: 0,
        postedAt,
        isConditional: true,
        hints: { freshForMs: null, retryAfterMs: null },
        ttlMinutes: null,
        skipHours: [],
        skipDays: [],
      });
      return at ?? Number.POSITIVE_INFINITY;
    };
  };
}

/** The same interval for every source. */
export function fixedInterval(intervalMs: number): Rule {
  return () =>
    ({ now }) =>
      now + intervalMs;
}

/**
 * A week divided by the entries of the last seven days, times a factor, held between a floor and a day: what Miniflux calls
 * entry_frequency. An entry without a date counts from when it was found.
 */
export function weekDivided(factor: number, floorMs: number): Rule {
  return () => {
    const seen: number[] = [];
    let old = 0;
    return ({ now, dates }) => {
      for (const date of dates) seen.push(date ?? now);
      while (old < seen.length && (seen[old] as number) <= now - WEEK_MS) old++;
      const inWeek = seen.length - old;
      const interval = inWeek === 0 ? DAY_MS : (WEEK_MS / inWeek) * factor;
      return now + Math.min(Math.max(interval, floorMs), DAY_MS);
    };
  };
}

/** What a rule came to. Delays from an entry's appearance to the visit that found it. */
export interface Outcome {
  /** Visits of a source in a day. */
  readonly requests: number;
  readonly meanMinutes: number;
  readonly p95Minutes: number;
  /** Of a thousand posts, those that had left the document before any visit came; they have no delay. */
  readonly lost: number;
}

/** Lets a rule poll a world for so many days; posts of the last hours are waited for. */
export function simulate(world: readonly SimulatedSource[], days: number, rule: Rule): Outcome {
  const end = START + days * DAY_MS;
  const delays: number[] = [];
  let requests = 0;
  let lost = 0;
  for (const source of world) {
    const { posts, window, isDated } = source;
    const nextAfter = rule(source);
    let since: number | null = null;
    let seen = 0;
    for (let now = source.firstVisitAt; ; ) {
      if (now < end) requests++;
      let there = seen;
      while (there < posts.length && (posts[there] as number) <= now) there++;
      const held = Math.max(seen, there - window);
      const found = posts.slice(held, there);
      if (since !== null) {
        lost += held - seen;
        for (const at of found) if (at < end) delays.push(now - at);
      }
      seen = there;
      if (now >= end) break;
      const next = nextAfter({ now, since, dates: isDated ? found : found.map(() => null) });
      since = now;
      now = next;
    }
  }
  const sorted = Float64Array.from(delays).sort();
  const mean = sorted.reduce((sum, delay) => sum + delay, 0) / sorted.length;
  return {
    requests: requests / world.length / days,
    meanMinutes: mean / MINUTE_MS,
    p95Minutes: (sorted[Math.floor(sorted.length * 0.95)] as number) / MINUTE_MS,
    lost: (1000 * lost) / (lost + sorted.length),
  };
}

/**
 * The setting, between two, at which a figure that only grows (or only falls) with it comes to `target`; null: not between them.
 * Halves the logarithm until the figure is within a thousandth.
 */
export function settingFor(
  target: number,
  [low, high]: readonly [number, number],
  figure: (setting: number) => number,
): number | null {
  let [from, to] = [low, high];
  const isFalling = figure(from) > figure(to);
  const isBeyond = (value: number) => (isFalling ? value < target : value > target);
  if (isBeyond(figure(from)) || !isBeyond(figure(to))) return null;
  for (let step = 0; step < 30; step++) {
    const middle = Math.sqrt(from * to);
    const value = figure(middle);
    if (Math.abs(value / target - 1) < 0.001) return middle;
    if (isBeyond(value)) to = middle;
    else from = middle;
  }
  return Math.sqrt(from * to);
}
