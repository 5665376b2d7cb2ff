// Keeps included lists that are elsewhere as they are there: asked for a few times a day, conditionally, and kept as they were
// last good when that fails.
import {
  type CachedList,
  isRemoteList,
  loadConfig,
  readCachedList,
  readOpml,
  writeCachedList,
} from '../config/config.ts';
import { LostFeedError } from '../errors.ts';
import { decodeText } from '../lib/decode-text.ts';
import type { Config, Fetched, Validators } from '../model.ts';
import type { Store } from '../store/store.ts';
import type { Settings } from './settings.ts';

export interface RefreshDeps {
  readonly dataDirectory: string;
  /** Throws LostFeedError. */
  ask(url: string, validators: Validators): Promise<Fetched>;
  now(): number;
  /** Ends it: what was under way counts as never tried. */
  readonly signal: AbortSignal;
  readonly log: { warn(facts: object, message: string): void };
}

/** What a process that fetches has at hand. */
export interface RefreshTools {
  readonly store: Store;
  readonly settings: Settings;
  readonly log: RefreshDeps['log'];
}

const EVERY_MS = 6 * 3_600_000;
const AGAIN_MS = 3_600_000;
const LOOK_MS = 5 * 60_000;

/** The configuration with its lists as they are today, as far as they can be read. */
export async function withFreshLists(config: Config, tools: RefreshTools): Promise<Config> {
  const { configFile, dataDirectory } = tools.settings;
  return (await refreshOnce(config, tools, new AbortController().signal))
    ? loadConfig(configFile, dataDirectory)
    : config;
}

/** Looks every five minutes whether a list is due, beginning now, and calls `changed` when one says something else. */
export function startListRefresh(
  config: () => Config,
  tools: RefreshTools & { changed(): void },
): { stop(): Promise<void> } {
  const stop = new AbortController();
  let working = Promise.resolve();
  const look = () => {
    working = working
      .then(() => refreshOnce(config(), tools, stop.signal))
      .then((isChanged) => (isChanged ? tools.changed() : undefined))
      .catch((error: unknown) => tools.log.warn({ err: error }, 'looking after included lists failed; trying again'));
  };
  look();
  const timer = setInterval(look, LOOK_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      stop.abort();
      await working;
    },
  };
}

async function refreshOnce(
  config: Config,
  { store, settings, log }: RefreshTools,
  signal: AbortSignal,
): Promise<boolean> {
  if (!config.include.some(isRemoteList)) return false;
  const { openAsking } = await import('./asking.ts');
  const asking = openAsking(config, store, settings, signal);
  try {
    const { dataDirectory } = settings;
    return await refreshLists(config, { dataDirectory, ask: asking.ask, now: () => Date.now(), signal, log });
  } finally {
    await asking.close();
  }
}

/** Asks for the lists that are due; whether one says something else than before. */
export async function refreshLists({ include }: Pick<Config, 'include'>, deps: RefreshDeps): Promise<boolean> {
  let changed = false;
  for (const url of include.filter(isRemoteList)) {
    const known = await readCachedList(deps.dataDirectory, url);
    const now = deps.now();
    if (known !== null && !isDue(known, now)) continue;
    const next = await refresh(url, known, deps);
    if (deps.signal.aborted) return changed;
    await writeCachedList(deps.dataDirectory, next);
    changed ||= next.text !== (known?.text ?? null);
  }
  return changed;
}

/** A moment ahead of the clock counts for nothing. */
function isDue({ checkedAt, triedAt }: CachedList, now: number): boolean {
  const isFresh = checkedAt !== null && checkedAt <= now && now - checkedAt < EVERY_MS;
  const isTried = triedAt <= now && now - triedAt < AGAIN_MS;
  return !isFresh && !isTried;
}

async function refresh(
  url: string,
  known: CachedList | null,
  { ask, now, signal, log }: RefreshDeps,
): Promise<CachedList> {
  // an address may have a secret in its query
  const list = url.replace(/[?#].*$/s, '');
  const before = known ?? { url, text: null, etag: null, lastModified: null, checkedAt: null };
  const triedAt = now();
  try {
    const { etag, lastModified } = before;
    const fetched = await ask(url, { etag, lastModified });
    if (fetched.kind === 'unchanged') return { ...before, ...fetched.validators, triedAt, checkedAt: triedAt };
    const text = decodeText(fetched.body, fetched.contentType);
    // an error page, or half a list, takes no sources away
    const isWhole = /<\/opml\s*>\s*$/i.test(text.slice(-200));
    if (!isWhole || !readOpml(text)?.feeds.length) {
      throw new LostFeedError('not-a-feed', `${list} is no OPML list with feeds in it`);
    }
    return { url, text, ...fetched.validators, checkedAt: triedAt, triedAt };
  } catch (error) {
    if (!(error instanceof LostFeedError)) throw error;
    const kept = before.text === null ? 'it is tried again' : 'the last good one stays';
    if (!signal.aborted)
      log.warn({ list, code: error.code }, `the included list could not be read, ${kept}: ${error.message}`);
    return { ...before, triedAt };
  }
}
