// Articles of several sources that are one story: found when an article is new, for good. Lists have one of them, which stays once
// it has been published; the others are covered by it, and have their pages.
import { type Kysely, sql } from 'kysely';
import { linkKey } from '../lib/link-key.ts';
import { isSameStory, type StoryArticle, WINDOW_MS } from '../lib/same-story.ts';
import { storyKeys } from '../lib/story-clues.ts';
import type { ArticleDraft } from '../model.ts';
import type { StoredSource } from './article-rows.ts';
import { compiledInsert, compiledOnce } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import { storyUniter } from './story-members.ts';
import type { Tables } from './tables.ts';
import { OFF_ALL_LISTS } from './unlisted.ts';

/** Articles that a key leads to at the most, stored or new; a key that more share says next to nothing. */
const MAX_MET = 8;

/** A new article with its number. */
export interface StoredDraft {
  readonly draft: ArticleDraft;
  readonly num: number;
}

interface Candidate extends StoryArticle {
  readonly num: number;
  readonly keys: ReadonlySet<number>;
}

/** A new article, with keys as they are stored. */
interface Newcomer extends Candidate {
  readonly textKeys: readonly number[];
  readonly keyRows: readonly { readonly key: number; readonly article_num: number; readonly near: number | null }[];
}

/** Finds the stories of new articles; it keeps its statements compiled. */
export function storyTeller(dialect: StoreDialect) {
  const saveClues = compiledInsert((db, rows: readonly ReturnType<typeof toClueRow>[]) =>
    db.insertInto('clues').values(rows),
  );
  const saveKeys = compiledInsert((db, rows: Newcomer['keyRows']) => db.insertInto('story_keys').values(rows));
  const articlesUnder = compiledOnce(
    (db, keys: readonly number[]) => ({ compile: () => lastUnder(dialect, keys).compile(db) }),
    (keys) => [dialect.listParameter(keys), MAX_MET],
  );
  const candidates = compiledOnce(
    (db, nums: readonly number[]) => candidateRows(db, dialect, nums),
    (nums) => [dialect.listParameter(nums), 1],
  );
  const uniteStories = storyUniter(dialect);

  /** What of other sources the articles may be one story with: of a title or a text only what appeared at about the same time. */
  async function meet(trx: Kysely<Tables>, own: readonly Newcomer[]): Promise<readonly Candidate[]> {
    const ownUnder = new Map<number, number[]>();
    for (const { listedAt, keys } of own) {
      for (const key of keys) ownUnder.set(key, [...(ownUnder.get(key) ?? []), listedAt]);
    }
    const found = await articlesUnder(trx, [...ownUnder.keys()]);
    const counts = new Map<number, number>();
    for (const { key } of found) counts.set(key, (counts.get(key) ?? 0) + 1);
    // words that many texts have are a phrase, not a text
    const phrases = new Set(own.flatMap(({ textKeys }) => textKeys).filter((key) => (counts.get(key) ?? 0) > MAX_MET));
    const keysOf = new Map<number, Set<number>>();
    for (const { key, article_num, near } of found) {
      if (phrases.has(key)) continue;
      const isNear = near === null || ownUnder.get(key)?.some((at) => Math.abs(at - near) <= WINDOW_MS);
      if (isNear) keysOf.set(article_num, (keysOf.get(article_num) ?? new Set()).add(key));
    }
    if (keysOf.size === 0) return [];
    const rows = await candidates(trx, [...keysOf.keys()]);
    return rows.map((row) => toCandidate(row, keysOf.get(row.num) ?? new Set()));
  }

  /** Joins new articles of one source to the stories that they belong to; held ones are only there to be found later. */
  return async (trx: Kysely<Tables>, source: StoredSource, fresh: readonly StoredDraft[]): Promise<void> => {
    if (!source.isClustered || fresh.length === 0) return;
    const own = fresh.map((article) => toNewcomer(source.id, article));
    // looked up before their own keys are there: of most keys nothing is
    const met = source.isHeld ? [] : await meet(trx, own);
    await saveClues(
      trx,
      own.map((article, at) => toClueRow(article, fresh[at] as StoredDraft)),
    );
    await saveKeys(
      trx,
      own.flatMap(({ keyRows }) => keyRows),
    );
    if (met.length === 0) return;
    const under = byKey([...met, ...own]);
    for (const article of own) {
      const near = new Set([...article.keys].flatMap((key) => under.get(key) ?? []));
      near.delete(article);
      const same = [...near].filter((other) => {
        if (other.sourceId === article.sourceId) return false;
        const isOfEither = ({ sourceId }: Candidate) => sourceId === article.sourceId || sourceId === other.sourceId;
        return isSameStory(article, other, () => [...near].filter((one) => one !== other && isOfEither(one)));
      });
      const nums = same.map(({ num }) => num);
      if (nums.length > 0) await uniteStories(trx, article.num, nums);
    }
  };
}

