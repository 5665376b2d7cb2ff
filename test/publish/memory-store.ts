// A small real store for publishing: everything in maps, and a count of the articles that were read.
import type {
  ChannelDocument,
  ChannelEntry,
  DeletedEntry,
  FullArticle,
  OtherCoverage,
  SourceView,
  StoredFragment,
} from '../../src/model.ts';
import type { PublishStore } from '../../src/publish/publish.ts';

export interface MemoryStore extends PublishStore {
  /** Newest first; replaced by tests as the channel moves on. */
  content: readonly FullArticle[];
  views: readonly SourceView[];
  /** What was taken down. */
  deleted: readonly DeletedEntry[];
  /** Fragments by format and article. */
  /** Other articles of the same stories. */
  coverage: ReadonlyMap<string, readonly OtherCoverage[]>;
  readonly cache: Map<string, StoredFragment>;
  readonly saved: Map<string, ChannelDocument>;
  readonly facts: Map<string, string>;
  articlesRead: number;
  saves: number;
}

export function createMemoryStore(content: readonly FullArticle[], views: readonly SourceView[]): MemoryStore {
  const cache = new Map<string, StoredFragment>();
  const saved = new Map<string, ChannelDocument>();
  const facts = new Map<string, string>();
  const store: MemoryStore = {
    content,
    views,
    deleted: [],
    coverage: new Map(),
    cache,
    saved,
    facts,
    articlesRead: 0,
    saves: 0,
    async channelEntries({ items, perSource, listedAfter }) {
      const taken = new Map<string, number>();
      const entries: ChannelEntry[] = [];
      for (const { id, sourceId, version, listedAt } of store.content) {
        const count = taken.get(sourceId) ?? 0;
        if (count >= perSource || entries.length >= items) continue;
        if (listedAfter !== null && listedAt <= listedAfter) continue;
        taken.set(sourceId, count + 1);
        entries.push({ articleId: id, sourceId, version });
      }
      return entries;
    },
    arrivals: async (from, to) => store.content.filter((one) => one.firstSeenAt >= from && one.firstSeenAt < to).length,
    arrivalBefore: async (at) =>
      store.content
        .map((one) => one.firstSeenAt)
        .reduce((last: number | null, one) => (one < at && one > (last ?? -1) ? one : last), null),
    arrivalFrom: async () => null,
    alsoCoveredBy: async (ids) => new Map([...store.coverage].filter(([id]) => ids.includes(id))),
    async articles(ids) {
      store.articlesRead += ids.length;
      return ids.flatMap((id) => store.content.find((article) => article.id === id) ?? []);
    },
    sourceViews: async (ids) =>
      new Map(store.views.filter(({ id }) => ids.includes(id)).map((view) => [view.id, view])),
    fragments: async (ids) => [...cache.values()].filter(({ articleId }) => ids.includes(articleId)),
    async saveFragments(fragments) {
      for (const fragment of fragments) cache.set(`${fragment.format}:${fragment.articleId}`, fragment);
    },
    async removeFragments(ids) {
      for (const [key, { articleId }] of cache) if (ids.includes(articleId)) cache.delete(key);
    },
    documentsVersion: async () => store.saves,
    documents: async () => [...saved.values()],
    async saveDocuments(documents) {
      store.saves += 1;
      for (const { parts: _, ...document } of documents) saved.set(document.path, document);
      return store.saves;
    },
    deletedEntries: async () => store.deleted,
    meta: async (name) => facts.get(name) ?? null,
    async setMeta(name, value) {
      facts.set(name, value);
    },
  };
  return store;
}
