// What could not go into the documents of the channel, kept so that the operator can ask why an article is missing.
import type { IdStore } from './channel-facts.ts';

/** An article that a document lacks, or, without an article, a document that stays as it was. */
export interface LeftOut {
  readonly path: string;
  readonly articleId: string | null;
  readonly message: string;
}

const META_NAME = 'left-out';
/** More have one cause, which the first tell. */
const MAX_KEPT = 100;

/** Remembers what the last publication left out. */
export async function saveLeftOut(store: IdStore, faults: readonly LeftOut[]): Promise<void> {
  const written = JSON.stringify(faults.slice(0, MAX_KEPT));
  if (((await store.meta(META_NAME)) ?? '[]') !== written) await store.setMeta(META_NAME, written);
}

/** What the last publication that rendered something left out. */
export async function loadLeftOut(store: Pick<IdStore, 'meta'>): Promise<readonly LeftOut[]> {
  return JSON.parse((await store.meta(META_NAME)) ?? '[]');
}
