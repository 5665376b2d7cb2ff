// The configured sources with what is stored of them, for commands that show how they are doing. Works beside a running service.
import { nearest } from '../config/config.ts';
import { LostFeedError } from '../errors.ts';
import { countedSince, type SourceHealth, sourceHealth } from '../health/health.ts';
import type { Config, SourceConfig, SourceState } from '../model.ts';
import type { Store } from '../store/store.ts';

/** A source at the moment. */
export interface StoredSource {
  readonly source: SourceConfig;
  /** Null: nothing is stored of it at its configured address. */
  readonly state: SourceState | null;
  readonly health: SourceHealth;
}

const MAX_SUGGESTIONS = 5;

/** All configured sources, in the order of the file. */
export async function readSources(config: Config, store: Store | null, now: number): Promise<readonly StoredSource[]> {
  const states = new Map((await store?.sourceStates())?.map((state) => [state.sourceId, state]));
  const learnt = new Map((await store?.learntAddresses())?.map((one) => [one.sourceId, one.configuredUrl]));
  const recent = await store?.recentPosts(countedSince(now));
  return config.sources.map((source) => {
    const { id, url } = source;
    const stored = states.get(id) ?? null;
    // an edited address that no service has taken up yet was never visited
    const state = stored !== null && (stored.url === url || learnt.get(id) === url) ? stored : null;
    return { source, state, health: sourceHealth({ source, state, recent: recent?.get(id) ?? null, now }) };
  });
}

/** The source with this id or at this address. Throws LostFeedError `usage` with the nearest ids when there is none; `what` names what was looked for. */
export function findSource(word: string, sources: readonly StoredSource[], what = 'source'): StoredSource {
  const found =
    sources.find(({ source }) => source.id === word) ??
    sources.find(({ source, state }) => [source.url, state?.url].includes(word));
  if (found) return found;
  const near = suggestions(
    word,
    sources.map(({ source }) => source),
  );
  const hint = near.length === 0 ? '' : `; did you mean ${near.join(', ')}?`;
  throw new LostFeedError('usage', `no ${what} has the id or the address ${JSON.stringify(word)}${hint}`);
}

/** Sources at the host of an address; else those whose id has the word in it; else the one whose id is nearest. */
function suggestions(word: string, sources: readonly SourceConfig[]): readonly string[] {
  const host = URL.parse(word)?.host;
  const folded = word.toLowerCase();
  const alike = sources.filter(({ id, url }) => (host ? new URL(url).host === host : id.includes(folded)));
  if (alike.length > 0) return alike.slice(0, MAX_SUGGESTIONS).map(({ id }) => id);
  const one = nearest(
    word,
    sources.map(({ id }) => id),
  );
  return one === null ? [] : [one];
}
