// What is stored under the keys of a document's entries: how a visit tells new, changed and unchanged.
import type { Kysely } from 'kysely';
import type { KnownEntry } from '../model.ts';
import { compiledOnce } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** More than any feed has entries, with room for keys of before. */
const MAX_HASHES = 5000;

/** Raw hash to key of the entries of a source that were stored last. */
export async function storedHashes(db: Kysely<Tables>, sourceId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('identities')
    .select(['raw_hash', 'key'])
    .where('source_id', '=', sourceId)
    .orderBy('article_num', 'desc')
    .limit(MAX_HASHES)
    .execute();
  return new Map(rows.map(({ raw_hash, key }) => [raw_hash, key]));
}

/** The entries of a source that are stored, by key. A key means something within its source only. */
export function entriesByKey(dialect: StoreDialect) {
  const entries = compiledOnce(
    (db, { sourceId, keys }: { readonly sourceId: string; readonly keys: readonly string[] }) =>
      db
        .selectFrom('identities')
        .innerJoin('articles', 'articles.num', 'identities.article_num')
        .select(['key', 'articles.id', 'raw_hash', 'version', 'updated_at'])
        .where('identities.source_id', '=', sourceId)
        .where('key', 'in', dialect.list(keys)),
    ({ sourceId, keys }) => [sourceId, dialect.listParameter(keys)],
  );
  return async (
    db: Kysely<Tables>,
    sourceId: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, KnownEntry>> => {
    const rows = await entries(db, { sourceId, keys });
    return new Map(
      rows.map(({ key, id, raw_hash, version, updated_at }) => [
        key,
        { key, articleId: id, rawHash: raw_hash, version, updatedAt: updated_at },
      ]),
    );
  };
}
