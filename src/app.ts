// The only place that builds things: opens the store, makes the fetcher, and ties visits, publishing and static files to
// them. `serve`, `run`, `build` and `demo` are different ways to drive what is built here.
import { isDeepStrictEqual } from 'node:util';
import type { DeliveryOutcome } from './delivery.ts';
import { createFetcher, type Fetcher, hostOf, makeUserAgent } from './fetch/fetch.ts';
import { createHub, type Hub } from './hub/hub.ts';
import { SAFE_HTML_VERSION } from './lib/safe-html-version.ts';
import type { ChannelDocument, ClaimedSource, Config, FoundDocument, NamedChannel, SourceConfig } from './model.ts';
import { refuseStranger } from './named-by-strangers.ts';
import { abandonVisit, type VisitOutcome, visit } from './pipeline.ts';
import type { PublishResult } from './publish/publish.ts';
import { releaseOverdue } from './quarantine.ts';
import { CROWD, createReader } from './reader.ts';
import { type PruneOptions, type PruneResult, pruneArticles } from './retention.ts';
import { hintGapMs, hostSlots } from './schedule/schedule.ts';
import { listSources } from './source-list.ts';
import type { StaticWriter } from './static-writer.ts';
import type { Store } from './store/store.ts';
import type { SourceOnPage } from './web/web.ts';
import { createSubscriber, type Subscriber } from './websub/websub.ts';
import { type IndexingPace, type IndexingResult, indexWaiting } from './word-indexing.ts';

export { actSettings, siteFacts } from './site-facts.ts';

/** Where facts go that somebody should know. */
export interface AppLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface AppOptions {
  readonly dataDirectory: string;
  readonly version: string;
  readonly config: Config;
  /**
   * Absolute, ends in a slash; read when something is published. `remembered` is where the channel was last published for,
   * so that commands beside a service give its links.
   */
  siteUrl(config: Config, remembered: string | null): string;
  now(): number;
  readonly log: AppLog;
  /** For processes that fetch and can be called: hubs are asked to tell of news, and this is called with what they told. */
  onDelivery?(sourceId: string, outcome: DeliveryOutcome): void;
}

export interface App extends StaticWriter {
  readonly store: Store;
  config(): Config;
  siteUrl(): string;
  /** Makes an edited configuration count from the next claim on. */
  applyConfig(config: Config): Promise<void>;
  /** Null without `onDelivery`. */
  readonly subscriber: Subscriber | null;
  /** Tells of changes of our documents, as the configuration wants. */
  readonly hub: Hub;
  /** Visits one claimed source; throws only for faults of the store. */
  visit(claimed: ClaimedSource, signal: AbortSignal): Promise<VisitOutcome>;
  /** What the pool of visits may do at once. */
  limits(): {
    readonly concurrency: number;
    readonly leaseMs: number;
    readonly slots: Readonly<Record<string, number>>;
  };
  /** The channel's documents last published, by path. */
  documents(): ReadonlyMap<string, ChannelDocument>;
  /** What is at a path of the many other channels; see publish/scoped-documents.ts. */
  findDocument(path: string): Promise<FoundDocument | null>;
  /** Those of them that have no page: of languages, where there are several, and of read times. */
  namedChannels(): Promise<readonly NamedChannel[]>;
  /** Those, and the operator's feed of source events, which is served only. */
  servedDocuments(): ReadonlyMap<string, ChannelDocument>;
  /** The listed sources as pages show them: all, or those with these ids. */
  sources(ids?: readonly string[]): Promise<readonly SourceOnPage[]>;
  /** The bytes of a picture at an address, under the guard and the bounds of feeds. */
  fetchImage(url: string): Promise<Uint8Array>;
  /** Takes over what another process published. */
  loadDocuments(): Promise<void>;
  /** Renders, reads back and stores what changed. */
  publish(): Promise<PublishResult>;
  /** Removes what retention does not keep, or counts it. */
  prune(how: Pick<PruneOptions, 'isDryRun' | 'isOver'>): Promise<PruneResult>;
  /** Lets saved articles be found, until none waits or `isOver` says so. */
  index(pace: IndexingPace, isOver: () => boolean): Promise<IndexingResult>;
  close(): Promise<void>;
}

/** A body may grow to this many times the wire limit when decoded. */
const DECODED_FACTOR = 2;
/** The fact under which the store keeps the address of the site. */
const SITE_URL = 'site.url';
/** What a visit may take beyond its fetch deadline before its lease runs out. */
const LEASE_MARGIN_MS = 75_000;

/** The guarded HTTP client with the configuration's bounds; `check` and `inspect` use it without a store. */
export function openFetcher({ fetch, channel }: Config, version: string, now: () => number): Fetcher {
  return createFetcher({
    timeoutMs: fetch.timeoutMs,
    maxBytes: fetch.maxBytes,
    maxDecodedBytes: fetch.maxBytes * DECODED_FACTOR,
    allowPrivate: fetch.allowPrivate,
    userAgent: makeUserAgent({ version, siteUrl: channel.url, contact: fetch.contact }),
    now,
  });
}

