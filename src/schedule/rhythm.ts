// When so many articles have probably appeared that a visit is worth its request: from the moments at which a source posted to
// what may be expected of each hour, and from there to the next visit. Pure; cadence.ts sets the limits.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_HOURS = 24;
const WEEK_HOURS = 7 * DAY_HOURS;
/** Hours of a week are counted from Monday, 00:00 UTC; 1 January 1970 was a Thursday. */
const FIRST_HOUR_OF_WEEK = 3 * DAY_HOURS;
const WORKDAY_HOURS = 5 * DAY_HOURS;

/**
 * What few articles seem to say is held against so many imagined ones that are spread evenly over the week. Half or twice as
 * many change the figures of `bench cadence` by one or two hundredths.
 */
const IMAGINED = 6;
/** Articles that tell how often there is one; the older a source's better days, the longer they would hide that it died. */
const RECENT = 16;

export interface Worth {
  readonly from: number;
  /** The answer is never later. */
  readonly until: number;
  /** Hours that articles may wait before a visit is worth it, all their waits added up. */
  readonly hours: number;
}

/**
 * The moment at which the articles that probably appeared since `from` will together have waited for so many hours. When every
 * source is asked at that point, no request could be moved to another source and save more waiting there. Intervals of a source
 * that posts evenly grow with the square root of the time between its articles (Sia, Cho, Cho: "Efficient Monitoring Algorithm
 * for Fast News Alerts", 2007); to one that keeps hours, visits are made in these and shortly after them.
 */
export function whenWorthwhile(postedAt: readonly number[], { from, until, hours: worth }: Worth): number {
  const perHour = articlesPerHour(postedAt, from);
  const likely = likelihood(postedAt, from);
  let articles = 0;
  let waited = 0;
  for (let start = from; start < until; ) {
    const end = Math.min(until, (Math.floor(start / HOUR_MS) + 1) * HOUR_MS);
    const hours = (end - start) / HOUR_MS;
    const rate = perHour * likely(hourOfWeek(start));
    const waitedThen = waited + articles * hours + (rate * hours ** 2) / 2;
    if (waitedThen >= worth) {
      // articles * x + rate * x^2 / 2 = missing, solved for x
      const missing = worth - waited;
      const x = (2 * missing) / (articles + Math.sqrt(articles ** 2 + 2 * rate * missing));
      return start + x * HOUR_MS;
    }
    waited = waitedThen;
    articles += rate * hours;
    start = end;
  }
  return until;
}

/**
 * The mean of what the last 1, 2, 4, 8 and 16 articles say, each span reaching up to now: an article raises it at once, silence
 * lowers it, and neither a burst nor a pause outweighs the months before.
 */
function articlesPerHour(postedAt: readonly number[], now: number): number {
  let sum = 0;
  let spans = 0;
  for (let count = 1; count <= Math.min(postedAt.length, RECENT); count *= 2) {
    const spanMs = Math.max(now - (postedAt[count - 1] as number), MINUTE_MS);
    sum += ((count - 0.5) * HOUR_MS) / spanMs;
    spans++;
  }
  return sum / spans;
}

/** How many times likelier than on average an article is in an hour of the week: by the hour of the day, and the kind of day. */
function likelihood(postedAt: readonly number[], now: number): (hourOfWeek: number) => number {
  const counts = new Array<number>(DAY_HOURS).fill(0);
  let onWeekends = 0;
  for (const at of postedAt) {
    const hour = hourOfWeek(at);
    counts[hour % DAY_HOURS] = (counts[hour % DAY_HOURS] as number) + 1;
    if (hour >= WORKDAY_HOURS) onWeekends++;
  }
  const total = postedAt.length;
  const countAt = (hour: number) => counts[(hour + DAY_HOURS) % DAY_HOURS] as number;
  const ofDay = counts.map((count, hour) => {
    // what came at eight may well come at seven or at nine
    const nearby = countAt(hour - 1) / 4 + count / 2 + countAt(hour + 1) / 4;
    return (nearby * DAY_HOURS + IMAGINED) / (total + IMAGINED);
  });
  const hasSeenWeek = now - (postedAt[total - 1] as number) >= WEEK_HOURS * HOUR_MS;
  const ofKind = (count: number, days: number) =>
    hasSeenWeek ? ((count * 7) / days + IMAGINED) / (total + IMAGINED) : 1;
  const workday = ofKind(total - onWeekends, 5);
  const weekend = ofKind(onWeekends, 2);
  return (hour) => (ofDay[hour % DAY_HOURS] as number) * (hour < WORKDAY_HOURS ? workday : weekend);
}

const hourOfWeek = (at: number) => (Math.floor(at / HOUR_MS) + FIRST_HOUR_OF_WEEK) % WEEK_HOURS;
