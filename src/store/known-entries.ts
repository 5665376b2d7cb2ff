// What is stored under the keys of a document's entries: how a visit tells new, changed and unchanged.
import type { Kysely } from 'kysely';
import type { KnownEntry } from '../model.ts';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** The entries of a source that are stored, by key. A key means something within its source only. */
export async function knownEntries(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  sourceId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KnownEntry>> {
  const rows = await db
    .selectFrom('identities')
    .innerJoin('articles', 'articles.num', 'identities.article_num')
    .select(['key', 'articles.id', 'raw_hash', 'version'])
    .where('identities.source_id', '=', sourceId)
    .where('key', 'in', dialect.list(keys))
    .execute();
  return new Map(
    rows.map((row) => [row.key, { key: row.key, articleId: row.id, rawHash: row.raw_hash, version: row.version }]),
  );
}
