// A world of simulated sources for `bench cadence`: who posts when, over the history that a first visit can see and the days
// that are simulated. The same seed gives the same world; no rule can change what is posted.

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const WEEK_HOURS = 7 * 24;

/** One source: what it posts, and how much of it a visitor can see. */
export interface SimulatedSource {
  readonly id: string;
  /** Moments of its posts, rising; those before the first visit are history. */
  readonly posts: readonly number[];
  /** Entries that its document holds: what is older has left it. */
  readonly window: number;
  /** False: its entries carry no dates, and a rule learns only between which visits they appeared. */
  readonly isDated: boolean;
  /** Moment of its first visit, at most an hour after the start. */
  readonly firstVisitAt: number;
}

/** When the simulated days begin: a Monday, 00:00 UTC. */
export const START = Date.UTC(2026, 8, 7);
/** Older entries tell a rule nothing, and cost time to draw. */
const LONGEST_HISTORY_MS = 6 * 365 * DAY_MS;

/** Makes `count` sources with posts up to `until`. */
export function makeWorld(seed: number, count: number, until: number): readonly SimulatedSource[] {
  return Array.from({ length: count }, (_, index) =>
    makeSource(`source-${index}`, numbers(seed * 1_000_003 + index), until),
  );
}

/** A number from 0 to below 1; all that chance decides comes from here. */
type Next = () => number;

function makeSource(id: string, next: Next, until: number): SimulatedSource {
  // from one post in a year to one in an hour, each scale as common as any other
  const postsPerHour = Math.exp(-next() * Math.log(365 * 24));
  const window = 10 + Math.floor(next() * 21);
  const historyMs = Math.min((1.5 * window * HOUR_MS) / postsPerHour + 7 * DAY_MS, LONGEST_HISTORY_MS);
  const style = pick(next, STYLES);
  const isPunctual = style.hours !== null && postsPerHour < 1 / 20 && next() < 0.15;
  const week = makeWeek(style, next);
  const rhythm = isPunctual ? punctual(week, next) : week;
  const drawn = drawPosts({ rhythm, isPunctual, postsPerHour, from: START - historyMs, until }, next);
  const [silentFrom, silentUntil] = drawSilence(next, until);
  const posts = drawn.filter((at) => at < silentFrom || at >= silentUntil);
  return { id, posts, window, isDated: next() < 0.92, firstVisitAt: START + next() * HOUR_MS };
}

// ---------------------------------------------------------------- who posts when

interface Style {
  readonly share: number;
  /** First and last hour of the posting day in local time; null: round the clock. */
  readonly hours: readonly [number, number] | null;
  /** How much a day counts, Monday first. */
  readonly days: readonly number[];
}

const STYLES: readonly Style[] = [
  // firms, newsrooms, projects with staff
  { share: 0.4, hours: [8, 18], days: [1, 1, 1, 1, 0.9, 0.03, 0.03] },
  // people who write when they are awake
  { share: 0.2, hours: [8, 23], days: [1, 1, 1, 1, 1, 0.7, 0.7] },
  // people who write after work
  { share: 0.15, hours: [18, 24], days: [0.8, 0.8, 0.8, 0.8, 0.8, 1.2, 1.2] },
  // robots, planets, projects all over the world
  { share: 0.25, hours: null, days: [1, 1, 1, 1, 1, 1, 1] },
];

/** Hours from UTC and how many of the sources live there. */
const ZONES = [
  { share: 0.14, hours: -8 },
  { share: 0.22, hours: -5 },
  { share: 0.12, hours: 0 },
  { share: 0.28, hours: 1 },
  { share: 0.06, hours: 3 },
  { share: 0.06, hours: 5.5 },
  { share: 0.12, hours: 8.5 },
];

