// When a cron expression fires next, as a pure function of a moment: node-cron says which minutes match, we look ahead.
import { createTask, parse } from 'node-cron';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A leap day on a given weekday comes round within 40 years; rarer expressions never fire. */
const HORIZON_DAYS = 40 * 366;

/** The first whole minute after `after` that matches a five-field expression in UTC, or null if none ever does. */
export function nextCronAt(expression: string, after: number): number | null {
  const fields = parse(expression);
  const task = createTask(expression, () => {}, { timezone: 'UTC' });
  const matches = (at: number) => task.match(new Date(at));
  const hours = [...fields.hour].sort((a, b) => a - b);
  const minutes = [...fields.minute].sort((a, b) => a - b);
  const firstOfDay = (hours[0] ?? 0) * HOUR_MS + (minutes[0] ?? 0) * MINUTE_MS;
  const today = Math.floor(after / DAY_MS) * DAY_MS;
  try {
    for (let day = 0; day < HORIZON_DAYS; day++) {
      const midnight = today + day * DAY_MS;
      // the hour and minute fields do not depend on the day, so one try tells whether the day matches
      if (!fields.month.includes(new Date(midnight).getUTCMonth() + 1) || !matches(midnight + firstOfDay)) continue;
      for (const hour of hours) {
        for (const minute of minutes) {
          const at = midnight + hour * HOUR_MS + minute * MINUTE_MS;
          if (at > after) return at;
        }
      }
    }
    return null;
  } finally {
    task.destroy();
  }
}
