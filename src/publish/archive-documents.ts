// The archive of the channel as Atom documents, made when somebody asks for them.
import type { ChannelDocument, FoundDocument, FoundEntry, SourceView } from '../model.ts';
import {
  type ArchivePart,
  type ArrivalCounts,
  newestPart,
  PART_ARTICLES,
  partAfter,
  partAt,
  partBefore,
  partPath,
} from './archive-parts.ts';
import { type IdStore, makeChannelFacts, settleChannelId } from './channel-facts.ts';
import type { FragmentStore } from './fragments.ts';
import { makeFingerprint, placeEntries } from './place-entries.ts';
import { CHANNEL_DOCUMENTS, type DocumentPlace } from './places.ts';
import type { ChannelSettings } from './scoped-channels.ts';
import { lastChange, makeUnstored, unstoredEdition } from './unstored-documents.ts';

export interface ArchiveDocuments {
  /** Null: there is no such part. Throws LostFeedError `read-back` for a document that cannot be published. */
  find(path: string): Promise<FoundDocument | null>;
  /** The paths of all parts there are, the newest first. */
  paths(): Promise<readonly string[]>;
}

/** What archives need of the store. */
export interface ArchiveStore extends ArrivalCounts, FragmentStore, IdStore {
  /** Those of the articles in question that lists have, the newest first. */
  arrivedEntries(query: {
    readonly from: number;
    readonly to: number;
    readonly offset: number;
    readonly limit: number;
  }): Promise<readonly FoundEntry[]>;
  sourceViews(ids: readonly string[]): Promise<ReadonlyMap<string, SourceView>>;
}

export interface ArchiveDeps {
  readonly store: ArchiveStore;
  settings(): ChannelSettings;
  now(): number;
  readonly log: { warn(facts: object, message: string): void };
}

const ATOM = CHANNEL_DOCUMENTS.filter(({ format }) => format === 'atom');

export function createArchiveDocuments({ store, settings, now, log }: ArchiveDeps): ArchiveDocuments {
  const making = new Map<string, Promise<ChannelDocument>>();

  async function find(path: string): Promise<FoundDocument | null> {
    const [atom] = ATOM;
    const at = now();
    const part = await partAt(path, store, at);
    if (part === null || atom === undefined) return null;
    if (part === 'moved') return { kind: 'moved', path: path.replace(/\/\d+\/atom\.xml$/, '/atom.xml') };
    const place: DocumentPlace = { ...atom, path };
    const content = await contentOf(part, at);
    const edition = unstoredEdition(place, content);
    const load = () => {
      const key = `${path} ${content.fingerprint}`;
      const known = making.get(key);
      if (known) return known;
      const made = makeUnstored(place, content, store, leaveOut).finally(() => making.delete(key));
      making.set(key, made);
      return made;
    };
    return { kind: 'document', edition, load };
  }

  async function contentOf(part: ArchivePart, at: number) {
    const given = settings();
    const { channel, siteUrl, ttlMinutes } = given;
    const [previous, next] = [await partBefore(part, store, at), await partAfter(part, store, at)];
    const address = (other: ArchivePart | null) => other && `${siteUrl}${partPath(other)}`;
    const id = await settleChannelId(channel.id, siteUrl, store);
    const facts = {
      ...makeChannelFacts(channel, { id, siteUrl, ttlMinutes, hub: null, deleted: [] }),
      archive: { isPart: true, previous: address(previous), next: address(next) },
    };
    const offset = (part.number - 1) * PART_ARTICLES;
    const entries = await store.arrivedEntries({ from: part.from, to: part.to, offset, limit: PART_ARTICLES });
    const sources = await store.sourceViews([...new Set(entries.map(({ sourceId }) => sourceId))]);
    const placed = placeEntries(entries, sources, given);
    return { facts, placed, fingerprint: makeFingerprint(facts, placed), changedAt: lastChange(entries, at) };
  }

  function leaveOut(path: string, articleId: string, message: string): void {
    log.warn({ path, articleId }, `left out of ${path}: ${message}`);
  }

  async function paths(): Promise<readonly string[]> {
    const at = now();
    const found: string[] = [];
    for (let part = await newestPart(store, at); part !== null; part = await partBefore(part, store, at)) {
      found.push(partPath(part));
    }
    return found;
  }

  return { find, paths };
}