/** How likely each hour of the week is, from Monday 00:00 UTC; the mean is 1. */
function makeWeek({ hours, days }: Style, next: Next): readonly number[] {
  const zone = pick(next, ZONES).hours;
  const shift = next() * 2 - 1;
  const week = Array.from({ length: WEEK_HOURS }, (_, hour) => {
    const local = (hour + 0.5 + zone + WEEK_HOURS) % WEEK_HOURS;
    const weight = days[Math.floor(local / 24)] as number;
    if (hours === null) return weight;
    const ofDay = local % 24;
    return weight * (ofDay >= hours[0] + shift && ofDay < hours[1] + shift ? 1 : 0.03);
  });
  const mean = week.reduce((sum, value) => sum + value, 0) / WEEK_HOURS;
  return week.map((value) => value / mean);
}

/** All of the day's posts at one hour that was likely anyway: the digest at seven, the episode at noon. */
function punctual(week: readonly number[], next: Next): readonly number[] {
  let hour = 0;
  let best = 0;
  for (let candidate = 0; candidate < 24; candidate++) {
    const weight = (week[24 + candidate] as number) * next();
    if (weight > best) [hour, best] = [candidate, weight];
  }
  const only = week.map((value, at) => (at % 24 === hour ? value : 0));
  const mean = only.reduce((sum, value) => sum + value, 0) / WEEK_HOURS;
  return only.map((value) => value / mean);
}

interface Drawing {
  readonly rhythm: readonly number[];
  readonly isPunctual: boolean;
  readonly postsPerHour: number;
  readonly from: number;
  readonly until: number;
}

/** Posts by chance, as likely in an hour as the hour of the week and the source's mood make them; some come in bursts. */
function drawPosts({ rhythm, isPunctual, postsPerHour, from, until }: Drawing, next: Next): number[] {
  const perBurst = next() < 0.3 ? 2 + next() * 4 : 1;
  const moodiness = next() < 0.5 ? 0.7 : 0.15;
  const minute = next() * 0.8;
  const posts: number[] = [];
  let mood = 1;
  let moodUntil = from;
  let toNext = waiting(next);
  for (let start = Math.floor(from / HOUR_MS) * HOUR_MS; start < until; start += HOUR_MS) {
    if (start >= moodUntil) {
      mood = Math.exp(moodiness * normal(next));
      moodUntil = start + waiting(next) * 40 * DAY_MS;
    }
    const expected = (postsPerHour / perBurst) * mood * (rhythm[hourOfWeek(start)] as number);
    for (; toNext < expected; toNext += waiting(next)) {
      let at = start + (isPunctual ? minute + next() * 0.2 : toNext / expected) * HOUR_MS;
      posts.push(at);
      while (next() < 1 - 1 / perBurst) {
        at += waiting(next) * 30 * MINUTE_MS;
        posts.push(at);
      }
    }
    toNext -= expected;
  }
  return posts
    .map(Math.round)
    .filter((at) => at < until)
    .sort((a, b) => a - b);
}

/** One source in ten is dead when we come, some fall silent or wake while we watch, some are on holiday. */
function drawSilence(next: Next, until: number): readonly [number, number] {
  const kind = next();
  const never = [until, until] as const;
  const early = START - next() * 500 * DAY_MS;
  const within = START + next() * (until - START);
  if (kind < 0.1) return [early, until];
  if (kind < 0.12) return [within, until];
  if (kind < 0.14) return [early, within];
  if (kind < 0.18) return [within, within + 14 * DAY_MS];
  return never;
}

/** From Monday 00:00 UTC; the simulated days begin on one. */
function hourOfWeek(at: number): number {
  const hours = Math.floor((at - START) / HOUR_MS) % WEEK_HOURS;
  return hours < 0 ? hours + WEEK_HOURS : hours;
}

function pick<T extends { readonly share: number }>(next: Next, choices: readonly T[]): T {
  let left = next();
  for (const choice of choices) {
    left -= choice.share;
    if (left < 0) return choice;
  }
  return choices[choices.length - 1] as T;
}

/** Exponential with mean 1: the time to the next of events that come by chance, once in a unit of time. */
const waiting = (next: Next) => -Math.log(1 - next());

/** Standard normal (Box and Muller). */
const normal = (next: Next) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

/** Numbers from 0 to below 1 that depend only on the seed (mulberry32). */
function numbers(seed: number): Next {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
