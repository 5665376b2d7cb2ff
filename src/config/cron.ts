// The five-field cron expressions a source may have: what is wrong with one, and how close together it fires. When it
// fires next is the scheduler's business.

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

const MINUTE: Field = { name: 'minute', min: 0, max: 59, names: [] };
const HOUR: Field = { name: 'hour', min: 0, max: 23, names: [] };
const DAY: Field = { name: 'day of month', min: 1, max: 31, names: [] };
const MONTH: Field = {
  name: 'month',
  min: 1,
  max: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const WEEKDAY: Field = {
  name: 'day of week',
  min: 0,
  max: 7,
  names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
};
const FIELDS = [MINUTE, HOUR, DAY, MONTH, WEEKDAY];

/** The longest each month can be. */
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_MINUTES = 24 * 60;

/** What is wrong with a cron expression, or null. Lists, ranges, steps over a range or `*`, and English names may be used. */
export function cronFault(expression: string): string | null {
  const parts = toParts(expression);
  if (parts.length !== FIELDS.length) {
    return 'expected a cron expression of five fields: minute, hour, day of month, month, day of week';
  }
  for (const [index, field] of FIELDS.entries()) {
    if (toValues(parts[index] ?? '', field) === null) {
      return `expected a cron expression whose ${field.name} is *, or numbers from ${field.min} to ${field.max} with , - and /`;
    }
  }
  const days = toValues(parts[2] ?? '', DAY) ?? [];
  const months = toValues(parts[3] ?? '', MONTH) ?? [];
  const comes = months.some((month) => days.some((day) => day <= (MONTH_DAYS[month - 1] ?? 0)));
  return comes ? null : 'expected a cron expression for days that exist in those months';
}

/** The fewest minutes between two firings of a valid expression, taking every day as one it fires on. */
export function shortestCronGapMinutes(expression: string): number {
  const [minutePart = '', hourPart = ''] = toParts(expression);
  const hours = toValues(hourPart, HOUR) ?? [];
  const minutes = toValues(minutePart, MINUTE) ?? [];
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute)).sort((a, b) => a - b);
  const nextDay = (times[0] ?? 0) + DAY_MINUTES;
  return Math.min(...times.map((time, index) => (times[index + 1] ?? nextDay) - time));
}

function toParts(expression: string): string[] {
  return expression.trim().split(/\s+/);
}

/** The values a part such as `1-10/3,20` selects, rising, each once; null when it is not one. */
function toValues(part: string, field: Field): number[] | null {
  const values = new Set<number>();
  for (const term of part.split(',')) {
    const [, range = '', step = '1'] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(term) ?? [];
    const [first, last] = range === '*' ? [field.min, field.max] : range.split('-').map((word) => toValue(word, field));
    const isSingle = last === undefined;
    // a step needs a range: "5/15" means different things to different schedulers
    if (first === undefined || !/^(\*|\w+(-\w+)?)$/.test(range) || Number(step) < 1 || (isSingle && step !== '1'))
      return null;
    const end = last ?? first;
    if (!(first >= field.min && end <= field.max && first <= end)) return null;
    for (let value = first; value <= end; value += Number(step)) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** NaN when the word is neither a number nor a name of the field. */
function toValue(word: string, field: Field): number {
  const named = field.names.indexOf(word.toLowerCase());
  if (named >= 0) return named + field.min;
  return /^\d{1,2}$/.test(word) ? Number(word) : Number.NaN;
}
