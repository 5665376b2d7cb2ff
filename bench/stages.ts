// Which stage of a run its time goes to: the shares of the samples of its CPU profiles, one of each thread.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export const STAGES = ['start', 'fetch', 'parse', 'normalize', 'store', 'publish', 'garbage', 'other'] as const;
export type Stage = (typeof STAGES)[number];

/** What a run does once the channel is published, and its pages. */
const AFTERWARDS = new Set(['writeChannelFiles', 'writeStaticLists', 'writeStaticChannels']);

/** Microseconds of work by stage until the channel is published, of all profiles in a folder. What waits is none. */
export function stagesIn(directory: string): Readonly<Record<Stage, number>> {
  const times = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as Record<Stage, number>;
  for (const name of readdirSync(directory).filter((one) => one.endsWith('.cpuprofile'))) {
    const profile = JSON.parse(readFileSync(join(directory, name), 'utf8')) as Profile;
    const stageOf = stagesOf(profile);
    const after = nodesOf(profile, AFTERWARDS);
    for (const [place, id] of profile.samples.entries()) {
      if (after.has(id)) break;
      const stage = stageOf.get(id);
      if (stage) times[stage] += profile.timeDeltas[place] as number;
    }
  }
  return times;
}

/** The nodes of functions with these names. */
function nodesOf({ nodes }: Profile, names: ReadonlySet<string>): ReadonlySet<number> {
  const found = new Set(nodes.filter(({ callFrame }) => names.has(callFrame.functionName)).map(({ id }) => id));
  // callers come before what they call
  for (const { id, children = [] } of nodes) if (found.has(id)) for (const child of children) found.add(child);
  return found;
}

/** The stage of each node: of the nearest caller that has one. Null: it waits. */
function stagesOf({ nodes }: Profile): ReadonlyMap<number, Stage | null> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const stages = new Map<number, Stage | null>();
  const walk = (id: number, above: Stage): void => {
    const node = byId.get(id);
    if (!node) return;
    const { functionName, url } = node.callFrame;
    const stage = functionName === '(idle)' ? null : functionName === '(garbage collector)' ? 'garbage' : stageAt(url);
    stages.set(id, stage === undefined ? above : stage);
    for (const child of node.children ?? []) walk(child, stage ?? above);
  };
  const root = nodes.find(({ callFrame }) => callFrame.functionName === '(root)');
  if (root) walk(root.id, 'other');
  return stages;
}

const PLACES: readonly (readonly [RegExp, Stage])[] = [
  [/\/src\/(?:config|cli|main|app)\b|node_modules\/(?:zod|jsonc-parser|commander)\/|^node:internal\/modules/, 'start'],
  [/\/src\/fetch\/|node_modules\/undici\//, 'fetch'],
  [/\/src\/(?:parse\/|read-document)/, 'parse'],
  [/\/src\/normalize\//, 'normalize'],
  [/\/src\/store\/|node_modules\/(?:kysely|better-sqlite3)\//, 'store'],
  [
    /\/src\/(?:publish|publication|web|static-output|static-writer)\b|node_modules\/(?:feed|rss-parser|sanitize-html)\//,
    'publish',
  ],
];

function stageAt(url: string): Stage | undefined {
  return PLACES.find(([place]) => place.test(url))?.[1];
}
