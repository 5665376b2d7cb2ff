// The running service: scheduler, publisher and web put together, stopped in the reverse order. `serve` and `demo` use it.
import { type App, actSettings, openApp, siteFacts } from '../app.ts';
import { LostFeedError } from '../errors.ts';
import type { Hub } from '../hub/hub.ts';
import type { ClaimedSource, Config } from '../model.ts';
import type { VisitOutcome } from '../pipeline.ts';
import { createScheduler, createTicker, type Scheduler, startHourlyJob, type Ticker } from '../schedule/schedule.ts';
import type { Health, Web } from '../web/web.ts';
import type { Subscriber } from '../websub/websub.ts';
import { startIndexing } from './indexing-loop.ts';
import { watchListing } from './listing-watch.ts';
import { type Logger, logVisit } from './log.ts';
import { pruneDaily } from './prune.ts';
import { createPublishLoop, type PublishLoop } from './publish-loop.ts';
import { type Settings, siteUrl } from './settings.ts';

export interface ServiceOptions {
  readonly settings: Settings;
  readonly config: Config;
  readonly log: Logger;
  /** Takes the fetching role: schedule, visit, publish. Without it, what another process publishes is served. */
  readonly fetch: boolean;
  readonly web: boolean;
  /** Called after every visit, beside the log line. */
  onVisit?(outcome: VisitOutcome): void;
  /** Called after every publication with the paths that changed. */
  onPublish?(changed: readonly string[]): void;
}

export interface Service {
  readonly app: App;
  /** Where the site listens, ending in a slash; null without web. */
  readonly url: string | null;
  applyConfig(config: Config): Promise<void>;
  /** Graceful: visits under way may end, the last news is published, connections are closed. */
  stop(): Promise<void>;
}

/** Visits under way at the stop may take this long to end; after it they are void and due as before. */
const STOP_GRACE_MS = 5_000;
/** How often the channel is looked at without any news. */
const REFRESH_MS = 300_000;
/** A scheduler that has not ticked for so long is not ready. */
const STALE_TICK_MS = 60_000;

/** Starts the service. Throws LostFeedError `locked` when another process holds the fetching role. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { settings, log } = options;
  const now = () => Date.now();
  let listening: string | null = null;
  const app = await openApp({
    dataDirectory: settings.dataDirectory,
    version: settings.version,
    config: options.config,
    siteUrl: (config) => config.channel.url ?? listening ?? siteUrl(null, settings),
    now,
    log,
    // hubs are answered by the web side about what the fetching side asked them for
    ...(options.fetch &&
      options.web && {
        onDelivery(source, outcome) {
          log.info({ source, ...outcome }, `${source}: told by its hub`);
          side?.changed();
        },
      }),
  });
  let side: Side | null = null;
  let web: Web | null = null;
  let stopTelling: (() => Promise<void>) | null = null;
  const stop = async () => {
    await side?.stop();
    await stopTelling?.();
    await web?.close();
    // closing the store gives the fetching role back
    await app.close();
  };
  try {
    if (options.fetch) await takeRole(app, settings);
    await app.loadDocuments();
    web = options.web ? await openWeb(app, settings, now, log, () => side) : null;
    listening = web && (await web.listen(settings.host, settings.port));
    // with port 0 the site's address is only known now
    web?.documentsChanged();
    const telling = startTelling(app.hub, log, now);
    stopTelling = telling.stop;
    side = options.fetch ? await startLead(app, options, web, now) : startFollow(app, web, log, now);
    return {
      app,
      url: listening,
      async applyConfig(config) {
        await app.applyConfig(config);
        side?.changed();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function takeRole(app: App, settings: Settings): Promise<void> {
  if (await app.store.takeFetchingRole()) return;
  throw new LostFeedError(
    'locked',
    `another process fetches into ${settings.dataDirectory}; stop it, or use "serve --no-fetch" to serve beside it`,
  );
}

async function openWeb(
  app: App,
  settings: Settings,
  now: () => number,
  log: Logger,
  side: () => Side | null,
): Promise<Web> {
  const { createWeb } = await import('../web/web.ts');
  return createWeb({
    store: app.store,
    documents: app.servedDocuments,
    findDocument: app.findDocument,
    channels: app.namedChannels,
    site: () => siteFacts(app.config(), app.siteUrl(), settings.version),
    health: () => health(app, side(), now()),
    sources: app.sources,
    images: { secret: await app.store.acts.formSecret(), fetch: app.fetchImage },
    callbacks: app.subscriber,
    icons: {
      icon: app.store.icons.icon,
      have: (sourceIds) => app.store.icons.have(sourceIds, now()),
      wantIcon: (sourceId) => app.store.icons.want(sourceId, now()),
    },
    acts: { store: app.store.acts, settings: () => actSettings(app.config()) },
    adminToken: settings.adminToken,
    hub: app.hub,
    now,
    log,
  });
}

async function health(app: App, side: Side | null, now: number): Promise<Health> {
  const counts = await app.store.counts();
  const lastTickAt = side?.lastTickAt() ?? null;
  const ticking = lastTickAt !== null && Math.abs(now - lastTickAt) < STALE_TICK_MS;
  const documents = app.documents().size;
  const hubs = app.subscriber?.counts();
  return { ready: ticking && documents > 0, facts: { ...counts, documents, ticking, ...(hubs && { hubs }) } };
}

/** What feeds the web: the fetching side, or the side that follows another process. */
interface Side {
  lastTickAt(): number | null;
  /** The configuration changed, or a hub delivered something. */
  changed(): void;
  stop(): Promise<void>;
}

