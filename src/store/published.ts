// How far publishing has come, which other processes look at, and single facts by name. The documents are in documents.ts.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** The name in meta of the number that grows when documents are saved: how serving processes notice. */
const DOCUMENTS_VERSION = 'documents-version';
/** Likewise for articles that were listed by another process than the one that publishes. */
const LISTING_VERSION = 'listing-version';

/** Likewise of the last article that was stored when documents were saved. */
const PUBLISHED_UP_TO = 'published-up-to';

/** Notes that documents are saved; resolves to the version that they are. */
export async function growDocumentsVersion(trx: Kysely<Tables>): Promise<number> {
  const newest = await trx
    .selectFrom('articles')
    .select((column) => column.fn.max('num').as('num'))
    .executeTakeFirst();
  await setMeta(trx, PUBLISHED_UP_TO, String(newest?.num ?? 0));
  const version = (await documentsVersion(trx)) + 1;
  await setMeta(trx, DOCUMENTS_VERSION, String(version));
  return version;
}

/** Grows whenever documents are saved, by whatever process. */
export async function documentsVersion(db: Kysely<Tables>): Promise<number> {
  return Number((await meta(db, DOCUMENTS_VERSION)) ?? 0);
}

/** The number up to which articles may have been published: a list may have shown them. */
export async function publishedUpTo(db: Kysely<Tables>): Promise<number> {
  return Number((await meta(db, PUBLISHED_UP_TO)) ?? 0);
}

/** Grows when articles are listed without a visit: a release. Whoever publishes looks at it. */
export async function listingVersion(db: Kysely<Tables>): Promise<number> {
  return Number((await meta(db, LISTING_VERSION)) ?? 0);
}

export async function growListingVersion(trx: Kysely<Tables>): Promise<void> {
  await setMeta(trx, LISTING_VERSION, String((await listingVersion(trx)) + 1));
}

/** The fact of that name, or null. */
export async function meta(db: Kysely<Tables>, name: string): Promise<string | null> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}

/** Stores a fact under a name. */
export async function setMeta(db: Kysely<Tables>, name: string, value: string): Promise<void> {
  await db
    .insertInto('meta')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
