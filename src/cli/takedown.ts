// `lostfeed takedown`: removes an article, or all of a source, from everywhere and for good. Works beside a running service,
// which publishes without it within a second or two.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../app.ts';
import { LostFeedError } from '../errors.ts';
import type { FoundArticle } from '../model.ts';
import { EXIT } from './exit-codes.ts';
import { openCommandApp } from './open-app.ts';
import type { Settings } from './settings.ts';
import { findSource, readSources } from './stored-sources.ts';

export interface TakedownFlags {
  readonly source?: boolean;
  readonly reason?: string;
  readonly undo?: boolean;
  readonly json?: boolean;
}

/** What is to be taken down, or was. */
interface Target {
  readonly source: string | null;
  /** Null: all of the source. */
  readonly found: readonly FoundArticle[] | null;
}

const MAX_REASON_CHARS = 500;

export async function takedown(settings: Settings, word: string, flags: TakedownFlags): Promise<number> {
  const { app } = await openCommandApp(settings);
  try {
    await app.loadDocuments();
    const target = flags.source ? await sourceTarget(app, word) : await articleTarget(app, word, flags.undo ?? false);
    const count = await act(app, target, flags);
    await publish(app, settings);
    const articles =
      target.found?.map(({ id, sourceId, title, url }) => ({ id, source: sourceId, title, url })) ?? null;
    const facts = { source: target.source, articles, changed: count };
    process.stdout.write(flags.json ? `${JSON.stringify(facts)}\n` : describe(target, count, flags));
    return EXIT.done;
  } finally {
    await app.close();
  }
}

/** A source that the configuration does not list any more can be taken down by its id. */
async function sourceTarget({ store, config }: App, word: string): Promise<Target> {
  if ((await store.storedSourceIds()).includes(word)) return { source: word, found: null };
  const { source } = findSource(word, await readSources(config(), store, Date.now()));
  if ((await store.storedSourceIds()).includes(source.id)) return { source: source.id, found: null };
  throw new LostFeedError('usage', `nothing is stored of ${source.id} yet: remove it from the configuration`);
}

/** Throws LostFeedError `usage` when it is nobody, or when articles of one source share the address. */
async function articleTarget({ store }: App, word: string, undo: boolean): Promise<Target> {
  const found = (await store.findArticles(word)).filter(({ takenDown }) => !undo || takenDown !== null);
  if (found.length === 0) {
    const what = undo ? 'no article was taken down that has' : 'no article has';
    throw new LostFeedError('usage', `${what} the id or the address ${JSON.stringify(word)}`);
  }
  const sources = new Set(found.map(({ sourceId }) => sourceId));
  if (sources.size < found.length) {
    const named = found.slice(0, 10).map(({ id, title }) => `  ${id}  ${title}`);
    throw new LostFeedError(
      'usage',
      `${found.length} articles have this address; name one by its id:\n${named.join('\n')}`,
    );
  }
  return { source: null, found };
}

async function act({ store }: App, { source, found }: Target, { reason, undo }: TakedownFlags): Promise<number> {
  const ids = found?.map(({ id }) => id) ?? [];
  if (undo) return store.undoTakedown(source === null ? { ids } : { sourceId: source });
  const words = reason?.trim().slice(0, MAX_REASON_CHARS) || null;
  const why = { at: Date.now(), reason: words };
  return source === null ? store.takeDownArticles(ids, why) : store.takeDownSource(source, why);
}

/** Where no service runs the documents, and the static files if there are any, are to be without it now. */
async function publish(app: App, { dataDirectory }: Settings): Promise<void> {
  if (app.documents().size > 0) await app.publish();
  if (existsSync(join(dataDirectory, app.config().publish.directory))) await app.writeStatic();
}

function describe({ source, found }: Target, count: number, { undo }: TakedownFlags): string {
  const articles = `${count} ${count === 1 ? 'article' : 'articles'}`;
  const lines = (found ?? []).map(({ sourceId, title, url }) => `  ${sourceId}  ${title}  ${url ?? ''}`.trimEnd());
  if (undo) {
    const again = 'They are listed again once their feed brings them again.';
    return [
      `Took back the takedown of ${articles}${source === null ? '' : ` of ${source}`}.`,
      ...lines,
      again,
      '',
    ].join('\n');
  }
  const rest =
    source === null
      ? []
      : [`${source} is not visited any more. Remove it from the configuration, or it is named at every start.`];
  return [`Took down ${articles}${source === null ? '' : ` of ${source}`}.`, ...lines, ...rest, ''].join('\n');
}
