// How commands ask for documents apart from visits: by the guarded client and in turn with a running service, whose store says
// which hosts are to be left alone.
import { setTimeout as sleep } from 'node:timers/promises';
import { openFetcher } from '../app.ts';
import type { Config, Fetched, Validators } from '../model.ts';
import { askPolitely, createHostMemory } from '../polite-request.ts';
import type { Store } from '../store/store.ts';
import type { Settings } from './settings.ts';

export interface Asking {
  /** One request, after the rest that its host has; without validators unconditional. Throws FetchError. */
  ask(url: string, validators?: Validators): Promise<Fetched>;
  /** As `ask`, for something else than a feed. */
  askFor(
    url: string,
    how: { readonly validators: Validators; readonly maxBytes: number; readonly accept: string },
  ): Promise<Fetched>;
  close(): Promise<void>;
}

/** Somebody waits in front of the screen. */
const PATIENCE_MS = 10_000;
const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

/** Must be closed. */
export function openAsking(
  config: Config,
  store: Store | null,
  { version }: Pick<Settings, 'version'>,
  signal: AbortSignal = new AbortController().signal,
): Asking {
  const now = () => Date.now();
  const fetcher = openFetcher(config, version, now);
  const hosts = store ?? createHostMemory();
  const deps = { fetcher, hosts, fetch: config.fetch, now, sleep: rest, patienceMs: PATIENCE_MS };
  return {
    ask: (url, validators = NO_VALIDATORS) =>
      askPolitely({ sourceId: 'asked', url, validators, headers: {}, auth: null }, deps, signal),
    askFor: (url, { validators, maxBytes, accept }) =>
      askPolitely({ sourceId: 'asked', url, validators, headers: { accept }, auth: null, maxBytes }, deps, signal),
    close: () => fetcher.close(),
  };
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  // an end is no fault of resting
  await sleep(ms, undefined, { signal }).catch(() => {});
}
