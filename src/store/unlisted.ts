// Articles that are kept and are on no list: those whose entry the operator's rules drop, until it is brought again; those of
// a suspect source, until they are released; what is left of those that were taken down; and, but for the list of their own
// source, those that another article of their story is listed for.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** Why an article is on no list; the reasons are bits of its column `unlisted`, so that one may end before the other. */
export const DROPPED = 1;
export const HELD = 2;
export const COVERED = 4;
/** The highest, so that `unlisted >= TAKEN_DOWN` can be asked of an index. */
export const TAKEN_DOWN = 8;
/** For articles like these there is no page either. */
export const PAGELESS = HELD | TAKEN_DOWN;
/** What keeps an article off the list of its own source too. */
export const OFF_ALL_LISTS = DROPPED | HELD | TAKEN_DOWN;

/** Takes the articles under these keys off all lists. Unknown keys are passed over. */
export async function dropEntries(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  sourceId: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await setDropped(trx, dialect, sourceId, keys, true);
  // No bytes count as known any more: once the rules keep the entry again, it must not pass for unchanged.
  await trx
    .updateTable('identities')
    .set({ raw_hash: '' })
    .where('source_id', '=', sourceId)
    .where('key', 'in', dialect.list(keys))
    .execute();
}

/** Marks the articles under these keys as dropped by the operator's rules, or not. */
export async function setDropped(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  sourceId: string,
  keys: readonly string[],
  isDropped: boolean,
): Promise<void> {
  if (keys.length === 0) return;
  await trx
    .updateTable('articles')
    .set((column) => ({
      unlisted: isDropped
        ? column('unlisted', '|', column.lit(DROPPED))
        : column('unlisted', '&', column.lit(~DROPPED)),
    }))
    .where('num', 'in', (column) =>
      column
        .selectFrom('identities')
        .select('article_num')
        .where('source_id', '=', sourceId)
        .where('key', 'in', dialect.list(keys)),
    )
    .where((column) => column(column('unlisted', '&', column.lit(DROPPED)), isDropped ? '=' : '<>', column.lit(0)))
    .execute();
}
