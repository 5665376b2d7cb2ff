// `lostfeed export`: the sources of the configuration as an OPML list on standard output.
import { stat } from 'node:fs/promises';
import { loadConfig } from '../config/config.ts';
import type { SourceView } from '../model.ts';
import { renderOpml } from '../publish/publish.ts';
import { sourceFolders } from '../source-folders.ts';
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
    folders: sourceFolders(config, views),
  });
  process.stdout.write(opml);
  return EXIT.done;
}
