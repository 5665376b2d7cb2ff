// Schema step 0016: titles. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** Adds the index that titles are found by. */
export async function titleIndex(db: Kysely<unknown>, dialect: StoreDialect): Promise<void> {
  await dialect.words.createTitles(db as Kysely<Tables>);
}
