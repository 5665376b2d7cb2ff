// What `bench cadence` shows, on a world small enough for every run of the tests.
import { describe, expect, it } from 'vitest';
import { fixedInterval, ours, settingFor, simulate, weekDivided } from '../../bench/cadence-rules.ts';
import { DAY_MS, MINUTE_MS, makeWorld, START } from '../../bench/cadence-world.ts';

const DAYS = 20;
const world = makeWorld(7, 250, START + (DAYS + 1) * DAY_MS);

describe.each([15, 60])('with a shortest interval of %i minutes', (floor) => {
  const floorMs = floor * MINUTE_MS;
  const our = simulate(world, DAYS, ours(floorMs));
  const rivals = [
    ['a fixed interval', fixedInterval, [floorMs, DAY_MS]],
    ['a week divided by its entries', (factor: number) => weekDivided(factor, floorMs), [0.001, 10]],
  ] as const;

  it.each(rivals)('articles wait less than by %s with as many requests', (_, make, settings) => {
    const setting = settingFor(our.requests, settings, (one) => simulate(world, DAYS, make(one)).requests);
    const rival = simulate(world, DAYS, make(setting ?? Number.NaN));
    expect(rival.requests / our.requests).toBeCloseTo(1, 1);
    expect(our.meanMinutes).toBeLessThan(0.8 * rival.meanMinutes);
    expect(our.p95Minutes).toBeLessThan(0.7 * rival.p95Minutes);
    expect(our.lost).toBeLessThanOrEqual(rival.lost);
  });
});

describe('the simulated world', () => {
  it('is the same for the same seed, and no other', () => {
    expect(makeWorld(7, 3, START + DAY_MS)).toEqual(makeWorld(7, 3, START + DAY_MS));
    expect(makeWorld(8, 3, START + DAY_MS)).not.toEqual(makeWorld(7, 3, START + DAY_MS));
  });

  it('is measured as by hand for a fixed interval', () => {
    const posts = [10, 50, 70].map((minutes) => START + minutes * MINUTE_MS);
    const source = { id: 'one', posts, window: 1, isDated: true, firstVisitAt: START };
    const outcome = simulate([source], 1, fixedInterval(60 * MINUTE_MS));
    // of the two in the first hour, the document holds one: 10 min late; the third waits 50
    expect(outcome).toMatchObject({ requests: 24, meanMinutes: 30, p95Minutes: 50 });
    expect(outcome.lost).toBeCloseTo(1000 / 3);
  });
});
