// One connection to the SQLite file of a data folder, and the kysely dialect on it: pragmas, statements compiled once,
// transactions that take the write lock when they begin, errors that name the file.
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  type SqliteDialectConfig,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
  type TransactionSettings,
} from 'kysely';
import { isBusy, storeError } from './sqlite-errors.ts';

/** Memory for pages. No mmap: it gains nothing measurable, and a failing disk would end the process instead of a statement. */
const CACHE_KIB = 32 * 1024;
/** Pages in the write-ahead log before they move to the file, 64 MiB: a cold pass writes each hot index page over and over. */
const CHECKPOINT_PAGES = 16_000;
/** What the log file shrinks to after a checkpoint. */
const JOURNAL_BYTES = 64 * 1024 * 1024;
/** Our statements are few and of constant shape; the bound is for the odd ones. */
const MAX_STATEMENTS = 200;

/**
 * Opens `file`, creating it if need be, in write-ahead mode. A statement waits `busyTimeoutMs` for another process's
 * transaction. Throws LostFeedError `store`.
 */
export async function openSqlite(file: string, busyTimeoutMs: number): Promise<Dialect> {
  try {
    const db = new Database(file, { timeout: busyTimeoutMs });
    try {
      await useWriteAheadLog(db, busyTimeoutMs);
      db.pragma('synchronous = NORMAL');
      db.pragma('foreign_keys = ON');
      db.pragma('temp_store = MEMORY');
      db.pragma(`cache_size = -${CACHE_KIB}`);
      db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
      db.pragma(`journal_size_limit = ${JOURNAL_BYTES}`);
    } catch (error) {
      db.close();
      throw error;
    }
    return sqliteDialect({ database: withStatementCache(db, file) });
  } catch (error) {
    throw storeError(error, 'opening', file);
  }
}

/** The busy timeout does not cover the switch to write-ahead mode, which two processes may try at once on a new file. */
async function useWriteAheadLog(db: Database.Database, busyTimeoutMs: number): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += 10) {
    try {
      db.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || waitedMs >= busyTimeoutMs) throw error;
      await sleep(10);
    }
  }
}

function sqliteDialect(config: SqliteDialectConfig): Dialect {
  return {
    createDriver: () => new ImmediateDriver(config),
    createAdapter: () => new TransactionalAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/**
 * Transactions begin with the write lock. Taking it at the first write would fail at once, without the busy timeout, when
 * another process wrote since the first read (SQLITE_BUSY_SNAPSHOT). Those declared `read only` take none.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    if (settings?.accessMode === 'read only') return super.beginTransaction(connection);
    await connection.executeQuery(BEGIN_IMMEDIATE);
  }

  /** On a full disk SQLite has rolled back by itself: the error that says so must not be hidden by one about that. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error;
    }
  }
}

const BEGIN_IMMEDIATE = CompiledQuery.raw('begin immediate');

/** SQLite does roll back schema changes; kysely is careful and says no, and would not let a migration run in a transaction. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** The database as kysely's driver sees it: statements stay compiled from one use to the next, failures name the file. */
function withStatementCache(db: Database.Database, file: string): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  const named = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw storeError(error, 'using', file);
    }
  };
  return {
    close: () => {
      statements.clear();
      db.close();
    },
    prepare(text) {
      const known = statements.get(text);
      if (known) return known;
      const statement = named(() => db.prepare(text));
      const kept: SqliteStatement = {
        reader: statement.reader,
        all: (parameters) => named(() => statement.all(...parameters)),
        run: (parameters) => named(() => statement.run(...parameters)),
        iterate: (parameters) => statement.iterate(...parameters),
      };
      if (statements.size >= MAX_STATEMENTS) {
        for (const oldest of statements.keys()) {
          statements.delete(oldest);
          break;
        }
      }
      statements.set(text, kept);
      return kept;
    },
  };
}
