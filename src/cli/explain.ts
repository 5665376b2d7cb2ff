// `lostfeed explain`: why a source is as it is: its last visit, its next one and what decides that, its address, its hub and
// what happened to it; or the life of one article.
import { loadConfig } from '../config/config.ts';
import type { Store } from '../store/store.ts';
import { EXIT } from './exit-codes.ts';
import { articleFacts, describeArticle, explainArticles } from './explain-article.ts';
import { describeSource, type ExplainedSource } from './explain-source.ts';
import type { Settings } from './settings.ts';
import { healthFacts, toIso } from './status.ts';
import { findSource, readSources, type StoredSource } from './stored-sources.ts';
import { withStore } from './with-store.ts';

const SHOWN_EVENTS = 20;

export async function explain(settings: Settings, word: string, flags: { readonly json?: boolean }): Promise<number> {
  const now = Date.now();
  const config = await loadConfig(settings.configFile, settings.dataDirectory);
  const text = await withStore(settings, async (store) => {
    const sources = await readSources(config, store, now);
    const isSource = sources.some(({ source, state }) => [source.id, source.url, state?.url].includes(word));
    const articles = isSource || store === null ? [] : await explainArticles(word, config, store, now);
    if (articles.length > 0) {
      return articles
        .map((one) => (flags.json ? `${JSON.stringify(articleFacts(one))}\n` : describeArticle(one)))
        .join(flags.json ? '' : '\n');
    }
    const found = findSource(word, sources, 'source and no article');
    const explained = { ...found, ...(await historyOf(found, store)), fetch: config.fetch, now };
    return flags.json ? `${JSON.stringify(explainFacts(explained))}\n` : describeSource(explained);
  });
  process.stdout.write(text);
  return EXIT.done;
}

async function historyOf(
  { source, state }: StoredSource,
  store: Store | null,
): Promise<Pick<ExplainedSource, 'title' | 'subscription' | 'events'>> {
  if (store === null) return { title: source.title, subscription: null, events: [] };
  const { id } = source;
  const subscriptions = state === null ? [] : await store.subscriptions();
  return {
    title: (await store.sourceViews([id])).get(id)?.title ?? source.title,
    subscription: subscriptions.find(({ sourceId }) => sourceId === id) ?? null,
    events: await store.events({ sourceId: id, limit: SHOWN_EVENTS }),
  };
}

/** Without the callback's token and secret: whoever knows these may speak for the hub. */
function explainFacts({ source, state, health, title, subscription, events }: ExplainedSource): object {
  const held = subscription?.held ?? null;
  return {
    ...healthFacts(health),
    title,
    conditional: state !== null && hasValidators(state),
    hints: state && { ttlMinutes: state.ttlMinutes, skipHours: state.skipHours, skipDays: state.skipDays },
    pendingMove: state?.move ? { to: state.move.to, since: toIso(state.move.since) } : null,
    identity: { configured: source.identity, inUse: state?.identity ?? source.identity },
    hubs: subscription?.advertised.hubs ?? [],
    subscription: held && {
      hub: held.hub,
      topic: held.topic,
      leaseUntil: toIso(held.leaseUntil),
      toldAt: toIso(held.toldAt),
    },
    events: events.map((event) => ({ ...event, at: toIso(event.at), since: toIso(event.since) })),
  };
}

function hasValidators({ validators }: NonNullable<StoredSource['state']>): boolean {
  return validators.etag !== null || validators.lastModified !== null;
}
