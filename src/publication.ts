// What is published and how it comes about, in one process: the channel's documents and the operator's feed are held in
// memory, the documents of the many channels are found when somebody asks.
import { leftOutEvents } from './health/health.ts';
import type { ChannelDocument, Config, FoundDocument, NamedChannel } from './model.ts';
import { findOpml, OPML_PATH } from './opml-document.ts';
import {
  createArchiveDocuments,
  createPublishMemory,
  createScopedDocuments,
  OPERATOR_DOCUMENT,
  type PublishResult,
  publishChannel,
  publishOperatorFeed,
} from './publish/publish.ts';
import { buildSeconds, hubAddress } from './site-facts.ts';
import type { Store } from './store/store.ts';

export interface Publication {
  /** The channel's documents last published, by path. */
  documents(): ReadonlyMap<string, ChannelDocument>;
  /** Those, and the operator's feed of source events, which is served only. */
  servedDocuments(): ReadonlyMap<string, ChannelDocument>;
  /** What is at a path of the many other channels, or the list of sources; see publish/scoped-documents.ts. */
  findDocument(path: string): Promise<FoundDocument | null>;
  /** Makes it cheaper to find all documents of the channel at a path. */
  prepareDocuments(path: string): Promise<void>;
  /** The channels of languages, where there are several, and of read times. */
  namedChannels(): Promise<readonly NamedChannel[]>;
  /** The paths of all documents of the many other channels that there are now. */
  paths(): Promise<readonly string[]>;
  /** Takes over what another process published. */
  load(): Promise<void>;
  /** Renders, reads back and stores what changed. */
  publish(): Promise<PublishResult>;
  /** The configuration is another one now. */
  changed(): void;
}

export interface PublicationDeps {
  readonly store: Store;
  config(): Config;
  siteUrl(): string;
  now(): number;
  readonly log: { warn(facts: object, message: string): void; error(facts: object, message: string): void };
}

/** What many articles suffer from at once is a fault of ours, which the first tell. */
const MAX_TOLD = 10;

export function createPublication({ store, config, siteUrl, now, log }: PublicationDeps): Publication {
  let documents: ReadonlyMap<string, ChannelDocument> = new Map();
  let operatorFeed: ChannelDocument | null = null;
  const memory = createPublishMemory();

  const settings = () => {
    const { channel, categories, publish } = config();
    const { readTimeBuckets } = publish;
    return { channel, categories, readTimeBuckets, siteUrl: siteUrl(), ttlMinutes: buildSeconds(config()) / 60 };
  };
  const scoped = createScopedDocuments({ store, settings, now, log });
  const archive = createArchiveDocuments({ store, settings, now, log });

  function keep(published: readonly ChannelDocument[]): void {
    documents = new Map(published.map((document) => [document.path, document]));
  }

  async function tellOperator({ setAside }: PublishResult, at: number): Promise<void> {
    const messages = new Map(setAside.map(({ articleId, message }) => [articleId, message]));
    const articles = [];
    for (const [id, message] of [...messages].slice(0, MAX_TOLD)) {
      const [found] = await store.findArticles(id);
      if (found) articles.push({ ...found, pageUrl: `${siteUrl()}a/${found.slug}/`, message });
    }
    if (articles.length > 0) await store.saveEvents(leftOutEvents(articles, at));
  }

  return {
    documents: () => documents,
    servedDocuments: () =>
      operatorFeed === null ? documents : new Map([...documents, [operatorFeed.path, operatorFeed]]),
    async findDocument(path) {
      if (path === OPML_PATH) return findOpml(store, config(), now());
      return path.startsWith('archive/') ? archive.find(path) : scoped.find(path);
    },
    prepareDocuments: scoped.prepare,
    namedChannels: scoped.named,
    paths: async () => [...(await scoped.paths()), OPML_PATH, ...(await archive.paths())],
    async load() {
      const stored = await store.documents();
      keep(stored.filter(({ path }) => path !== OPERATOR_DOCUMENT.path));
      operatorFeed = stored.find(({ path }) => path === OPERATOR_DOCUMENT.path) ?? null;
      scoped.changed();
    },
    async publish() {
      const at = now();
      const common = { ...settings(), store, now: at, log };
      const result = await publishChannel({ ...common, memory, hub: hubAddress(config(), common.siteUrl) });
      keep(result.documents);
      scoped.changed();
      await tellOperator(result, at);
      operatorFeed = await publishOperatorFeed({ ...common, previous: operatorFeed });
      return result;
    },
    changed: scoped.changed,
  };
}
