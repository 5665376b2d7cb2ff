// Many new articles at once that say nothing of their age: a site that moved and gives all it ever wrote new ids, a feed without
// dates that is read for the first time. All of them are stored; they do not come on top of the channel. Pure.
import { articlesExpected } from './drift.ts';
import type { ArticleDraft, SourcePast } from './model.ts';

/** So many are a flood to somebody who reads, and so many times as many as were to be expected. */
const FLOOD_ENTRIES = 20;
const FLOOD_TIMES = 5;
/** Between two places: what else the channel has stands among them. */
const APART_MS = 3_600_000;

export interface BurstInput {
  /** In the order of their document. */
  readonly created: readonly ArticleDraft[];
  /** What the source was like until now; null: it is new. */
  readonly past: SourcePast | null;
  /** The end of the visit before; null: there was none. */
  readonly lastSuccessAt: number | null;
  readonly now: number;
}

/** Whether so many new articles can be a burst at all. */
export function mayBurst(created: readonly ArticleDraft[]): boolean {
  return ageless(created).size > 0;
}

/**
 * The articles with their places. Those of a burst stand an hour apart, below the newest that is known of the source; the first
 * time, below the moment they would all have had.
 */
export function placeBurst({ created, past, lastSuccessAt, now }: BurstInput): readonly ArticleDraft[] {
  const burst = ageless(created);
  const known = past?.articles ?? [];
  const newestAt = Math.max(...known.map(({ listedAt }) => listedAt));
  const usual = lastSuccessAt === null ? 0 : articlesExpected(known, lastSuccessAt, now - lastSuccessAt);
  if (burst.size === 0 || burst.size <= FLOOD_TIMES * usual) return created;
  let place = 0;
  return created.map((draft) => {
    if (!burst.has(draft)) return draft;
    const top = known.length === 0 ? draft.listedAt : Math.min(draft.listedAt, newestAt - APART_MS);
    return { ...draft, listedAt: top - APART_MS * place++ };
  });
}

/** Those without a date of their own: with none, with one that lies ahead, or with one that a flood of them has. */
function ageless(created: readonly ArticleDraft[]): ReadonlySet<ArticleDraft> {
  const byMoment = Map.groupBy(created, ({ listedAt, publishedAt }) => (listedAt === publishedAt ? publishedAt : null));
  const crowds = [...byMoment].filter(([at, drafts]) => at === null || drafts.length > FLOOD_ENTRIES);
  const all = crowds.flatMap(([, drafts]) => drafts);
  return new Set(all.length > FLOOD_ENTRIES ? all : []);
}
