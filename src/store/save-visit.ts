// What one visit changes, in one transaction: a process killed at any moment leaves all of it or nothing.
import type { Kysely } from 'kysely';
import { LostFeedError } from '../errors.ts';
import type { ArticleDraft, VisitRecord } from '../model.ts';
import { toArticleRow } from './article-rows.ts';
import type { StoreDialect } from './dialect.ts';
import { placeDrafts } from './place-drafts.ts';
import type { Tables } from './tables.ts';
import { dropEntries, setUnlisted } from './unlisted.ts';
import { toContentRow, visitStatements } from './visit-statements.ts';

/** Returns `saveVisit` of the store, which keeps its statements compiled between visits. */
export function createVisitSaver(db: Kysely<Tables>, dialect: StoreDialect): (record: VisitRecord) => Promise<void> {
  const statements = visitStatements(dialect);

  async function saveDrafts(trx: Kysely<Tables>, sourceId: string, drafts: readonly ArticleDraft[]): Promise<void> {
    const { known, fresh, keys, nums } = await placeDrafts(trx, dialect, sourceId, drafts);
    const rows = fresh.map((article) => toArticleRow(sourceId, article));
    const numOf = new Map(nums);
    for (const { id, num } of await statements.insertArticles(trx, rows)) numOf.set(id, num);
    for (const version of known) await statements.updateArticle(trx, version);

    const versions = [...known, ...fresh.map(({ draft }) => ({ draft, num: numberIn(numOf, draft.id) }))];
    const contents = versions.flatMap(({ draft, num }) => (draft.content ? [toContentRow(num, draft.content)] : []));
    await statements.saveContents(trx, contents);
    for (const { draft, num } of known) if (!draft.content) await statements.dropContent(trx, num);

    const identities = keys.map(({ key, rawHash, articleId }) => ({
      source_id: sourceId,
      key,
      article_num: numberIn(numOf, articleId),
      raw_hash: rawHash,
    }));
    await statements.saveIdentities(trx, identities);
  }

  async function saveAliases(trx: Kysely<Tables>, sourceId: string, aliases: VisitRecord['aliases']): Promise<void> {
    if (aliases.length === 0) return;
    const ids = aliases.map(({ articleId }) => articleId);
    const stored = await trx
      .selectFrom('articles')
      .select(['id', 'num'])
      .where('id', 'in', dialect.list(ids))
      .execute();
    const numOf = new Map(stored.map(({ id, num }) => [id, num]));
    const identities = aliases.map(({ key, articleId, rawHash }) => ({
      source_id: sourceId,
      key,
      article_num: numberIn(numOf, articleId),
      raw_hash: rawHash,
    }));
    await statements.saveIdentities(trx, identities);
  }

  return (record) =>
    db.transaction().execute(async (trx) => {
      const { sourceId, state } = record;
      const source = await trx
        .selectFrom('sources')
        .select(['host', 'visit_void'])
        .where('id', '=', sourceId)
        .executeTakeFirst();
      if (!source) throw new LostFeedError('internal', `saving a visit of ${sourceId}, which is not a source`);
      const isVoid = source.visit_void === 1;

      const openAt = Math.max(record.hostFreeAt, record.hostRetryAt ?? 0);
      // A visit that was redirected for good has asked two hosts; the host of a void one is no longer the source's.
      for (const host of isVoid ? [state.host] : new Set([source.host, state.host])) {
        await statements.closeHost(trx, { host, open_at: openAt });
      }
      if (isVoid) {
        await trx.updateTable('sources').set({ lease_until: null, visit_void: 0 }).where('id', '=', sourceId).execute();
      } else {
        await statements.saveState(trx, record);
        // first, for an entry that is kept under one key may be dropped under another
        await dropEntries(trx, dialect, sourceId, record.dropped);
        const drafts = [...record.created, ...record.updated];
        if (drafts.length > 0) await saveDrafts(trx, sourceId, drafts);
        for (const { key, rawHash } of record.touched) await statements.touchKey(trx, { sourceId, key, rawHash });
        await saveAliases(trx, sourceId, record.aliases);
        const kept = [...record.touched, ...record.aliases].map(({ key }) => key);
        await setUnlisted(trx, dialect, sourceId, kept, 0);
      }
    });
}

function numberIn(numOf: ReadonlyMap<string, number>, articleId: string): number {
  const num = numOf.get(articleId);
  if (num === undefined) throw new LostFeedError('internal', `article ${articleId} has a key but is not stored`);
  return num;
}
