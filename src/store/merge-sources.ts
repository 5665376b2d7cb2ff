// Two sources that have come to one address: one of them is asked from then on, and has the articles of both.
import type { Kysely } from 'kysely';
import type { VisitRecord } from '../model.ts';
import { sourceAt } from './addresses.ts';
import type { StoreDialect } from './dialect.ts';
import { relistCategories } from './list-columns.ts';
import { settleStories } from './story-members.ts';
import type { Tables } from './tables.ts';
import { COVERED, dropEntries, TAKEN_DOWN } from './unlisted.ts';

/** What was taken down moves too: the other source's next document is not to bring it back. */
const MOVED = [0, COVERED, TAKEN_DOWN, COVERED | TAKEN_DOWN];

/**
 * Ends the visits of `from` and moves its articles to `into`. Those that `into` has too, known by their keys, stay where they
 * are and leave every list. What they were published as does not change.
 */
export async function mergeSources(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  { from, into, message }: NonNullable<VisitRecord['merge']>,
): Promise<void> {
  const shared = await trx
    .selectFrom('identities')
    .select('key')
    .where('source_id', '=', from)
    .where('key', 'in', (column) => column.selectFrom('identities').select('key').where('source_id', '=', into))
    .execute();
  await dropEntries(
    trx,
    dialect,
    from,
    shared.map(({ key }) => key),
  );
  await trx
    .updateTable('identities')
    .set({ source_id: into })
    .where('source_id', '=', from)
    .where('article_num', 'in', (column) =>
      column.selectFrom('articles').select('num').where('source_id', '=', from).where('unlisted', 'in', MOVED),
    )
    .execute();
  await trx
    .updateTable('articles')
    .set({ source_id: into })
    .where('source_id', '=', from)
    .where('unlisted', 'in', MOVED)
    .execute();
  await relistCategories(trx, dialect, [into]);
  await settleStories(trx, dialect);
  const { url } = await trx.selectFrom('sources').select('url').where('id', '=', into).executeTakeFirstOrThrow();
  // should it be asked again one day, its document has to be read again
  await trx
    .updateTable('sources')
    .set({
      moved_to: url,
      due_at: null,
      due_why: 'merged',
      error_code: 'merged',
      error_message: message,
      etag: null,
      last_modified: null,
      body_hash: null,
    })
    .where('id', '=', from)
    .execute();
  await trx
    .updateTable('sources')
    .set({ visit_void: 1 })
    .where('id', '=', from)
    .where('lease_until', 'is not', null)
    .execute();
}

/** Sources that gave way to one that is not listed or enabled any more are due again. */
export async function reviveMerged(trx: Kysely<Tables>, now: number): Promise<void> {
  const merged = await trx
    .selectFrom('sources')
    .select((column) => ['id', column.fn.coalesce('moved_to', 'url').as('address')])
    .where('error_code', '=', 'merged')
    .where('removed_at', 'is', null)
    .execute();
  for (const { id, address } of merged) {
    if ((await sourceAt(trx, address, id)) !== null) continue;
    await trx
      .updateTable('sources')
      .set({ due_at: now, due_why: 'new', error_code: null, error_message: null })
      .where('id', '=', id)
      .execute();
  }
}
