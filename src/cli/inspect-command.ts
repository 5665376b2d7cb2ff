// `lostfeed inspect`: gives the reading of documents its files, its standard input and, for addresses, the guarded client.
import { readFile, stat } from 'node:fs/promises';
import { loadConfig, parseConfig } from '../config/config.ts';
import { LostFeedError } from '../errors.ts';
import type { Config } from '../model.ts';
import { inspect } from './inspect.ts';
import type { Settings } from './settings.ts';

interface InspectFlags {
  readonly baseUrl?: string;
  readonly json?: boolean;
  readonly batch?: boolean;
  readonly compare?: boolean;
}

export async function inspectCommand(
  settings: Settings,
  inputs: readonly string[],
  flags: InspectFlags,
): Promise<number> {
  if (inputs.length === 0 && !flags.batch) {
    throw new LostFeedError('usage', 'inspect wants files or addresses, or --batch with a list on standard input');
  }
  return inspect(
    {
      readFile,
      stdin: process.stdin,
      write: (text) => void process.stdout.write(text),
      fetchDocument: (url) => fetchDocument(url, settings),
      readElsewhere: flags.compare ? (await import('../publish/publish.ts')).readAsRssParser : null,
    },
    { inputs, baseUrl: flags.baseUrl ?? null, json: flags.json ?? false, batch: flags.batch ?? false },
  );
}

/** One unconditional request, with the bounds and the address guard of every other. */
async function fetchDocument(url: string, settings: Settings) {
  const { openFetcher } = await import('../app.ts');
  const fetcher = openFetcher(await configOrDefaults(settings.configFile), settings.version, () => Date.now());
  try {
    const fetched = await fetcher.fetch(
      { sourceId: 'inspect', url, validators: { etag: null, lastModified: null }, headers: {}, auth: null },
      new AbortController().signal,
    );
    if (fetched.kind === 'unchanged') throw new LostFeedError('empty', `GET ${url}: ${fetched.status}, no document`);
    return { body: fetched.body, contentType: fetched.contentType, url: fetched.url };
  } finally {
    await fetcher.close();
  }
}

/** Works without any configuration file too; a broken one is still an error. */
async function configOrDefaults(file: string): Promise<Config> {
  const exists = await stat(file).then(
    () => true,
    () => false,
  );
  return exists ? loadConfig(file) : parseConfig('{ "sources": [] }', file);
}
