// Documents and pages as files for any static host. A file that already has its bytes is not touched, so that nothing looks
// new that is not; the others are written beside and moved into place whole, so that a kill leaves each file old or new.
import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LostFeedError } from '../errors.ts';
import { COMPRESSED_SUFFIXES, compressedCopies, isCompressible } from './precompress.ts';

export interface StaticFile {
  /** Relative to the directory, with slashes: `atom.xml`, `a/some-article/index.html`. */
  readonly path: string;
  readonly body: Uint8Array | string;
}

export interface WrittenFiles {
  /** Paths whose bytes changed, in the order given. */
  readonly written: readonly string[];
  readonly unchanged: number;
}

const STAGING = '.staging-';
/** Writes under way at once: enough to hide the wait for fsync. */
const WRITERS = 8;

/**
 * Writes `files` below `directory`, which is made if need be; a directory has one writer at a time. Files are taken from
 * the iterable one by one. With `precompress` each has its compressed copies beside it, else none. Throws LostFeedError `internal` for a path that would leave the directory, and what the file
 * system throws; nothing is moved into place unless everything could be written.
 */
export async function writeStaticFiles(
  directory: string,
  files: Iterable<StaticFile>,
  precompress = false,
): Promise<WrittenFiles> {
  await mkdir(directory, { recursive: true });
  await removeLeftovers(directory);
  const staging = join(directory, `${STAGING}${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(staging);
  try {
    const staged: Staged[] = [];
    let total = 0;
    const source = files[Symbol.iterator]();
    const work = async () => {
      for (let next = source.next(); !next.done; next = source.next()) {
        const { path, body } = next.value;
        const index = total++;
        checkPath(path);
        const bytes = typeof body === 'string' ? Buffer.from(body) : body;
        const file = join(directory, path);
        const isSame = await hasBytes(file, bytes);
        const wantsCopies = precompress && isCompressible(path, bytes);
        if (isSame && (await hasCopies(file)) === wantsCopies) continue;
        const from = join(staging, String(index));
        if (!isSame) await writeDurably(from, bytes);
        const copies = new Map<string, string>();
        for (const copy of wantsCopies ? await compressedCopies(bytes) : []) {
          copies.set(copy.suffix, from + copy.suffix);
          await writeDurably(from + copy.suffix, copy.bytes);
        }
        staged.push({ index, path, from: isSame ? null : from, copies });
      }
    };
    // all come to an end before anything is thrown: the staging folder goes then
    for (const writer of await Promise.allSettled(Array.from({ length: WRITERS }, work))) {
      if (writer.status === 'rejected') throw writer.reason;
    }
    staged.sort((a, b) => a.index - b.index);
    const folders = new Set<string>();
    for (const { path } of staged) await makeFolder(directory, dirname(path), folders);
    for (const { path, from, copies } of staged) {
      // the copies first: after a kill in between the file is an old one, and all are written again
      for (const suffix of COMPRESSED_SUFFIXES) {
        const copy = copies.get(suffix);
        if (copy === undefined) await rm(join(directory, path + suffix), { force: true });
        else await rename(copy, join(directory, path + suffix));
      }
      if (from !== null) await rename(from, join(directory, path));
    }
    const written = staged.filter(({ from }) => from !== null).map(({ path }) => path);
    return { written, unchanged: total - written.length };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** A file that is written and waits to be moved into place. */
interface Staged {
  readonly index: number;
  readonly path: string;
  /** Null: the file itself is there already. */
  readonly from: string | null;
  /** Its compressed copies by suffix; what is not among them is to go. */
  readonly copies: ReadonlyMap<string, string>;
}

function checkPath(path: string): void {
  const segments = path.split('/');
  const bad = segments.some((segment) => segment === '' || segment === '.' || segment === '..');
  if (bad || /[\0\\]/.test(path) || path.startsWith(STAGING)) {
    throw new LostFeedError('internal', `${JSON.stringify(path)} is no path inside the published directory`);
  }
}

async function hasBytes(file: string, bytes: Uint8Array): Promise<boolean> {
  const facts = await lstat(file).catch(nullIfMissing);
  return facts?.isFile() === true && facts.size === bytes.byteLength && (await readFile(file)).equals(bytes);
}

/** The one that every such file has tells of both. */
async function hasCopies(file: string): Promise<boolean> {
  return (await lstat(file + COMPRESSED_SUFFIXES[0]).catch(nullIfMissing)) !== null;
}

/** Removes a file with its compressed copies; nothing happens if there is none. */
export async function removeStaticFile(file: string): Promise<void> {
  for (const suffix of [...COMPRESSED_SUFFIXES, '']) await rm(file + suffix, { force: true });
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder and those above it, inside `directory`; a link that stands in the way could lead anywhere. */
async function makeFolder(directory: string, folder: string, made: Set<string>): Promise<void> {
  if (folder === '.' || made.has(folder)) return;
  await makeFolder(directory, dirname(folder), made);
  const path = join(directory, folder);
  const facts = await lstat(path).catch(nullIfMissing);
  if (facts?.isSymbolicLink())
    throw new LostFeedError('internal', `${path} is a symbolic link; nothing is written through it`);
  if (facts === null) await mkdir(path);
  made.add(folder);
}

/** What killed runs left behind; the staging of a process that is still alive is its own. */
async function removeLeftovers(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(STAGING)) continue;
    const pid = Number.parseInt(name.slice(STAGING.length), 10);
    if (pid === process.pid || !isAlive(pid)) await rm(join(directory, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}
