// The channel and its articles on disk: documents, pages of the channel and of what else is told of its stories, and pages of articles
// that have left the channel, which stay and keep to the policy of today. What is the same is neither rendered nor touched.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  Article,
  ChannelDocument,
  ChannelEntry,
  FullArticle,
  ListQuery,
  NamedChannel,
  SourceView,
} from './model.ts';
import { writeStaticFiles } from './publish/publish.ts';
import { type RemovalStore, removeLostPages } from './removed-pages.ts';
import { hashOf, readSeal, withoutUpdate } from './static-changes.ts';
import type { SiteContent, SiteFacts, SourceOnPage } from './web/web.ts';

/** The part of the store that pages are made of. */
export interface StaticStore extends RemovalStore {
  channelEntries(query: ListQuery): Promise<readonly ChannelEntry[]>;
  channelArticles(query: ListQuery): Promise<readonly Article[]>;
  alsoCoveredBy(ids: readonly string[]): Promise<SiteContent['coverage']>;
  articles(ids: readonly string[]): Promise<readonly FullArticle[]>;
  articleBySlug(slug: string): Promise<FullArticle | null>;
  sourceViews(): Promise<ReadonlyMap<string, SourceView>>;
}

export interface StaticSite {
  readonly directory: string;
  readonly store: StaticStore;
  readonly documents: readonly ChannelDocument[];
  readonly site: SiteFacts;
  /** The listed sources and how they are doing. */
  readonly blogroll: readonly SourceOnPage[];
  /** The other channels that have no page to name them. */
  readonly channels: readonly NamedChannel[];
  readonly channel: { readonly items: number; readonly perSource: number; readonly listedAfter: number | null };
  /** Of the sanitizer's rules: when they change, every page is made again. */
  readonly safeHtmlVersion: number;
  /** Whether files have compressed copies beside them. */
  readonly precompress: boolean;
}

export interface StaticResult {
  readonly directory: string;
  readonly written: readonly string[];
  readonly unchanged: number;
}

/** Pages of articles that left the channel are made again this many at a time. */
const SLICE = 200;
const SEAL = 'static.seal';

/** Brings the files up to date. `site` and the policies of sources count for every page, the channel for its own. */
export async function writeSite(input: StaticSite): Promise<StaticResult> {
  const { directory, store, documents, site, blogroll, channels, safeHtmlVersion, precompress } = input;
  await removeLostPages(directory, store);
  const sources = await store.sourceViews();
  const listed = await store.channelArticles(input.channel);
  const facts = hashOf([site, safeHtmlVersion, precompress, [...sources.values()].map(withoutUpdate)]);
  const coverage = await store.alsoCoveredBy(listed.map(({ id }) => id));
  const entries = hashOf([
    [...coverage],
    listed.map(({ id, version }) => [id, version]),
    blogroll.map(withoutTimes),
    channels,
  ]);
  const before = readSeal<Seal>(await store.meta(SEAL));
  // pages of the channel lead to those of the articles that they say tell the same story
  const inChannel = new Set(listed.map(({ slug }) => slug));
  const named = [...coverage.values()].flat().map(({ slug }) => slug);
  const isWhole =
    before?.directory === directory && before.facts === facts && allThere(directory, [...inChannel, ...named]);
  if (isWhole && before.entries === entries)
    return { directory, ...(await writeStaticFiles(directory, documents, precompress)) };

  const { renderSite, renderArticlePages } = await import('./web/web.ts');
  const articles = await store.articles(listed.map(({ id }) => id));
  const pages = renderSite({ site, articles, sources, coverage, blogroll, channels });
  const total = await writeStaticFiles(directory, [...documents, ...pages], precompress);
  const written = [...total.written];
  let { unchanged } = total;
  const kept = isWhole ? [] : await slugsOnDisk(directory);
  const older = [...new Set([...named, ...kept])].filter((slug) => !inChannel.has(slug)).sort();
  const coverageOf = (shown: readonly Article[]) => store.alsoCoveredBy(shown.map(({ id }) => id));
  for (let from = 0; from < older.length; from += SLICE) {
    const slice = await Promise.all(older.slice(from, from + SLICE).map((slug) => store.articleBySlug(slug)));
    const found = slice.filter((article) => article !== null);
    const result = await writeStaticFiles(
      directory,
      renderArticlePages({ site, articles: found, sources, coverage: await coverageOf(found) }),
      precompress,
    );
    written.push(...result.written);
    unchanged += result.unchanged;
  }
  const seal: Seal = { directory, facts, entries };
  await store.setMeta(SEAL, JSON.stringify(seal));
  return { directory, written, unchanged };
}

/** What pages show of a source and of how it is doing. */
export function withoutTimes({ view, ...health }: SourceOnPage): unknown {
  return [withoutUpdate(view), health];
}

function allThere(directory: string, slugs: readonly string[]): boolean {
  const pages = slugs.map((slug) => join('a', slug, 'index.html'));
  return ['index.html', 'style.css', ...pages].every((path) => existsSync(join(directory, path)));
}

/** The articles that have a page, by their slugs. */
export function slugsOnDisk(directory: string): Promise<readonly string[]> {
  return readdir(join(directory, 'a')).catch(() => []);
}

interface Seal {
  readonly directory: string;
  readonly facts: string;
  readonly entries: string;
}
