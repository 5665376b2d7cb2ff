// Entries in each format, rendered and read back once for each version of an article and what shows of its source; kept in
// the store, shared by all documents, and by whoever holds them in memory. A fragment carries what reading it back must give.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  ChannelEntry,
  DocumentFormat,
  DocumentPart,
  FullArticle,
  OtherCoverage,
  StoredFragment,
} from '../model.ts';
import { bisect } from './bisect.ts';
import { type ChannelFacts, type Frame, GENERATOR } from './channel-facts.ts';
import { joinParts, partsOf, toEntryPart } from './document-bytes.ts';
import { type EntryFacts, type EntryView, makeEntryView } from './entry-view.ts';
import { RENDERERS } from './formats.ts';
import { type Expected, findFault } from './read-back.ts';

/** The store's cache of rendered entries. */
export interface FragmentStore {
  articles(ids: readonly string[]): Promise<readonly FullArticle[]>;
  /** Other articles of their stories; what is shown of them is in the version of an entry. */
  alsoCoveredBy(ids: readonly string[]): Promise<ReadonlyMap<string, readonly OtherCoverage[]>>;
  fragments(articleIds: readonly string[]): Promise<readonly StoredFragment[]>;
  saveFragments(fragments: readonly StoredFragment[]): Promise<void>;
  removeFragments(articleIds: readonly string[]): Promise<void>;
}

/** One entry in one format. */
export interface Fragment extends Expected, DocumentPart {
  readonly articleId: string;
  /** Names what it was rendered from, and how. */
  readonly stamp: string;
}

/** An article that cannot go into a document. */
export interface FragmentFault {
  readonly format: DocumentFormat;
  readonly articleId: string;
  readonly message: string;
  /** `now`: it was found out now; `before`: earlier; it is not tried again until it, or how it is rendered, changes. `once`: it is. */
  readonly setAside: 'now' | 'before' | 'once';
}

/** A place in the channel with what shows of its source. */
export interface PlacedEntry {
  readonly entry: ChannelEntry;
  readonly facts: EntryFacts;
  /** Names both, and how they are written: what was rendered under the same one is the same. */
  readonly stamp: string;
}

/** Fragments held in memory, of one format, by the article's id. */
export type KnownFragments = ReadonlyMap<string, Fragment>;

export type ByFormat<T> = Readonly<Record<DocumentFormat, T>>;

/** Nothing is held in memory. */
export const NO_FRAGMENTS: ByFormat<KnownFragments> = { atom: new Map(), rss: new Map(), json: new Map() };

/** Full articles held at once, and rendered between two turns of the event loop. */
const BATCH = 20;

interface Wanted extends PlacedEntry {
  readonly format: DocumentFormat;
}

/**
 * Fragments of all entries in these formats, in the order given: from `known`, else from the store, else rendered. What
 * cannot be rendered, or read back, is left out and named, and stored as such.
 */
export async function loadFragments(
  placed: readonly PlacedEntry[],
  formats: readonly DocumentFormat[],
  store: FragmentStore,
  known: ByFormat<KnownFragments>,
): Promise<{ fragments: ByFormat<readonly Fragment[]>; faults: readonly FragmentFault[] }> {
  const wanted = placed.flatMap((one) => formats.map((format): Wanted => ({ ...one, format })));
  const found: ByFormat<Map<string, Fragment>> = { atom: new Map(), rss: new Map(), json: new Map() };
  const isFound = ({ format, entry }: Wanted) => found[format].has(entry.articleId);
  for (const { format, entry, stamp } of wanted) {
    const fragment = known[format].get(entry.articleId);
    if (fragment?.stamp === stamp) found[format].set(entry.articleId, fragment);
  }

  const unknown = wanted.filter((one) => !isFound(one));
  const stamps = new Map(unknown.map(({ entry, stamp }) => [entry.articleId, stamp]));
  const faults: FragmentFault[] = [];
  for (const stored of unknown.length === 0 ? [] : await store.fragments([...stamps.keys()])) {
    const { articleId } = stored;
    const format = formats.find((one) => one === stored.format);
    if (format === undefined || stamps.get(articleId) !== stored.stamp) continue;
    const unpacked = unpack(format, stored);
    if (unpacked === null) continue;
    if ('fault' in unpacked) faults.push({ format, articleId, message: unpacked.fault, setAside: 'before' });
    else found[format].set(articleId, unpacked);
  }

  const setAside = new Set(faults.map(({ format, articleId }) => `${format} ${articleId}`));
  const missing = Map.groupBy(
    unknown.filter((one) => !isFound(one) && !setAside.has(`${one.format} ${one.entry.articleId}`)),
    ({ entry }) => entry.articleId,
  );
  const ids = [...missing.keys()];
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH);
    await nextTurn();
    const articles = new Map((await store.articles(batch)).map((article) => [article.id, article]));
    const coverage = await store.alsoCoveredBy(batch);
    const made = await renderBatch(
      batch.flatMap((id) => missing.get(id) ?? []),
      articles,
      coverage,
    );
    await store.saveFragments([
      ...made.fragments.map(pack),
      ...made.faults.flatMap((fault) => packFault(fault, stamps.get(fault.articleId)) ?? []),
    ]);
    for (const { format, fragment } of made.fragments) found[format].set(fragment.articleId, fragment);
    faults.push(...made.faults);
  }

  const inFormat = (format: DocumentFormat) =>
    formats.includes(format) ? placed.flatMap(({ entry }) => found[format].get(entry.articleId) ?? []) : [];
  return { fragments: { atom: inFormat('atom'), rss: inFormat('rss'), json: inFormat('json') }, faults };
}

