import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CadenceInput, type NextVisit, nextVisitAt } from '../../src/schedule/schedule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Wednesday, 10:20 UTC. */
const START = Date.UTC(2026, 10, 18, 10, 20);

/** An article an hour, so that all that makes visits rarer than hourly is what the test is about. */
const HOURLY = Array.from({ length: 64 }, (_, index) => START - index * HOUR);
const NO_HINTS = { freshForMs: null, retryAfterMs: null };

function next(change: Partial<CadenceInput> = {}): NextVisit {
  return nextVisitAt({
    source: { id: 'lwn', everyMs: null, cron: null },
    everyMs: HOUR,
    startedAt: START,
    ending: { kind: 'read' },
    informed: false,
    failures: 0,
    postedAt: HOURLY,
    isConditional: true,
    hints: NO_HINTS,
    ttlMinutes: null,
    skipHours: [],
    skipDays: [],
    ...change,
  });
}
const after = (change: Partial<CadenceInput> = {}) => next(change).at;
const waitOf = (change: Partial<CadenceInput> = {}) => (after(change) as number) - START;
const failed = (code: Extract<CadenceInput['ending'], { kind: 'failed' }>['code'], failures = 1) =>
  ({ ending: { kind: 'failed', code }, failures }) as const;

describe('cadence', () => {
  it('A030: comes back after the interval, counted from the start of the request, and never sooner', () => {
    expect(waitOf()).toBeGreaterThanOrEqual(HOUR);
    expect(waitOf()).toBeLessThanOrEqual(1.1 * HOUR);
    expect(next().why).toBe('floor');
  });

  it('A030: keeps to the shortest interval however fast a source posts', () => {
    const everyMinute = Array.from({ length: 64 }, (_, index) => START - index * MINUTE);
    for (const everyMs of [5 * MINUTE, HOUR, DAY]) {
      expect(waitOf({ everyMs, postedAt: everyMinute })).toBeGreaterThanOrEqual(everyMs);
    }
  });

  it('A031: asks once a day where answers carry no validators, unless the operator says how often', () => {
    expect(waitOf({ isConditional: false })).toBeGreaterThanOrEqual(DAY);
    expect(next({ isConditional: false }).why).toBe('no-validators');
    const own = { id: 'lwn', everyMs: HOUR, cron: null };
    expect(waitOf({ source: own, isConditional: false })).toBeLessThanOrEqual(1.1 * HOUR);
    const cron = { id: 'lwn', everyMs: null, cron: '0 * * * *' };
    expect(waitOf({ source: cron, isConditional: false })).toBeLessThanOrEqual(HOUR);
  });

  it('A032: waits out max-age when that is longer', () => {
    const hints = { freshForMs: 12 * HOUR, retryAfterMs: null };
    expect(waitOf({ hints })).toBeGreaterThanOrEqual(12 * HOUR);
    expect(next({ hints }).why).toBe('max-age');
  });

  it('A033: lets a short max-age not shorten the interval', () => {
    expect(waitOf({ hints: { freshForMs: 10 * MINUTE, retryAfterMs: null } })).toBeGreaterThanOrEqual(HOUR);
  });

  it('A037: believes freshness up to a week', () => {
    expect(waitOf({ hints: { freshForMs: 5000 * DAY, retryAfterMs: null } })).toBeLessThan(7 * DAY + HOUR);
  });

  it('A039, A040: takes the largest of ttl, freshness and interval', () => {
    expect(waitOf({ ttlMinutes: 180 })).toBeGreaterThanOrEqual(180 * MINUTE);
    expect(waitOf({ ttlMinutes: 180, hints: { freshForMs: 4 * HOUR, retryAfterMs: null } })).toBeGreaterThanOrEqual(
      4 * HOUR,
    );
    expect(next({ ttlMinutes: 180 }).why).toBe('ttl');
    const weekly = Array.from({ length: 10 }, (_, index) => START - (index + 0.5) * 7 * DAY);
    expect(next({ ttlMinutes: 180, postedAt: weekly })).toEqual(next({ postedAt: weekly }));
  });

  it('A041: postpones to the first hour that is not to be skipped', () => {
    const { at, why } = next({ skipHours: [11, 12] });
    expect(new Date(at as number).toISOString()).toMatch(/^2026-11-18T13:00/);
    expect(why).toBe('skip-hours');
  });

  it('A041, A042: ignores a list that skips everything', () => {
    const all = Array.from({ length: 24 }, (_, hour) => hour);
    expect(waitOf({ skipHours: all })).toBe(waitOf());
    expect(waitOf({ skipDays: [0, 1, 2, 3, 4, 5, 6] })).toBe(waitOf());
  });

  it('A042: postpones past a day that is to be skipped', () => {
    const { at, why } = next({ skipDays: [3] });
    expect(new Date(at as number).toISOString()).toMatch(/^2026-11-19T00:00/);
    expect(why).toBe('skip-days');
  });

  it('A045, FRB023: grows with silence up to a day, and a new entry shortens it at once', () => {
    const lastAt = START - 30 * MINUTE;
    const every6Hours = Array.from({ length: 64 }, (_, index) => lastAt - index * 6 * HOUR);
    const visits: { readonly startedAt: number; readonly waitMs: number; readonly why: string }[] = [];
    for (let startedAt = START; startedAt < START + 400 * DAY; ) {
      const { at, why } = next({ startedAt, postedAt: every6Hours });
      visits.push({ startedAt, waitMs: (at as number) - startedAt, why });
      startedAt = at as number;
    }
    expect(visits[10]?.waitMs).toBeGreaterThan(1.3 * (visits[0]?.waitMs ?? 0));
    expect(Math.max(...visits.map(({ waitMs }) => waitMs))).toBeLessThanOrEqual(DAY);
    const { startedAt, waitMs, why } = visits.at(-1) as (typeof visits)[number];
    expect(why).toBe('quiet');
    expect(waitMs).toBeGreaterThan(21 * HOUR);
    const woken = next({ startedAt, postedAt: [startedAt - HOUR, ...every6Hours] });
    expect(woken.why).toBe('rhythm');
    expect((woken.at as number) - startedAt).toBeLessThan(waitMs / 4);
  });

  it('asks a source seldom that posts weekly, from its first document on', () => {
    const weekly = Array.from({ length: 10 }, (_, index) => START - (index + 0.5) * 7 * DAY);
    const { at, why } = next({ postedAt: weekly });
    expect((at as number) - START).toBeGreaterThan(8 * HOUR);
    expect(why).toBe('rhythm');
  });

  it('A177: comes back once a day to a source whose hub tells of its news, and at its pace when that ends', () => {
    const ids = Array.from({ length: 50 }, (_, number) => `source-${number}`);
    const waits = ids.map((id) => waitOf({ source: { id, everyMs: null, cron: null }, informed: true }));
    expect(Math.max(...waits)).toBeLessThanOrEqual(DAY);
    expect(Math.min(...waits)).toBeGreaterThan(21 * HOUR);
    expect(next({ informed: true }).why).toBe('hub');
    expect(waitOf({ informed: false })).toBeLessThanOrEqual(1.1 * HOUR);
    const own = { id: 'lwn', everyMs: 15 * MINUTE, cron: null };
    expect(waitOf({ source: own, informed: true })).toBeLessThanOrEqual(1.1 * 15 * MINUTE);
    expect(waitOf({ informed: true, ending: { kind: 'failed', code: 'timeout' }, failures: 1 })).toBeLessThan(3 * HOUR);
  });

  it('keeps to the rhythm the operator gave, however quiet the source is', () => {
    const source = { id: 'lwn', everyMs: 15 * MINUTE, cron: null };
    const quiet = next({ source, postedAt: [START - 900 * DAY] });
    expect((quiet.at as number) - START).toBeLessThanOrEqual(1.1 * 15 * MINUTE);
    expect(quiet.why).toBe('fixed');
  });

  it('A047: brings sources that are due together apart, each always by the same offset', () => {
    const waits = Array.from({ length: 50 }, (_, i) =>
      waitOf({ source: { id: `source-${i}`, everyMs: null, cron: null } }),
    );
    expect(new Set(waits).size).toBe(50);
    expect(waitOf({ source: { id: 'source-7', everyMs: null, cron: null } })).toBe(waits[7]);
  });

  it('A049: counts from the visit, so that hours of sleep are not made up for', () => {
    const woken = START + 10 * HOUR;
    const { at } = next({ startedAt: woken, postedAt: HOURLY.map((moment) => moment + 10 * HOUR) });
    expect((at as number) - woken).toBeGreaterThanOrEqual(HOUR);
  });

  it('A060, A063: keeps away for as long as Retry-After says, up to thirty days', () => {
    const told = (retryAfterMs: number) => next({ ...failed('rate-limited'), hints: { ...NO_HINTS, retryAfterMs } });
    const waitFor = (retryAfterMs: number) => (told(retryAfterMs).at as number) - START;
    expect(told(DAY).why).toBe('retry-after');
    expect(waitFor(DAY)).toBeGreaterThanOrEqual(DAY);
    expect(waitFor(20 * DAY)).toBeGreaterThanOrEqual(20 * DAY);
    expect(waitFor(400 * DAY)).toBeLessThan(31 * DAY);
  });

  it('A060: keeps to the shortest interval, and an answered one to its rhythm, after a Retry-After that is shorter', () => {
    const hints = { ...NO_HINTS, retryAfterMs: 2 * MINUTE };
    expect(waitOf({ ...failed('unavailable'), hints })).toBeGreaterThanOrEqual(HOUR);
    expect(next({ hints })).toEqual(next());
  });

  it('A062: slows to four hours on a bare 429', () => {
    expect(waitOf(failed('rate-limited'))).toBeGreaterThanOrEqual(4 * HOUR);
    expect(next(failed('rate-limited')).why).toBe('refused');
  });

  it('A083: never comes back to a feed that is gone', () => {
    expect(next(failed('gone'))).toEqual({ at: null, why: 'gone' });
  });

  it.each(['not-found', 'forbidden', 'needs-auth', 'bot-wall'] as const)(
    'A085, A086, A087: asks again after %s in 4, 8, 16, then 24 hours',
    (code) => {
      const waits = [1, 2, 3, 4, 5].map((failures) => waitOf(failed(code, failures)));
      [4, 8, 16, 24, 24].forEach((hours, i) => {
        expect(waits[i]).toBeGreaterThanOrEqual(hours * HOUR);
        expect(waits[i]).toBeLessThanOrEqual(1.1 * hours * HOUR);
      });
    },
  );

  it('A084, A088: backs off from a failing server up to a day and never gives up', () => {
    for (const failures of [1, 3, 10, 500]) {
      const { at, why } = next(failed('unavailable', failures));
      expect(why).toBe('backoff');
      expect((at as number) - START).toBeGreaterThanOrEqual(HOUR);
      expect((at as number) - START).toBeLessThanOrEqual(DAY + HOUR);
    }
  });

  it('A088: draws the wait from a range that doubles with every failure, and begins anew after a success', () => {
    const ids = Array.from({ length: 200 }, (_, index) => `s${index}`);
    const longest = [1, 2, 3, 4].map((failures) =>
      Math.max(
        ...ids.map((id) => waitOf({ source: { id, everyMs: null, cron: null }, ...failed('timeout', failures) })),
      ),
    );
    [2, 4, 8, 16].forEach((hours, i) => {
      expect(longest[i]).toBeGreaterThan(0.9 * hours * HOUR);
      expect(longest[i]).toBeLessThanOrEqual(1.1 * hours * HOUR);
    });
    expect(waitOf({ failures: 0 })).toBeLessThanOrEqual(1.1 * HOUR);
  });

  it('A089: spreads the retries of many sources whose host died', () => {
    const waits = Array.from({ length: 100 }, (_, i) =>
      waitOf({ source: { id: `s${i}`, everyMs: null, cron: null }, ...failed('connect', 4) }),
    );
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(6 * HOUR);
  });

  it('fires a cron source at its minutes in UTC, moved by up to a minute', () => {
    const source = { id: 'lwn', everyMs: null, cron: '30 6 * * 1' };
    const { at, why } = next({ source });
    const fires = Date.UTC(2026, 10, 23, 6, 30);
    expect(at).toBeGreaterThanOrEqual(fires);
    expect(at).toBeLessThan(fires + MINUTE + 1);
    expect(why).toBe('cron');
  });

  it('lets what the server says lengthen a cron rhythm too', () => {
    const source = { id: 'lwn', everyMs: null, cron: '0 * * * *' };
    const put = next({ source, hints: { freshForMs: 5 * HOUR, retryAfterMs: null } });
    expect(put.at).toBeGreaterThanOrEqual(START + 5 * HOUR);
    expect(put.why).toBe('max-age');
    expect(next({ source, hints: { freshForMs: 10 * MINUTE, retryAfterMs: null } }).why).toBe('cron');
  });

  it('is always in the future and at most thirty-one days away, whatever it is told', () => {
    fc.assert(
      fc.property(
        fc.record({
          failures: fc.nat(),
          postedAt: fc
            .array(fc.integer({ min: START - 9000 * DAY, max: START + DAY }), { minLength: 1, maxLength: 64 })
            .map((moments) => moments.sort((a, b) => b - a)),
          isConditional: fc.boolean(),
          informed: fc.boolean(),
          ttlMinutes: fc.option(fc.nat()),
          skipHours: fc.array(fc.integer({ min: 0, max: 24 })),
          skipDays: fc.array(fc.integer({ min: 0, max: 6 })),
          hints: fc.record({ freshForMs: fc.option(fc.nat()), retryAfterMs: fc.option(fc.nat()) }),
          ending: fc.constantFrom(
            { kind: 'read' } as const,
            { kind: 'failed', code: 'timeout' } as const,
            { kind: 'failed', code: 'forbidden' } as const,
          ),
        }),
        (change) => {
          const wait = waitOf(change);
          expect(wait).toBeGreaterThanOrEqual(HOUR);
          expect(wait).toBeLessThan(40 * DAY);
        },
      ),
    );
  });
});
