// A simulated world of feeds on loopback, so that the service can be seen at work without a network: good feeds and odd
// ones, slow and broken servers, some that change while one watches. Everything said in it was written for it.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Life, type Setting, startLife, stepLife } from './life.ts';
import { toFeedPath } from './render.ts';
import { createRequestListener } from './serve-world.ts';
import { SOURCES } from './sources.ts';
import { CATEGORIES } from './spec.ts';

const HOST = '127.0.0.1';
/** More than any polite reader opens; the rest waits in the kernel's queue. */
const MAX_CONNECTIONS = 256;

/** Something that happened upstream, in a line for the terminal. */
export interface WorldEvent {
  readonly at: number;
  readonly sourceId: string;
  readonly what: string;
}

export interface World {
  /** Address of the list of sources, without a slash at the end. */
  readonly url: string;
  /** What feeds.config.json says for this world, as plain JSON. */
  readonly config: Record<string, unknown>;
  onEvent(listener: (event: WorldEvent) => void): void;
  /** Moves the world on by a step: new items, edits, servers that fail or recover. */
  advance(): void;
  /** Ends every answer that is under way and frees the ports. */
  close(): Promise<void>;
}

export interface WorldOptions {
  /** 0: any. */
  readonly port: number;
  readonly now: () => number;
  /** Time between steps; null: only `advance` moves the world. */
  readonly stepMs: number | null;
  /** How often each source is to be polled, as in feeds.config.json. */
  readonly every: string;
  /** The same seed and clock give the same world. */
  readonly seed?: number;
}

/** Opens the world; rejects when the port is taken. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { port, now, stepMs, every, seed = 1 } = options;
  const main = await listen(port);
  const second = await listen(0).catch(async (error: unknown) => {
    await shut(main);
    throw error;
  });
  const servers = [main, second];
  const origin = `http://${toHostPort(main)}`;
  const setting: Setting = { origin, seed, specs: SOURCES };
  const startedAt = now();
  let step = 0;
  let lives: ReadonlyMap<string, Life> = new Map(SOURCES.map((spec) => [spec.id, startLife(spec, setting, startedAt)]));
  const listeners: ((event: WorldEvent) => void)[] = [];

  const answer = createRequestListener({ origin, step: () => step, lives: () => lives });
  for (const server of servers) server.on('request', answer);

  function advance(): void {
    step += 1;
    const at = now();
    const events: WorldEvent[] = [];
    lives = new Map(
      [...lives].map(([sourceId, life]) => {
        const next = stepLife(life, step, setting, at);
        events.push(...next.happenings.map((what) => ({ at, sourceId, what })));
        return [sourceId, next.life];
      }),
    );
    for (const event of events) for (const listener of listeners) listener(event);
  }

  const timer = stepMs === null ? null : setInterval(advance, stepMs);

  return {
    url: origin,
    config: makeConfig(every, toHostPort(main), toHostPort(second)),
    onEvent: (listener) => {
      listeners.push(listener);
    },
    advance,
    async close() {
      if (timer !== null) clearInterval(timer);
      await Promise.all(servers.map(shut));
    },
  };
}

function makeConfig(every: string, mainHost: string, secondHost: string): Record<string, unknown> {
  return {
    channel: {
      title: 'The Lost Feed (demo)',
      description: 'One channel out of a small world of feeds that exists on this machine only.',
      perSource: 10,
    },
    categories: CATEGORIES,
    // the world's pictures are on plain HTTP
    site: { images: 'proxy' },
    fetch: { every, concurrency: 64, perHost: 64, hostGap: '0s', timeout: '8s', allowPrivate: [mainHost, secondHost] },
    sources: SOURCES.map((spec) => ({
      id: spec.id,
      url: `http://${spec.ownHost ? secondHost : mainHost}${toFeedPath(spec)}`,
      // A feed tells its own title, unless it may never be read.
      ...(spec.phases[0]?.conduct.kind === 'feed' ? {} : { title: spec.title }),
      category: spec.category,
      every,
    })),
  };
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(port, HOST);
  await once(server, 'listening');
  return server;
}

async function shut(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

function toHostPort(server: Server): string {
  const { port } = server.address() as AddressInfo;
  return `${HOST}:${port}`;
}
