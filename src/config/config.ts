// The door of the configuration stage: feeds.config.json in, a frozen Config out, faults in words, changes as they come.
import { readFile, stat } from 'node:fs/promises';
import { ConfigError } from '../errors.ts';
import type { Config } from '../model.ts';
import { moveSources, type SourceMove } from './move-sources.ts';
import { parseConfig } from './parse-config.ts';
import { replaceFile } from './replace-file.ts';
import { type ConfigEvents, type ConfigWatch, watchFile } from './watch.ts';

export { describeConfigError } from './faults.ts';
export type { SourceMove } from './move-sources.ts';
export { nearest } from './nearest.ts';
export { parseConfig } from './parse-config.ts';
export { configJsonSchema } from './schema.ts';

/** Room for a hundred thousand sources. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Reads and checks a file. Throws ConfigError: `config-missing` when it cannot be read, else with all faults. */
export async function loadConfig(file: string): Promise<Config> {
  return parseConfig(await readText(file), file);
}

/** Writes new addresses of sources into a file: all of them or none, and nothing else changes. Throws ConfigError. */
export async function writeMoves(file: string, moves: readonly SourceMove[]): Promise<void> {
  await replaceFile(file, moveSources(await readText(file), moves, file));
}

/**
 * Watches a file until closed. `change` gets each new configuration that differs from the one before, `fault` a file
 * that cannot be used; then the one before stays good. The first to differ from is `since`, the configuration in use;
 * without it, what the file says once the watch is `ready`.
 */
export function watchConfig(file: string, on: ConfigEvents, since: Config | null = null): ConfigWatch {
  return watchFile(file, () => loadConfig(file), on, since);
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
