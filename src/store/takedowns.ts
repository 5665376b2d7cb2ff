// What the operator took down: of an article stay its identity, its title and its link, so that no visit and no delivery
// brings it back, and so that its address and the channel can say that it is gone.
import type { Kysely } from 'kysely';
import type { DeletedEntry } from '../model.ts';
import { compiledOnce } from './compiled.ts';
import { type DeletedQuery, deletedEntries } from './deleted-entries.ts';
import type { StoreDialect } from './dialect.ts';
import { removeFragments } from './fragments.ts';
import { noteUnindexed } from './indexing.ts';
import { growListingVersion } from './published.ts';
import { growRemovals } from './remove-articles.ts';
import { forgetClues } from './stories.ts';
import { settleStories } from './story-members.ts';
import type { Tables } from './tables.ts';
import { DROPPED, TAKEN_DOWN } from './unlisted.ts';

/** When and why something was taken down. */
export interface Takedown {
  readonly at: number;
  readonly reason: string | null;
}

/** The part of the store by which the operator takes things down. */
export interface Takedowns {
  /** Takes articles down for good; resolves to how many are down now for the first time. */
  takeDownArticles(ids: readonly string[], takedown: Takedown): Promise<number>;
  /**
   * Takes all articles of a source down, and the source itself: it is not visited any more, a visit under way is void, and
   * deliveries for it are ignored. Resolves likewise.
   */
  takeDownSource(sourceId: string, takedown: Takedown): Promise<number>;
  /**
   * Takes that back. The articles are on the lists again once their feed brings them again, which it is asked for whole; what
   * it does not bring any more stays off the lists. Resolves to how many there are.
   */
  undoTakedown(what: { readonly ids: readonly string[] } | { readonly sourceId: string }): Promise<number>;
  /** The listed sources that were taken down, by id. */
  takenDownSources(): Promise<readonly string[]>;
  /** Whether an address of ours was that of an article which was taken down. */
  isSlugTakenDown(slug: string): Promise<boolean>;
  /** What was taken down and would else be in the channel, newest takedown first; see deleted-entries.ts. */
  deletedEntries(query: DeletedQuery): Promise<readonly DeletedEntry[]>;
}

export function createTakedowns(db: Kysely<Tables>, dialect: StoreDialect): Takedowns {
  return {
    takeDownArticles: (ids, takedown) => takeDownArticles(db, dialect, ids, takedown),
    takeDownSource: (sourceId, takedown) => takeDownSource(db, dialect, sourceId, takedown),
    undoTakedown: (what) => undoTakedown(db, dialect, what),
    takenDownSources: () => takenDownSources(db),
    isSlugTakenDown: (slug) => isSlugTakenDown(db, slug),
    deletedEntries: (query) => deletedEntries(db, dialect, query),
  };
}

/** Articles taken down in one transaction: some tens of milliseconds. */
const SLICE = 200;

/** Those that are down already stay as they are. */
async function takeDownArticles(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  ids: readonly string[],
  takedown: Takedown,
): Promise<number> {
  let count = 0;
  for (let from = 0; from < ids.length; from += SLICE) {
    const slice = ids.slice(from, from + SLICE);
    count += await db.transaction().execute((trx) => takeDownSlice(trx, dialect, slice, takedown));
  }
  return count;
}

/** Takes a few down, inside a transaction. */
export async function takeDownSlice(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  ids: readonly string[],
  { at, reason }: Takedown,
): Promise<number> {
  const rows = await trx
    .selectFrom('articles')
    .select((column) => [
      'id',
      'num',
      'link_key',
      'story',
      'unlisted',
      column
        .exists(
          column
            .selectFrom('articles as other')
            .select('other.num')
            .whereRef('other.source_id', '=', 'articles.source_id')
            .whereRef('other.link_key', '=', 'articles.link_key')
            .whereRef('other.num', '<>', 'articles.num'),
        )
        .as('shares_link'),
    ])
    .where('id', 'in', dialect.list(ids))
    .where('unlisted', '<', TAKEN_DOWN)
    .execute();
  if (rows.length === 0) return 0;
  for (const { num, link_key, unlisted, shares_link } of rows) {
    await trx
      .insertInto('takedowns')
      .values({
        article_num: num,
        at,
        reason,
        link_key: shares_link ? null : link_key,
        was_listed: unlisted === 0 ? 1 : 0,
      })
      .execute();
    await trx
      .updateTable('articles')
      .set({ ...NOTHING_SAID, unlisted: unlisted | TAKEN_DOWN })
      .where('num', '=', num)
      .execute();
    for (const table of ['contents', 'comments'] as const) {
      await trx.deleteFrom(table).where('article_num', '=', num).execute();
    }
  }
  await forgetClues(
    trx,
    dialect,
    rows.map(({ num }) => num),
  );
  const stories = rows.flatMap(({ story }) => story ?? []);
  if (stories.length > 0) await settleStories(trx, dialect, stories);
  await removeFragments(trx, dialect, ids);
  // its words and what was rendered of it go too
  await noteUnindexed()(
    trx,
    rows.map(({ num }) => ({ article_num: num })),
  );
  await growListingVersion(trx);
  await growRemovals(trx);
  return rows.length;
}

