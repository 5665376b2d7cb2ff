// The channel as Atom, RSS and JSON Feed, from what the store holds: does as little as the changes ask for, keeps bytes and
// dates of what did not change, and lets nothing out that a reader could not read. Serving and file paths are others'.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { LostFeedError } from '../errors.ts';
import type {
  Category,
  ChannelConfig,
  ChannelDocument,
  ChannelEntry,
  DeletedEntry,
  DocumentFormat,
  ListQuery,
  SavedDocument,
  SourceView,
} from '../model.ts';
import { type ArrivalCounts, newestPart, partPath } from './archive-parts.ts';
import { type ChannelFacts, type IdStore, makeChannelFacts, settleChannelId } from './channel-facts.ts';
import type { ByFormat, FragmentStore, KnownFragments } from './fragments.ts';
import { saveLeftOut } from './left-out.ts';
import { makeFingerprint, placeEntries } from './place-entries.ts';
import { CHANNEL_DOCUMENTS } from './places.ts';

export { type ArchiveDocuments, createArchiveDocuments } from './archive-documents.ts';
export { type LeftOut, loadLeftOut } from './left-out.ts';
export { OPERATOR_DOCUMENT, publishOperatorFeed } from './operator-feed.ts';
export { type OpmlFolder, type OpmlList, type OpmlOutline, renderOpml } from './opml.ts';
export { CHANNEL_DOCUMENTS, type DocumentPlace } from './places.ts';
export { type ForeignEntry, readAsRssParser } from './rss-parser-reading.ts';
export type { ChannelSettings } from './scoped-channels.ts';
export { createScopedDocuments, type ScopedDocuments } from './scoped-documents.ts';
export { removeStaticFile, writeStaticFiles } from './static-files.ts';

/** What publishing needs of the store. */
export interface PublishStore extends FragmentStore, IdStore, ArrivalCounts {
  /** Newest first. */
  channelEntries(query: ListQuery): Promise<readonly ChannelEntry[]>;
  sourceViews(ids: readonly string[]): Promise<ReadonlyMap<string, SourceView>>;
  /** What was taken down and would else be among these entries. */
  deletedEntries(query: {
    entries: readonly string[];
    items: number;
    listedAfter: number | null;
  }): Promise<readonly DeletedEntry[]>;
  /** Grows when documents are saved by whatever process. */
  documentsVersion(): Promise<number>;
  documents(): Promise<readonly ChannelDocument[]>;
  /** Resolves to `documentsVersion`. */
  saveDocuments(documents: readonly SavedDocument[]): Promise<number>;
}

export interface PublishInput {
  readonly store: PublishStore;
  readonly channel: ChannelConfig;
  readonly categories: readonly Category[];
  /** Absolute, ends in a slash. */
  readonly siteUrl: string;
  /** Where changes are told (WebSub), absolute; null: nowhere. */
  readonly hub: string | null;
  /** How long readers may wait before they ask again (RSS ttl). */
  readonly ttlMinutes: number;
  readonly now: number;
  readonly memory: PublishMemory;
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
  /** Those among them that will be left out until they, or how they are rendered, change. */
  readonly setAside: readonly { readonly articleId: string; readonly message: string }[];
}

/** What a publication leaves for the next one of the same process, which then makes only what changed. */
export interface PublishMemory {
  /** What is stored, and the version of the stored documents that this is. */
  stored: { readonly version: number; readonly documents: ReadonlyMap<string, ChannelDocument> } | null;
  /** The fragments of each format that are published. */
  fragments: ByFormat<KnownFragments>;
  /** By path: when a document was last read back whole, and under which head. */
  readonly readBack: Map<string, { readonly facts: ChannelFacts; readonly at: number }>;
}

/** Nothing is known yet: the next publication asks the store, and reads whole documents back. */
export function createPublishMemory(): PublishMemory {
  return { stored: null, fragments: { atom: new Map(), rss: new Map(), json: new Map() }, readBack: new Map() };
}

/** Fragments are read back when they are rendered, so that whole documents are read back for the rare surprise alone. */
const READ_BACK_MS = 3_600_000;

