// A small world for the tests of this stage: a site, two sources, some articles, three documents, all made up.
import { createHash } from 'node:crypto';
import type { ChannelDocument, FullArticle, SourceView } from '../../src/model.ts';
import {
  type ActDeps,
  createWeb,
  type Health,
  type HubCallbacks,
  type SiteFacts,
  type SiteIcons,
  type SourceOnPage,
  type Web,
  type WebDeps,
  type WebStore,
} from '../../src/web/web.ts';

export const NOW = Date.UTC(2026, 10, 22, 12);

export const SITE: SiteFacts = {
  url: 'http://feed.example/',
  title: 'The Lost Feed',
  description: 'Small sites, old protocols and quiet corners of the web.',
  language: 'en',
  categories: [
    { id: 'old-internet', label: 'Old Internet', emoji: '🌐' },
    { id: 'linux', label: 'Linux', emoji: '🐧' },
    { id: 'plain', label: 'Plain', emoji: null },
  ],
  content: 'full',
  channel: { items: 100, perSource: 20, windowMs: null },
  buildSeconds: 900,
  version: '0.1.0',
  contact: 'feeds@feed.example',
  hub: null,
  images: 'link',
  live: true,
};

export function makeSource(facts: Partial<SourceView> & { id: string }): SourceView {
  return {
    title: `Source ${facts.id}`,
    siteUrl: `https://${facts.id}.example/`,
    feedUrl: `https://${facts.id}.example/feed.xml`,
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

export function makeArticle(facts: Partial<FullArticle> & { slug: string }): FullArticle {
  const at = facts.publishedAt ?? NOW - 3_600_000;
  return {
    id: `urn:example:${facts.slug}`,
    publishedId: `urn:example:${facts.slug}`,
    sourceId: 'harbour',
    version: '1',
    guid: null,
    url: `https://harbour.example/posts/${facts.slug}`,
    title: `About ${facts.slug}`,
    summary: `A summary of ${facts.slug}.`,
    authors: [{ name: 'Ada Quill', url: 'https://harbour.example/ada' }],
    tags: [],
    category: 'general',
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
    wordCount: 690,
    readMinutes: 4,
    contentHtml: `<p>The body of ${facts.slug}.</p>`,
    ...facts,
  };
}

export function makeDocument(path: string, text: string, updatedAt = Date.UTC(2026, 10, 22, 9, 30)): ChannelDocument {
  const body = new TextEncoder().encode(text);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  const types = {
    atom: 'application/atom+xml; charset=utf-8',
    rss: 'application/rss+xml; charset=utf-8',
    json: 'application/feed+json',
  };
  const format = path.endsWith('.json') ? 'json' : path.endsWith('rss.xml') ? 'rss' : 'atom';
  return { path, format, contentType: types[format], body, etag: hash, updatedAt, fingerprint: hash };
}

const LINES = Array.from({ length: 400 }, (_, index) => `<entry><title>Number ${index}</title></entry>`).join('\n');

export function makeDocuments(): Map<string, ChannelDocument> {
  const documents = [
    makeDocument('atom.xml', `<feed>${LINES}</feed>`),
    makeDocument('rss.xml', `<rss>${LINES}</rss>`),
    makeDocument(
      'feed.json',
      JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: LINES.split('\n') }),
    ),
  ];
  return new Map(documents.map((document) => [document.path, document]));
}

/** The slug of an article that was taken down. */
export const TAKEN_DOWN = 'taken-down';

/** A store that holds what it is given. */
export function makeStore(articles: readonly FullArticle[], sources: readonly SourceView[]): WebStore {
  const newestFirst = articles.toSorted((a, b) => b.listedAt - a.listedAt);
  return {
    articleBySlug: async (slug) => articles.find((article) => article.slug === slug) ?? null,
    isSlugTakenDown: async (slug) => slug === TAKEN_DOWN,
    channelArticles: async ({ items, perSource, listedAfter, scope, after }) => {
      const taken = new Map<string, number>();
      const start = after ? newestFirst.findIndex(({ id }) => id === after.id) + 1 : 0;
      const listed = newestFirst.slice(start).filter(({ sourceId, category, listedAt }) => {
        if (scope?.kind === 'source') return sourceId === scope.sourceId;
        if (scope?.kind === 'category' && category !== scope.category) return false;
        if (listedAfter !== null && listedAt <= listedAfter) return false;
        taken.set(sourceId, (taken.get(sourceId) ?? 0) + 1);
        return (taken.get(sourceId) ?? 0) <= perSource;
      });
      return listed.slice(0, items).map(({ contentHtml: _, ...article }) => article);
    },
    sourceViews: async (ids) =>
      new Map(sources.filter(({ id }) => ids.includes(id)).map((source) => [source.id, source])),
    alsoCoveredBy: async () => new Map(),
    searchArticles: async ({ words, limit }) =>
      newestFirst.filter(({ title }) => title.includes(words)).slice(0, limit),
  };
}

/** A source as the list of sources shows it. */
export function makeListed(
  facts: Partial<SourceView> & { id: string },
  more: Partial<SourceOnPage> = {},
): SourceOnPage {
  return { view: makeSource(facts), condition: 'well', lastArticleAt: NOW - 3_600_000, articlesPerWeek: 3, ...more };
}

/** A running server, and what the test may change under it. */
export interface RunningSite {
  readonly web: Web;
  /** Ends in a slash. */
  readonly address: string;
  readonly errors: object[];
  documents: Map<string, ChannelDocument>;
  site: SiteFacts;
  health: () => Promise<Health>;
  now: number;
}

export async function startSite(
  start: Partial<Pick<RunningSite, 'documents' | 'site' | 'health' | 'now'>> & {
    store?: WebStore;
    callbacks?: HubCallbacks;
    sources?: readonly SourceOnPage[];
    images?: WebDeps['images'];
    acts?: ActDeps;
    adminToken?: string;
    findDocument?: WebDeps['findDocument'];
    icons?: SiteIcons;
  } = {},
): Promise<RunningSite> {
  const errors: object[] = [];
  const world = {
    documents: start.documents ?? makeDocuments(),
    site: start.site ?? SITE,
    health: start.health ?? (async () => ({ ready: true, facts: { sources: 2 } })),
    now: start.now ?? NOW,
  };
  const listed = start.sources ?? [];
  const web = await createWeb({
    store: start.store ?? makeStore([], []),
    documents: () => world.documents,
    findDocument: start.findDocument ?? (async () => null),
    ...(start.icons && { icons: start.icons }),
    site: () => world.site,
    sources: async (ids) => listed.filter(({ view }) => ids?.includes(view.id) ?? true),
    health: () => world.health(),
    callbacks: start.callbacks ?? null,
    images: start.images ?? null,
    acts: start.acts ?? null,
    adminToken: start.adminToken ?? null,
    now: () => world.now,
    log: { info: () => {}, error: (facts) => errors.push(facts) },
  });
  const address = await web.listen('127.0.0.1', 0);
  return Object.assign(world, { web, address, errors });
}
