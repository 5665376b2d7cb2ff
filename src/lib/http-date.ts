// Dates of HTTP headers (RFC 9110 section 5.6.7): the form in use and the two old ones that recipients must still accept.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sun, 06 Nov 1994 08:49:37 GMT`. `UTC` is no valid zone, but it is sent and means one thing. */
const IMF_FIXDATE = /^\w{3}, (\d{1,2}) (\w{3}) (\d{4}) (\d{1,2}):(\d\d):(\d\d) (?:GMT|UTC)$/;
/** `Sunday, 06-Nov-94 08:49:37 GMT`. */
const RFC_850 = /^\w{6,9}, (\d\d)-(\w{3})-(\d\d) (\d\d):(\d\d):(\d\d) (?:GMT|UTC)$/;
/** `Sun Nov  6 08:49:37 1994`. */
const ASCTIME = /^\w{3} (\w{3}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})$/;

/** Milliseconds since 1970, or null for what is none of the three forms. `now` places the two-digit years of RFC 850. */
export function readHttpDate(value: string, now: number): number | null {
  const fix = IMF_FIXDATE.exec(value);
  if (fix) return toTime(Number(fix[3]), fix[2], fix[1], fix[4], fix[5], fix[6]);
  const old = RFC_850.exec(value);
  if (old) return toTime(toFullYear(Number(old[3]), now), old[2], old[1], old[4], old[5], old[6]);
  const asctime = ASCTIME.exec(value);
  return asctime ? toTime(Number(asctime[6]), asctime[1], asctime[2], asctime[3], asctime[4], asctime[5]) : null;
}

/** A year that seems more than 50 years ahead is the latest past one with those digits. */
function toFullYear(twoDigits: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + twoDigits;
  return year > thisYear + 50 ? year - 100 : year;
}

function toTime(year: number, month: string | undefined, ...rest: (string | undefined)[]): number | null {
  const monthIndex = MONTHS.indexOf(month ?? '');
  const [day = 0, hour = 0, minute = 0, second = 0] = rest.map(Number);
  // 60 is a leap second.
  if (monthIndex < 0 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return null;
  return Date.UTC(year, monthIndex, day, hour, minute, second);
}
