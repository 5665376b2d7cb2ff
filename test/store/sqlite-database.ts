// SQLite in a temporary folder, for tests.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../src/store/store.ts';
import { countingSanitize } from './counting-sanitize.ts';
import type { TestDatabase } from './test-database.ts';

export async function sqliteDatabase(): Promise<TestDatabase & { readonly directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'lostfeed-store-'));
  const opened: Store[] = [];
  return {
    directory,
    open: async (sanitize = countingSanitize(1)) => {
      const store = await openStore({ directory, sanitize });
      opened.push(store);
      return store;
    },
    dispose: async () => {
      for (const store of opened) await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
