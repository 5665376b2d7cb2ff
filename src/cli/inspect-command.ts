// `lostfeed inspect`: gives the reading of documents its files, its standard input and, for addresses, the guarded client.
import { readFile } from 'node:fs/promises';
import { loadConfigOrDefaults } from '../config/config.ts';
import { LostFeedError } from '../errors.ts';
import { inspect } from './inspect.ts';
import type { Settings } from './settings.ts';
import { withStore } from './with-store.ts';

interface InspectFlags {
  readonly baseUrl?: string;
  readonly json?: boolean;
  readonly batch?: boolean;
  readonly compare?: boolean;
  readonly guess?: boolean;
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
      fetchDocument: (url) => fetchDocument(url, settings, flags.guess ?? false),
      readElsewhere: flags.compare ? (await import('../publish/publish.ts')).readAsRssParser : null,
    },
    { inputs, baseUrl: flags.baseUrl ?? null, json: flags.json ?? false, batch: flags.batch ?? false },
  );
}

/** The document at an address, or the feed that the page there names: by the client, the bounds and the manners of visits. */
async function fetchDocument(url: string, settings: Settings, guess: boolean) {
  const { openAsking } = await import('./asking.ts');
  const { findFeed } = await import('../find-feed.ts');
  const config = await loadConfigOrDefaults(settings.configFile, settings.dataDirectory);
  return withStore(settings, async (store) => {
    const asking = openAsking(config, store, settings);
    try {
      const { allowPrivate } = config.fetch;
      const found = await findFeed(url, { ask: asking.ask, allowPrivate, maxEntries: 1, guess });
      const { document, page, isGuess, others } = found;
      const { body, contentType } = document;
      const via = page === null ? null : { page, url: found.url, isGuess, others: others.map((other) => other.url) };
      return { body, contentType, url: document.url, found: via };
    } finally {
      await asking.close();
    }
  });
}
