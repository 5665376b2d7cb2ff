// The addresses by which sources are known: the one in use, the configured one, and the aliases they had before.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';
import { saveFormerId } from './former-sources.ts';
import type { Tables } from './tables.ts';

/** A source that is asked at another address than the configured one. */
export interface LearntAddress {
  readonly sourceId: string;
  readonly configuredUrl: string;
  readonly url: string;
}

/** The sources whose address was learnt, by id. */
export function learntAddresses(db: Kysely<Tables>): Promise<readonly LearntAddress[]> {
  return db
    .selectFrom('sources')
    .select(['id as sourceId', 'configured_url as configuredUrl', 'url'])
    .where('removed_at', 'is', null)
    .whereRef('url', '<>', 'configured_url')
    .orderBy('id')
    .execute();
}

/** A source other than `except` that is asked at this address, or null. */
export async function sourceAt(db: Kysely<Tables>, url: string, except: string): Promise<string | null> {
  const row = await db
    .selectFrom('sources')
    .select('id')
    .where('url', '=', url)
    .where('id', '<>', except)
    .where('removed_at', 'is', null)
    .where('enabled', '=', 1)
    .where('error_code', 'is distinct from', 'merged')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** A listed source that is or was configured or asked at this address, or null. */
export async function sourceKnownBy(db: Kysely<Tables>, url: string): Promise<string | null> {
  const row = await db
    .selectFrom('sources')
    .leftJoin('aliases', (join) => join.onRef('aliases.source_id', '=', 'sources.id').on('aliases.url', '=', url))
    .select('sources.id')
    .where('removed_at', 'is', null)
    .where((column) =>
      column.or([
        column('sources.url', '=', url),
        column('configured_url', '=', url),
        column('aliases.url', 'is not', null),
      ]),
    )
    .orderBy('sources.id')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Remembers an address that a source had; the last source to leave it is the one known by it. */
export async function saveAlias(trx: Kysely<Tables>, url: string, sourceId: string): Promise<void> {
  await trx
    .insertInto('aliases')
    .values({ url, source_id: sourceId })
    .onConflict((conflict) => conflict.column('url').doUpdateSet({ source_id: sourceId }))
    .execute();
}

/** A stored source with its addresses and whether it was listed so far. */
export interface KnownSource {
  readonly id: string;
  readonly url: string;
  readonly configured_url: string;
  readonly removed_at: number | null;
}

/** Which of these sources an address belongs to; the one in use counts more than an alias, a listed source more than others. */
export async function knownAddresses(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  sources: readonly KnownSource[],
): Promise<ReadonlyMap<string, string>> {
  if (sources.length === 0) return new Map();
  const ids = sources.map(({ id }) => id);
  const aliases = await trx
    .selectFrom('aliases')
    .select(['url', 'source_id as id'])
    .where('source_id', 'in', dialect.list(ids))
    .execute();
  const byTrust = sources.toSorted((a, b) => Number(a.removed_at === null) - Number(b.removed_at === null));
  const configured = byTrust.map(({ id, configured_url: url }) => ({ id, url }));
  return new Map([...aliases, ...configured, ...byTrust].map(({ url, id }) => [url, id]));
}

/** Gives a source another id, with all it has. A visit under way under the old one counts as not made. */
export async function renameSource(trx: Kysely<Tables>, from: string, to: string): Promise<void> {
  const row = await trx.selectFrom('sources').selectAll().where('id', '=', from).executeTakeFirstOrThrow();
  await trx
    .insertInto('sources')
    .values({ ...row, id: to, lease_until: null, visit_void: 0 })
    .execute();
  for (const table of ['articles', 'identities', 'aliases', 'subscriptions', 'icons', 'events'] as const) {
    await trx.updateTable(table).set({ source_id: to }).where('source_id', '=', from).execute();
  }
  await trx.deleteFrom('sources').where('id', '=', from).execute();
  await saveFormerId(trx, from, to);
}
