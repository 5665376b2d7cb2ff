// Static pages of articles that are not stored any more, or were taken down: they go, when something was removed at all.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The part of the store that knows what was removed. */
export interface RemovalStore {
  removals(): Promise<number>;
  keptSlugs(slugs: readonly string[]): Promise<ReadonlySet<string>>;
  meta(name: string): Promise<string | null>;
  setMeta(name: string, value: string): Promise<void>;
}

/** What slugs are made of (lib/slug.ts): other folders are not ours. */
const SLUG = /^[a-z0-9-]{1,100}$/;
const SLICE = 500;
const SEAL = 'static.removals';

/** Removes the pages below `directory` whose articles have none any more. */
export async function removeLostPages(directory: string, store: RemovalStore): Promise<void> {
  const seal = `${await store.removals()} ${directory}`;
  if ((await store.meta(SEAL)) === seal) return;
  const pages = join(directory, 'a');
  const slugs = (await readdir(pages).catch(() => [])).filter((name) => SLUG.test(name));
  for (let from = 0; from < slugs.length; from += SLICE) {
    const slice = slugs.slice(from, from + SLICE);
    const kept = await store.keptSlugs(slice);
    const lost = slice.filter((slug) => !kept.has(slug));
    await Promise.all(lost.map((slug) => rm(join(pages, slug), { recursive: true, force: true })));
  }
  await store.setMeta(SEAL, seal);
}
