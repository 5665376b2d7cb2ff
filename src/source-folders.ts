// The sources as a list for other readers: in folders by category.
import type { Config, SourceView } from './model.ts';
import type { OpmlFolder } from './publish/publish.ts';

/** In the order of the file: what has no badge first, then by category. */
export function sourceFolders(
  { sources, categories }: Pick<Config, 'sources' | 'categories'>,
  views: ReadonlyMap<string, SourceView>,
): readonly OpmlFolder[] {
  const byCategory = Map.groupBy(sources, ({ category }) => category);
  const label = (id: string) => categories.find((category) => category.id === id)?.label ?? null;
  return ['general', ...categories.map(({ id }) => id).filter((id) => id !== 'general')].map((id) => ({
    title: label(id),
    outlines: (byCategory.get(id) ?? []).map((source) => {
      const view = views.get(source.id);
      return { title: source.title ?? view?.title ?? '', feedUrl: source.url, siteUrl: view?.siteUrl ?? null };
    }),
  }));
}
