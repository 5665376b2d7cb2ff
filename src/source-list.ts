// The listed sources as readers see them: what each is, and how it is doing in a word that is meant for them.
import { countedSince, type HealthWord, isBroken, sourceHealth } from './health/health.ts';
import type { Config, SourceState, SourceView } from './model.ts';
import type { SourceOnPage } from './web/web.ts';

export interface SourceListStore {
  sourceViews(ids?: readonly string[]): Promise<ReadonlyMap<string, SourceView>>;
  sourceStates(ids?: readonly string[]): Promise<readonly SourceState[]>;
}

/** All that are configured, in the order of the file, or those with these ids. Merged ones are left out: another has their feed. */
export async function listSources(
  store: SourceListStore,
  config: Config,
  now: number,
  ids?: readonly string[],
): Promise<readonly SourceOnPage[]> {
  const views = await store.sourceViews(ids);
  const states = new Map((await store.sourceStates(ids)).map((state) => [state.sourceId, state]));
  return config.sources.flatMap((source) => {
    const view = views.get(source.id);
    if (view === undefined) return [];
    const state = states.get(source.id) ?? null;
    const { health, lastArticleAt, articlesPerWeek } = sourceHealth({
      source,
      state,
      recent: recentOf(state, now),
      now,
    });
    if (health === 'merged') return [];
    const condition = CONDITIONS[health] ?? (state !== null && isBroken(state) ? 'silent' : 'well');
    return [{ view, condition, lastArticleAt, articlesPerWeek: Math.round(articlesPerWeek) }];
  });
}

/** Those without a word of their own are only a matter for the operator, unless they last. */
const CONDITIONS: Readonly<Partial<Record<HealthWord, SourceOnPage['condition']>>> = {
  ok: 'well',
  moved: 'well',
  suspect: 'well',
  quiet: 'quiet',
  gone: 'gone',
  disabled: 'paused',
  'never-visited': 'new',
};

/** Counted in the moments that the source's rhythm is learnt from: they are at hand, and many enough. */
function recentOf(state: SourceState | null, now: number) {
  const since = countedSince(now);
  const posted = state?.postedAt.filter((at) => at > since) ?? [];
  const firstAt = posted.at(-1);
  return firstAt === undefined ? null : { articles: posted.length, firstAt };
}