interface Rendered {
  readonly format: DocumentFormat;
  readonly text: string;
  readonly fragment: Fragment;
}

async function renderBatch(
  wanted: readonly Wanted[],
  articles: ReadonlyMap<string, FullArticle>,
  coverage: ReadonlyMap<string, readonly OtherCoverage[]>,
): Promise<{ readonly fragments: readonly Rendered[]; readonly faults: readonly FragmentFault[] }> {
  const fragments: Rendered[] = [];
  const faults: FragmentFault[] = [];
  const views = new Map<string, EntryView>();
  for (const { format, entry, facts, stamp } of wanted) {
    const { articleId } = entry;
    try {
      const article = articles.get(articleId);
      if (article === undefined) {
        faults.push({ format, articleId, message: 'it is no longer stored', setAside: 'once' });
        continue;
      }
      const view = views.get(articleId) ?? makeEntryView(article, facts, coverage.get(articleId) ?? []);
      views.set(articleId, view);
      fragments.push(renderFragment(stamp, format, articleId, view));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      faults.push({ format, articleId, message: `it cannot be rendered: ${message}`, setAside: 'now' });
    }
  }
  const bad = new Set<Fragment>();
  for (const [format, made] of Map.groupBy(fragments, (one) => one.format)) {
    const readable = made.map(({ fragment }) => fragment);
    for (const { fragment, ...fault } of await findUnreadable(format, readable)) {
      bad.add(fragment);
      faults.push({ format, articleId: fragment.articleId, ...fault });
    }
  }
  return { fragments: fragments.filter(({ fragment }) => !bad.has(fragment)), faults };
}

/** A head that reads back, in every format; what is read back in it reads back in any other. */
const PROBE: ChannelFacts = {
  id: 'urn:uuid:00000000-0000-5000-8000-000000000000',
  title: GENERATOR,
  description: GENERATOR,
  language: 'en',
  author: null,
  siteUrl: 'https://probe.invalid/',
  pageUrl: 'https://probe.invalid/',
  ttlMinutes: 60,
  hub: null,
  deleted: [],
  archive: null,
};
const PROBE_FRAMES: ByFormat<Frame> = {
  atom: RENDERERS.atom.frame(PROBE, 0, 'probe'),
  rss: RENDERERS.rss.frame(PROBE, 0, 'probe'),
  json: RENDERERS.json.frame(PROBE, 0, 'probe'),
};

/** The fragments that do not read back. */
async function findUnreadable(
  format: DocumentFormat,
  fragments: readonly Fragment[],
): Promise<readonly ({ readonly fragment: Fragment } & Pick<FragmentFault, 'message' | 'setAside'>)[]> {
  const read = (some: readonly Fragment[]) => {
    const parts = partsOf(format, PROBE_FRAMES[format], some);
    return findFault(format, joinParts(parts).toString(), some);
  };
  const bad = await bisect(fragments, read);
  if (bad.length === 0) return [];
  // no article is to blame when not even the head reads back
  const setAside = (await read([])) === null ? 'now' : 'once';
  return bad.map(({ one: fragment, message }) => ({ fragment, message, setAside }));
}

function renderFragment(stamp: string, format: DocumentFormat, articleId: string, view: EntryView): Rendered {
  const text = RENDERERS[format].renderEntry(view);
  const { id, title, link } = view;
  return { format, text, fragment: { articleId, stamp, id, title, link, ...toEntryPart(format, text) } };
}

/** As stored: a line of JSON with what must be read back, then the entry. */
function pack({ format, text, fragment: { articleId, stamp, id, title, link } }: Rendered): StoredFragment {
  return { articleId, format, stamp, body: `${JSON.stringify({ id, title, link })}\n${text}` };
}

/** Likewise what is to be set aside; null: it is to be tried again. */
function packFault(
  { format, articleId, message: fault, setAside }: FragmentFault,
  stamp: string | undefined,
): StoredFragment | null {
  if (setAside === 'once' || stamp === undefined) return null;
  return { articleId, format, stamp, body: `${JSON.stringify({ fault })}\n` };
}

/** Null for what cannot be used: it is rendered again. */
function unpack(
  format: DocumentFormat,
  { articleId, stamp, body }: StoredFragment,
): Fragment | { readonly fault: string } | null {
  const end = body.indexOf('\n');
  if (end < 0) return null;
  try {
    const head: Expected | { readonly fault: string } = JSON.parse(body.slice(0, end));
    if ('fault' in head) return head;
    const { id, title, link } = head;
    return { articleId, stamp, id, title, link, ...toEntryPart(format, body.slice(end + 1)) };
  } catch {
    return null;
  }
}
