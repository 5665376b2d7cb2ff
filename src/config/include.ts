// The lists that a configuration includes: their feeds become sources beside those of the file, which count for more. A list that
// cannot be read at all is a fault of the configuration; a line of it that cannot be used is a warning.
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ConfigError, type ConfigFault } from '../errors.ts';
import { decodeText } from '../lib/decode-text.ts';
import type { Config } from '../model.ts';
import { hostAndPort, httpUrlFault } from './address.ts';
import { readDocument } from './document.ts';
import { MINUTE_MS } from './duration.ts';
import { describeFault } from './faults.ts';
import { readCachedList } from './list-cache.ts';
import { planSources } from './list-sources.ts';
import { type ReadList, readOpml } from './read-opml.ts';
import { withSources } from './resolve.ts';

/** A list as messages name it: an address may have a secret in its query. */
function shownName(name: string): string {
  return isRemoteList(name) ? name.replace(/[?#].*$/s, '') : name;
}

/** Whether a member of `include` is fetched and not read from disk. */
export function isRemoteList(name: string): boolean {
  return httpUrlFault(name) === null;
}

/** The files among the included lists. */
export function includedFiles({ include }: Pick<Config, 'include'>, configFile: string): readonly string[] {
  return include.filter((name) => !isRemoteList(name)).map((name) => resolve(dirname(configFile), name));
}

/**
 * The configuration with the sources of its lists. Addresses are read as they were last fetched into the data folder; with null
 * there is none. Throws ConfigError with all lists that cannot be read.
 *
 * @param text of the file, to say where a list is named
 */
export async function includeLists(
  config: Config,
  {
    text,
    file,
    dataDirectory,
  }: { readonly text: string; readonly file: string; readonly dataDirectory: string | null },
): Promise<Config> {
  if (config.include.length === 0) return config;
  const faults: ConfigFault[] = [];
  const fail = (index: number, message: string) => faults.push(placedFault(text, file, index, message));
  let included = config;
  for (const [index, name] of config.include.entries()) {
    const list = isRemoteList(name) ? await readRemote(name, dataDirectory) : await readLocal(name, file);
    if (typeof list === 'string') fail(index, list);
    else if (list === null) included = withSources(included, NOTHING, [notRead(name)]);
    else included = addList(included, name, list);
  }
  if (isTooQuick(included, config)) fail(0, 'expected "fetch.every" of at least "5m" beside lists with public sources');
  const [first] = faults;
  if (first) throw new ConfigError('config-invalid', describeFault(first), faults);
  return included;
}

const NOTHING = { categories: [], sources: [] } as const;
/** Of a list with thousands of bad lines the first tell enough. */
const MAX_WARNINGS = 20;
/** As for the sources of the file. */
const SHORTEST_EVERY_MS = 5 * MINUTE_MS;

function addList(config: Config, name: string, list: ReadList): Config {
  const { sources, categories, fetch } = config;
  // what the operator allows is for the operator's own lists
  const isForeign = isRemoteList(name) && !fetch.allowPrivate.includes(hostAndPort(name));
  const refuse = (url: string) =>
    isForeign && fetch.allowPrivate.includes(hostAndPort(url))
      ? 'a list from elsewhere may not name a private host'
      : null;
  const plan = planSources(list, { sources, categories, refuse });
  const shown = shownName(name);
  const hidden = plan.faults.length - MAX_WARNINGS;
  const warnings = plan.faults
    .slice(0, MAX_WARNINGS)
    .map(({ line, message }) => `include: ${shown}:${line} ${message}`)
    .concat(hidden > 0 ? [`include: ${shown}: ${hidden} more lines cannot be used`] : []);
  return withSources(config, plan, warnings);
}

async function readLocal(name: string, configFile: string): Promise<ReadList | string> {
  try {
    const list = readOpml(decodeText(await readFile(resolve(dirname(configFile), name)), null));
    return list ?? `${name} is no OPML list`;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return `${name} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : message}`;
  }
}

async function readRemote(url: string, dataDirectory: string | null): Promise<ReadList | null> {
  const text = dataDirectory === null ? null : ((await readCachedList(dataDirectory, url))?.text ?? null);
  return text === null ? null : readOpml(text);
}

function notRead(name: string): string {
  return `include: ${shownName(name)} was not read yet; "lostfeed serve" and "run" ask for it`;
}

/** Lists have no say in how quickly public servers are asked. */
function isTooQuick({ sources, fetch }: Config, own: Config): boolean {
  if (fetch.everyMs >= SHORTEST_EVERY_MS) return false;
  return sources.slice(own.sources.length).some(({ url }) => !fetch.allowPrivate.includes(hostAndPort(url)));
}

function placedFault(text: string, file: string, index: number, message: string): ConfigFault {
  const document = readDocument(text.replace(/^\uFEFF/, ''));
  const place = 'faults' in document ? { line: 1, column: 1 } : document.place(['include', index], 'value');
  return { file, ...place, path: `include[${index}]`, message };
}
