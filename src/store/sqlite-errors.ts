// What SQLite's failures mean to the operator: the code, in words, with the file it happened to.
import Database from 'better-sqlite3';
import { LostFeedError } from '../errors.ts';

/** Primary result codes (https://sqlite.org/rescode.html) that the outside world causes; all others are faults of ours. */
const MEANINGS: Readonly<Record<string, string>> = {
  SQLITE_BUSY: 'another process kept it locked for too long',
  SQLITE_CANTOPEN: 'it cannot be opened; is the folder there and writable?',
  SQLITE_CORRUPT: 'it is damaged; restore a backup',
  SQLITE_FULL: 'the disk is full',
  SQLITE_IOERR: 'the disk failed to read or write it',
  SQLITE_NOTADB: 'it is not a database of ours',
  SQLITE_PERM: 'access to it is not allowed',
  SQLITE_READONLY: 'it cannot be written; is the file or its folder read-only?',
};

/** Whether SQLite gave up because another connection holds the lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && primaryCode(error.code) === 'SQLITE_BUSY';
}

/** The error to throw for a failed try at `action` (such as "opening") on `file`: LostFeedError `store`, or a bug as it is. */
export function storeError(error: unknown, action: string, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const meaning = MEANINGS[primaryCode(error.code)];
  return meaning ? new LostFeedError('store', `${action} ${file}: ${meaning}`, { cause: error }) : error;
}

/** `SQLITE_IOERR` of `SQLITE_IOERR_WRITE`. */
function primaryCode(code: string): string {
  return code.split('_', 2).join('_');
}
