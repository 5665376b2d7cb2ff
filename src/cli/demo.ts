// `lostfeed demo`: the real service against a simulated upstream world on loopback, told as it happens: what changed
// upstream, when it came into the channel, which sources are broken. Its data lives in a folder that goes when it ends.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../config/config.ts';
import { startWorld, type World } from '../demo/demo.ts';
import type { VisitOutcome } from '../pipeline.ts';
import { EXIT, listenForStop } from './exit-codes.ts';
import { createLog } from './log.ts';
import { type Service, startService } from './service.ts';
import type { Settings } from './settings.ts';

interface DemoFlags {
  readonly every: string;
  readonly seconds?: number;
}

/** Time between two steps of the world: new items, edits, servers that fail or recover. */
const STEP_MS = 4_000;

export async function demo(settings: Settings, flags: DemoFlags): Promise<number> {
  const stop = listenForStop();
  const directory = await mkdtemp(join(tmpdir(), 'lostfeed-demo-'));
  const world = await startWorld({ port: 0, now: () => Date.now(), stepMs: STEP_MS, every: flags.every });
  const story = createStory();
  try {
    const config = parseConfig(JSON.stringify(world.config), 'the demo world');
    const log = await createLog(process.env.LOG_LEVEL ? settings.logLevel : 'error');
    const service = await startService({
      settings: { ...settings, dataDirectory: directory },
      config,
      log,
      fetch: true,
      web: true,
      onVisit: story.visited,
      onPublish: story.published,
    });
    story.opened(service, world, config.sources.length);
    const timer =
      flags.seconds === undefined
        ? null
        : setTimeout(() => process.kill(process.pid, 'SIGTERM'), flags.seconds * 1_000);
    await stop.stopped;
    if (timer) clearTimeout(timer);
    await service.stop();
    story.ended();
    return EXIT.done;
  } finally {
    await world.close();
    await rm(directory, { recursive: true, force: true });
    stop.dispose();
  }
}

/** Tells what happens, a line each, and keeps count for the end. */
function createStory() {
  const startedAt = Date.now();
  const broken = new Map<string, string>();
  const healthy = new Set<string>();
  /** When each source is asked next: the poll interval, or longer where its server wants more patience. */
  const planned = new Map<string, number>();
  /** When an item that appeared upstream could first be seen: at the poll after it. */
  const awaited = new Map<string, number>();
  const arriving: number[] = [];
  const delays: number[] = [];
  let articles = 0;

  const say = (who: string, what: string) => {
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
    process.stdout.write(`${seconds} s  ${who.padEnd(9)} ${what}\n`);
  };

  return {
    opened({ url }: Service, world: World, sources: number): void {
      say('demo', `${sources} simulated sources at ${world.url}; the site is at ${url}`);
      say('demo', `subscribe to ${url}atom.xml, ${url}rss.xml or ${url}feed.json; Ctrl-C ends it`);
      world.onEvent(({ at, sourceId, what }) => {
        if (healthy.has(sourceId) && /^new: /.test(what) && !awaited.has(sourceId)) {
          awaited.set(sourceId, Math.max(at, planned.get(sourceId) ?? at));
        }
        say('upstream', `${sourceId}: ${what}`);
      });
    },
    visited({ sourceId, created, updated, nextAt, error }: VisitOutcome): void {
      if (nextAt !== null) planned.set(sourceId, nextAt);
      articles += created;
      if (error) {
        healthy.delete(sourceId);
        // a broken source is asked less often: what it gains meanwhile says nothing about the channel's pace
        awaited.delete(sourceId);
        if (broken.get(sourceId) !== error.code) say('broken', `${sourceId}: ${error.message} (${error.code})`);
        broken.set(sourceId, error.code);
        return;
      }
      healthy.add(sourceId);
      if (broken.delete(sourceId)) say('healed', sourceId);
      if (created + updated > 0) say('read', `${sourceId}: ${created} new, ${updated} changed`);
      const at = awaited.get(sourceId);
      if (created > 0 && at !== undefined) {
        awaited.delete(sourceId);
        arriving.push(at);
      }
    },
    published(changed: readonly string[]): void {
      for (const at of arriving.splice(0)) delays.push(Date.now() - at);
      say('channel', `published ${changed.join(', ')}`);
    },
    ended(): void {
      const slowest =
        delays.length === 0
          ? ''
          : `, at most ${(Math.max(...delays) / 1000).toFixed(1)} s after the poll that could first see them`;
      say('demo', `${articles} articles of ${healthy.size} sources; ${broken.size} sources broken`);
      say('demo', `${delays.length} new items came from upstream into the channel${slowest}`);
    },
  };
}
