// The statements that save a visit, each compiled once; save-visit.ts says when they run.
import type { Insertable } from 'kysely';
import type { RawContent, VisitRecord } from '../model.ts';
import { toArticleFacts, type toArticleRow } from './article-rows.ts';
import { compiledInsert, compiledOnce } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import type { KnownDraft } from './place-drafts.ts';
import { toStateColumns } from './source-rows.ts';
import type { HostsTable, IdentitiesTable } from './tables.ts';

/** Makes the statements for one database. */
export function visitStatements(dialect: StoreDialect) {
  const saveState = compiledOnce(
    (db, { sourceId, state, feed, retryAt }: VisitRecord) =>
      db
        .updateTable('sources')
        .set((column) => ({
          ...toStateColumns(state),
          retry_at: retryAt,
          feed: column.fn.coalesce(column.val(feed && JSON.stringify(feed)), 'feed'),
          lease_until: column.lit(null),
        }))
        .where('id', '=', sourceId),
    ({ sourceId, state, feed, retryAt }) => [
      ...Object.values(toStateColumns(state)),
      retryAt,
      feed && JSON.stringify(feed),
      sourceId,
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

  /** The date that was published first stays, as do the id, the slug and the place in the channel. */
  const updateArticle = compiledOnce(
    (db, { draft, num }: KnownDraft) =>
      db
        .updateTable('articles')
        .set((column) => ({
          ...toArticleFacts(draft),
          published_at: column.fn.coalesce('published_at', column.val(draft.publishedAt)),
        }))
        .where('num', '=', num),
    ({ draft, num }) => [...Object.values(toArticleFacts(draft)), draft.publishedAt, num],
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
    saveState,
    closeHost,
    insertArticles,
    updateArticle,
    saveContents,
    dropContent,
    saveIdentities,
    touchKey,
  };
}

/** A row of contents, in a fixed order. */
export function toContentRow(num: number, content: RawContent) {
  return { article_num: num, kind: content.kind, base: content.base, raw: content.value };
}