/** Removes what would lead to articles that are going, or say nothing any more. */
export async function forgetClues(trx: Kysely<Tables>, dialect: StoreDialect, nums: readonly number[]): Promise<void> {
  const going = trx.selectFrom('clues').where('article_num', 'in', dialect.numbers(nums));
  for (const { article_num, keys } of await going.select(['article_num', 'keys']).execute()) {
    await trx
      .deleteFrom('story_keys')
      .where('key', 'in', dialect.numbers(JSON.parse(keys) as number[]))
      .where('article_num', '=', article_num)
      .execute();
  }
  await trx.deleteFrom('clues').where('article_num', 'in', dialect.numbers(nums)).execute();
}

function toNewcomer(sourceId: string, { draft, num }: StoredDraft): Newcomer {
  const { title, listedAt, clues } = draft;
  const own = linkKey(draft.url);
  const links = [own, clues.mentions].filter((link) => link !== null);
  const keys = storyKeys({ links, title, runs: clues.runs });
  return {
    num,
    sourceId,
    linkKey: own,
    title,
    listedAt,
    ...clues,
    keys: new Set(keys.map(({ key }) => key)),
    textKeys: keys.filter((key) => key.of === 'text').map(({ key }) => key),
    // how far apart in time articles are does not matter where they share a link
    keyRows: keys.map((key) => ({ key: key.key, article_num: num, near: key.of === 'link' ? null : listedAt })),
  };
}

/** Articles by key, at most `MAX_MET` of one source under each. */
function byKey(articles: readonly Candidate[]): ReadonlyMap<number, readonly Candidate[]> {
  const under = new Map<number, Candidate[]>();
  for (const article of articles) {
    for (const key of article.keys) {
      const found = under.get(key) ?? [];
      if (found.filter(({ sourceId }) => sourceId === article.sourceId).length < MAX_MET) found.push(article);
      under.set(key, found);
    }
  }
  return under;
}

/** The last articles under each of the keys. */
function lastUnder(dialect: StoreDialect, keys: readonly number[]) {
  return sql<{ readonly key: number; readonly article_num: number; readonly near: number | null }>`
    select met.key, met.article_num, met.near
    from ${dialect.numbers(keys)} as wanted cross join story_keys as met
    where met.key = wanted.value and met.article_num >= coalesce(
      (select article_num from story_keys where key = wanted.value order by article_num desc limit 1 offset ${MAX_MET}), 0)
  `;
}

/** Those of the met articles that are on the lists or covered, and whose source takes part. */
function candidateRows(db: Kysely<Tables>, dialect: StoreDialect, nums: readonly number[]) {
  return db
    .selectFrom('articles')
    .innerJoin('sources', 'sources.id', 'articles.source_id')
    .innerJoin('clues', 'clues.article_num', 'articles.num')
    .select(['num', 'source_id', 'link_key', 'articles.title', 'listed_at', 'mentions', 'runs'])
    .where('num', 'in', dialect.numbers(nums))
    .where((column) => column(column('unlisted', '&', column.lit(OFF_ALL_LISTS)), '=', column.lit(0)))
    .where('removed_at', 'is', null)
    .where('cluster', '=', 1)
    .orderBy('num');
}

function toCandidate(row: CandidateRow, keys: ReadonlySet<number>): Candidate {
  return {
    num: row.num,
    sourceId: row.source_id,
    linkKey: row.link_key,
    mentions: row.mentions,
    title: row.title,
    runs: fromRuns(row.runs),
    listedAt: row.listed_at,
    keys,
  };
}

type CandidateRow = Awaited<ReturnType<ReturnType<typeof candidateRows>['execute']>>[number];

/** A row of clues, in a fixed order. */
function toClueRow({ num, keys }: Newcomer, { draft: { clues } }: StoredDraft) {
  return { article_num: num, mentions: clues.mentions, runs: toRuns(clues.runs), keys: JSON.stringify([...keys]) };
}

/** Sixteen bits a run: of a hundred runs next to none is taken for another. */
function toRuns(runs: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(runs.length * 2);
  for (const [at, run] of runs.entries()) bytes.writeUInt16LE(run & 0xffff, at * 2);
  return bytes;
}

function fromRuns(bytes: Uint8Array): Uint16Array {
  const runs = new Uint16Array(bytes.length / 2);
  for (let at = 0; at < runs.length; at++) {
    runs[at] = (bytes[at * 2] as number) | ((bytes[at * 2 + 1] as number) << 8);
  }
  return runs;
}
