// What is written as files, and when: the channel's documents and the pages of articles, then pages and documents of the many other
// channels.
import { join } from 'node:path';
import { SAFE_HTML_VERSION } from './lib/safe-html-version.ts';
import type { Config } from './model.ts';
import type { Publication } from './publication.ts';
import { siteFacts } from './site-facts.ts';
import { listSources } from './source-list.ts';
import { type StaticChanges, staticChanges } from './static-changes.ts';
import { type StaticDocumentsResult, writeStaticChannels } from './static-channels.ts';
import { writeStaticLists } from './static-lists.ts';
import { type StaticResult, type StaticSite, writeSite } from './static-output.ts';
import type { Store } from './store/store.ts';

export interface StaticWriter {
  /** Writes documents and pages as files; unchanged files are not touched. `writeSite`, then `writeChannels` to their end. */
  writeStatic(): Promise<StaticResult>;
  /** Of these the documents of the channel, the front page and those of articles. */
  writeSite(): Promise<StaticResult>;
  /** Of these the pages and documents of the many other channels, until all are written or `isOver` says so. */
  writeChannels(isOver: () => boolean): Promise<StaticChannelsResult>;
}

/** What came of `writeChannels`. */
export interface StaticChannelsResult extends StaticDocumentsResult {
  readonly durationMs: number;
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

  async function siteInput(): Promise<StaticSite> {
    const config = deps.config();
    const { items, perSource, windowMs } = config.channel;
    const listedAfter = windowMs === null ? null : now() - windowMs;
    return {
      directory: staticDirectory(),
      store,
      documents: [...publication.documents().values()],
      site: siteFacts(config, siteUrl(), version),
      blogroll: await listSources(store, config, now()),
      channels: await publication.namedChannels(),
      channel: { items, perSource, listedAfter },
      safeHtmlVersion: SAFE_HTML_VERSION,
      precompress: config.publish.precompress,
    };
  }

  async function writeSiteFiles(): Promise<StaticResult> {
    if (deps.config().publish.hub === 'builtin') {
      log.warn({}, 'publish.hub is "builtin": static files name a hub that is only there while "serve" runs');
    }
    return writeSite(await siteInput());
  }

  async function writeChannelFiles(isOver: () => boolean): Promise<StaticChannelsResult> {
    const startedAt = performance.now();
    const input = await siteInput();
    const { channel, publish } = deps.config();
    const changes = await staticChanges(store, [input.site, publish.readTimeBuckets, channel, SAFE_HTML_VERSION]);
    const lists = await writeStaticLists(input, changes, isOver);
    const channels = await writeDocumentFiles(changes, isOver);
    return {
      written: [...lists.written, ...channels.written],
      unchanged: lists.unchanged + channels.unchanged,
      left: lists.left + channels.left,
      durationMs: Math.round(performance.now() - startedAt),
    };
  }

  function writeDocumentFiles(changes: StaticChanges, isOver: () => boolean): Promise<StaticDocumentsResult> {
    const config = deps.config();
    const { paths, findDocument, prepareDocuments } = publication;
    return writeStaticChannels({
      directory: staticDirectory(),
      store,
      documents: { paths, find: findDocument, prepare: prepareDocuments },
      maxAgeSeconds: siteFacts(config, siteUrl(), version).buildSeconds,
      precompress: config.publish.precompress,
      changes,
      isTimeless: config.channel.windowMs === null,
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
