// What `check` says of addresses that visits learnt: which are in use, and which the configuration can be given.

import { writeMoves } from '../config/config.ts';
import type { Config } from '../model.ts';
import type { Settings } from './settings.ts';
import { withStore } from './with-store.ts';

/** A source that is asked at another address than the configured one. */
export interface LearntMove {
  readonly source: string;
  readonly from: string;
  readonly to: string;
  /** A source that has the address in the configuration, so that it cannot be written there; else null. */
  readonly sameAs: string | null;
}

export interface Learnt {
  readonly moves: readonly LearntMove[];
  /** Sources that are not asked any more, for another one has come to the same address. */
  readonly merged: readonly { readonly source: string; readonly message: string }[];
}

/** What the store knows of the sources as they are configured now; nothing when there is no store yet. */
export async function readLearnt({ sources }: Config, settings: Settings): Promise<Learnt> {
  return withStore(settings, async (store) => {
    if (store === null) return { moves: [], merged: [] };
    const configured = new Map(sources.map(({ id, url }) => [id, url]));
    const ids = new Map(sources.map(({ id, url }) => [url, id]));
    // an edit that no service has taken up yet counts for more than what was learnt before it
    const learnt = (await store.learntAddresses()).filter((one) => configured.get(one.sourceId) === one.configuredUrl);
    const moves = learnt.map(({ sourceId: source, configuredUrl: from, url: to }) => {
      return { source, from, to, sameAs: ids.get(to) ?? null };
    });
    const states = (await store.sourceStates()).filter((state) => state.errorCode === 'merged');
    const merged = states
      .filter(({ sourceId }) => configured.has(sourceId))
      .map(({ sourceId: source, errorMessage }) => ({ source, message: errorMessage ?? '' }));
    return { moves, merged };
  });
}

/** Writes into the configuration what can be written; returns the sources that got their new address. */
export async function writeLearnt({ moves }: Learnt, { configFile }: Settings): Promise<readonly string[]> {
  const writable = moves
    .filter(({ sameAs }) => sameAs === null)
    .map(({ source, to }) => ({ sourceId: source, url: to }));
  return writable.length === 0 ? [] : writeMoves(configFile, writable);
}

/** One line each, for people. */
export function describeLearnt({ moves, merged }: Learnt, written: readonly string[]): string {
  const lines = [
    ...moves.map(({ source, from, to, sameAs }) => {
      const what = `moved ${source}: asked at ${to} instead of ${from}`;
      if (written.includes(source)) return `${what}; written`;
      return sameAs === null
        ? `${what}; --fix writes it`
        : `${what}, the address of "${sameAs}": remove one of the two`;
    }),
    ...merged.map(({ source, message }) => `not asked any more ${source}: ${message}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
