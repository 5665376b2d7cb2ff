// A small real store for publishing: everything in maps, and a count of the articles that were read.
import type { ChannelDocument, ChannelEntry, DeletedEntry, FullArticle, SourceView } from '../../src/model.ts';
import type { PublishStore } from '../../src/publish/publish.ts';

export interface MemoryStore extends PublishStore {
  /** Newest first; replaced by tests as the channel moves on. */
  content: readonly FullArticle[];
  views: readonly SourceView[];
  /** What was taken down. */
  deleted: readonly DeletedEntry[];
  readonly cache: Map<string, string>;
  readonly saved: Map<string, ChannelDocument>;
  readonly facts: Map<string, string>;
  articlesRead: number;
  saves: number;
}

export function createMemoryStore(content: readonly FullArticle[], views: readonly SourceView[]): MemoryStore {
  const cache = new Map<string, string>();
  const saved = new Map<string, ChannelDocument>();
  const facts = new Map<string, string>();
  const store: MemoryStore = {
    content,
    views,
    deleted: [],
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
    async articles(ids) {
      store.articlesRead += ids.length;
      return ids.flatMap((id) => store.content.find((article) => article.id === id) ?? []);
    },
    sourceViews: async (ids) =>
      new Map(store.views.filter(({ id }) => ids.includes(id)).map((view) => [view.id, view])),
    fragments: async (keys) => new Map(keys.flatMap((key) => (cache.has(key) ? [[key, cache.get(key) ?? '']] : []))),
    async saveFragments(fragments) {
      for (const { key, body } of fragments) cache.set(key, body);
    },
    async keepFragments(keys) {
      const kept = new Set(keys);
      for (const key of cache.keys()) if (!kept.has(key)) cache.delete(key);
    },
    documents: async () => [...saved.values()],
    async saveDocuments(documents) {
      store.saves += 1;
      for (const document of documents) saved.set(document.path, document);
    },
    deletedEntries: async () => store.deleted,
    meta: async (name) => facts.get(name) ?? null,
    async setMeta(name, value) {
      facts.set(name, value);
    },
  };
  return store;
}
