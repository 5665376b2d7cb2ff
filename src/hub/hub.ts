// The door of the hub stage, the publisher's side of WebSub: takes subscriptions to our own documents, tells subscribers of
// each change, or tells another hub. What is to be told is in the store, so that no publication waits and no restart forgets.
import { createCallbackChecks } from './callback-checks.ts';
import { tellSubscribers } from './deliveries.ts';
import type { HubDeps } from './hub-deps.ts';
import { readHubRequest } from './hub-request.ts';
import { tellHub } from './pings.ts';

/** An answer to a request at our hub. */
export interface HubAnswer {
  readonly status: 202 | 400 | 404 | 503;
  readonly text: string;
}

export interface Hub {
  /** Answers a request; its callback is asked afterwards. */
  accept(form: URLSearchParams): HubAnswer;
  /** These documents have changed: whoever is to know is told by the next sweep. */
  announce(paths: readonly string[]): Promise<void>;
  /** Tells what is due. Not to be called again before it resolves. */
  sweep(): Promise<void>;
  /** Resolves when nothing is under way and nothing will be. */
  stop(): Promise<void>;
}

const BUILTIN = 'builtin';

export function createHub(deps: HubDeps): Hub {
  const { store, now } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const checks = createCallbackChecks(deps, signal);
  let sweeping: Promise<void> = Promise.resolve();

  return {
    accept(form) {
      if (deps.hub() !== BUILTIN) return { status: 404, text: 'There is no hub here.\n' };
      const topics = new Map(deps.paths.map((path) => [`${deps.siteUrl()}${path}`, path]));
      const request = readHubRequest(form, topics);
      if ('refused' in request) return { status: 400, text: `${request.refused}\n` };
      if (!checks.add(request)) return { status: 503, text: 'Please come back in a minute.\n' };
      return { status: 202, text: '' };
    },
    async announce(paths) {
      const hub = deps.hub();
      if (hub === null || paths.length === 0) return;
      if (hub === BUILTIN) await store.announceToSubscribers(paths, now());
      else await store.announceToHub(paths, now());
    },
    sweep() {
      const hub = deps.hub();
      if (hub !== null && !signal.aborted) {
        sweeping = hub === BUILTIN ? tellSubscribers(deps, signal) : tellHub(hub, deps, signal);
      }
      return sweeping;
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled([sweeping, checks.stop()]);
    },
  };
}
