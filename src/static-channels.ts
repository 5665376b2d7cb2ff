// The documents of the many channels as files: those of a source are looked at when something of that source changed, the
// others, which are few, each time. What is the same is neither rendered nor touched.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { giveHeapRoom } from './heap-room.ts';
import type { FoundDocument, WholeDocument } from './model.ts';
import { OPML_PATH } from './opml-document.ts';
import { removeStaticFile, writeStaticFiles } from './publish/publish.ts';
import { hashOf, readSeal, type StaticChanges } from './static-changes.ts';
import { hostFiles } from './static-hosts.ts';

/** What is remembered here from one time to the next. */
export interface SealStore {
  meta(name: string): Promise<string | null>;
  setMeta(name: string, value: string): Promise<void>;
}

export interface StaticChannels {
  readonly directory: string;
  readonly store: SealStore;
  readonly documents: {
    paths(): Promise<readonly string[]>;
    find(path: string): Promise<FoundDocument | null>;
    /** Makes it cheaper to find all documents of the channel at `path`. */
    prepare(path: string): Promise<void>;
  };
  /** How long readers may keep a document without asking. */
  readonly maxAgeSeconds: number;
  /** Whether files have compressed copies beside them. */
  readonly precompress: boolean;
  readonly changes: StaticChanges;
  /** Articles leave channels for newer ones alone, not with time. */
  readonly isTimeless: boolean;
  /** Asked between channels; what is left then is for the next time. */
  isOver(): boolean;
}

export interface StaticDocumentsResult {
  readonly written: readonly string[];
  readonly unchanged: number;
  /** Documents that were not looked at. */
  readonly left: number;
}

/** Documents rendered before they are written. */
const SLICE = 60;
const SEAL = 'static.channels';
/** Where channels are many, and come and go with the configuration. */
const FOLDERS = ['c', 's', 'l', 'read'];
const ARCHIVE = 'archive';

interface Seal {
  readonly directory: string;
  readonly precompress: boolean;
  /** Of what shows in every document. */
  readonly common: string;
  /** By source: what changes when its articles may have changed. */
  readonly sources: Readonly<Record<string, string>>;
  /** Likewise of all; null: not all were written. */
  readonly all: string | null;
  /** Tags of the written documents of other channels, by path. */
  readonly tags: Readonly<Record<string, string>>;
  /** Of the parts of the archive that there were: each names its neighbours. */
  readonly archive?: string;
}

/** Brings the files up to date, and removes those of channels that are no more. A process killed in between goes on next time. */
export async function writeStaticChannels(input: StaticChannels): Promise<StaticDocumentsResult> {
  const { directory, store, documents, precompress } = input;
  const paths = await documents.paths();
  await removeOthers(directory, paths);
  await removeArchived(directory, paths);
  const { common, sources, all } = input.changes;
  const before = await store.meta(SEAL);
  const seal = readSeal<Seal>(before);
  const known = seal?.directory === directory && seal.precompress === precompress ? seal : null;
  const archive = hashOf(paths.filter(isArchived));
  /**
   * A source's when nothing came of it, that of other channels when nothing came at all; a part of the archive while nothing of it
   * can have gone, or come after it.
   */
  const isUnchanged = (path: string): boolean => {
    if (known?.common !== common || path === OPML_PATH) return false;
    if (isArchived(path)) return known.archive === archive && known.tags[path] !== undefined;
    const [folder, id = ''] = path.split('/');
    if (folder !== 's') return known.all === all && input.isTimeless && known.tags[path] !== undefined;
    return sources[id] !== undefined && sources[id] === known.sources[id];
  };

  const host = await writeStaticFiles(directory, hostFiles(input.maxAgeSeconds), precompress);
  const written: string[] = [...host.written];
  let unchanged = host.unchanged;
  let left = paths.length;
  // what is not reached stays as it was known; under other common facts nothing is known of a source, nor of the archive
  const kept = new Set(paths);
  const isArchiveKnown = known?.common === common && known.archive === archive;
  const tags = Object.fromEntries(
    Object.entries(known?.tags ?? {}).filter(([path]) => kept.has(path) && (isArchiveKnown || !isArchived(path))),
  );
  const done = Object.fromEntries(
    Object.entries(known?.common === common ? known.sources : {}).filter(([id]) => sources[id] !== undefined),
  );
  let slice: WholeDocument[] = [];
  let finished: string[] = [];
  const flush = async () => {
    const result = await writeStaticFiles(directory, slice, precompress);
    written.push(...result.written);
    unchanged += result.unchanged;
    for (const { path, etag } of slice) if (!path.startsWith('s/')) tags[path] = etag;
    for (const id of finished) if (sources[id] !== undefined) done[id] = sources[id];
    slice = [];
    finished = [];
    const next: Seal = { directory, precompress, common, sources: done, all: left === 0 ? all : null, tags, archive };
    const text = JSON.stringify(next);
    if (text !== before) await store.setMeta(SEAL, text);
  };
  for (const [folder, ofChannel] of Map.groupBy(paths, (path) => (isArchived(path) ? path : folderOf(path)))) {
    if (input.isOver()) break;
    left -= ofChannel.length;
    const isThere = (path: string) => existsSync(join(directory, path));
    const open = ofChannel.filter((path) => !isThere(path) || !isUnchanged(path));
    unchanged += ofChannel.length - open.length;
    if (folder.startsWith('s/') && open.length > 1) await documents.prepare(open[0] ?? folder);
    for (const path of open) {
      const found = await documents.find(path);
      if (found?.kind !== 'document') continue;
      const { etag } = found.edition;
      if (isThere(path) && known?.tags[path] === etag) {
        tags[path] = etag;
        unchanged += 1;
      } else slice.push(await found.load());
    }
    if (folder.startsWith('s/')) finished.push(folder.slice('s/'.length));
    if (slice.length < SLICE) continue;
    // so many are not the last
    giveHeapRoom();
    await flush();
  }
  await flush();
  return { written, unchanged, left };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Removes documents of channels that are not among these; pages beside them are others'. */
async function removeOthers(directory: string, paths: readonly string[]): Promise<void> {
  const kept = new Set(paths);
  const files = new Set(paths.map((path) => path.slice(path.lastIndexOf('/') + 1)));
  for (const folder of FOLDERS) {
    for (const name of await readdir(join(directory, folder)).catch(() => [])) {
      if (kept.has(`${folder}/${name}/atom.xml`)) continue;
      for (const file of files) await removeStaticFile(join(directory, folder, name, file));
    }
  }
}

/** Removes parts of the archive that are no more, as after retention. */
async function removeArchived(directory: string, paths: readonly string[]): Promise<void> {
  const kept = new Set(paths);
  const names = await readdir(join(directory, ARCHIVE), { recursive: true }).catch(() => []);
  for (const name of names) {
    const path = `${ARCHIVE}/${name.replaceAll(sep, '/')}`;
    if (path.endsWith('/atom.xml') && !kept.has(path)) await removeStaticFile(join(directory, path));
  }
}

function isArchived(path: string): boolean {
  return path.startsWith(`${ARCHIVE}/`);
}
