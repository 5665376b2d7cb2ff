// What tells, without a look at its articles, whether the pages and documents of a source are as they were.
import { hash } from 'node:crypto';
import type { SourceState, SourceView } from './model.ts';

/** What is needed of the store to see what changed. */
export interface ChangeStore {
  sourceStates(): Promise<readonly Pick<SourceState, 'sourceId' | 'bodyHash' | 'lastNewAt' | 'url'>[]>;
  sourceViews(): Promise<ReadonlyMap<string, SourceView>>;
  /** These grow when articles are listed, or go, without a visit. */
  listingVersion(): Promise<number>;
  removals(): Promise<number>;
}

export interface StaticChanges {
  /** Of what shows everywhere. */
  readonly common: string;
  /** By source: another one when its articles may have changed. */
  readonly sources: Readonly<Record<string, string>>;
  /** Another one when one of these is. */
  readonly all: string;
}

/** `facts`: what of the configuration and the program shows everywhere. */
export async function staticChanges(store: ChangeStore, facts: unknown): Promise<StaticChanges> {
  const views = [...(await store.sourceViews()).values()].map(withoutUpdate);
  const states = await store.sourceStates();
  const common = hashOf([facts, views, await store.listingVersion(), await store.removals()]);
  const changes = states.map(({ sourceId, bodyHash, lastNewAt, url }) => [
    sourceId,
    hashOf([bodyHash, lastNewAt, url]),
  ]);
  return { common, sources: Object.fromEntries(changes), all: hashOf([common, changes]) };
}

/** What pages show of a source; the time its feed was last updated is not among it. */
export function withoutUpdate({ feedUpdatedAt: _, ...shown }: SourceView): unknown {
  return shown;
}

/** One hash for all that JSON can say of `facts`. */
export function hashOf(facts: unknown): string {
  return hash('sha1', JSON.stringify(facts), 'base64url');
}

/** What was remembered of an earlier time; null: nothing that can be read. */
export function readSeal<Seal>(text: string | null): Seal | null {
  try {
    return text === null ? null : (JSON.parse(text) as Seal);
  } catch {
    return null;
  }
}
