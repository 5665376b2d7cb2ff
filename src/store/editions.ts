// What documents that are rendered on demand were last: enough to say that nothing changed, and to render the same bytes
// with the same time anywhere.
import type { Kysely } from 'kysely';
import type { Edition } from '../model.ts';
import type { Tables } from './tables.ts';

/** The edition at a path, or null. */
export async function edition(db: Kysely<Tables>, path: string): Promise<Edition | null> {
  const row = await db.selectFrom('editions').selectAll().where('path', '=', path).executeTakeFirst();
  return row ? toEdition(row) : null;
}

/**
 * Puts `next` in the place of `previous`, unless another process has put something there meanwhile. Resolves to what counts
 * from now on, which is the other's then.
 */
export function saveEdition(db: Kysely<Tables>, next: Edition, previous: Edition | null): Promise<Edition> {
  return db.transaction().execute(async (trx) => {
    const current = await edition(trx, next.path);
    if (current?.etag !== previous?.etag || current?.updatedAt !== previous?.updatedAt) return current ?? next;
    const { path, ...row } = {
      path: next.path,
      format: next.format,
      content_type: next.contentType,
      etag: next.etag,
      updated_at: next.updatedAt,
      fingerprint: next.fingerprint,
    };
    await trx
      .insertInto('editions')
      .values({ path, ...row })
      .onConflict((conflict) => conflict.column('path').doUpdateSet(row))
      .execute();
    return next;
  });
}

function toEdition(row: {
  path: string;
  format: string;
  content_type: string;
  etag: string;
  updated_at: number;
  fingerprint: string;
}): Edition {
  return {
    path: row.path,
    format: row.format as Edition['format'],
    contentType: row.content_type,
    etag: row.etag,
    updatedAt: row.updated_at,
    fingerprint: row.fingerprint,
  };
}
