// What one visit changes, in one transaction: a process killed at any moment leaves all of it or nothing. Visits that end
// together share one, for committing costs more than writing does.
import type { Kysely } from 'kysely';
import { LostFeedError } from '../errors.ts';
import { linkKey } from '../lib/link-key.ts';
import type { ArticleDraft, DeliveryRecord, VisitRecord } from '../model.ts';
import { saveAlias } from './addresses.ts';
import { type StoredSource, toArticleRow } from './article-rows.ts';
import type { StoreDialect } from './dialect.ts';
import { saveEvents } from './events.ts';
import { createGroups } from './groups.ts';
import { mergeSources } from './merge-sources.ts';
import { draftPlacer } from './place-drafts.ts';
import { growListingVersion } from './published.ts';
import { growRemovals } from './remove-articles.ts';
import { markUpstream } from './retention.ts';
import { storyTeller } from './stories.ts';
import { settleStories, storiesOf } from './story-members.ts';
import { saveHubLinks } from './subscriptions.ts';
import { isSuspect } from './suspicion.ts';
import type { Tables } from './tables.ts';
import { isSourceTakenDown, returnTeller, takeDownSlice } from './takedowns.ts';
import { dropEntries, setDropped } from './unlisted.ts';
import { toContentRow, visitStatements } from './visit-statements.ts';

/** See Store. */
export interface VisitSaver {
  saveVisit(record: VisitRecord): Promise<void>;
  saveDelivery(record: DeliveryRecord): Promise<void>;
}

type Entries = Pick<VisitRecord, 'sourceId' | 'at' | 'created' | 'updated' | 'touched' | 'aliases' | 'dropped'>;

