// Dates as feeds write them: RFC 822 in all its spoilt forms, ISO 8601 and the W3C profile, asctime, other languages,
// numbers. One reader for each dialect, tried in order. What none can read is unknown, never now.
import { FILLERS, monthOf, zoneMinutes } from './date-words.ts';

/** No date is longer; what is has something else in it. */
const MAX_DATE_CHARS = 100;

/**
 * The moment in milliseconds, to the second: RSS cannot say less, and the three formats must agree. Null when it cannot be
 * read. Days and hours just past their end roll over (31 June is 1 July), as feedparser has it.
 */
export function readDate(written: string): number | null {
  if (written.length > 10 * MAX_DATE_CHARS) return null;
  const usual = readUsual(written);
  if (usual !== null) return usual;
  const text = tidy(written);
  if (text === '' || text.length > MAX_DATE_CHARS) return null;
  for (const read of [readNumber, readYearFirst, readWords]) {
    const at = read(text);
    if (at !== null) return at;
  }
  return null;
}

/** What nearly all feeds write, by RFC 822 or ISO 8601 to the letter: the readers below would find the same, slowly. */
function readUsual(text: string): number | null {
  const words = /^(?:[A-Z][a-z][a-z], )?(\d\d?) ([A-Z][a-z][a-z]) (\d{4}) (\d\d):(\d\d):(\d\d) (GMT|[+-]\d{4})$/.exec(
    text,
  );
  if (words !== null) {
    const [, day, month = '', year, hour, minute, second, zone = ''] = words;
    return toUsual(
      Number(year),
      MONTHS.indexOf(month) / 3 + 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
      zone,
    );
  }
  const digits = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)$/.exec(text);
  if (digits === null) return null;
  const [, year, month, day, hour, minute, second, zone = ''] = digits;
  return toUsual(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second), zone);
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** Null for what is out of the ordinary, be it readable or not. */
function toUsual(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  zone: string,
): number | null {
  const isUsual = year >= 1000 && Number.isInteger(month) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!isUsual || hour > 23 || minute > 59 || second > 59) return null;
  const minutes = zone === 'Z' || zone === 'GMT' ? 0 : zoneMinutes(zone);
  return minutes === null ? null : Date.UTC(year, month - 1, day, hour, minute - minutes, second);
}

