// The rhythm of a source, through the one question that is asked of it: when the next visit is worth it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whenWorthwhile } from '../../src/schedule/rhythm.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Wednesday, 12:00 UTC. */
const NOON = Date.UTC(2026, 10, 18, 12);

/** Hours from `from` to the next visit at an hourly pace, a week at most. */
function wait(postedAt: readonly number[], from = NOON, hours = 1 / 2): number {
  return (whenWorthwhile(postedAt, { from, until: from + 7 * DAY, hours }) - from) / HOUR;
}

/** So many articles, one every `hours`, the last one `sinceHours` ago. */
function evenly(hours: number, { count = 64, sinceHours = hours / 2, at = NOON } = {}): readonly number[] {
  return Array.from({ length: count }, (_, index) => at - (sinceHours + index * hours) * HOUR);
}

/** Newest first, the moments of the last weeks at these hours of these days of the week (0 Sunday), UTC. */
function habit(hours: readonly number[], days: readonly number[], weeks = 3): readonly number[] {
  const moments: number[] = [];
  for (let day = 0; day < weeks * 7; day++) {
    const midnight = NOON - 12 * HOUR - day * DAY;
    if (!days.includes(new Date(midnight).getUTCDay())) continue;
    for (const hour of hours) if (midnight + hour * HOUR <= NOON) moments.push(midnight + hour * HOUR);
  }
  return moments.sort((a, b) => b - a).slice(0, 64);
}
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const WORKDAYS = [1, 2, 3, 4, 5];

describe('the rhythm of a source', () => {
  it('comes to intervals that grow with the square root of the time between articles', () => {
    const hourly = wait(evenly(1));
    expect(hourly).toBeGreaterThan(0.8);
    expect(hourly).toBeLessThan(1.2);
    // paces that meet all hours of the day
    const ratios = [5, 25, 7 * 25].map((hours) => wait(evenly(hours)) / hourly / Math.sqrt(hours));
    for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
  });

  it('works from one article on', () => {
    expect(wait([NOON])).toBeLessThan(1);
    const waits = [1, 5, 25, 125].map((hours) => wait([NOON - hours * HOUR]));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(wait([NOON - 50 * DAY])).toBeGreaterThan(24);
  });

  it('waits longer the longer a source is silent, and shorter at once when it posts again', () => {
    const posted = evenly(5);
    const waits = [0, 1, 4, 20, 100].map((days) => wait(posted, NOON + days * DAY));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[4]).toBeGreaterThan(5 * (waits[0] as number));
    const later = NOON + 100 * DAY;
    expect(wait([later - HOUR, ...posted], later)).toBeLessThan((waits[4] as number) * 0.7);
  });

  it('asks again soon after an article, because more may follow', () => {
    const at = NOON + 7 * 25 * HOUR;
    const justPosted = evenly(7 * 25, { at, sinceHours: 0.1 });
    expect(wait(justPosted, at)).toBeLessThan(wait(evenly(7 * 25, { at, sinceHours: 48 }), at) * 0.7);
  });

  it('sleeps when the source sleeps, and comes soon after it woke', () => {
    const daytime = habit([8, 10, 12, 14, 16, 18], EVERY_DAY);
    const at = (hour: number) => NOON + (hour - 12) * HOUR;
    const byDay = wait(daytime, at(12));
    const byNight = wait(daytime, at(20));
    expect(byDay).toBeLessThan(3);
    expect(byNight).toBeGreaterThan(2.5 * byDay);
    // one look in the small hours, the next when the day has begun
    const small = 20 + byNight;
    expect(small).toBeGreaterThan(24 + 3);
    const next = small + wait(daytime, at(small));
    expect(next).toBeGreaterThan(24 + 8);
    expect(next).toBeLessThan(24 + 11);
  });

  it('looks after the last hour of the day before it sleeps', () => {
    const daytime = habit([8, 10, 12, 14, 16, 18], EVERY_DAY);
    const evening = NOON + 6.5 * HOUR;
    const visit = (evening - NOON) / HOUR + wait(daytime, NOON + 4 * HOUR);
    expect(visit).toBeLessThan(12);
  });

  it('rests on the weekends of a source that does', () => {
    const saturday = NOON + 2 * DAY + 20 * HOUR;
    const working = habit([9, 12, 15], WORKDAYS, 4);
    const always = habit([9, 12, 15], EVERY_DAY, 4);
    expect(wait(working, saturday)).toBeGreaterThan(2 * wait(always, saturday));
  });

  it('makes nothing of a weekend before it has seen a week', () => {
    const sinceTuesday = habit([9, 12, 15], [2, 3], 1);
    const atWeekend = NOON + 3 * DAY;
    const sameOnWorkday = sinceTuesday.map((at) => at - 5 * DAY);
    expect(wait(sinceTuesday, atWeekend)).toBeCloseTo(wait(sameOnWorkday, atWeekend - 5 * DAY), 6);
  });

  it('is asked for twice as often when half the interval is wanted', () => {
    const posted = evenly(5);
    expect(wait(posted, NOON, 1 / 2) / wait(posted, NOON, 1 / 8)).toBeCloseTo(2, 0);
  });

  it('answers between the moments it was given, the same every time, and never sooner for a larger worth', () => {
    const moments = fc.array(fc.integer({ min: Date.UTC(1990, 0), max: NOON + DAY }), { minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(moments, fc.double({ min: 1e-9, max: 300, noNaN: true }), (unsorted, hours) => {
        const postedAt = unsorted.sort((a, b) => b - a);
        const at = whenWorthwhile(postedAt, { from: NOON, until: NOON + DAY, hours });
        expect(at).toBeGreaterThanOrEqual(NOON);
        expect(at).toBeLessThanOrEqual(NOON + DAY);
        expect(whenWorthwhile(postedAt, { from: NOON, until: NOON + DAY, hours })).toBe(at);
        expect(whenWorthwhile(postedAt, { from: NOON, until: NOON + DAY, hours: 2 * hours })).toBeGreaterThanOrEqual(
          at,
        );
      }),
    );
  });
});
