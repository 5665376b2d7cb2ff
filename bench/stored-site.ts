// A site with very many articles, served by the real website.
import { mkdirSync } from 'node:fs';
import { actSettings, openApp, siteFacts } from '../src/app.ts';
import { parseConfig } from '../src/config/config.ts';
import { createWeb } from '../src/web/web.ts';
import { MADE_WORDS } from './made-texts.ts';
import { articlePath, DISCUSSED, listedAt, longArticle, SOURCES, saveArticles } from './site-articles.ts';

export interface StoredSite {
  /** Ends in a slash. */
  readonly url: string;
  readonly pages: readonly PageKind[];
  /** Lets a minute pass in which the configuration is changed, so that every page has to be made anew and is another. */
  change(): void;
  close(): Promise<void>;
}

export interface PageKind {
  readonly what: string;
  /** Below `url`; another in turn where there are others. */
  path(turn: number): string;
}

/** Opens the site of a data folder, filled first if it is empty. */
export async function openStoredSite(directory: string, articles: number): Promise<StoredSite> {
  mkdirSync(directory, { recursive: true });
  const config = makeConfig();
  const log = { info() {}, warn() {}, error() {} };
  const url = 'http://127.0.0.1/';
  let now = listedAt(articles);
  let description = '';
  const app = await openApp({
    dataDirectory: directory,
    version: '0.0.0',
    config,
    siteUrl: () => url,
    now: () => now,
    log,
  });
  await app.applyConfig(config);
  if ((await app.store.counts()).articles === 0) await saveArticles(app, directory, articles);
  const { icons, acts } = app.store;
  const web = await createWeb({
    store: app.store,
    documents: () => new Map(),
    findDocument: app.findDocument,
    channels: app.namedChannels,
    site: () => siteFacts({ ...config, channel: { ...config.channel, description } }, url, '0.0.0'),
    sources: app.sources,
    icons: {
      icon: icons.icon,
      have: (sourceIds) => icons.have(sourceIds, now),
      wantIcon: (sourceId) => icons.want(sourceId, now),
    },
    acts: { store: acts, settings: () => actSettings(config) },
    health: async () => ({ ready: true, facts: {} }),
    now: () => now,
    log,
  });
  return {
    url: await web.listen('127.0.0.1', 0),
    pages: pageKinds(articles),
    change() {
      now += 60_000;
      description = `As of ${now}`;
      web.documentsChanged();
    },
    async close() {
      await web.close();
      await app.close();
    },
  };
}

function makeConfig() {
  const sources = Array.from({ length: SOURCES }, (_, n) => ({
    id: `source-${n}`,
    url: `https://source-${n}.example/feed`,
    category: n % 2 ? 'one' : 'two',
  }));
  const categories = { one: { label: 'One', emoji: '🌐' }, two: { label: 'Two', emoji: '🐧' } };
  return parseConfig(JSON.stringify({ channel: { title: 'Many' }, categories, sources }), 'the benchmark');
}

function pageKinds(articles: number): readonly PageKind[] {
  const after = (number: number) => `?after=${listedAt(Math.floor(number))}.urn:example:x`;
  const search = (words: string) => `search/?q=${encodeURIComponent(words)}`;
  const { common, usual, textual, rare, absent } = MADE_WORDS;
  return [
    { what: 'front page', path: () => '' },
    { what: 'front page, half of all articles back', path: (turn) => after(articles / 2 + turn) },
    { what: 'category with half of all articles', path: (turn) => (turn % 2 ? 'c/one/' : 'c/two/') },
    { what: 'category, half of all articles back', path: (turn) => `c/two/${after(articles / 2 + turn)}` },
    { what: 'source', path: (turn) => `s/source-${turn % SOURCES}/` },
    { what: 'source that posts most, half back', path: (turn) => `s/source-0/${after(articles / 2 + turn)}` },
    { what: 'article of 600 words, seen for the first time', path: (turn) => pathOfLong(DISCUSSED + turn * 97) },
    { what: 'article with 60 comments and reactions', path: (turn) => pathOfLong(turn % DISCUSSED) },
    { what: 'search: a word that nearly all articles have', path: () => search(common) },
    { what: 'search: a word that 4 of 10 have', path: () => search(usual) },
    { what: 'search: a word that a fourth has, hardly any in the title', path: () => search(textual) },
    { what: 'search: both of these', path: () => search(`${usual} ${textual}`) },
    { what: 'search: a phrase', path: () => search(`"${common} ${usual}"`) },
    { what: 'search: a rare word', path: () => search(rare) },
    { what: 'search: a word that no article has', path: () => search(absent) },
    { what: 'all 100 sources', path: () => 'sources/' },
    { what: 'how to subscribe', path: () => 'feeds/' },
  ];

  function pathOfLong(place: number): string {
    return articlePath(longArticle(articles, place));
  }
}
