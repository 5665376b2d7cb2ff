// `lostfeed remove`: takes a source out of the configuration. What is stored of it stays until its time is over.
import { loadConfig, writeRemoval } from '../config/config.ts';
import { EXIT } from './exit-codes.ts';
import type { Settings } from './settings.ts';
import { findSource, readSources } from './stored-sources.ts';
import { withStore } from './with-store.ts';

export async function remove(settings: Settings, word: string, flags: { readonly json?: boolean }): Promise<number> {
  const config = await loadConfig(settings.configFile, settings.dataDirectory);
  const sources = await withStore(settings, (store) => readSources(config, store, Date.now()));
  const { id, url } = findSource(word, sources).source;
  await writeRemoval(settings.configFile, id);
  const text = `Removed ${id} (${url}). Its articles leave the channel; added again, it has them all.\n`;
  process.stdout.write(flags.json ? `${JSON.stringify({ source: id, url })}\n` : text);
  return EXIT.done;
}
