// The schema as numbered steps, from code. A step that was released is never edited: a change is a new step.
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { LostFeedError } from '../errors.ts';
import type { StoreDialect } from './dialect.ts';
import { firstTables } from './migration-0001.ts';
import { rhythmColumns } from './migration-0002.ts';
import { learntAddresses } from './migration-0003.ts';
import { subscriptionsTable } from './migration-0004.ts';
import { sourceEvents } from './migration-0005.ts';
import { suspicionColumns } from './migration-0006.ts';
import { wordIndex } from './migration-0007.ts';
import { storyTables } from './migration-0008.ts';
import { articleRights } from './migration-0009.ts';
import { manyChannels } from './migration-0010.ts';
import { readerActs } from './migration-0011.ts';
import { namedFeedsAndIcons } from './migration-0012.ts';
import { removals } from './migration-0013.ts';
import { hubTables } from './migration-0014.ts';
import { arrivalOrder } from './migration-0015.ts';
import { titleIndex } from './migration-0016.ts';
import { documentParts } from './migration-0017.ts';
import { smallerIndexes } from './migration-0018.ts';

function migrations(dialect: StoreDialect): Record<string, Migration> {
  return {
    '0001': { up: (db) => firstTables(db, dialect) },
    '0002': { up: (db) => rhythmColumns(db) },
    '0003': { up: (db) => learntAddresses(db, dialect) },
    '0004': { up: (db) => subscriptionsTable(db, dialect) },
    '0005': { up: (db) => sourceEvents(db, dialect) },
    '0006': { up: (db) => suspicionColumns(db) },
    '0007': { up: (db) => wordIndex(db, dialect) },
    '0008': { up: (db) => storyTables(db, dialect) },
    '0009': { up: (db) => articleRights(db) },
    '0010': { up: (db) => manyChannels(db, dialect) },
    '0011': { up: (db) => readerActs(db, dialect) },
    '0012': { up: (db) => namedFeedsAndIcons(db, dialect) },
    '0013': { up: (db) => removals(db) },
    '0014': { up: (db) => hubTables(db) },
    '0015': { up: (db) => arrivalOrder(db) },
    '0016': { up: (db) => titleIndex(db, dialect) },
    '0017': { up: (db) => documentParts(db, dialect) },
    '0018': { up: (db) => smallerIndexes(db, dialect) },
  };
}

/**
 * Brings the schema up to date, in one transaction, so that of several processes opening at once one does the work and
 * the others find it done. `name` is the database as the operator knows it.
 * Throws LostFeedError `store` for a database that a newer program has changed.
 */
export async function migrate<DB>(db: Kysely<DB>, dialect: StoreDialect, name: string): Promise<void> {
  const steps = migrations(dialect);
  try {
    await db.transaction().execute(async (trx) => {
      const migrator = new Migrator({
        db: trx,
        provider: { getMigrations: async () => steps },
        // a step may come after one with a higher number
        allowUnorderedMigrations: true,
      });
      const { error } = await migrator.migrateToLatest();
      if (error) throw error;
    });
  } catch (error) {
    const unknown = (await executedSteps(db)).find((step) => !(step in steps));
    if (unknown === undefined) throw error;
    throw new LostFeedError(
      'store',
      `${name} was made by a newer version of this program (it has schema step ${unknown}); use that version`,
      { cause: error },
    );
  }
}

/** The steps that the database went through; none if it cannot say. */
async function executedSteps<DB>(db: Kysely<DB>): Promise<readonly string[]> {
  try {
    const { rows } = await sql<{ readonly name: string }>`select name from kysely_migration`.execute(db);
    return rows.map((row) => row.name);
  } catch {
    return [];
  }
}