/** The methods that save entries, which keep their statements compiled from one to the next. */
export function createVisitSaver(db: Kysely<Tables>, dialect: StoreDialect): VisitSaver {
  const statements = visitStatements(dialect);
  const placeDrafts = draftPlacer(dialect);
  const tellStories = storyTeller(dialect);
  const returningArticles = returnTeller(dialect);

  async function saveDrafts(
    trx: Kysely<Tables>,
    source: StoredSource,
    drafts: readonly ArticleDraft[],
    at: number,
  ): Promise<void> {
    const sourceId = source.id;
    const { known, fresh, keys, nums } = await placeDrafts(trx, sourceId, drafts);
    const rows = fresh.map((article) => toArticleRow(source, article));
    const numOf = new Map(nums);
    for (const { id, num } of await statements.insertArticles(trx, rows)) numOf.set(id, num);
    for (const version of known) await statements.updateArticle(trx, { ...version, sourceCategory: source.category });

    const versions = [...known, ...fresh.map(({ draft }) => ({ draft, num: numberIn(numOf, draft.id) }))];
    const contents = versions.flatMap(({ draft, num }) => (draft.content ? [toContentRow(num, draft.content)] : []));
    await statements.saveContents(trx, contents);
    for (const { draft, num } of known) if (!draft.content) await statements.dropContent(trx, num);

    await statements.noteUnindexed(
      trx,
      versions.map(({ num }) => ({ article_num: num })),
    );

    const identities = keys.map(({ key, rawHash, articleId }) => ({
      source_id: sourceId,
      key,
      article_num: numberIn(numOf, articleId),
      raw_hash: rawHash,
    }));
    await statements.saveIdentities(trx, identities);

    const links = fresh.map(({ draft }) => ({ id: draft.id, linkKey: linkKey(draft.url) }));
    const returning = await returningArticles(trx, links);
    if (returning.length > 0) await takeDownSlice(trx, dialect, returning, { at, reason: null });

    const told = fresh.filter(({ draft }) => !returning.includes(draft.id));
    await tellStories(
      trx,
      source,
      told.map(({ draft }) => ({ draft, num: numberIn(numOf, draft.id) })),
    );
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

  async function saveEntries(trx: Kysely<Tables>, record: Entries, source: StoredSource): Promise<void> {
    const { sourceId } = record;
    // first, for an entry that is kept under one key may be dropped under another
    await dropEntries(trx, dialect, sourceId, record.dropped);
    const drafts = [...record.created, ...record.updated];
    if (drafts.length > 0) await saveDrafts(trx, source, drafts, record.at);
    for (const { key, rawHash } of record.touched) await statements.touchKey(trx, { sourceId, key, rawHash });
    await saveAliases(trx, sourceId, record.aliases);
    const kept = [...record.touched, ...record.aliases].map(({ key }) => key);
    await setDropped(trx, dialect, sourceId, kept, false);
    if (record.dropped.length > 0) await settleStories(trx, dialect, await storiesOf(trx, sourceId));
  }

  async function saveRecord(trx: Kysely<Tables>, record: VisitRecord): Promise<void> {
    const { sourceId, state } = record;
    const [source] = await statements.stored(trx, sourceId);
    if (!source) throw new LostFeedError('internal', `saving a visit of ${sourceId}, which is not a source`);
    const isVoid = source.visit_void === 1;

    const openAt = Math.max(record.hostFreeAt, record.hostRetryAt ?? 0);
    // A visit that was redirected for good has asked two hosts; the host of a void one is no longer the source's.
    for (const host of isVoid ? [state.host] : new Set([source.host, state.host])) {
      await statements.closeHost(trx, { host, open_at: openAt });
    }
    for (const other of record.otherHosts) {
      await statements.closeHost(trx, { host: other.host, open_at: other.openAt });
    }
    if (isVoid) {
      await trx.updateTable('sources').set({ lease_until: null, visit_void: 0 }).where('id', '=', sourceId).execute();
    } else {
      const isHeld = (source.suspect_since ?? state.suspectSince) !== null;
      await statements.saveState(trx, { record, isHeld });
      await saveEntries(trx, record, {
        id: sourceId,
        category: source.category,
        isHeld,
        isClustered: source.cluster === 1,
      });
      if (record.upstream) await markUpstream(trx, dialect, { sourceId, keys: record.upstream, at: record.at });
      await saveHubLinks(trx, record);
      await saveEvents(trx, record.events);
      if (state.url !== source.url) await saveAlias(trx, source.url, sourceId);
      if (state.deniedBy !== source.denied_by) {
        await settleStories(trx, dialect, await storiesOf(trx, sourceId));
        await growListingVersion(trx);
        await growRemovals(trx);
      }
      if (record.merge) await mergeSources(trx, dialect, record.merge);
    }
  }

  const saveVisit = createGroups<VisitRecord>(async (records) => {
    await db.transaction().execute(async (trx) => {
      for (const record of records) await saveRecord(trx, record);
    });
  });

  const saveDelivery = (record: DeliveryRecord) =>
    db.transaction().execute(async (trx) => {
      const { sourceId } = record;
      if (await isSourceTakenDown(trx, sourceId)) return;
      const isHeld = await isSuspect(trx, record);
      const [source] = await statements.stored(trx, sourceId);
      if (!source) throw new LostFeedError('internal', `saving a delivery for ${sourceId}, which is not a source`);
      await saveEntries(trx, record, {
        id: sourceId,
        category: source.category,
        isHeld,
        isClustered: source.cluster === 1,
      });
      await saveEvents(trx, record.events);
      const { at, postedAt } = record;
      if (record.created.length === 0 || postedAt === null) return;
      await trx
        .updateTable('sources')
        .set({ last_new_at: at, quiet_visits: 0, posted_at: JSON.stringify(postedAt) })
        .where('id', '=', sourceId)
        .execute();
    });

  return { saveVisit, saveDelivery };
}

function numberIn(numOf: ReadonlyMap<string, number>, articleId: string): number {
  const num = numOf.get(articleId);
  if (num === undefined) throw new LostFeedError('internal', `article ${articleId} has a key but is not stored`);
  return num;
}