/** What an article said, but for its title, its link and its dates. */
const NOTHING_SAID = {
  summary: '',
  authors: '[]',
  tags: '[]',
  image: null,
  enclosures: '[]',
  via: null,
  comments_url: null,
} as const;

async function takeDownSource(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  sourceId: string,
  takedown: Takedown,
): Promise<number> {
  // first, so that nothing is brought in between the slices
  await db
    .updateTable('sources')
    .set((column) => ({
      taken_down_at: takedown.at,
      enabled: 0,
      visit_void: column.case().when('lease_until', 'is', null).then(column.lit(0)).else(column.lit(1)).end(),
    }))
    .where('id', '=', sourceId)
    .execute();
  return takeDownArticles(db, dialect, await articleIds(db, sourceId, false), takedown);
}

async function undoTakedown(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  what: { readonly ids: readonly string[] } | { readonly sourceId: string },
): Promise<number> {
  const ids = 'ids' in what ? what.ids : await articleIds(db, what.sourceId, true);
  return db.transaction().execute(async (trx) => {
    if ('sourceId' in what) {
      await trx.updateTable('sources').set({ taken_down_at: null }).where('id', '=', what.sourceId).execute();
    }
    const rows = await trx
      .selectFrom('articles')
      .select(['num', 'source_id', 'unlisted'])
      .where('id', 'in', dialect.list(ids))
      .where('unlisted', '>=', TAKEN_DOWN)
      .execute();
    for (const { num, unlisted } of rows) {
      await trx.deleteFrom('takedowns').where('article_num', '=', num).execute();
      // no version is this one, and no bytes count as known: whatever the feed brings is news
      await trx
        .updateTable('articles')
        .set({ unlisted: (unlisted & ~TAKEN_DOWN) | DROPPED, version: '' })
        .where('num', '=', num)
        .execute();
      await trx.updateTable('identities').set({ raw_hash: '' }).where('article_num', '=', num).execute();
    }
    await trx
      .updateTable('sources')
      .set({ etag: null, last_modified: null, body_hash: null })
      .where('id', 'in', dialect.list(new Set(rows.map(({ source_id }) => source_id))))
      .execute();
    return rows.length;
  });
}

async function articleIds(db: Kysely<Tables>, sourceId: string, areDown: boolean): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('articles')
    .select('id')
    .where('source_id', '=', sourceId)
    .where('unlisted', areDown ? '>=' : '<', TAKEN_DOWN)
    .execute();
  return rows.map(({ id }) => id);
}

/** Tells the ids of those new articles that were taken down before, under another id or source: their link is the same. */
export function returnTeller(dialect: StoreDialect) {
  const barredOf = compiledOnce(
    (db, links: readonly string[]) =>
      db.selectFrom('takedowns').select('link_key').where('link_key', 'in', dialect.list(links)),
    (links) => [dialect.listParameter(links)],
  );
  return async (
    trx: Kysely<Tables>,
    links: readonly { readonly id: string; readonly linkKey: string | null }[],
  ): Promise<readonly string[]> => {
    const wanted = links.flatMap(({ linkKey }) => linkKey ?? []);
    if (wanted.length === 0) return [];
    const barred = new Set((await barredOf(trx, wanted)).map(({ link_key }) => link_key));
    return links.filter(({ linkKey }) => linkKey !== null && barred.has(linkKey)).map(({ id }) => id);
  };
}

async function takenDownSources(db: Kysely<Tables>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('sources')
    .select('id')
    .where('taken_down_at', 'is not', null)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

export async function isSourceTakenDown(trx: Kysely<Tables>, sourceId: string): Promise<boolean> {
  const row = await trx.selectFrom('sources').select('taken_down_at').where('id', '=', sourceId).executeTakeFirst();
  return row?.taken_down_at != null;
}

async function isSlugTakenDown(db: Kysely<Tables>, slug: string): Promise<boolean> {
  const row = await db
    .selectFrom('articles')
    .select('num')
    .where('slug', '=', slug)
    .where('unlisted', '>=', TAKEN_DOWN)
    .executeTakeFirst();
  return row !== undefined;
}
