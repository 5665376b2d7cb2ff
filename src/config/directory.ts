// A folder named by the operator that has to stay inside the data folder.
import { posix, win32 } from 'node:path';

/** What is wrong with the name of a folder inside the data folder, or null; the data folder itself holds the store. */
export function directoryFault(name: string): string | null {
  const isPlain = !posix.isAbsolute(name) && !win32.isAbsolute(name) && !/[\\:\u0000-\u001f]/.test(name);
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  const isInside = isPlain && parts.length > 0 && !parts.includes('..') && name.length <= 200;
  return isInside ? null : 'expected the name of a folder inside the data folder, such as "public"';
}

/** The folder's name without detours and closing slash. */
export function toDirectory(name: string): string {
  return posix.normalize(name).replace(/\/$/, '');
}