/** One kind of space, minus and quote; French hours with a colon. */
function tidy(written: string): string {
  const text = /^[\0-\x7f]*$/.test(written) ? written : spellOut(written);
  return text
    .replace(/(\d)h(\d\d)\b/g, '$1:$2')
    .replace(/["'<>]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Marks of East Asian dates become those of ISO. */
function spellOut(written: string): string {
  return written
    .replace(/[\u200b\u200e\u200f\ufeff]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s*[년年]\s*/g, '-')
    .replace(/\s*[월月]\s*/g, '-')
    .replace(/\s*[일日号]\s*/g, ' ')
    .replace(/오전|上午|午前/g, ' am ')
    .replace(/오후|下午|午後/g, ' pm ')
    .replace(/(\d)\s*[시时時点]\s*(\d)/g, '$1:$2')
    .replace(/(\d)\s*[분分]\s*(?:(\d{1,2})\s*[초秒])?/g, (_, minute: string, second?: string) =>
      second === undefined ? minute : `${minute}:${second}`,
    );
}

/** Unix seconds or milliseconds; 20031231 and 20031231T101455 with or without a zone. */
function readNumber(text: string): number | null {
  const compact =
    /^((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(
      text,
    );
  if (compact !== null) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', zone = ''] = compact;
    return toMoment(
      Number(year),
      Number(month),
      Number(day),
      { hour: Number(hour), minute: Number(minute), second: Number(second) },
      zoneMinutes(zone),
    );
  }
  if (/^\d{9,10}(?:\.\d+)?$/.test(text)) return Math.floor(Number(text)) * 1000;
  if (/^\d{12,13}$/.test(text)) return Math.floor(Number(text) / 1000) * 1000;
  return null;
}

/** ISO 8601 and what looks like it: year first, then month and day in digits or a month's name, or the day of the year. */
function readYearFirst(text: string): number | null {
  const ordinal = /^(\d{4})-(\d{3})(?=$|[T ])(.*)$/i.exec(text);
  if (ordinal !== null) {
    const clock = readClock(ordinal[3] ?? '');
    return clock === null ? null : toMoment(Number(ordinal[1]), 1, Number(ordinal[2]), clock, clock.zone, 366);
  }
  const date =
    /^(?:\p{L}+\.?,? )?(\d{4})[-/.](\d{1,2}|\p{L}{3,12})(?:[-/.](\d{1,2}))?(?!\d)-?(.*)$/u.exec(text) ??
    /^(\d{4})()()(?:Z)?$/.exec(text);
  if (date === null) return null;
  const [, year, monthText = '', day, rest = ''] = date;
  const month = monthText === '' ? 1 : (monthOf(monthText) ?? Number(monthText));
  const clock = readClock(rest);
  return clock === null ? null : toMoment(Number(year), month, Number(day || '1'), clock, clock.zone);
}

/** Day, month, year and time in any order, apart by spaces: RFC 822, asctime, "March 5th, 2004 at 7 pm". */
function readWords(text: string): number | null {
  const clockAt =
    /(?:^|[\sT,])(\d{1,2}(?::\d{1,2}){1,2}(?:[.,:]\d+)?)(?:\s*([ap])\.?\s?m\b\.?)?|\s(\d{1,2})\s*([ap])\.?m\b\.?|([ap])m (\d{1,2}(?::\d{1,2}){1,2})/i.exec(
      text,
    );
  let clock: Clock | null = { hour: 0, minute: 0, second: 0 };
  let others = text;
  if (clockAt !== null) {
    clock = readHands(clockAt[1] ?? clockAt[3] ?? clockAt[6] ?? '', clockAt[2] ?? clockAt[4] ?? clockAt[5]);
    if (clock === null) return null;
    others = `${text.slice(0, clockAt.index)} | ${text.slice(clockAt.index + clockAt[0].length)}`;
  }
  let day: number | null = null;
  let month: number | null = null;
  let monthAt = 0;
  let year: number | null = null;
  let zone = '';
  let afterClock = false;
  const words = others
    .replace(/\([^()]*\)/g, ' ')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  for (const [i, word] of words.entries()) {
    const joined = /^(\d{1,2})[-/.]([\p{L}.]{3,12})[-/.](\d{2,4})$/u.exec(word);
    const digits = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/.exec(word);
    const ordinal = /^(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?$/i.exec(word);
    const named = monthOf(word);
    if (word === '|') afterClock = true;
    else if (joined !== null)
      [day, month, year] = [Number(joined[1]), monthOf(joined[2] ?? ''), fullYear(joined[3] ?? '')];
    else if (digits !== null) [day, month, year] = inOrder(digits);
    else if (/^\d{3,4}$/.test(word) && year === null) year = fullYear(word);
    else if (ordinal !== null && day === null) day = Number(ordinal[1]);
    else if (/^\d{2}$/.test(word) && year === null) year = fullYear(word);
    else if (/^(?:[a-z]{0,3}[+-]\d|[+-]\d)/i.test(word)) zone ||= word;
    // "mar." first and "mars" later is a Tuesday in March.
    else if (named !== null && (month === null || monthAt === 0)) [month, monthAt] = [named, i];
    else if (FILLERS.has(word.toLowerCase()) && !/^[A-Z]{2,}$/.test(word)) continue;
    // A word before anything else is a weekday in some language.
    else if (/^\p{L}+\.?$/u.test(word) && i === 0) continue;
    else if (/^[a-z]+\.?(?:\/[a-z_]+)?$/i.test(word) && (afterClock || clockAt === null))
      zone = `${zone} ${word}`.trim();
    else return null;
  }
  if (month === null || year === null) return null;
  return toMoment(year, month, day ?? 1, clock, zoneMinutes(zone));
}

/** 12/31/2003 is American, 31.12.2003 and 31-12-2003 are not; where only one reading is possible, that one. */
function inOrder(digits: RegExpExecArray): [number, number, number] {
  const first = Number(digits[1]);
  const second = Number(digits[3]);
  const dayFirst = first > 12 || (digits[2] !== '/' && second <= 12);
  return dayFirst ? [first, second, fullYear(digits[4] ?? '')] : [second, first, fullYear(digits[4] ?? '')];
}

/** Two digits as RFC 5322 section 4.3 has them; three come from software that counts years from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** What stands behind a date: nothing, or a time and a zone. */
function readClock(text: string): (Clock & { readonly zone: number | null }) | null {
  const rest = text.replace(/^[T\s,]+/i, '');
  const match =
    /^(?:(am|pm)\s*)?(\d{1,2}[:.]\d{1,2}(?:[:.]\d{1,2}(?:[.,:]\d+)?)?|\d{1,2}(?=\s*(?:Z|[+-]|$)))\s*([ap]\.?m\.?)?(.*)$/i.exec(
      rest,
    );
  if (match === null) {
    const zone = zoneMinutes(rest);
    return zone === null ? null : { hour: 0, minute: 0, second: 0, zone };
  }
  const clock = readHands(match[2] ?? '', match[1] ?? match[3]);
  const zone = zoneMinutes(match[4] ?? '');
  return clock === null || zone === null ? null : { ...clock, zone };
}

function readHands(text: string, half: string | undefined): Clock | null {
  const [hour = 0, minute = 0, second = 0] = text.split(/[:.,]/).map(Number);
  // 24:00 ends a day, 23:59:60 is a leap second; one more is a slip that is easy to follow.
  if (hour > 25 || minute > 61 || second > 61) return null;
  const afternoon = half === undefined ? null : /^p/i.test(half);
  return { hour: afternoon === null || hour > 12 ? hour : (hour % 12) + (afternoon ? 12 : 0), minute, second };
}

function toMoment(
  year: number,
  month: number,
  day: number,
  clock: Clock,
  zone: number | null,
  lastDay = 31,
): number | null {
  if (zone === null || year < 1 || !(month >= 1 && month <= 12) || !(day >= 1 && day <= lastDay)) return null;
  const date = new Date(0);
  // Not Date.UTC: it takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(clock.hour, clock.minute - zone, clock.second);
  return date.getTime();
}
