// Sources that read like another feed: what they bring is held, on no list, until it is released.
import type { Kysely } from 'kysely';
import type { DeliveryRecord, ReleasedArticle, SourcePast } from '../model.ts';
import { growListingVersion } from './published.ts';
import { toFeedFacts } from './source-rows.ts';
import type { Tables } from './tables.ts';
import { HELD, PAGELESS } from './unlisted.ts';

/** Articles that say what a source is like: some weeks of a blog, a day of a news site. */
const REMEMBERED = 50;

/** What a source was like: its newest articles that are not held; null before a document was read at its address. */
export async function sourcePast(db: Kysely<Tables>, sourceId: string): Promise<SourcePast | null> {
  const source = await db.selectFrom('sources').select('feed').where('id', '=', sourceId).executeTakeFirst();
  if (!source || source.feed === null) return null;
  const { title, link } = toFeedFacts(source.feed);
  const rows = await rememberedArticles(db, sourceId).execute();
  const articles = rows.map(({ listed_at, ...article }) => ({ ...article, listedAt: listed_at }));
  return { title, siteUrl: link, articles };
}

/** The articles that say what a source is like. */
export function rememberedArticles(db: Kysely<Tables>, sourceId: string) {
  return db
    .selectFrom('articles')
    .select(['title', 'summary', 'url', 'language', 'listed_at'])
    .where('source_id', '=', sourceId)
    .where((column) => column(column('unlisted', '&', column.lit(PAGELESS)), '=', column.lit(0)))
    .orderBy('listed_at', 'desc')
    .orderBy('id')
    .limit(REMEMBERED);
}

/** Whether the source of a delivery is suspect, because of it or since before. */
export async function isSuspect(
  trx: Kysely<Tables>,
  { sourceId, suspectSince }: Pick<DeliveryRecord, 'sourceId' | 'suspectSince'>,
): Promise<boolean> {
  if (suspectSince !== null) {
    await trx
      .updateTable('sources')
      .set({ suspect_since: suspectSince })
      .where('id', '=', sourceId)
      .where('suspect_since', 'is', null)
      .execute();
  }
  const source = await trx.selectFrom('sources').select('suspect_since').where('id', '=', sourceId).executeTakeFirst();
  return source?.suspect_since != null;
}

/** The sources whose new articles are held, and since when; the oldest suspicion first. */
export async function suspectSources(
  db: Kysely<Tables>,
): Promise<readonly { readonly sourceId: string; readonly suspectSince: number }[]> {
  const rows = await suspectRows(db).execute();
  return rows.flatMap(({ id, suspect_since: since }) =>
    since === null ? [] : [{ sourceId: id, suspectSince: since }],
  );
}

/** Read from an index, for it is asked before every publication. */
export function suspectRows(db: Kysely<Tables>) {
  return db
    .selectFrom('sources')
    .select(['id', 'suspect_since'])
    .where('suspect_since', 'is not', null)
    .orderBy('suspect_since');
}

/**
 * Ends the suspicion and lists what was held, in the place that its own date gives it; what the operator's rules drop stays
 * off the lists. What the feed says of itself counts from now on too. A visit under way is void: it does not know yet.
 */
export function releaseSource(db: Kysely<Tables>, sourceId: string): Promise<readonly ReleasedArticle[]> {
  return db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('articles')
      .select(['id', 'title', 'url', 'listed_at', 'unlisted'])
      .where('source_id', '=', sourceId)
      .where((column) => column(column('unlisted', '&', column.lit(HELD)), '<>', column.lit(0)))
      .orderBy('listed_at', 'desc')
      .orderBy('id')
      .execute();
    await trx
      .updateTable('articles')
      .set((column) => ({ unlisted: column('unlisted', '&', column.lit(~HELD)) }))
      .where('source_id', '=', sourceId)
      .where((column) => column(column('unlisted', '&', column.lit(HELD)), '<>', column.lit(0)))
      .execute();
    const ended = await trx
      .updateTable('sources')
      .set((column) => ({
        suspect_since: null,
        feed: column.fn.coalesce('held_feed', 'feed'),
        held_feed: null,
        visit_void: column.case().when('lease_until', 'is', null).then(column.lit(0)).else(column.lit(1)).end(),
      }))
      .where('id', '=', sourceId)
      .where('suspect_since', 'is not', null)
      .executeTakeFirst();
    if (rows.length > 0 || ended.numUpdatedRows > 0n) await growListingVersion(trx);
    return rows
      .filter(({ unlisted }) => unlisted === HELD)
      .map(({ id, title, url, listed_at: listedAt }) => ({ id, title, url, listedAt }));
  });
}
