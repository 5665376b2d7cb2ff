// All sources of the world, in the order of its list.

import { MALFORMED_SOURCES } from './sources-malformed.ts';
import { PLAIN_SOURCES } from './sources-plain.ts';
import { TROUBLED_SOURCES } from './sources-troubled.ts';
import { WORLD_SOURCES } from './sources-world.ts';
import type { SourceSpec } from './spec.ts';
import type { Pool } from './texts.ts';

export const SOURCES: readonly SourceSpec[] = dealStories([
  ...PLAIN_SOURCES,
  ...WORLD_SOURCES,
  ...MALFORMED_SOURCES,
  ...TROUBLED_SOURCES,
]);

/** Like cards: where one source of a pool stops telling, the next one begins. */
function dealStories(specs: readonly SourceSpec[]): readonly SourceSpec[] {
  const dealt = new Map<Pool, number>();
  return specs.map((spec) => {
    const firstStory = dealt.get(spec.pool) ?? 0;
    dealt.set(spec.pool, firstStory + spec.items);
    return { ...spec, firstStory };
  });
}
