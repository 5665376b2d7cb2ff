// The fetching role of a data folder: an exclusive transaction held open on a small file of its own. The lock belongs to
// the process, so the system frees it however the process ends, `kill -9` included.
import Database from 'better-sqlite3';
import { isBusy, storeError } from './sqlite-errors.ts';

/** Takes the lock; returns what gives it back, or null when another holder has it. Throws LostFeedError `store`. */
export function takeFetchingLock(file: string): (() => void) | null {
  try {
    const lock = new Database(file, { timeout: 0 });
    try {
      lock.exec('begin exclusive');
    } catch (error) {
      lock.close();
      throw error;
    }
    return () => lock.close();
  } catch (error) {
    if (isBusy(error)) return null;
    throw storeError(error, 'locking', file);
  }
}
