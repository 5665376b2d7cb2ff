// A database as tests see it, whatever it is: opened as often as a test likes, like several processes or a restart.
import { afterEach } from 'vitest';
import type { Sanitize, Store } from '../../src/store/store.ts';

export interface TestDatabase {
  open(sanitize?: Sanitize): Promise<Store>;
  /** Closes what is open and removes the database. */
  dispose(): Promise<void>;
}

export type MakeDatabase = () => Promise<TestDatabase>;

/** Gives each test its own database, removed when the test ends. */
export function databasePerTest<D extends TestDatabase>(make: () => Promise<D>): () => Promise<D> {
  const made: D[] = [];
  afterEach(async () => {
    for (const database of made.splice(0)) await database.dispose();
  });
  return async () => {
    const database = await make();
    made.push(database);
    return database;
  };
}
