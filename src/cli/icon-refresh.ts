// Looks for the icons that somebody wanted to see, one after the other, beside the visits.

import { findIcon } from '../find-icon.ts';
import type { Config } from '../model.ts';
import type { Store } from '../store/store.ts';
import { openAsking } from './asking.ts';
import type { Settings } from './settings.ts';

const LOOK_MS = 10_000;
/** So few at a time that visits never wait for them. */
const AT_A_TIME = 2;

export interface IconRefresh {
  stop(): Promise<void>;
}

/** Starts looking; nothing is asked while no icon is wanted. */
export function startIconRefresh(
  config: () => Config,
  tools: {
    readonly store: Store;
    readonly settings: Settings;
    readonly log: { warn(facts: object, message: string): void };
  },
): IconRefresh {
  const stop = new AbortController();
  let working: Promise<void> | null = null;
  const look = () => {
    // hosts may let us wait for longer than it takes to look again
    working ??= refreshIcons(config(), tools, stop.signal)
      .catch((error: unknown) => tools.log.warn({ err: error }, 'looking for icons failed; trying again'))
      .finally(() => {
        working = null;
      });
  };
  const timer = setInterval(look, LOOK_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      stop.abort();
      await working;
    },
  };
}

async function refreshIcons(
  config: Config,
  { store, settings }: { readonly store: Store; readonly settings: Settings },
  signal: AbortSignal,
): Promise<void> {
  const wanted = await store.icons.due({ now: Date.now(), limit: AT_A_TIME });
  if (wanted.length === 0) return;
  const asking = openAsking(config, store, settings, signal);
  try {
    const { allowPrivate } = config.fetch;
    for (const one of wanted) {
      const found = await findIcon(one, { ask: asking.askFor, allowPrivate, now: () => Date.now() });
      if (signal.aborted) return;
      await store.icons.save(found);
    }
  } finally {
    await asking.close();
  }
}