/** Brings the published documents up to date. Throws only for faults of the store. */
export async function publishChannel(input: PublishInput): Promise<PublishResult> {
  const { store, channel, siteUrl, hub, ttlMinutes, now, log, memory } = input;
  const { items, perSource } = channel;
  const listedAfter = channel.windowMs === null ? null : now - channel.windowMs;
  const entries = await store.channelEntries({ items, perSource, listedAfter });
  const articleIds = entries.map(({ articleId }) => articleId);
  const deleted = await store.deletedEntries({ entries: articleIds, items, listedAfter });
  const id = await settleChannelId(channel.id, siteUrl, store);
  const archived = await newestPart(store, now);
  const facts = {
    ...makeChannelFacts(channel, { id, siteUrl, ttlMinutes, hub, deleted }),
    archive: archived && { isPart: false, previous: `${siteUrl}${partPath(archived)}`, next: null },
  };
  const sources = await store.sourceViews([...new Set(entries.map(({ sourceId }) => sourceId))]);
  const placed = placeEntries(entries, sources, input);
  const fingerprint = makeFingerprint(facts, placed);
  const published = await loadPublished(store, memory);
  const current = CHANNEL_DOCUMENTS.flatMap(({ path }) => published.get(path) ?? []);
  if (
    current.length === CHANNEL_DOCUMENTS.length &&
    current.every((document) => document.fingerprint === fingerprint)
  ) {
    return { documents: current, changed: [], faults: [], setAside: [] };
  }

  // the renderers are loaded when there is something to render
  const { loadFragments } = await import('./fragments.ts');
  const { makeDocument } = await import('./make-document.ts');
  const formats = CHANNEL_DOCUMENTS.map(({ format }) => format);
  const loaded = await loadFragments(placed, formats, store, memory.fragments);
  const documents: ChannelDocument[] = [];
  const unsaved: SavedDocument[] = [];
  const changed: string[] = [];
  const faults: PublishResult['faults'][number][] = [];
  const leaveOut = (path: string, articleId: string, message: string, isNews = true) => {
    faults.push({ path, articleId, message });
    if (isNews) log.warn({ path, articleId }, `left out of ${path}: ${message}`);
  };
  const used: Record<DocumentFormat, KnownFragments> = { ...memory.fragments };
  const spoilt: string[] = [];
  for (const place of CHANNEL_DOCUMENTS) {
    const { path, format } = place;
    for (const { articleId, message, setAside } of loaded.faults.filter((fault) => fault.format === format)) {
      leaveOut(path, articleId, message, setAside !== 'before');
    }
    const previous = published.get(path) ?? null;
    const fragments = loaded.fragments[format];
    const check = toCheck(memory.readBack.get(path), facts, now);
    // reading a megabyte back takes tens of milliseconds: requests are answered in between
    if (check === 'whole') await nextTurn();
    const made = await makeDocument({ place, channel: facts, fragments, fingerprint, previous, now, check });
    for (const { fragment, message } of made.rejected) leaveOut(path, fragment.articleId, message);
    if (made.fault !== null) {
      faults.push({ path, articleId: null, message: made.fault });
      const err = new LostFeedError('read-back', `${path} stays as it was: ${made.fault}`);
      log.error({ path, err }, err.message);
    }
    if (made.fault === null && check === 'whole') memory.readBack.set(path, { facts, at: now });
    const document = made.document ?? previous;
    if (document) documents.push(document);
    if (made.document && !isSaved(made.document, previous)) unsaved.push({ ...made.document, parts: made.parts });
    if (made.changed) changed.push(path);
    if (isLarge(made.document) && !isLarge(previous)) {
      log.warn(
        { path, bytes: made.document?.body.length },
        `${path} is large for readers: lower channel.items or channel.content`,
      );
    }
    spoilt.push(...made.unreadable.map(({ articleId }) => articleId));
    const unreadable = new Set(made.unreadable);
    used[format] = new Map(
      fragments.flatMap((fragment) => (unreadable.has(fragment) ? [] : [[fragment.articleId, fragment]])),
    );
  }
  memory.fragments = used;
  await saveLeftOut(store, faults);
  // what could not be read back is rendered again next time
  if (spoilt.length > 0) await store.removeFragments(spoilt);
  if (unsaved.length > 0) {
    memory.stored = {
      version: await store.saveDocuments(unsaved),
      documents: new Map([...published, ...documents.map((document) => [document.path, document] as const)]),
    };
  }
  const setAside = loaded.faults.filter((fault) => fault.setAside !== 'once');
  return { documents, changed, faults, setAside };
}

/** The stored documents: those of last time, unless they were saved again since. */
async function loadPublished(
  store: PublishStore,
  memory: PublishMemory,
): Promise<ReadonlyMap<string, ChannelDocument>> {
  const version = await store.documentsVersion();
  if (memory.stored?.version !== version) {
    const documents = new Map((await store.documents()).map((document) => [document.path, document]));
    memory.stored = { version, documents };
  }
  return memory.stored.documents;
}

function toCheck(
  last: { readonly facts: ChannelFacts; readonly at: number } | undefined,
  facts: ChannelFacts,
  now: number,
): 'whole' | 'none' {
  const isRecent = last !== undefined && Math.abs(now - last.at) < READ_BACK_MS;
  return isRecent && isDeepStrictEqual(last.facts, facts) ? 'none' : 'whole';
}

/** Over a megabyte a document is a burden to readers and to the server. */
function isLarge(document: ChannelDocument | null): boolean {
  return document !== null && document.body.length > 1_000_000;
}

function isSaved(document: ChannelDocument, saved: ChannelDocument | null): boolean {
  return document.etag === saved?.etag && document.fingerprint === saved.fingerprint;
}
