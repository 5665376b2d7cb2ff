// `lostfeed import`: the feeds of an OPML file into the configuration. Nothing is asked: a running service reads the new feeds by
// and by.
import { readFile, stat } from 'node:fs/promises';
import { type ListPlan, loadConfigOrDefaults, planSources, readOpml, writeAdditions } from '../config/config.ts';
import { LostFeedError } from '../errors.ts';
import { refusalOf } from '../fetch/fetch.ts';
import { decodeText } from '../lib/decode-text.ts';
import type { SourceConfig } from '../model.ts';
import { EXIT } from './exit-codes.ts';
import type { Settings } from './settings.ts';
import { withStore } from './with-store.ts';

type SourceAddress = Pick<SourceConfig, 'id' | 'url'>;

/** Room for fifty thousand feeds. */
const MAX_BYTES = 32 * 1024 * 1024;
const SHOWN_KNOWN = 5;

export async function importList(
  settings: Settings,
  file: string,
  flags: { readonly json?: boolean },
): Promise<number> {
  const config = await loadConfigOrDefaults(settings.configFile, settings.dataDirectory);
  const list = readOpml(decodeText(await readBytes(file), null));
  if (list === null) throw new LostFeedError('not-a-feed', `${file} is no OPML list`);
  const { categories: listed, fetch } = config;
  const refuse = (url: string) => refusalOf(url, fetch.allowPrivate);
  const planBeside = (sources: readonly SourceAddress[]) => planSources(list, { sources, categories: listed, refuse });
  const plan = await withStore(settings, async (store) => {
    const first = planBeside(config.sources);
    // an address that a source has learnt, or had before, is that source's
    const aliases: SourceAddress[] = [];
    for (const { url } of first.sources) {
      const id = (await store?.sourceKnownBy(url)) ?? null;
      if (id !== null && config.sources.some((source) => source.id === id)) aliases.push({ id, url });
    }
    return aliases.length === 0 ? first : planBeside([...config.sources, ...aliases]);
  });
  if (plan.sources.length > 0) await writeAdditions(settings.configFile, plan);
  const { sources, categories, known, faults } = plan;
  const facts = {
    file,
    added: sources.length,
    categories: categories.map(({ id }) => id),
    known: known.length,
    faults,
  };
  process.stdout.write(flags.json ? `${JSON.stringify(facts)}\n` : describeImport(file, plan));
  return EXIT.done;
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw new LostFeedError('too-large', `${file} is larger than ${MAX_BYTES} bytes`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof LostFeedError) throw error;
    throw new LostFeedError(
      'usage',
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function describeImport(file: string, { sources, categories, known, faults }: ListPlan): string {
  const labels = categories.map(({ label }) => label).join(', ');
  const lines = [
    `Added ${plural(sources.length, 'source')}${labels === '' ? '' : ` and the ${categories.length === 1 ? 'category' : 'categories'} ${labels}`}.`,
    ...(known.length === 0
      ? []
      : [`${plural(known.length, 'feed')} of the list ${known.length === 1 ? 'is' : 'are'} there already:`]),
    ...known.slice(0, SHOWN_KNOWN).map(({ line, message }) => `  ${file}:${line} ${message}`),
    ...(known.length > SHOWN_KNOWN ? [`  and ${known.length - SHOWN_KNOWN} more`] : []),
    ...(faults.length === 0 ? [] : [`${plural(faults.length, 'line')} left out:`]),
    ...faults.map(({ line, message }) => `  ${file}:${line} ${message}`),
  ];
  return `${lines.join('\n')}\n`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
