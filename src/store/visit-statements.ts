// The statements that save a visit, each compiled once; save-visit.ts says when they run.
import type { Insertable } from 'kysely';
import type { RawContent, VisitRecord } from '../model.ts';
import { toArticleFacts, type toArticleRow } from './article-rows.ts';
import { compiledInsert, compiledOnce } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import { noteUnindexed } from './indexing.ts';
import type { KnownDraft } from './place-drafts.ts';
import { toStateColumns } from './source-rows.ts';
import type { HostsTable, IdentitiesTable } from './tables.ts';
import { DROPPED } from './unlisted.ts';

/** A visit, and whether its source is suspect, so that what its feed says of itself is held like its articles. */
interface SavedVisit {
  readonly record: VisitRecord;
  readonly isHeld: boolean;
}

/** Makes the statements for one database. */
export function visitStatements(dialect: StoreDialect) {
  const stored = compiledOnce(
    (db, sourceId: string) =>
      db
        .selectFrom('sources')
        .select(['url', 'host', 'visit_void', 'suspect_since', 'category', 'cluster', 'denied_by'])
        .where('id', '=', sourceId),
    (sourceId) => [sourceId],
  );

  const saveState = compiledOnce(
    (db, visit: SavedVisit) =>
      db
        .updateTable('sources')
        .set((column) => ({
          ...toStateColumns(visit.record.state),
          retry_at: visit.record.retryAt,
          feed: column.fn.coalesce(column.val(feedOf(visit, false)), 'feed'),
          held_feed: column.fn.coalesce(column.val(feedOf(visit, true)), 'held_feed'),
          suspect_since: column.fn.coalesce('suspect_since', column.val(visit.record.state.suspectSince)),
          lease_until: column.lit(null),
        }))
        .where('id', '=', visit.record.sourceId),
    (visit) => [
      ...Object.values(toStateColumns(visit.record.state)),
      visit.record.retryAt,
      feedOf(visit, false),
      feedOf(visit, true),
      visit.record.state.suspectSince,
      visit.record.sourceId,
    ],
  );

  /** A host stays closed for the longest time that any visit to it said. */
  const closeHost = compiledOnce(
    (db, row: Insertable<HostsTable>) =>
      db
        .insertInto('hosts')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('host').doUpdateSet((column) => ({
            open_at: dialect.greater(column.ref('hosts.open_at'), column.ref('excluded.open_at')),
          })),
        ),
    (row) => Object.values(row),
  );

  const insertArticles = compiledInsert((db, rows: readonly ReturnType<typeof toArticleRow>[]) =>
    db.insertInto('articles').values(rows).returning(['id', 'num']),
  );

  /** The date that was published first stays, as do the id, the slug and the place in the channel. It is listed unless held. */
  const updateArticle = compiledOnce(
    (db, { draft, num, sourceCategory }: KnownDraft & { readonly sourceCategory: string }) =>
      db
        .updateTable('articles')
        .set((column) => ({
          ...toArticleFacts(draft, sourceCategory),
          unlisted: column('unlisted', '&', column.lit(~DROPPED)),
          published_at: column.fn.coalesce('published_at', column.val(draft.publishedAt)),
        }))
        .where('num', '=', num),
    ({ draft, num, sourceCategory }) => [
      ...Object.values(toArticleFacts(draft, sourceCategory)),
      draft.publishedAt,
      num,
    ],
  );

  /** New raw content voids what the sanitizer made of the old: the inserted row has none. */
  const saveContents = compiledInsert((db, rows: readonly ReturnType<typeof toContentRow>[]) =>
    db
      .insertInto('contents')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('article_num').doUpdateSet((column) => ({
          kind: column.ref('excluded.kind'),
          base: column.ref('excluded.base'),
          raw: column.ref('excluded.raw'),
          safe_html: column.ref('excluded.safe_html'),
          safe_version: column.ref('excluded.safe_version'),
        })),
      ),
  );

  const dropContent = compiledOnce(
    (db, num: number) => db.deleteFrom('contents').where('article_num', '=', num),
    (num) => [num],
  );

  const saveIdentities = compiledInsert((db, rows: readonly Insertable<IdentitiesTable>[]) =>
    db
      .insertInto('identities')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['source_id', 'key']).doUpdateSet((column) => ({ raw_hash: column.ref('excluded.raw_hash') })),
      ),
  );

  const touchKey = compiledOnce(
    (db, { sourceId, key, rawHash }: { readonly sourceId: string; readonly key: string; readonly rawHash: string }) =>
      db.updateTable('identities').set({ raw_hash: rawHash }).where('source_id', '=', sourceId).where('key', '=', key),
    ({ sourceId, key, rawHash }) => [rawHash, sourceId, key],
  );

  return {
    stored,
    saveState,
    closeHost,
    insertArticles,
    updateArticle,
    saveContents,
    dropContent,
    saveIdentities,
    touchKey,
    noteUnindexed: noteUnindexed(),
  };
}

function feedOf({ record: { feed }, isHeld }: SavedVisit, held: boolean): string | null {
  return feed !== null && isHeld === held ? JSON.stringify(feed) : null;
}

/** A row of contents, in a fixed order. */
export function toContentRow(num: number, content: RawContent) {
  return { article_num: num, kind: content.kind, base: content.base, raw: content.value };
}
