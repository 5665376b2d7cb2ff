// Articles that the operator's rules drop: kept with all they have, and on no list until their entry is brought again.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** Takes the articles under these keys off all lists. Unknown keys are passed over. */
export async function dropEntries(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  sourceId: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await setUnlisted(trx, dialect, sourceId, keys, 1);
  // No bytes count as known any more: once the rules keep the entry again, it must not pass for unchanged.
  await trx
    .updateTable('identities')
    .set({ raw_hash: '' })
    .where('source_id', '=', sourceId)
    .where('key', 'in', dialect.list(keys))
    .execute();
}

/** Marks the articles under these keys as being on lists (0) or not (1). */
export async function setUnlisted(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  sourceId: string,
  keys: readonly string[],
  unlisted: 0 | 1,
): Promise<void> {
  if (keys.length === 0) return;
  await trx
    .updateTable('articles')
    .set({ unlisted })
    .where('num', 'in', (column) =>
      column
        .selectFrom('identities')
        .select('article_num')
        .where('source_id', '=', sourceId)
        .where('key', 'in', dialect.list(keys)),
    )
    .where('unlisted', '<>', unlisted)
    .execute();
}
