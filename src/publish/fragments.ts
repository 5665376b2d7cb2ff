// Entries in each format, rendered once for each version of an article and what shows of its source, and kept in the
// store. A fragment carries what reading it back must give, so that a document is checked without its articles.
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SAFE_HTML_VERSION } from '../lib/safe-html-version.ts';
import type { ChannelEntry, DocumentFormat, FullArticle } from '../model.ts';
import { type EntryFacts, makeEntryView } from './entry-view.ts';
import { RENDERERS } from './formats.ts';
import { RENDERER_VERSION } from './places.ts';
import type { Expected } from './read-back.ts';

/** The store's cache of rendered entries. */
export interface FragmentStore {
  articles(ids: readonly string[]): Promise<readonly FullArticle[]>;
  fragments(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  saveFragments(fragments: readonly { key: string; body: string }[]): Promise<void>;
}

/** One entry in one format. */
export interface Fragment extends Expected {
  readonly key: string;
  readonly articleId: string;
  readonly text: string;
}

/** An article that cannot go into a document. */
export interface FragmentFault {
  readonly format: DocumentFormat;
  readonly articleId: string;
  readonly message: string;
}

/** A place in the channel with what shows of its source. */
export interface PlacedEntry {
  readonly entry: ChannelEntry;
  readonly facts: EntryFacts;
}

/** Full articles held at once, and rendered between two turns of the event loop. */
const BATCH = 20;

/** Fragments of all entries in all formats, in the order given; what cannot be rendered is left out and named. */
export async function loadFragments(
  placed: readonly PlacedEntry[],
  formats: readonly DocumentFormat[],
  store: FragmentStore,
): Promise<{ fragments: Readonly<Record<DocumentFormat, readonly Fragment[]>>; faults: readonly FragmentFault[] }> {
  const hashes = new Map<EntryFacts, string>();
  const wanted = placed.flatMap(({ entry, facts }) => {
    const hash = hashes.get(facts) ?? hashFacts(facts);
    hashes.set(facts, hash);
    return formats.map((format) => ({ format, entry, facts, key: makeKey(format, entry, hash) }));
  });
  const cached = await store.fragments(wanted.map(({ key }) => key));
  const known = new Map<string, Fragment>();
  for (const { key, entry } of wanted) {
    const fragment = unpack(key, entry.articleId, cached.get(key));
    if (fragment) known.set(key, fragment);
  }

  const faults: FragmentFault[] = [];
  const missing = Map.groupBy(
    wanted.filter(({ key }) => !known.has(key)),
    ({ entry }) => entry.articleId,
  );
  const ids = [...missing.keys()];
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH);
    await nextTurn();
    const articles = new Map((await store.articles(batch)).map((article) => [article.id, article]));
    const rendered: Fragment[] = [];
    for (const { format, entry, facts, key } of batch.flatMap((id) => missing.get(id) ?? [])) {
      try {
        const article = articles.get(entry.articleId);
        if (article === undefined) throw new Error('it is no longer stored');
        rendered.push(renderFragment(key, format, article, facts));
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        faults.push({ format, articleId: entry.articleId, message: `it cannot be rendered: ${message}` });
      }
    }
    await store.saveFragments(rendered.map((fragment) => ({ key: fragment.key, body: pack(fragment) })));
    for (const fragment of rendered) known.set(fragment.key, fragment);
  }

  const inFormat = (wantedFormat: DocumentFormat) =>
    wanted.flatMap(({ format, key }) => (format === wantedFormat ? (known.get(key) ?? []) : []));
  return { fragments: { atom: inFormat('atom'), rss: inFormat('rss'), json: inFormat('json') }, faults };
}

function renderFragment(key: string, format: DocumentFormat, article: FullArticle, facts: EntryFacts): Fragment {
  const view = makeEntryView(article, facts);
  const text = RENDERERS[format].renderEntry(view);
  return { key, articleId: article.id, id: view.id, title: view.title, link: view.link, text };
}

function hashFacts(facts: EntryFacts): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22);
}

function makeKey(format: DocumentFormat, { articleId, version }: ChannelEntry, factsHash: string): string {
  // a change of the sanitizer's rules must reach what was rendered under the old ones
  return `${format}:${articleId}:${version}:${factsHash}:${RENDERER_VERSION}.${SAFE_HTML_VERSION}`;
}

/** As stored: a line of JSON with what must be read back, then the entry. */
function pack({ id, title, link, text }: Fragment): string {
  return `${JSON.stringify({ id, title, link })}\n${text}`;
}

/** Null for what is not there or cannot be used: it is rendered again. */
function unpack(key: string, articleId: string, body: string | undefined): Fragment | null {
  const end = body?.indexOf('\n') ?? -1;
  if (body === undefined || end < 0) return null;
  try {
    const { id, title, link }: Expected = JSON.parse(body.slice(0, end));
    return { key, articleId, id, title, link, text: body.slice(end + 1) };
  } catch {
    return null;
  }
}
