// The channel as Atom, RSS and JSON Feed, from what the store holds: does as little as the changes ask for, keeps bytes and
// dates of what did not change, and lets nothing out that a reader could not read. Serving and file paths are others'.
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LostFeedError } from '../errors.ts';
import { SAFE_HTML_VERSION } from '../lib/safe-html-version.ts';
import type { Category, ChannelConfig, ChannelDocument, ChannelEntry, DeletedEntry, SourceView } from '../model.ts';
import { type ChannelFacts, type IdStore, makeChannelFacts, settleChannelId } from './channel-facts.ts';
import type { EntryFacts } from './entry-view.ts';
import type { FragmentStore, PlacedEntry } from './fragments.ts';
import { CHANNEL_DOCUMENTS, RENDERER_VERSION } from './places.ts';

export { OPERATOR_DOCUMENT, publishOperatorFeed } from './operator-feed.ts';
export { type OpmlFolder, type OpmlList, type OpmlOutline, renderOpml } from './opml.ts';
export { CHANNEL_DOCUMENTS, type DocumentPlace } from './places.ts';
export { type ForeignEntry, readAsRssParser } from './rss-parser-reading.ts';
export { writeStaticFiles } from './static-files.ts';

/** What publishing needs of the store. */
export interface PublishStore extends FragmentStore, IdStore {
  /** Newest first. */
  channelEntries(query: {
    items: number;
    perSource: number;
    listedAfter: number | null;
  }): Promise<readonly ChannelEntry[]>;
  sourceViews(ids: readonly string[]): Promise<ReadonlyMap<string, SourceView>>;
  /** What was taken down and would else be among these entries. */
  deletedEntries(query: {
    entries: readonly string[];
    items: number;
    listedAfter: number | null;
  }): Promise<readonly DeletedEntry[]>;
  /** All fragments but these go. */
  keepFragments(keys: readonly string[]): Promise<void>;
  documents(): Promise<readonly ChannelDocument[]>;
  saveDocuments(documents: readonly ChannelDocument[]): Promise<void>;
}

export interface PublishInput {
  readonly store: PublishStore;
  readonly channel: ChannelConfig;
  readonly categories: readonly Category[];
  /** Absolute, ends in a slash. */
  readonly siteUrl: string;
  /** How long readers may wait before they ask again (RSS ttl). */
  readonly ttlMinutes: number;
  readonly now: number;
  readonly log: {
    warn(facts: object, message: string): void;
    error(facts: object, message: string): void;
  };
}

export interface PublishResult {
  /** What is published now, changed or not. */
  readonly documents: readonly ChannelDocument[];
  /** Paths of the documents with new bytes. */
  readonly changed: readonly string[];
  /** Articles left out of a document; with `articleId` null, a document that stays as it was. */
  readonly faults: readonly { readonly path: string; readonly articleId: string | null; readonly message: string }[];
}

