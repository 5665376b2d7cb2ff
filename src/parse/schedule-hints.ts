// What a feed says about when to come back: RSS ttl, skipHours, skipDays and the syndication module. Anything that makes no
// sense says nothing.

const PERIOD_MINUTES: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 24 * 60,
  weekly: 7 * 24 * 60,
  monthly: 30 * 24 * 60,
  yearly: 365 * 24 * 60,
};

/**
 * sy:updatePeriod is a habit and no wish: programs fill it in for everybody. It may slow us to a day; a weekly feed that keeps
 * no hours would otherwise be found out up to six days late.
 */
const LONGEST_PERIOD_MINUTES = 24 * 60;

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Minutes from ttl, else from sy:updatePeriod divided by sy:updateFrequency (default 1), a day at most; null if neither is usable. */
export function readTtlMinutes(ttl: string | null, period: string | null, frequency: string | null): number | null {
  const minutes = readCount(ttl);
  if (minutes !== null) return minutes;
  const periodMinutes = new Map(Object.entries(PERIOD_MINUTES)).get(period?.toLowerCase() ?? '');
  if (periodMinutes === undefined) return null;
  const minutesBetween = Math.round(periodMinutes / (readCount(frequency) ?? 1));
  return Math.min(Math.max(1, minutesBetween), LONGEST_PERIOD_MINUTES);
}

/** Hours 0 to 23 without repetition; 24 is midnight. */
export function readSkipHours(hours: readonly string[]): readonly number[] {
  const numbers = hours.filter((hour) => /^\d{1,2}$/.test(hour)).map(Number);
  return [...new Set(numbers.filter((hour) => hour <= 24).map((hour) => hour % 24))];
}

/** Days from 0, Sunday, without repetition. */
export function readSkipDays(days: readonly string[]): readonly number[] {
  return [...new Set(days.map((day) => DAYS.indexOf(day.toLowerCase())).filter((day) => day >= 0))];
}

function readCount(text: string | null): number | null {
  return text !== null && /^0*[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
