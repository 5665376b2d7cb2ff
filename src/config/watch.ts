// Notices edits of the configuration file: in place, renamed into place, or by a swapped link somewhere on its path. Told
// apart from reading it, so that this file knows only outcomes. The file is polled: one stat twice a second costs nothing
// and also sees network mounts, container mounts and links, which change notifications do not.
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '../errors.ts';
import type { Config } from '../model.ts';

/** An edit counts once the file has kept its size for this long; editors write in bursts of a few milliseconds. */
const STABLE_MS = 200;
const STABLE_POLL_MS = 50;
const POLL_MS = 500;

export interface ConfigEvents {
  change(config: Config): void;
  fault(error: ConfigError): void;
}

export interface ConfigWatch {
  /** Settles once the first configuration is known and every later edit will be seen. */
  readonly ready: Promise<void>;
  /** Reads the file again although it is the same: something that it includes is not. */
  look(): void;
  close(): Promise<void>;
}

/** Calls `change` or `fault` when what `load` gives is no longer what it gave before; without `since`, first. */
export function watchFile(
  file: string,
  load: () => Promise<Config>,
  on: ConfigEvents,
  since: Config | null,
  /** What else a configuration is made of, to be watched too. */
  partsOf: (config: Config) => readonly string[] = () => [],
): ConfigWatch {
  let closed = false;
  let isFirstLook = since === null;
  let current = since;
  let known: ConfigError | null = null;

  async function look(): Promise<void> {
    const outcome = await loadSettled(load);
    const wasFirstLook = isFirstLook;
    isFirstLook = false;
    if (closed) return;
    if (outcome instanceof ConfigError) {
      const isNews = outcome.message !== known?.message || !isDeepStrictEqual(outcome.faults, known.faults);
      known = outcome;
      if (isNews) on.fault(outcome);
    } else {
      const isNews = !wasFirstLook && !isDeepStrictEqual(outcome, current);
      current = outcome;
      known = null;
      watchParts(outcome);
      if (isNews) on.change(outcome);
    }
  }

  // one look after the other, so that an older text never replaces a newer one
  let looking = look();
  const lookAgain = () => {
    looking = looking.then(look);
  };
  const failed = (error: unknown) => {
    if (!closed) on.fault(new ConfigError('config-missing', `${file} cannot be watched: ${String(error)}`));
  };
  const watching = startWatching(file, lookAgain, failed);
  const parts = new Set<string>();
  function watchParts(config: Config): void {
    const fresh = partsOf(config).filter((part) => !parts.has(part));
    for (const part of fresh) parts.add(part);
    if (fresh.length > 0) watching.then((watcher) => watcher.add(fresh)).catch(failed);
  }
  return {
    // what was edited before the watch stood is seen by one more look
    ready: watching.then(() => {
      lookAgain();
      return looking;
    }),
    look: lookAgain,
    async close() {
      closed = true;
      await (await watching).close();
      await looking;
    },
  };
}

/** A fault counts if it is still there a moment later: the file may just have been caught between two states. */
async function loadSettled(load: () => Promise<Config>): Promise<Config | ConfigError> {
  try {
    return await load();
  } catch {
    await setTimeout(STABLE_MS);
  }
  try {
    return await load();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

/** Loads chokidar only here: most commands never watch anything. */
async function startWatching(file: string, changed: () => void, failed: (error: unknown) => void) {
  const { watch } = await import('chokidar');
  const awaitWriteFinish = { stabilityThreshold: STABLE_MS, pollInterval: STABLE_POLL_MS };
  const watcher = watch(file, { backend: 'polling', pollingInterval: POLL_MS, ignoreInitial: true, awaitWriteFinish });
  watcher.on('all', changed).on('error', failed);
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return watcher;
}
