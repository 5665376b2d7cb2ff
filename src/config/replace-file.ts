// A file replaced as a whole: whoever reads it, and whatever is killed meanwhile, it is the old one or the new one.
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Makes a file that must not be there yet. */
export async function createFile(file: string, text: string): Promise<void> {
  await writeFile(file, text, { flag: 'wx' });
}

/** Replaces the text of an existing file, keeping its permissions; a link stays, and what it leads to is replaced. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const target = await realpath(file);
  const { mode } = await stat(target);
  const draft = join(dirname(target), `.${process.pid}.lostfeed.tmp`);
  try {
    const handle = await open(draft, 'w', mode);
    try {
      await handle.writeFile(text);
      await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
