// The real service after it has read the demo's world once: what tests of pages look at.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createLog } from '../../src/cli/log.ts';
import { startService } from '../../src/cli/service.ts';
import { readSettings } from '../../src/cli/settings.ts';
import { parseConfig } from '../../src/config/config.ts';
import { startWorld } from '../../src/demo/demo.ts';

export interface DemoSite {
  /** Ends in a slash. */
  readonly url: string;
  /** Slugs of some articles: the long one with a picture, one that runs from right to left, and others. */
  readonly articles: readonly string[];
  /** A source with articles. */
  readonly sourceId: string;
  stop(): Promise<void>;
}

/** Opens the world and the service, and resolves when all sources that can be read have been, and can be searched. */
export async function startDemoSite(dataDirectory: string): Promise<DemoSite> {
  const world = await startWorld({ port: 0, now: () => Date.now(), stepMs: null, every: '1h' });
  const whole = world.config as { sources: readonly { readonly id: string; readonly title?: string }[] };
  // the world gives those a title that cannot be read
  const sources = whole.sources.filter(({ title }) => title === undefined);
  const config = parseConfig(JSON.stringify({ ...whole, sources }), 'the demo world');
  const visited = new Set<string>();
  const allVisited = Promise.withResolvers<void>();
  const service = await startService({
    settings: { ...readSettings({}, {}), dataDirectory, port: 0 },
    config,
    log: await createLog('silent'),
    fetch: true,
    web: true,
    onVisit({ sourceId }) {
      visited.add(sourceId);
      if (visited.size === sources.length) allVisited.resolve();
    },
  });
  await allVisited.promise;
  const { store } = service.app;
  const find = async (words: string) => {
    for (;;) {
      const [found] = await store.searchArticles({ words, limit: 1, offset: 0, order: 'best' });
      if (found) return found;
      // the service makes articles searchable in turns of its own
      await nextTurn();
    }
  };
  const rust = await find('How Rust walked into the Linux kernel');
  const newest = await store.channelArticles({ items: 500, perSource: 500, listedAfter: null });
  const inLanguage = (language: string) => newest.find((article) => article.language?.startsWith(language))?.slug ?? [];
  const attached = newest.find(({ enclosures }) => enclosures.length > 0)?.slug ?? [];
  return {
    url: service.url ?? '',
    articles: [rust.slug, attached, ...['ar', 'ja'].map(inLanguage)].flat(),
    sourceId: rust.sourceId,
    async stop() {
      await service.stop();
      await world.close();
    },
  };
}
