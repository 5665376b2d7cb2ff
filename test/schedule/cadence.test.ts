import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CadenceInput, nextVisitAt } from '../../src/schedule/schedule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Wednesday, 10:20 UTC. */
const START = Date.UTC(2026, 10, 18, 10, 20);

function after(change: Partial<CadenceInput> = {}): number | null {
  return nextVisitAt({
    source: { id: 'lwn', everyMs: null, cron: null },
    everyMs: HOUR,
    startedAt: START,
    ending: { kind: 'read' },
    failures: 0,
    quietVisits: 0,
    hints: { freshForMs: null, retryAfterMs: null },
    ttlMinutes: null,
    skipHours: [],
    skipDays: [],
    ...change,
  });
}
const waitOf = (change: Partial<CadenceInput> = {}) => (after(change) as number) - START;

describe('cadence', () => {
  it('A030: comes back after the interval, counted from the start of the request, and never sooner', () => {
    expect(waitOf()).toBeGreaterThanOrEqual(HOUR);
    expect(waitOf()).toBeLessThanOrEqual(1.1 * HOUR);
  });

  it('A032: waits out max-age when that is longer', () => {
    expect(waitOf({ hints: { freshForMs: 12 * HOUR, retryAfterMs: null } })).toBeGreaterThanOrEqual(12 * HOUR);
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
  });

  it('A041: postpones to the first hour that is not to be skipped', () => {
    const at = after({ skipHours: [11, 12] }) as number;
    expect(new Date(at).toISOString()).toMatch(/^2026-11-18T13:00/);
  });

  it('A041, A042: ignores a list that skips everything', () => {
    const all = Array.from({ length: 24 }, (_, hour) => hour);
    expect(waitOf({ skipHours: all })).toBe(waitOf());
    expect(waitOf({ skipDays: [0, 1, 2, 3, 4, 5, 6] })).toBe(waitOf());
  });

  it('A042: postpones past a day that is to be skipped', () => {
    const at = after({ skipDays: [3] }) as number;
    expect(new Date(at).toISOString()).toMatch(/^2026-11-19T00:00/);
  });

  it('A045: grows with quiet visits up to a day, and a new entry brings the interval back', () => {
    const waits = [0, 9, 12, 30].map((quietVisits) => waitOf({ quietVisits }));
    expect(waits[1]).toBe(waits[0]);
    expect(waits[2]).toBeGreaterThan(1.5 * HOUR);
    expect(waits[3]).toBeGreaterThanOrEqual(DAY);
    expect(waits[3]).toBeLessThanOrEqual(1.1 * DAY);
  });

  it('keeps to the rhythm the operator gave, however quiet the source is', () => {
    const source = { id: 'lwn', everyMs: 15 * MINUTE, cron: null };
    expect(waitOf({ source, quietVisits: 40 })).toBeLessThanOrEqual(1.1 * 15 * MINUTE);
  });

  it('A047: brings sources that are due together apart, each always by the same offset', () => {
    const waits = Array.from({ length: 50 }, (_, i) =>
      waitOf({ source: { id: `source-${i}`, everyMs: null, cron: null } }),
    );
    expect(new Set(waits).size).toBe(50);
    expect(waitOf({ source: { id: 'source-7', everyMs: null, cron: null } })).toBe(waits[7]);
  });

  it('A060, A063: keeps away for as long as Retry-After says, up to thirty days', () => {
    const ending = { kind: 'failed', code: 'rate-limited' } as const;
    const told = (retryAfterMs: number) => waitOf({ ending, failures: 1, hints: { freshForMs: null, retryAfterMs } });
    expect(told(DAY)).toBeGreaterThanOrEqual(DAY);
    expect(told(20 * DAY)).toBeGreaterThanOrEqual(20 * DAY);
    expect(told(400 * DAY)).toBeLessThan(31 * DAY);
  });

  it('A062: slows to four hours on a bare 429', () => {
    expect(waitOf({ ending: { kind: 'failed', code: 'rate-limited' }, failures: 1 })).toBeGreaterThanOrEqual(4 * HOUR);
  });

  it('A083: never comes back to a feed that is gone', () => {
    expect(after({ ending: { kind: 'failed', code: 'gone' }, failures: 1 })).toBeNull();
  });

  it('A085: asks again after a refusal in 4, 8, 16, then 24 hours', () => {
    const waits = [1, 2, 3, 4, 5].map((failures) =>
      waitOf({ ending: { kind: 'failed', code: 'not-found' }, failures }),
    );
    [4, 8, 16, 24, 24].forEach((hours, i) => {
      expect(waits[i]).toBeGreaterThanOrEqual(hours * HOUR);
      expect(waits[i]).toBeLessThanOrEqual(1.1 * hours * HOUR);
    });
  });

  it('A084, A088: backs off from a failing server up to a day and never gives up', () => {
    for (const failures of [1, 3, 10, 500]) {
      const wait = waitOf({ ending: { kind: 'failed', code: 'unavailable' }, failures });
      expect(wait).toBeGreaterThanOrEqual(HOUR);
      expect(wait).toBeLessThanOrEqual(DAY + HOUR);
    }
  });

  it('A089: spreads the retries of many sources whose host died', () => {
    const waits = Array.from({ length: 100 }, (_, i) =>
      waitOf({
        source: { id: `s${i}`, everyMs: null, cron: null },
        ending: { kind: 'failed', code: 'connect' },
        failures: 4,
      }),
    );
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(6 * HOUR);
  });

  it('fires a cron source at its minutes in UTC, moved by up to a minute', () => {
    const source = { id: 'lwn', everyMs: null, cron: '30 6 * * 1' };
    const at = after({ source }) as number;
    const fires = Date.UTC(2026, 10, 23, 6, 30);
    expect(at).toBeGreaterThanOrEqual(fires);
    expect(at).toBeLessThan(fires + MINUTE + 1);
  });

  it('lets what the server says lengthen a cron rhythm too', () => {
    const source = { id: 'lwn', everyMs: null, cron: '0 * * * *' };
    const at = after({ source, hints: { freshForMs: 5 * HOUR, retryAfterMs: null } }) as number;
    expect(at).toBeGreaterThanOrEqual(START + 5 * HOUR);
  });

  it('is always in the future and at most thirty-one days away, whatever it is told', () => {
    fc.assert(
      fc.property(
        fc.record({
          failures: fc.nat(),
          quietVisits: fc.nat(),
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
