// `lostfeed release`: ends the quarantine of a source that read like another feed. Works beside a running service, which
// publishes what is listed within a second or two.
import { loadConfig } from '../config/config.ts';
import type { ReleasedArticle } from '../model.ts';
import { EXIT } from './exit-codes.ts';
import type { Settings } from './settings.ts';
import { findSource, readSources } from './stored-sources.ts';
import { withStore } from './with-store.ts';

const SHOWN_ARTICLES = 50;

export async function release(settings: Settings, word: string, flags: { readonly json?: boolean }): Promise<number> {
  const config = await loadConfig(settings.configFile, settings.dataDirectory);
  const { source, released } = await withStore(settings, async (store) => {
    const { id } = findSource(word, await readSources(config, store, Date.now())).source;
    return { source: id, released: (await store?.releaseSource(id)) ?? [] };
  });
  const articles = released.map(({ listedAt, ...article }) => ({
    ...article,
    listedAt: new Date(listedAt).toISOString(),
  }));
  process.stdout.write(flags.json ? `${JSON.stringify({ source, articles })}\n` : describeRelease(source, released));
  return EXIT.done;
}

function describeRelease(source: string, articles: readonly ReleasedArticle[]): string {
  if (articles.length === 0) return `Nothing of ${source} is held.\n`;
  const more = articles.length - SHOWN_ARTICLES;
  const lines = [
    `Released ${articles.length} ${articles.length === 1 ? 'article' : 'articles'} of ${source}:`,
    ...articles.slice(0, SHOWN_ARTICLES).map(({ title, listedAt }) => `  ${dayOf(listedAt)}  ${title}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    'They are published with the next publication: at once by a running service, else by "lostfeed run" or "build".',
  ];
  return `${lines.join('\n')}\n`;
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
