// `lostfeed export`: the sources of the configuration as an OPML list on standard output.
import { stat } from 'node:fs/promises';
import { loadConfig } from '../config/config.ts';
import type { Config, SourceView } from '../model.ts';
import { type OpmlFolder, renderOpml } from '../publish/publish.ts';
import { EXIT } from './exit-codes.ts';
import type { Settings } from './settings.ts';
import { withStore } from './with-store.ts';

export async function exportList(settings: Settings): Promise<number> {
  const config = await loadConfig(settings.configFile, settings.dataDirectory);
  const { channel } = config;
  const { mtimeMs } = await stat(settings.configFile);
  const views = await withStore(
    settings,
    async (store) => (await store?.sourceViews()) ?? new Map<string, SourceView>(),
  );
  const opml = renderOpml({
    title: channel.title,
    // the list is as old as the file
    createdAt: Math.floor(mtimeMs / 1000) * 1000,
    ownerName: channel.author.name || null,
    folders: toFolders(config, views),
  });
  process.stdout.write(opml);
  return EXIT.done;
}

/** In the order of the file: what has no badge first, then by category. */
function toFolders({ sources, categories }: Config, views: ReadonlyMap<string, SourceView>): readonly OpmlFolder[] {
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
