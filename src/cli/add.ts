// `lostfeed add`: an address of a feed, or of a page that names one, becomes a source of the configuration, once it has been read.
import { deriveSourceId, loadConfigOrDefaults, nearest, readFeedUrl, writeAdditions } from '../config/config.ts';
import { LostFeedError } from '../errors.ts';
import { type FoundFeed, findFeed } from '../find-feed.ts';
import { toLine } from '../lib/clean-text.ts';
import type { Config } from '../model.ts';
import { normalizeEntry, normalizeFeed } from '../normalize/normalize.ts';
import type { Store } from '../store/store.ts';
import { openAsking } from './asking.ts';
import { EXIT } from './exit-codes.ts';
import { FORMATS } from './inspect-report.ts';
import type { Settings } from './settings.ts';
import { withStore } from './with-store.ts';

export interface AddFlags {
  readonly id?: string;
  readonly title?: string;
  readonly category?: string;
  readonly guess?: boolean;
  readonly json?: boolean;
}

const MAX_ENTRIES = 200;

export async function add(settings: Settings, word: string, flags: AddFlags): Promise<number> {
  const config = await loadConfigOrDefaults(settings.configFile, settings.dataDirectory);
  const { allowPrivate } = config.fetch;
  refuseFlags(flags, config);
  const address = toWebAddress(word);
  const found = await withStore(settings, async (store) => {
    await refuseKnown([address], config, store);
    const asking = openAsking(config, store, settings);
    try {
      const ask = (url: string) => asking.ask(url);
      const feed = await findFeed(address, { ask, allowPrivate, maxEntries: MAX_ENTRIES, guess: flags.guess ?? false });
      await refuseKnown([feed.url, feed.document.url], config, store);
      return feed;
    } finally {
      await asking.close();
    }
  });
  const { id = null, title = null, category = null } = flags;
  const source = { id, url: readFeedUrl(found.url), title, category };
  await writeAdditions(settings.configFile, { categories: [], sources: [source] });
  const facts = { source: id ?? deriveSourceId(source.url), url: source.url, ...describeFeed(found) };
  process.stdout.write(flags.json ? `${JSON.stringify(facts)}\n` : describeAddition(facts));
  return EXIT.done;
}

/** `example.org` is what people have at hand. */
function toWebAddress(word: string): string {
  const hasScheme = /^[a-z][a-z0-9+.-]*:(?!\d+(?:\/|$))/i.test(word.trim());
  return readFeedUrl(hasScheme ? word : `https://${word.trim()}`);
}

/** What can be refused before anybody is asked. */
function refuseFlags({ id, category }: AddFlags, { sources, categories }: Config): void {
  if (id !== undefined && sources.some((source) => source.id === id)) {
    throw new LostFeedError('usage', `there is a source ${JSON.stringify(id)} already; choose another --id`);
  }
  const known = ['general', ...categories.map((one) => one.id)];
  if (category === undefined || known.includes(category)) return;
  const near = nearest(category, known);
  const hint = near === null ? `; there are ${known.join(', ')}` : `; did you mean ${near}?`;
  throw new LostFeedError('usage', `"categories" has no ${JSON.stringify(category)}${hint}`);
}

/** Throws LostFeedError `usage` for an address that a source has, is asked at or was known by. */
async function refuseKnown(urls: readonly string[], { sources }: Config, store: Store | null): Promise<void> {
  for (const url of urls) {
    const configured = sources.find((source) => source.url === url)?.id;
    const owner = configured ?? (await store?.sourceKnownBy(url)) ?? null;
    if (owner === null || !sources.some(({ id }) => id === owner)) continue;
    const how = configured === undefined ? 'is an address that it has or had' : 'is its address';
    throw new LostFeedError('usage', `${owner} is a source already: ${url} ${how}`);
  }
}

interface FeedFacts {
  readonly title: string | null;
  readonly format: keyof typeof FORMATS;
  readonly entries: number;
  /** ISO 8601. */
  readonly newestAt: string | null;
  readonly problems: readonly string[];
  readonly page: string | null;
  readonly guessed: boolean;
  readonly others: readonly { readonly url: string; readonly title: string }[];
}

function describeFeed({ feed: parsed, document, page, isGuess, others }: FoundFeed): FeedFacts {
  const options = { url: document.url, language: null, wordsPerMinute: 200 };
  const feed = normalizeFeed(parsed, options);
  const dates = parsed.entries.map((entry) => normalizeEntry(entry, parsed, feed, options).facts.publishedAt ?? 0);
  const newestAt = Math.max(0, ...dates);
  return {
    title: feed.title,
    format: parsed.format,
    entries: parsed.entries.length,
    newestAt: newestAt === 0 ? null : new Date(newestAt).toISOString(),
    problems: [...new Set(parsed.problems.map(({ code }) => code))],
    page,
    guessed: isGuess,
    others: others.map(({ url, title }) => ({ url, title })),
  };
}

function describeAddition({
  source,
  url,
  ...feed
}: FeedFacts & { readonly source: string; readonly url: string }): string {
  const { title, format, entries, newestAt, problems, page, guessed, others } = feed;
  const newest = newestAt === null ? '' : `, the newest of ${newestAt.slice(0, 10)}`;
  const from = page === null ? '' : guessed ? ', found by guessing' : `, named by ${page}`;
  const lines = [
    `Added ${source}: ${title === null ? 'a feed without title' : toLine(title)}`,
    `  ${url}${from}`,
    `  ${FORMATS[format]}, ${entries} ${entries === 1 ? 'entry' : 'entries'}${newest}`,
    ...(problems.length === 0 ? [] : [`  odd: ${problems.join(', ')}; "lostfeed inspect ${url}" says more`]),
    ...others.map((other) => `  The page also names ${other.url}${other.title === '' ? '' : ` (${other.title})`}`),
    'A running service takes it up within seconds; else the next "lostfeed run" reads it.',
  ];
  return `${lines.join('\n')}\n`;
}
