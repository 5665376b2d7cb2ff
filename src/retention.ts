// What is kept no longer: old articles, and those over the number that is kept of a source. Done some at a time, so that
// neither a visit nor a page waits for it.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Config } from './model.ts';

/** The part of the store by which articles end. */
export interface RetentionStore {
  staleArticles(query: {
    readonly after: number;
    readonly firstSeenBefore: number;
    readonly keep: readonly string[];
  }): Promise<{ readonly ids: readonly string[]; readonly next: number | null }>;
  surplusArticles(query: {
    readonly sourceId: string;
    readonly perSource: number;
    readonly keep: readonly string[];
  }): Promise<readonly string[]>;
  storedSourceIds(): Promise<readonly string[]>;
  removeArticles(ids: readonly string[]): Promise<void>;
  channelEntries(query: {
    readonly items: number;
    readonly perSource: number;
    readonly listedAfter: number | null;
  }): Promise<readonly { readonly articleId: string }[]>;
  meta(name: string): Promise<string | null>;
  setMeta(name: string, value: string): Promise<void>;
}

/** How a prune is to be done. */
export interface PruneOptions {
  readonly now: number;
  /** Counts only. */
  readonly isDryRun: boolean;
  /** Asked between two steps; what is left is for the next time. */
  isOver(): boolean;
}

export interface PruneResult {
  /** Articles removed, or to be removed, because of their age. */
  readonly old: number;
  /** Those over the number kept of their source, by source. */
  readonly surplus: Readonly<Record<string, number>>;
  /** False: it was ended before the end. */
  readonly isWhole: boolean;
}

/** Articles removed in one transaction, words included: some ten milliseconds. */
const SLICE = 25;
const DAY_MS = 86_400_000;
const PRUNED_AT = 'pruned.at';

/** Whether the last whole prune was a day ago; a moment ahead is of a clock that was set back since. */
export async function isPruneDue(store: Pick<RetentionStore, 'meta'>, now: number): Promise<boolean> {
  const prunedAt = Number((await store.meta(PRUNED_AT)) ?? Number.NEGATIVE_INFINITY);
  return now - prunedAt >= DAY_MS || prunedAt > now;
}

/** Removes what may go by the configuration: never what is in the channel or still upstream. */
export async function pruneArticles(
  store: RetentionStore,
  { retention, channel }: Pick<Config, 'retention' | 'channel'>,
  { now, isDryRun, isOver }: PruneOptions,
): Promise<PruneResult> {
  const { items, perSource, windowMs } = channel;
  const listedAfter = windowMs === null ? null : now - windowMs;
  const keep = (await store.channelEntries({ items, perSource, listedAfter })).map(({ articleId }) => articleId);
  const counted = new Set<string>();
  const surplus: Record<string, number> = {};
  const remove = async (ids: readonly string[]): Promise<number> => {
    const fresh = ids.filter((id) => !counted.has(id));
    for (const id of fresh) counted.add(id);
    for (let from = 0; from < fresh.length && !isDryRun; from += SLICE) {
      await store.removeArticles(fresh.slice(from, from + SLICE));
      await nextTurn();
    }
    return fresh.length;
  };

  let old = 0;
  const firstSeenBefore = now - retention.articlesMs;
  for (let after: number | null = 0; after !== null; await nextTurn()) {
    if (isOver()) return { old, surplus, isWhole: false };
    const slice: Awaited<ReturnType<RetentionStore['staleArticles']>> = await store.staleArticles({
      after,
      firstSeenBefore,
      keep,
    });
    old += await remove(slice.ids);
    after = slice.next;
  }
  for (const sourceId of await store.storedSourceIds()) {
    if (isOver()) return { old, surplus, isWhole: false };
    const count = await remove(await store.surplusArticles({ sourceId, perSource: retention.perSource, keep }));
    if (count > 0) surplus[sourceId] = count;
    await nextTurn();
  }
  if (!isDryRun) await store.setMeta(PRUNED_AT, String(now));
  return { old, surplus, isWhole: true };
}
