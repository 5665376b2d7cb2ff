// Icons of sources: which are wanted, when they are looked for again, and the pictures themselves.
import type { Kysely } from 'kysely';
import type { FoundIcon, IconImage, WantedIcon } from '../model.ts';
import { compiledByDialect } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import { toFeedFacts } from './source-rows.ts';
import type { Tables } from './tables.ts';

/** So long a source is left alone after its visit. */
const REST_MS = 60_000;

/** See Store. */
export interface IconStore {
  /** The icon of a listed source; null: there is none, or not yet, or the source was taken down. */
  icon(sourceId: string): Promise<IconImage | null>;
  /** Which of these sources have an icon; it is noted of the others, if they are listed, that somebody wants to see theirs. */
  have(sourceIds: readonly string[], now: number): Promise<ReadonlySet<string>>;
  /** Notes that somebody wants to see the icon of a listed source; it is looked for once. */
  want(sourceId: string, now: number): Promise<void>;
  /** Wanted icons of listed sources that are due, the longest first. Sources that were never read, or just now, wait. */
  due(query: { readonly now: number; readonly limit: number }): Promise<readonly WantedIcon[]>;
  /** Saves what a look came to; without a picture the one of before stays. */
  save(found: FoundIcon): Promise<void>;
}

/** The icons of one database. */
export function createIconStore(db: Kysely<Tables>, dialect: StoreDialect): IconStore {
  return {
    icon: (sourceId) => icon(db, sourceId),
    have: (sourceIds, now) => haveIcons(db, dialect, sourceIds, now),
    want: async (sourceId, now) => void (await haveIcons(db, dialect, [sourceId], now)),
    due: (query) => dueIcons(db, query),
    save: (found) => saveIcon(db, found),
  };
}

async function icon(db: Kysely<Tables>, sourceId: string): Promise<IconImage | null> {
  const row = await db
    .selectFrom('icons')
    .innerJoin('sources', 'sources.id', 'icons.source_id')
    .select(['content_type', 'body', 'hash'])
    .where('source_id', '=', sourceId)
    .where('removed_at', 'is', null)
    .where('taken_down_at', 'is', null)
    .executeTakeFirst();
  if (!row || row.content_type === null || row.body === null || row.hash === null) return null;
  return { contentType: row.content_type, body: row.body, hash: row.hash };
}

async function haveIcons(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  sourceIds: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> {
  const known = await knownIcons(db, dialect, sourceIds);
  const wanted = new Set(known.map((row) => row.source_id));
  const unwanted = sourceIds.filter((id) => !wanted.has(id));
  // nearly always all are known to be wanted, and reading costs less than writing
  if (unwanted.length > 0) {
    await db
      .insertInto('icons')
      .columns(['source_id', 'next_at'])
      .expression((column) =>
        column
          .selectFrom('sources')
          .select((inner) => ['id', inner.val(now).as('next_at')])
          .where('id', 'in', dialect.list(unwanted))
          .where('removed_at', 'is', null),
      )
      .onConflict((conflict) => conflict.column('source_id').doNothing())
      .execute();
  }
  return new Set(known.flatMap((row) => (row.hash === null || row.taken_down_at !== null ? [] : [row.source_id])));
}

const knownIcons = compiledByDialect(
  (db, dialect, sourceIds: readonly string[]) =>
    db
      .selectFrom('icons')
      .innerJoin('sources', 'sources.id', 'icons.source_id')
      .select(['source_id', 'hash', 'taken_down_at'])
      .where('source_id', 'in', dialect.list(sourceIds)),
  (sourceIds, dialect) => [dialect.listParameter(sourceIds)],
);

async function dueIcons(
  db: Kysely<Tables>,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<readonly WantedIcon[]> {
  const rows = await db
    .selectFrom('icons')
    .innerJoin('sources', 'sources.id', 'icons.source_id')
    .select(['source_id', 'site_url', 'icons.url as icon_url', 'icons.etag', 'icons.last_modified', 'hash', 'feed'])
    .select('sources.url as feed_url')
    .where('next_at', '<=', now)
    .where('removed_at', 'is', null)
    .where('enabled', '=', 1)
    .where('feed', 'is not', null)
    .where('last_visit_at', '<=', now - REST_MS)
    .orderBy('next_at')
    .orderBy('source_id')
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const feed = row.feed === null ? null : toFeedFacts(row.feed);
    const validators = { etag: row.etag, lastModified: row.last_modified };
    return {
      sourceId: row.source_id,
      feedUrl: row.feed_url,
      feedImage: feed?.image ?? null,
      siteUrl: feed?.link ?? null,
      known:
        row.icon_url === null || row.hash === null ? null : { url: row.icon_url, siteUrl: row.site_url, validators },
    };
  });
}

async function saveIcon(db: Kysely<Tables>, { sourceId, nextAt, found }: FoundIcon): Promise<void> {
  const image = found?.image ?? null;
  await db
    .updateTable('icons')
    .set({ next_at: nextAt })
    .$if(found !== null, (query) =>
      query.set({
        site_url: found?.siteUrl ?? null,
        url: found?.url ?? null,
        etag: found?.validators.etag ?? null,
        last_modified: found?.validators.lastModified ?? null,
      }),
    )
    .$if(image !== null, (query) =>
      query.set({ content_type: image?.contentType ?? null, body: image?.body ?? null, hash: image?.hash ?? null }),
    )
    .where('source_id', '=', sourceId)
    .execute();
}
