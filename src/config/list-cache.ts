// Included lists that are fetched from elsewhere, as they were last good: one file each in the data folder. When they are asked
// for is decided by whoever fetches.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A list as it was last good, and when it was asked for. */
export interface CachedList {
  readonly url: string;
  /** Null: it was never good. */
  readonly text: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** When it was last asked for with success, and at all. */
  readonly checkedAt: number | null;
  readonly triedAt: number;
}

/** The list of an address; null: it was never asked for, or the file is spoilt. */
export async function readCachedList(dataDirectory: string, url: string): Promise<CachedList | null> {
  try {
    const cached: CachedList = JSON.parse(await readFile(fileOf(dataDirectory, url), 'utf8'));
    return cached.url === url ? cached : null;
  } catch {
    return null;
  }
}

/** Whoever reads it meanwhile sees the old one or the new one. */
export async function writeCachedList(dataDirectory: string, list: CachedList): Promise<void> {
  const file = fileOf(dataDirectory, list.url);
  await mkdir(join(dataDirectory, FOLDER), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, `${JSON.stringify(list)}\n`);
  await rename(draft, file);
}

const FOLDER = 'lists';

function fileOf(dataDirectory: string, url: string): string {
  return join(dataDirectory, FOLDER, `${createHash('sha256').update(url).digest('hex').slice(0, 32)}.json`);
}
