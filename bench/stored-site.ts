// A site with very many articles: stored the way visits store them, then served by the real website.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { actSettings, openApp, siteFacts } from '../src/app.ts';
import { parseConfig } from '../src/config/config.ts';
import type { ArticleDraft, ClaimedSource } from '../src/model.ts';
import { createWeb } from '../src/web/web.ts';

export interface StoredSite {
  /** Ends in a slash. */
  readonly url: string;
  readonly pages: readonly { readonly what: string; path(turn: number): string }[];
  /** Says that everything may have changed. */
  change(): void;
  close(): Promise<void>;
}

const SOURCES = 100;
const PER_VISIT = 2000;
const MINUTE_MS = 60_000;
const WORDS =
  'signal harbour packet kernel window quiet border modem paper cable winter static garden letter bridge'.split(' ');

export async function openStoredSite(directory: string, articles: number): Promise<StoredSite> {
  mkdirSync(directory, { recursive: true });
  const config = parseConfig(
    JSON.stringify({
      channel: { title: 'Many' },
      categories: { one: { label: 'One', emoji: '🌐' }, two: { label: 'Two', emoji: '🐧' } },
      sources: Array.from({ length: SOURCES }, (_, i) => ({
        id: `source-${i}`,
        url: `https://s${i}.example/feed`,
        category: i % 2 ? 'one' : 'two',
      })),
    }),
    'the benchmark',
  );
  const start = Date.UTC(2026, 0, 1);
  let now = start;
  const log = { info() {}, warn() {}, error() {} };
  const url = 'http://127.0.0.1/';
  const app = await openApp({
    dataDirectory: join(directory),
    version: '0.0.0',
    config,
    siteUrl: () => url,
    now: () => now,
    log,
  });
  await app.applyConfig(config);
  let made = 0;
  while (made < articles) {
    now += MINUTE_MS;
    const claimed = await app.store.claimDue({ now, limit: SOURCES, leaseMs: MINUTE_MS, slots: {}, forceSince: now });
    for (const source of claimed) {
      const created = Array.from({ length: Math.max(0, Math.min(PER_VISIT, articles - made)) }, () =>
        makeDraft(made++, start),
      );
      await app.store.saveVisit(makeVisit(source, created, now));
    }
  }
  const web = await createWeb({
    store: app.store,
    documents: () => new Map(),
    findDocument: app.findDocument,
    site: () => siteFacts(config, url, '0.0.0'),
    sources: app.sources,
    acts: { store: app.store.acts, settings: () => actSettings(config) },
    health: async () => ({ ready: true, facts: {} }),
    now: () => now,
    log,
  });
  const address = await web.listen('127.0.0.1', 0);
  const far = `?after=${start + (articles / 2) * 1000}.urn:uuid:0`;
  return {
    url: address,
    pages: [
      { what: 'front page', path: () => '' },
      { what: 'front page, half a million articles back', path: () => far },
      { what: 'category', path: (turn) => (turn % 2 ? 'c/one/' : 'c/two/') },
      { what: 'source', path: (turn) => `s/source-${turn % SOURCES}/` },
      { what: 'article', path: (turn) => `a/${slugOf(Math.floor(((turn + 1) * articles) / 211) % articles)}/` },
    ],
    change: () => web.documentsChanged(),
    async close() {
      await web.close();
      await app.close();
    },
  };
}

const slugOf = (n: number) => `article-${n}`;

function makeDraft(n: number, start: number): ArticleDraft {
  const words = (count: number, from: number) =>
    Array.from({ length: count }, (_, i) => WORDS[(n * 7 + i * 3 + from) % WORDS.length]).join(' ');
  const at = start + n * 1000;
  return {
    id: `urn:uuid:${n.toString(16).padStart(32, '0')}`,
    key: `guid:${n}`,
    rawHash: `${n}`,
    version: `${n}`,
    upstreamId: null,
    guid: `${n}`,
    url: `https://s.example/${n}`,
    title: words(8, 0),
    summary: words(30, 1),
    content: {
      kind: 'html',
      value: `<p>${words(300, 2)}</p><h2>${words(4, 3)}</h2><p>${words(300, 4)}</p>`,
      base: null,
    },
    authors: [{ name: 'Somebody', url: null }],
    tags: ['tag'],
    category: null,
    image: null,
    enclosures: [],
    language: 'en',
    via: null,
    commentsUrl: null,
    rights: null,
    license: null,
    publishedAt: at,
    updatedAt: null,
    firstSeenAt: at,
    listedAt: at,
    wordCount: 600,
    readMinutes: 3,
    slug: slugOf(n),
    clues: { mentions: null, runs: [] },
  };
}

function makeVisit({ state }: ClaimedSource, created: readonly ArticleDraft[], now: number) {
  return {
    sourceId: state.sourceId,
    at: now,
    state: { ...state, lastVisitAt: now, dueAt: now },
    feed: null,
    created,
    updated: [],
    touched: [],
    aliases: [],
    dropped: [],
    hubLinks: null,
    hostFreeAt: now,
    retryAt: null,
    hostRetryAt: null,
    otherHosts: [],
    merge: null,
    events: [],
    upstream: null,
  };
}
