// `bench cadence`: how long articles wait to be found and how many requests that takes, by our rule of when to come back and by
// two others, over 30 simulated days of many sources. All rules keep the same shortest interval. Since fewer requests are
// easily had by waiting longer, each rival is stretched until it makes as many requests as ours, and until its articles wait
// as long as ours on average. Nothing here depends on the machine: the same seeds give the same figures.
//   --sources 2000   --seeds 1,2,3   --plot FILE (an SVG of the first seed)
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { drawCurves } from './cadence-plot.ts';
import { fixedInterval, type Outcome, ours, type Rule, settingFor, simulate, weekDivided } from './cadence-rules.ts';
import { DAY_MS, MINUTE_MS, makeWorld, type SimulatedSource, START } from './cadence-world.ts';
import { median, type Report, type Row } from './report.ts';

const DAYS = 30;
const FLOORS_MS = [60 * MINUTE_MS, 15 * MINUTE_MS];
/** Posts go on for a day after the last that counts, as the rules cannot know the end. */
const UNTIL = START + (DAYS + 1) * DAY_MS;

export async function bench(args: string[]): Promise<Report> {
  const { values } = parseArgs({
    args,
    options: {
      sources: { type: 'string', default: '2000' },
      seeds: { type: 'string', default: '1,2,3' },
      plot: { type: 'string' },
    },
  });
  const seeds = values.seeds.split(',').map(Number);
  const worlds = seeds.map((seed) => makeWorld(seed, Number(values.sources), UNTIL));
  if (values.plot && worlds[0]) writeFileSync(values.plot, drawCurves(curves(worlds[0])));
  return {
    name: 'cadence',
    what: `${values.sources} sources over ${DAYS} days, median of seeds ${seeds.join(', ')}`,
    rows: FLOORS_MS.flatMap((floorMs) => medians(worlds.map((world) => compare(world, floorMs)))),
    notes: [
      'delays are from the appearance of an entry to the visit that finds it, over all entries',
      'lost: of a thousand entries, those that left the document before a visit; they have no delay',
      'same mean delay, Infinity: no factor has its articles wait as little as ours',
      'our constants were found on other seeds',
    ],
  };
}

const run = (world: readonly SimulatedSource[], rule: Rule) => simulate(world, DAYS, rule);

/** All figures of one world under one shortest interval. */
function compare(world: readonly SimulatedSource[], floorMs: number): readonly Row[] {
  const our = run(world, ours(floorMs));
  const floor = `${floorMs / MINUTE_MS} min`;
  const rivals = [
    { name: 'fixed interval', make: fixedInterval, settings: [floorMs, DAY_MS] as const, usual: floorMs },
    {
      name: 'week / entries',
      make: (factor: number) => weekDivided(factor, floorMs),
      settings: [0.001, 10] as const,
      usual: 1,
    },
  ];
  return [
    ...rowsOf(`${floor}: ours`, our),
    ...rivals.flatMap(({ name, make, settings, usual }) => {
      const stretched = (figure: 'requests' | 'meanMinutes') => {
        const setting = settingFor(our[figure], settings, (one) => run(world, make(one))[figure]);
        return setting === null ? null : run(world, make(setting));
      };
      const asMany = stretched('requests');
      if (!asMany) throw new Error(`${name} cannot be made to ask ${our.requests} times a day`);
      const requests = stretched('meanMinutes')?.requests ?? Number.POSITIVE_INFINITY;
      return [
        ...rowsOf(`${floor}: ${name} as it is`, run(world, make(usual))),
        ...rowsOf(`${floor}: ${name}, as many requests`, asMany),
        { what: `${floor}: ${name}, same mean delay, requests`, value: requests, unit: 'a source a day' },
      ];
    }),
  ];
}

function rowsOf(what: string, { requests, meanMinutes, p95Minutes, lost }: Outcome): readonly Row[] {
  return [
    { what: `${what}, requests`, value: requests, unit: 'a source a day' },
    { what: `${what}, mean delay`, value: meanMinutes, unit: 'min', digits: 1 },
    { what: `${what}, p95 delay`, value: p95Minutes, unit: 'min', digits: 1 },
    { what: `${what}, lost`, value: lost, unit: 'of 1,000', digits: 1 },
  ];
}

/** Row by row, the median over the worlds. */
function medians(worlds: readonly (readonly Row[])[]): readonly Row[] {
  const [first = []] = worlds;
  return first.map((row, index) => ({ ...row, value: median(worlds.map((rows) => (rows[index] as Row).value)) }));
}

/** Each rule from many requests to few. Ours has no other setting than the shortest interval itself. */
function curves(world: readonly SimulatedSource[]) {
  const factors = [0.01, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2];
  const intervals = [15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440];
  const everys = [10, 15, 20, 30, 45, 60, 90, 120, 180];
  return {
    ours: everys.map((every) => ({
      ...run(world, ours(every * MINUTE_MS)),
      label: every === 15 || every === 60 ? `${every} min` : null,
    })),
    fixed: intervals.map((interval) => run(world, fixedInterval(interval * MINUTE_MS))),
    week60: factors.map((factor) => run(world, weekDivided(factor, 60 * MINUTE_MS))),
    week15: factors.map((factor) => run(world, weekDivided(factor, 15 * MINUTE_MS))),
  };
}
