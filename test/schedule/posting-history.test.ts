import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rememberPosts } from '../../src/schedule/schedule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 18, 10, 20);

describe('what is kept of when a source posted', () => {
  it('takes the dates of the first document as they are, newest first', () => {
    const dates = [NOW - 5 * HOUR, NOW - HOUR, null, NOW - 900 * HOUR];
    expect(rememberPosts([], dates, { since: null, now: NOW })).toEqual([NOW - HOUR, NOW - 5 * HOUR, NOW - 900 * HOUR]);
  });

  it('does not believe a first document that dates entries ahead', () => {
    const dates = [NOW + HOUR, NOW - HOUR];
    expect(rememberPosts([], dates, { since: null, now: NOW })).toEqual([NOW - HOUR]);
  });

  it('counts the silence of a source that has told nothing from its first visit', () => {
    expect(rememberPosts([], [], { since: null, now: NOW })).toEqual([NOW]);
    expect(rememberPosts([], [null, null], { since: null, now: NOW })).toEqual([NOW]);
    expect(rememberPosts([NOW], [], { since: NOW, now: NOW + HOUR })).toEqual([NOW]);
  });

  it('believes a date only between the visits between which the entry appeared', () => {
    const since = NOW - 2 * HOUR;
    const remembered = (date: number | null) => rememberPosts([], [date], { since, now: NOW });
    expect(remembered(NOW - HOUR)).toEqual([NOW - HOUR]);
    expect(remembered(NOW - 90 * HOUR)).toEqual([since]);
    expect(remembered(NOW + 90 * HOUR)).toEqual([NOW]);
    expect(remembered(null)).toEqual([NOW]);
  });

  it('counts a whole archive that comes at once, or what comes within a minute, as one', () => {
    const archive = Array.from({ length: 200 }, (_, index) => NOW - (index + 10) * 24 * HOUR);
    expect(rememberPosts([NOW - 9 * HOUR], archive, { since: NOW - HOUR, now: NOW })).toEqual([
      NOW - HOUR,
      NOW - 9 * HOUR,
    ]);
    expect(rememberPosts([], [NOW - MINUTE + 1, NOW - 1], { since: null, now: NOW })).toEqual([NOW - MINUTE]);
  });

  it('is never empty, sorted, without repetition and at most 64 long, whatever comes', () => {
    const moment = fc.integer({ min: 0, max: 2 * NOW });
    fc.assert(
      fc.property(
        fc.array(moment),
        fc.array(fc.option(moment), { maxLength: 300 }),
        fc.option(moment),
        (known, dates, since) => {
          const before = rememberPosts([], known, { since: null, now: NOW });
          const after = rememberPosts(before, dates, { since, now: NOW });
          expect(after.length).toBeGreaterThan(0);
          expect(after.length).toBeLessThanOrEqual(64);
          expect(after).toEqual([...new Set(after)].sort((a, b) => b - a));
        },
      ),
    );
  });
});