/** The fetching side: schedule and visit, publish what changed. */
async function startLead(app: App, options: ServiceOptions, web: Web | null, now: () => number): Promise<Side> {
  const { log } = options;
  const publishing: PublishLoop = createPublishLoop(async () => {
    try {
      const { changed } = await app.publish();
      // another process may have published the same change first
      web?.documentsChanged();
      if (changed.length === 0) return;
      log.info({ changed }, 'published');
      options.onPublish?.(changed);
    } catch (error) {
      log.error({ err: error }, 'publishing failed; the last good channel stays');
    }
  });
  const scheduler: Scheduler = createScheduler({
    claims: app.store,
    async visit(claimed: ClaimedSource, signal: AbortSignal) {
      try {
        const outcome = await app.visit(claimed, signal);
        if (outcome.kind === 'void') return;
        logVisit(log, outcome);
        options.onVisit?.(outcome);
        // a document without a new entry may still say something new about its source
        if (outcome.entries > 0 || outcome.events.length > 0) publishing.request();
      } catch (error) {
        const { sourceId } = claimed.state;
        log.error({ err: error, source: sourceId }, 'a visit could not be saved; it counts as not made');
        // without its lease the host is free for others; should this fail too, the lease runs out
        await app.store.releaseClaims([sourceId]).catch(() => {});
      }
    },
    limits: app.limits,
    now,
    onError: (error) => log.error({ err: error }, 'claiming due sources failed; trying again'),
  });
  await app.applyConfig(app.config());
  publishing.request();
  await publishing.idle();
  scheduler.start();
  const asking = app.subscriber && startAsking(app.subscriber, log, now);
  const listing = watchListing({
    store: app.store,
    publish: publishing.request,
    onError: (error) => log.error({ err: error }, 'looking for released articles failed; trying again'),
    now,
  });
  const indexing = startIndexing({
    index: app.index,
    idle: publishing.idle,
    onError: (error) => log.error({ err: error }, 'indexing articles for search failed; trying again'),
    now,
  });
  const pruning = startHourlyJob({
    work: (isOver) => pruneDaily(app, log, isOver),
    onError: (error) => log.error({ err: error }, 'removing old articles failed; trying again in an hour'),
  });
  // entries leave a channel with a window although nothing is visited; an unchanged channel costs one query
  const refresh = setInterval(publishing.request, REFRESH_MS).unref();
  return {
    lastTickAt: () => scheduler.lastTickAt,
    changed() {
      publishing.request();
      scheduler.wake();
    },
    async stop() {
      clearInterval(refresh);
      await listing.stop();
      await indexing.stop();
      await pruning.stop();
      await asking?.stop();
      await app.subscriber?.stop();
      await scheduler.stop(STOP_GRACE_MS);
      await publishing.idle();
    },
  };
}

/** Looks every second whether somebody is to be told of a change; telling slow ones takes longer than a second. */
function startTelling(hub: Hub, log: Logger, now: () => number): Ticker {
  let isTelling = false;
  const onError = (error: unknown) => log.error({ err: error }, 'telling of changes failed; trying again');
  const ticker = createTicker({
    async work() {
      if (isTelling) return;
      isTelling = true;
      void hub
        .sweep()
        .catch(onError)
        .finally(() => {
          isTelling = false;
        });
    },
    onError,
    now,
  });
  ticker.start();
  return ticker;
}

/** Looks every second whether a hub is to be asked for something. */
function startAsking(subscriber: Subscriber, log: Logger, now: () => number): Ticker {
  const ticker = createTicker({
    work: subscriber.sweep,
    onError: (error) => log.error({ err: error }, 'looking after subscriptions at hubs failed; trying again'),
    now,
  });
  ticker.start();
  return ticker;
}

/** The serving side beside another process that fetches: looks every second whether something was published. */
function startFollow(app: App, web: Web | null, log: Logger, now: () => number): Side {
  let version: number | null = null;
  const ticker: Ticker = createTicker({
    async work() {
      const stored = await app.store.documentsVersion();
      if (stored === version) return;
      await app.loadDocuments();
      web?.documentsChanged();
      version = stored;
    },
    onError: (error) => log.error({ err: error }, 'reading the published documents failed; trying again'),
    now,
  });
  ticker.start();
  return { lastTickAt: () => ticker.lastDoneAt, changed: () => web?.documentsChanged(), stop: ticker.stop };
}
