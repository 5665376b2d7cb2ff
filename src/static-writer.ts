// What is written as files, and when: the channel's documents and all pages, then the documents of the many other channels.
import { join } from 'node:path';
import { SAFE_HTML_VERSION } from './lib/safe-html-version.ts';
import type { Config } from './model.ts';
import type { Publication } from './publication.ts';
import { siteFacts } from './site-facts.ts';
import { listSources } from './source-list.ts';
import { type StaticChannelsResult, writeStaticChannels } from './static-channels.ts';
import { type StaticResult, writeSite } from './static-output.ts';
import type { Store } from './store/store.ts';

export interface StaticWriter {
  /** Writes documents and pages as files; unchanged files are not touched. `writeSite`, then `writeChannels` to their end. */
  writeStatic(): Promise<StaticResult>;
  /** Of these the documents of the channel, and all pages. */
  writeSite(): Promise<StaticResult>;
  /** Of these the documents of the many other channels, until all are written or `isOver` says so. */
  writeChannels(isOver: () => boolean): Promise<StaticChannelsResult>;
}

export interface StaticWriterDeps {
  readonly store: Store;
  readonly publication: Publication;
  config(): Config;
  siteUrl(): string;
  readonly version: string;
  readonly dataDirectory: string;
  now(): number;
  readonly log: { warn(facts: object, message: string): void };
}

/** The files of a site below the data folder. */
export function createStaticWriter(deps: StaticWriterDeps): StaticWriter {
  const { store, publication, siteUrl, version, now, log } = deps;
  const staticDirectory = () => join(deps.dataDirectory, deps.config().publish.directory);

  async function writeSiteFiles(): Promise<StaticResult> {
    const config = deps.config();
    if (config.publish.hub === 'builtin') {
      log.warn({}, 'publish.hub is "builtin": static files name a hub that is only there while "serve" runs');
    }
    const { items, perSource, windowMs } = config.channel;
    const listedAfter = windowMs === null ? null : now() - windowMs;
    return writeSite({
      directory: staticDirectory(),
      store,
      documents: [...publication.documents().values()],
      site: siteFacts(config, siteUrl(), version),
      blogroll: await listSources(store, config, now()),
      channel: { items, perSource, listedAfter },
      safeHtmlVersion: SAFE_HTML_VERSION,
      precompress: config.publish.precompress,
    });
  }

  function writeChannelFiles(isOver: () => boolean): Promise<StaticChannelsResult> {
    const config = deps.config();
    const site = siteFacts(config, siteUrl(), version);
    const { paths, findDocument, prepareDocuments } = publication;
    return writeStaticChannels({
      directory: staticDirectory(),
      store,
      documents: { paths, find: findDocument, prepare: prepareDocuments },
      maxAgeSeconds: site.buildSeconds,
      precompress: config.publish.precompress,
      facts: [site, config.publish.readTimeBuckets, config.channel, SAFE_HTML_VERSION],
      isOver,
    });
  }

  return {
    async writeStatic() {
      const pages = await writeSiteFiles();
      const channels = await writeChannelFiles(() => false);
      return {
        directory: pages.directory,
        written: [...pages.written, ...channels.written],
        unchanged: pages.unchanged + channels.unchanged,
      };
    },
    writeSite: writeSiteFiles,
    writeChannels: writeChannelFiles,
  };
}