/** Opens the data folder and builds the parts. Throws LostFeedError `store` when it cannot be used. */
export async function openApp(options: AppOptions): Promise<App> {
  const { dataDirectory, version, log, now } = options;
  const { openStore } = await import('./store/store.ts');
  const { CHANNEL_DOCUMENTS } = await import('./publish/publish.ts');
  const { createPublication } = await import('./publication.ts');
  const { createStaticWriter } = await import('./static-writer.ts');
  const store = await openStore({
    directory: dataDirectory,
    // most passes have nothing to clean
    sanitize: {
      version: SAFE_HTML_VERSION,
      toSafeHtml: async (content) => (await import('./lib/safe-html.ts')).toSafeHtml(content),
    },
  });
  let config = options.config;
  let sources = bySourceId(config);
  let fetcher = openFetcher(config, version, now);
  const reader = createReader({ store, config: () => config, now, crowd: CROWD });
  let remembered = await store.meta(SITE_URL);
  const siteUrl = () => options.siteUrl(config, remembered);
  const strangerBounds = () => ({ siteUrl: siteUrl(), allowPrivate: config.fetch.allowPrivate });

  async function sync(): Promise<void> {
    await store.syncSources(
      config.sources.map((source) => ({ config: source, host: hostOf(source.url) })),
      now(),
      config.fetch.everyMs,
    );
    for (const source of await store.takenDownSources()) {
      log.warn({ source }, `${source} was taken down and is not visited: remove it from the configuration`);
    }
  }

  const publication = createPublication({ store, config: () => config, siteUrl, now, log });

  const subscriber = options.onDelivery ? subscribe(options.onDelivery) : null;
  const isInformed = (sourceId: string) => subscriber?.isInformed(sourceId) ?? false;

  function subscribe(onDelivery: NonNullable<AppOptions['onDelivery']>): Subscriber {
    return createSubscriber({
      store,
      // never the address we are asked by: a hub calls what the operator said is ours
      siteUrl: () => config.channel.url,
      postForm: (url, form, signal) => fetcher.postForm(url, form, signal),
      async merge(sourceId, delivered) {
        const source = sources.get(sourceId);
        const [state] = await store.sourceStates([sourceId]);
        if (!source || !state) return false;
        const { takeDelivery } = await import('./delivery.ts');
        const outcome = await takeDelivery(delivered, source, state, { store, config, now });
        if (outcome) onDelivery(sourceId, outcome);
        return outcome !== null;
      },
      async hasten(sourceId, why) {
        const source = sources.get(sourceId);
        if (!source) return;
        const hasOwnRhythm = source.everyMs !== null || source.cron !== null;
        if (why === 'usual' && hasOwnRhythm) return;
        const gapMs = why === 'told' ? hintGapMs(hostOf(source.url), config.fetch) : config.fetch.everyMs;
        await store.hastenVisit(sourceId, { now: now(), gapMs });
      },
      now,
      log,
    });
  }

  const hub = createHub({
    store,
    hub: () => config.publish.hub,
    siteUrl,
    paths: CHANNEL_DOCUMENTS.map(({ path }) => path),
    async send(request, signal) {
      refuseStranger(request.url, strangerBounds());
      return fetcher.send(request, signal);
    },
    postForm: (url, form, signal) => fetcher.postForm(url, form, signal),
    now,
    log,
  });

  return {
    store,
    config: () => config,
    siteUrl,
    subscriber,
    hub,
    async applyConfig(next) {
      const retired = isDeepStrictEqual(askedHow(next), askedHow(config)) ? null : fetcher;
      // first what can fail, so that nothing is half applied
      if (retired) fetcher = openFetcher(next, version, now);
      config = next;
      publication.changed();
      sources = bySourceId(next);
      await sync();
      await subscriber?.load();
      // visits still under way through it are void and due as before: they are made again by the new rules
      await retired?.close();
    },
    async visit(claimed, signal) {
      const source = sources.get(claimed.state.sourceId);
      // claimed while an edit was taking the source away
      if (!source) return abandonVisit(claimed, store);
      const startedAt = now();
      const outcome = await visit(claimed, source, { fetcher, store, reader, config, isInformed, now }, signal);
      const { lastVisitAt } = claimed.state;
      if (outcome.kind !== 'void') {
        await subscriber?.visited({ sourceId: source.id, startedAt, lastVisitAt, created: outcome.created });
      }
      return outcome;
    },
    limits: () => ({
      concurrency: config.fetch.concurrency,
      leaseMs: config.fetch.timeoutMs + LEASE_MARGIN_MS,
      slots: hostSlots(config.fetch),
    }),
    documents: publication.documents,
    servedDocuments: publication.servedDocuments,
    findDocument: publication.findDocument,
    namedChannels: publication.namedChannels,
    loadDocuments: publication.load,
    async fetchImage(url) {
      const { fetchImage } = await import('./fetch-image.ts');
      return fetchImage(fetcher, url, strangerBounds());
    },
    sources: (ids) => listSources(store, config, now(), ids),
    async publish() {
      const published = siteUrl();
      if (published !== remembered) await store.setMeta(SITE_URL, published);
      remembered = published;
      for (const { sourceId: source, articles } of await releaseOverdue(store, sources, now())) {
        log.info({ source, articles }, `${source}: what was held is listed, for its quarantine is over`);
      }
      const result = await publication.publish();
      await hub.announce(result.changed);
      return result;
    },
    prune: (how) => pruneArticles(store, config, { ...how, now: now() }),
    ...createStaticWriter({ store, publication, config: () => config, siteUrl, version, dataDirectory, now, log }),
    index: (pace, isOver) => indexWaiting(store, pace, isOver),
    async close() {
      await subscriber?.stop();
      await hub.stop();
      await fetcher.close();
      await reader.close();
      await store.close();
    },
  };
}

/** What of the configuration the fetcher is made of. */
function askedHow({ fetch, channel }: Config): unknown {
  const { timeoutMs, maxBytes, allowPrivate, contact } = fetch;
  return [timeoutMs, maxBytes, allowPrivate, contact, channel.url];
}

function bySourceId(config: Config): ReadonlyMap<string, SourceConfig> {
  return new Map(config.sources.map((source) => [source.id, source]));
}
