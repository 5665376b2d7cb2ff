// `lostfeed status`: how the sources are doing, worst first. Looks only, and beside a running service.
import { loadConfig } from '../config/config.ts';
import { HEALTH_WORDS, type SourceHealth } from '../health/health.ts';
import { type LeftOut, loadLeftOut } from '../publish/publish.ts';
import { EXIT } from './exit-codes.ts';
import type { Settings } from './settings.ts';
import { describeStatus } from './status-report.ts';
import { findSource, readSources } from './stored-sources.ts';
import { withStore } from './with-store.ts';

/** Width of a terminal that does not say how wide it is. */
const NARROW = 80;

export async function status(
  settings: Settings,
  words: readonly string[],
  flags: { readonly json?: boolean },
): Promise<number> {
  const now = Date.now();
  const config = await loadConfig(settings.configFile, settings.dataDirectory);
  const [sources, leftOut] = await withStore(
    settings,
    async (store) =>
      [
        await readSources(config, store, now),
        store === null || words.length > 0 ? [] : await loadLeftOut(store),
      ] as const,
  );
  const chosen = words.length === 0 ? sources : [...new Set(words.map((word) => findSource(word, sources)))];
  const healths = chosen.map(({ health }) => health).sort(worstFirst);
  const columns = process.stdout.isTTY ? process.stdout.columns || NARROW : null;
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(statusFacts(healths, leftOut, now))}\n`
      : describeStatus(healths, leftOut, { now, columns }),
  );
  return EXIT.done;
}

function worstFirst(a: SourceHealth, b: SourceHealth): number {
  return (
    HEALTH_WORDS.indexOf(a.health) - HEALTH_WORDS.indexOf(b.health) || b.failures - a.failures || (a.id < b.id ? -1 : 1)
  );
}

function statusFacts(healths: readonly SourceHealth[], leftOut: readonly LeftOut[], now: number): object {
  const counts = Object.fromEntries(
    HEALTH_WORDS.map((word) => [word, healths.filter(({ health }) => health === word).length]),
  );
  return { at: new Date(now).toISOString(), counts, sources: healths.map(healthFacts), leftOut };
}

/** A source's health with its moments as ISO 8601. */
export function healthFacts(health: SourceHealth): object {
  const { lastVisitAt, lastSuccessAt, lastArticleAt, nextVisitAt, failingSince, suspectSince } = health;
  return {
    ...health,
    lastVisitAt: toIso(lastVisitAt),
    lastSuccessAt: toIso(lastSuccessAt),
    lastArticleAt: toIso(lastArticleAt),
    nextVisitAt: toIso(nextVisitAt),
    failingSince: toIso(failingSince),
    suspectSince: toIso(suspectSince),
  };
}

/** ISO 8601 in UTC with milliseconds. */
export function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
