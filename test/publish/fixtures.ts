// Articles, sources and channels with every field filled, for tests that care about a few of them.
import type { ChannelConfig, FullArticle, SourceView } from '../../src/model.ts';
import {
  createPublishMemory,
  type PublishMemory,
  type PublishResult,
  publishChannel,
} from '../../src/publish/publish.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';

export const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);
export const SITE = 'https://feed.example/';

export function makeArticle(facts: Partial<FullArticle> = {}): FullArticle {
  const id = facts.id ?? 'urn:uuid:00000000-0000-5000-8000-000000000001';
  return {
    id,
    publishedId: facts.publishedId ?? id,
    sourceId: 'orchard',
    version: 'v1',
    guid: null,
    url: 'https://orchard.example/grafting',
    title: 'Grafting a kernel module',
    summary: 'How a module is joined to a running kernel.',
    authors: [],
    tags: [],
    category: 'general',
    image: null,
    enclosures: [],
    language: null,
    via: null,
    commentsUrl: null,
    rights: null,
    license: null,
    publishedAt: Date.UTC(2026, 10, 19, 8, 30, 0),
    updatedAt: null,
    firstSeenAt: Date.UTC(2026, 10, 19, 9, 0, 0),
    listedAt: Date.UTC(2026, 10, 19, 8, 30, 0),
    wordCount: 700,
    readMinutes: 4,
    slug: 'grafting-a-kernel-module-1',
    contentHtml: '<p>How a module is joined to a <em>running</em> kernel.</p>',
    ...facts,
  };
}

export function makeSource(facts: Partial<SourceView> = {}): SourceView {
  return {
    id: 'orchard',
    title: 'The Orchard',
    siteUrl: 'https://orchard.example/',
    feedUrl: 'https://orchard.example/feed.xml',
    feedId: null,
    feedUpdatedAt: null,
    rights: null,
    license: null,
    category: 'general',
    content: null,
    noindex: true,
    ...facts,
  };
}

export function makeChannel(facts: Partial<ChannelConfig> = {}): ChannelConfig {
  return {
    id: 'urn:uuid:f0000000-0000-5000-8000-000000000000',
    title: 'The Lost Feed',
    description: 'News of old and new machines.',
    url: SITE,
    language: 'en',
    author: { name: '', email: '' },
    items: 100,
    perSource: 20,
    windowMs: null,
    content: 'full',
    wordsPerMinute: 200,
    readTimeInTitle: false,
    ...facts,
  };
}

export interface LoggedLine {
  readonly level: 'warn' | 'error';
  readonly facts: object;
  readonly message: string;
}

export interface Publication extends PublishResult {
  readonly atom: string;
  readonly rss: string;
  readonly json: string;
  readonly logged: readonly LoggedLine[];
}

/** Publishes what `store` holds; the three documents as text, empty where there is none. */
export async function publish(
  store: MemoryStore,
  input: {
    channel?: Partial<ChannelConfig>;
    categories?: readonly { id: string; label: string; emoji: string | null }[];
    siteUrl?: string;
    hub?: string;
    now?: number;
    memory?: PublishMemory;
  } = {},
): Promise<Publication> {
  const logged: LoggedLine[] = [];
  const result = await publishChannel({
    store,
    channel: makeChannel(input.channel),
    categories: input.categories ?? [],
    siteUrl: input.siteUrl ?? SITE,
    hub: input.hub ?? null,
    ttlMinutes: 30,
    now: input.now ?? NOW,
    memory: input.memory ?? createPublishMemory(),
    log: {
      warn: (facts, message) => void logged.push({ level: 'warn', facts, message }),
      error: (facts, message) => void logged.push({ level: 'error', facts, message }),
    },
  });
  const text = (path: string) => Buffer.from(store.saved.get(path)?.body ?? []).toString();
  return { ...result, atom: text('atom.xml'), rss: text('rss.xml'), json: text('feed.json'), logged };
}

/** Publishes articles of one source for the first time. */
export function publishArticles(
  articles: readonly Partial<FullArticle>[],
  input: Parameters<typeof publish>[1] & { source?: Partial<SourceView> } = {},
): Promise<Publication> {
  return publish(createMemoryStore(articles.map(makeArticle), [makeSource(input.source)]), input);
}
