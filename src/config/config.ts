// The door of the configuration stage: feeds.config.json in, a frozen Config out, faults in words, changes as they come.
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { ConfigError, LostFeedError } from '../errors.ts';
import type { Config } from '../model.ts';
import type { Additions } from './additions.ts';
import { feedUrlFault, toFeedUrl } from './address.ts';
import { addSources, removeSource } from './edit-sources.ts';
import { includedFiles, includeLists } from './include.ts';
import { moveSources, type SourceMove } from './move-sources.ts';
import { parseConfig } from './parse-config.ts';
import { createFile, replaceFile } from './replace-file.ts';
import { type ConfigEvents, type ConfigWatch, watchFile } from './watch.ts';

export type { Additions, NewCategory, NewSource } from './additions.ts';
export { describeConfigError } from './faults.ts';
export { isRemoteList } from './include.ts';
export { type CachedList, readCachedList, writeCachedList } from './list-cache.ts';
export { type ListPlan, planSources } from './list-sources.ts';
export type { SourceMove } from './move-sources.ts';
export { nearest } from './nearest.ts';
export { parseConfig } from './parse-config.ts';
export { readOpml } from './read-opml.ts';
export { configJsonSchema } from './schema.ts';
export { deriveSourceId } from './source-id.ts';

/** Room for a hundred thousand sources. */
const MAX_BYTES = 32 * 1024 * 1024;
/** What a file is made from that is not there yet. */
const EMPTY = '{\n  "sources": []\n}\n';

/**
 * Reads and checks a file, with the lists that it includes: those from elsewhere as the data folder has them (null: not at all).
 * Throws ConfigError: `config-missing` when the file cannot be read, else with all faults.
 */
export async function loadConfig(file: string, dataDirectory: string | null): Promise<Config> {
  const text = await readText(file);
  return includeLists(parseConfig(text, file), { text, file, dataDirectory });
}

/** As loadConfig, but without a file there is what a file without any key says. */
export async function loadConfigOrDefaults(file: string, dataDirectory: string | null): Promise<Config> {
  return existsSync(file) ? loadConfig(file, dataDirectory) : parseConfig(EMPTY, file);
}

/**
 * Writes new addresses of sources into a file: all of them or none, and nothing else changes. Sources of included lists are not in
 * it. Resolves to the sources that got their new address. Throws ConfigError.
 */
export async function writeMoves(file: string, moves: readonly SourceMove[]): Promise<readonly string[]> {
  const text = await readText(file);
  const listed = new Set(parseConfig(text, file).sources.map(({ id }) => id));
  const own = moves.filter(({ sourceId }) => listed.has(sourceId));
  if (own.length > 0) await replaceFile(file, moveSources(text, own, file));
  return own.map(({ sourceId }) => sourceId);
}

/** Writes new sources into a file, which is made if it is missing; nothing else changes. Throws ConfigError. */
export async function writeAdditions(file: string, additions: Additions): Promise<void> {
  if (existsSync(file)) await replaceFile(file, addSources(await readText(file), additions, file));
  else await createFile(file, addSources(EMPTY, additions, file));
}

/** Takes a source out of a file; nothing else changes. Throws ConfigError. */
export async function writeRemoval(file: string, sourceId: string): Promise<void> {
  await replaceFile(file, removeSource(await readText(file), sourceId, file));
}

/** The address of a feed in the form in which the configuration has it. Throws LostFeedError `usage`. */
export function readFeedUrl(text: string): string {
  const fault = feedUrlFault(text);
  if (fault !== null) throw new LostFeedError('usage', fault);
  return toFeedUrl(text);
}

/**
 * Watches a file, and those that it includes, until closed. `change` gets each new configuration that differs from the one before, `fault` a file
 * that cannot be used; then the one before stays good. The first to differ from is `since`, the configuration in use;
 * without it, what the file says once the watch is `ready`.
 */
export function watchConfig(
  file: string,
  dataDirectory: string | null,
  on: ConfigEvents,
  since: Config | null = null,
): ConfigWatch {
  const load = () => loadConfig(file, dataDirectory);
  return watchFile(file, load, on, since, (config) => includedFiles(config, file));
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw new RangeError(`it is larger than ${MAX_BYTES} bytes`);
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): ConfigError {
  const { code, message } = error as NodeJS.ErrnoException;
  const isNotUtf8 = code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
  if (isNotUtf8) return new ConfigError('config-syntax', `${file} is not UTF-8 text`);
  const reason = code === 'ENOENT' ? 'there is no such file' : message;
  return new ConfigError('config-missing', `${file} cannot be read: ${reason}`);
}