/** Brings the published documents up to date. Throws only for faults of the store. */
export async function publishChannel(input: PublishInput): Promise<PublishResult> {
  const { store, channel, siteUrl, ttlMinutes, now, log } = input;
  const { items, perSource } = channel;
  const listedAfter = channel.windowMs === null ? null : now - channel.windowMs;
  const entries = await store.channelEntries({ items, perSource, listedAfter });
  const articleIds = entries.map(({ articleId }) => articleId);
  const deleted = await store.deletedEntries({ entries: articleIds, items, listedAfter });
  const id = await settleChannelId(channel.id, siteUrl, store);
  const facts = makeChannelFacts(channel, { id, siteUrl, ttlMinutes, deleted });
  const sources = await store.sourceViews([...new Set(entries.map(({ sourceId }) => sourceId))]);
  const placed = placeEntries(entries, sources, input);
  const fingerprint = makeFingerprint(facts, placed);
  const published = new Map((await store.documents()).map((document) => [document.path, document]));
  const current = CHANNEL_DOCUMENTS.flatMap(({ path }) => published.get(path) ?? []);
  if (
    current.length === CHANNEL_DOCUMENTS.length &&
    current.every((document) => document.fingerprint === fingerprint)
  ) {
    return { documents: current, changed: [], faults: [] };
  }

  // the renderers are loaded when there is something to render
  const { loadFragments } = await import('./fragments.ts');
  const { makeDocument } = await import('./make-document.ts');
  const formats = CHANNEL_DOCUMENTS.map(({ format }) => format);
  const loaded = await loadFragments(placed, formats, store);
  const documents: ChannelDocument[] = [];
  const changed: string[] = [];
  const faults: PublishResult['faults'][number][] = [];
  const leaveOut = (path: string, articleId: string, message: string) => {
    faults.push({ path, articleId, message });
    log.warn({ path, articleId }, `left out of ${path}: ${message}`);
  };
  const used: string[] = [];
  for (const place of CHANNEL_DOCUMENTS) {
    const { path, format } = place;
    await nextTurn(); // reading a megabyte back takes tens of milliseconds: requests are answered in between
    for (const fault of loaded.faults) if (fault.format === format) leaveOut(path, fault.articleId, fault.message);
    const previous = published.get(path) ?? null;
    const fragments = loaded.fragments[format];
    const made = await makeDocument({ place, channel: facts, fragments, fingerprint, previous, now });
    const rejected = new Set(made.rejected.map(({ fragment }) => fragment));
    for (const { fragment, message } of made.rejected) leaveOut(path, fragment.articleId, message);
    if (made.fault !== null) {
      faults.push({ path, articleId: null, message: made.fault });
      const err = new LostFeedError('read-back', `${path} stays as it was: ${made.fault}`);
      log.error({ path, err }, err.message);
    }
    const document = made.document ?? previous;
    if (document) documents.push(document);
    if (made.changed) changed.push(path);
    if (isLarge(made.document) && !isLarge(previous)) {
      log.warn(
        { path, bytes: made.document?.body.length },
        `${path} is large for readers: lower channel.items or channel.content`,
      );
    }
    // what could not be read back is rendered again next time
    used.push(...fragments.filter((fragment) => !rejected.has(fragment)).map(({ key }) => key));
  }
  const unsaved = documents.some((document) => !isSaved(document, published.get(document.path)));
  if (unsaved) await store.saveDocuments(documents);
  await store.keepFragments(used);
  return { documents, changed, faults };
}

/** Over a megabyte a document is a burden to readers and to the server. */
function isLarge(document: ChannelDocument | null): boolean {
  return document !== null && document.body.length > 1_000_000;
}

function isSaved(document: ChannelDocument, saved: ChannelDocument | undefined): boolean {
  return document.etag === saved?.etag && document.fingerprint === saved.fingerprint;
}

/** Entries with what shows of their sources, one object for all entries of a source. */
function placeEntries(
  entries: readonly ChannelEntry[],
  sources: ReadonlyMap<string, SourceView>,
  { channel, categories, siteUrl }: PublishInput,
): PlacedEntry[] {
  const labels = categories.map(({ id, label }) => ({ id, label }));
  const facts = new Map<string, EntryFacts>();
  for (const sourceId of new Set(entries.map((entry) => entry.sourceId))) {
    const source = sources.get(sourceId);
    // a source that was just removed takes its entries along; the next publication finds them gone
    if (source === undefined) continue;
    const { title, siteUrl: sourceUrl, feedUrl, feedId, rights } = source;
    facts.set(sourceId, {
      siteUrl,
      content: source.content ?? channel.content,
      readTimeInTitle: channel.readTimeInTitle,
      categories: labels,
      category: source.category,
      source: { title, siteUrl: sourceUrl, feedUrl, feedId, rights },
    });
  }
  return entries.flatMap((entry) => {
    const known = facts.get(entry.sourceId);
    return known ? { entry, facts: known } : [];
  });
}

/** A hash of all that can show in a document. Counters, visits and moments are not part of it. */
function makeFingerprint(channel: ChannelFacts, placed: readonly PlacedEntry[]): string {
  const sources = new Map(placed.map(({ entry, facts }) => [entry.sourceId, facts]));
  const all = [
    RENDERER_VERSION,
    SAFE_HTML_VERSION,
    channel,
    [...sources],
    placed.map(({ entry }) => [entry.articleId, entry.version]),
  ];
  return createHash('sha256').update(JSON.stringify(all)).digest('base64url');
}
