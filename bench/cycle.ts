// `bench cycle`: what a whole `lostfeed run` costs over a fleet of feeds, cold and when nothing has changed, beside a bare
// undici loop over the same feeds. Whole processes, start included; the two take turns and the median of the rounds counts.
//   --feeds 500   --items 30   --rounds 3
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Cost, median, type Report, type Row, runMeasured, startProcess, withScratch } from './report.ts';
import { STAGES, stagesIn } from './stages.ts';

const MAIN = join(import.meta.dirname, '../bin/lostfeed.js');
const FLOOR = join(import.meta.dirname, 'floor.ts');

export async function bench(args: string[]): Promise<Report> {
  const { values } = parseArgs({
    args,
    options: {
      feeds: { type: 'string', default: '500' },
      items: { type: 'string', default: '30' },
      rounds: { type: 'string', default: '3' },
    },
  });
  const fleet = await startProcess(join(import.meta.dirname, 'fleet.ts'), [values.feeds, values.items]);
  try {
    return await withScratch((directory) =>
      measure(directory, fleet.line, Number(values.feeds), Number(values.rounds)),
    );
  } finally {
    await fleet.stop();
  }
}

async function measure(directory: string, address: string, feeds: number, rounds: number): Promise<Report> {
  const config = join(directory, 'feeds.config.json');
  const data = join(directory, 'data');
  const tags = join(directory, 'tags.json');
  writeFileSync(config, JSON.stringify(fleetConfig(address, feeds)));
  const run = (flags: readonly string[], env: Readonly<Record<string, string>>) =>
    runMeasured(MAIN, ['run', '--json', '--config', config, '--data', data, ...flags], { LOG_LEVEL: 'silent', ...env });
  const lostfeed = (...flags: string[]) => run(flags, {});
  const floor = () => runMeasured(FLOOR, [address, String(feeds), tags]);
  const floorStart = () => runMeasured(FLOOR, [address, '0', join(directory, 'no-tags.json')]);
  const kinds = ['floor start', 'floor cold', 'cold', 'floor 304', 'all 304', 'nothing due'] as const;
  const costs = Object.fromEntries(kinds.map((kind) => [kind, [] as Cost[]])) as Record<(typeof kinds)[number], Cost[]>;
  for (let round = 0; round < rounds; round++) {
    rmSync(data, { recursive: true, force: true });
    rmSync(tags, { force: true });
    costs['floor start'].push(await floorStart());
    costs['floor cold'].push(await floor());
    costs.cold.push(held(await lostfeed(), { visited: feeds, changed: feeds }));
    costs['floor 304'].push(await floor());
    costs['all 304'].push(held(await lostfeed('--force'), { visited: feeds, unchanged: feeds }));
    costs['nothing due'].push(held(await lostfeed(), { visited: 0 }));
  }
  rmSync(data, { recursive: true, force: true });
  const profiles = join(directory, 'profiles');
  mkdirSync(profiles);
  // time enough until the channel is published, and little more
  const budget = `${Math.ceil(2 * median(costs.cold.map((cost) => untilPublished(cost).wall)))}s`;
  await run(['--budget', budget], { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}` });
  const cpu = (kind: (typeof kinds)[number]) => median(costs[kind].map((cost) => cost.cpu));
  const wall = (kind: (typeof kinds)[number]) => median(costs[kind].map((cost) => cost.wall));
  const rss = (kind: (typeof kinds)[number]) => median(costs[kind].map((cost) => cost.rss));
  return {
    name: 'cycle',
    what: `${feeds} feeds, whole processes, median of ${rounds}`,
    rows: [
      ...kinds.flatMap((kind) => [
        { what: `${kind}, CPU`, value: cpu(kind), unit: 's' },
        { what: `${kind}, wall`, value: wall(kind), unit: 's' },
        { what: `${kind}, peak memory`, value: rss(kind), unit: 'MiB', digits: 0 },
      ]),
      {
        what: 'cold until published, CPU',
        value: median(costs.cold.map((cost) => untilPublished(cost).cpu)),
        unit: 's',
      },
      {
        what: 'cold until published, wall',
        value: median(costs.cold.map((cost) => untilPublished(cost).wall)),
        unit: 's',
      },
      ...byStage(profiles, median(costs.cold.map((cost) => untilPublished(cost).cpu))),
      ...(['channels', 'indexing'] as const).map((part) => ({
        what: `cold, ${part === 'channels' ? 'then the other channels' : 'then the index of words'}, CPU`,
        value: median(costs.cold.map((cost) => afterwards(cost)[part].cpuMs)) / 1000,
        unit: 's',
      })),
      {
        what: 'cold until published, times the floor (CPU)',
        value: median(costs.cold.map((cost) => untilPublished(cost).cpu)) / cpu('floor cold'),
        unit: '',
      },
      {
        what: 'cold until published, times the floor (wall)',
        value: median(costs.cold.map((cost) => untilPublished(cost).wall)) / wall('floor cold'),
        unit: '',
      },
      { what: 'all 304, times the floor (CPU)', value: cpu('all 304') / cpu('floor 304'), unit: '' },
      {
        what: 'all 304 less nothing due, times the floor less its start (CPU)',
        value: (cpu('all 304') - cpu('nothing due')) / (cpu('floor 304') - cpu('floor start')),
        unit: '',
      },
      {
        what: 'all 304 less nothing due, ms CPU a feed',
        value: ((cpu('all 304') - cpu('nothing due')) / feeds) * 1000,
        unit: 'ms',
      },
    ],
    notes: [
      'the floor stores and parses nothing; cold includes storing every article and publishing files and pages',
      'stages are shares of one profiled pass; each has its part of what the program around it costs',
    ],
  };
}

/** The CPU seconds of a pass by stage, until the channel was published. */
function byStage(profiles: string, total: number): readonly Row[] {
  const times = stagesIn(profiles);
  const sum = STAGES.reduce((all, stage) => all + times[stage], 0);
  return STAGES.map((stage) => ({
    what: `cold, ${stage} (CPU)`,
    value: (total * times[stage]) / sum,
    unit: 's',
  }));
}

/** What a pass cost until the channel was published; what follows are pages and documents of many channels, and indexing. */
function untilPublished(cost: Cost): { readonly cpu: number; readonly wall: number } {
  const after = [afterwards(cost).channels, afterwards(cost).indexing];
  return {
    cpu: cost.cpu - after.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / 1000,
    wall: cost.wall - after.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000,
  };
}

function afterwards({ stdout }: Cost) {
  return JSON.parse(stdout) as Record<'channels' | 'indexing', { readonly durationMs: number; readonly cpuMs: number }>;
}

/** A figure of a run that did something else is no figure. */
function held(cost: Cost, expected: Readonly<Record<string, number>>): Cost {
  const facts = JSON.parse(cost.stdout) as Record<string, number>;
  for (const [name, value] of Object.entries(expected)) {
    if (facts[name] !== value)
      throw new Error(`expected ${name} ${value}, the run says ${facts[name]}: ${cost.stdout}`);
  }
  return cost;
}

export function fleetConfig(address: string, feeds: number) {
  return {
    channel: { url: 'https://bench.example/' },
    fetch: { perHost: 64, hostGap: '0s', allowPrivate: [new URL(address).host] },
    sources: Array.from({ length: feeds }, (_, id) => ({ id: `feed-${id}`, url: `${address}/feed/${id}` })),
  };
}
