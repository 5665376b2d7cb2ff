// Articles of several sources that are one story: found when an article is new, for good. Lists have one of them, which stays once
// it has been published; the others are covered by it, and have their pages.
import { type Kysely, sql } from 'kysely';
import { linkKey } from '../lib/link-key.ts';
import { isSameStory, type StoryArticle } from '../lib/same-story.ts';
import { storyKeys } from '../lib/story-clues.ts';
import type { ArticleDraft } from '../model.ts';
import type { StoredSource } from './article-rows.ts';
import { compiledInsert } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import { uniteStories } from './story-members.ts';
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
  readonly keys: ReadonlySet<string>;
}

/** Finds the stories of new articles; it keeps its statements compiled. */
export function storyTeller(dialect: StoreDialect) {
  const saveClues = compiledInsert((db, rows: readonly ReturnType<typeof toClueRow>[]) =>
    db.insertInto('clues').values(rows),
  );
  const saveKeys = compiledInsert((db, rows: readonly { readonly article_num: number; readonly key: string }[]) =>
    db.insertInto('story_keys').values(rows),
  );

  /** Joins new articles of one source to the stories that they belong to; held ones are only there to be found later. */
  return async (trx: Kysely<Tables>, source: StoredSource, fresh: readonly StoredDraft[]): Promise<void> => {
    if (!source.isClustered || fresh.length === 0) return;
    const own = fresh.map((article) => toCandidate(source.id, article));
    // looked up before their own keys are there: of most keys nothing is
    const met = source.isHeld ? new Map<string, number[]>() : await articlesUnder(trx, dialect, own);
    await saveClues(trx, fresh.map(toClueRow));
    const keys = own.flatMap(({ num, keys }) => [...keys].map((key) => ({ article_num: num, key })));
    await saveKeys(trx, keys);
    if (met.size === 0) return;
    const under = byKey([...(await loadCandidates(trx, dialect, met)), ...own]);
    for (const article of own) {
      const near = new Set([...article.keys].flatMap((key) => under.get(key) ?? []));
      near.delete(article);
      const same = [...near].filter((other) => {
        if (other.sourceId === article.sourceId) return false;
        const isOfEither = ({ sourceId }: Candidate) => sourceId === article.sourceId || sourceId === other.sourceId;
        return isSameStory(
          article,
          other,
          [...near].filter((one) => one !== other && isOfEither(one)),
        );
      });
      const nums = same.map(({ num }) => num);
      if (nums.length > 0) await uniteStories(trx, dialect, article.num, nums);
    }
  };
}

function toCandidate(sourceId: string, { draft, num }: StoredDraft): Candidate {
  const { title, listedAt, clues } = draft;
  const own = linkKey(draft.url);
  const links = [own, clues.mentions].filter((link) => link !== null);
  const keys = new Set(storyKeys({ links, title, runs: clues.runs }));
  return { num, sourceId, linkKey: own, title, listedAt, ...clues, keys };
}

/** Articles by key, at most `MAX_MET` of one source under each. */
function byKey(articles: readonly Candidate[]): ReadonlyMap<string, readonly Candidate[]> {
  const under = new Map<string, Candidate[]>();
  for (const article of articles) {
    for (const key of article.keys) {
      const found = under.get(key) ?? [];
      if (found.filter(({ sourceId }) => sourceId === article.sourceId).length < MAX_MET) found.push(article);
      under.set(key, found);
    }
  }
  return under;
}

/** The last articles under each of the keys, by key. */
async function articlesUnder(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  articles: readonly Candidate[],
): Promise<Map<string, number[]>> {
  const keys = new Set(articles.flatMap((article) => [...article.keys]));
  const { rows } = await sql<{ readonly key: string; readonly article_num: number }>`
    select key, article_num from story_keys as met
    where key in ${dialect.list(keys)}
      and article_num >= coalesce(
        (select article_num from story_keys where key = met.key order by article_num desc limit 1 offset ${MAX_MET}), 0)
  `.execute(trx);
  const met = new Map<string, number[]>();
  for (const { key, article_num } of rows) met.set(key, [...(met.get(key) ?? []), article_num]);
  return met;
}

/** Those of the met articles that are on the lists or covered, and whose source takes part. */
async function loadCandidates(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  met: ReadonlyMap<string, readonly number[]>,
): Promise<readonly Candidate[]> {
  const keysOf = new Map<number, Set<string>>();
  for (const [key, nums] of met) {
    for (const num of nums) keysOf.set(num, (keysOf.get(num) ?? new Set()).add(key));
  }
  const rows = await trx
    .selectFrom('articles')
    .innerJoin('sources', 'sources.id', 'articles.source_id')
    .innerJoin('clues', 'clues.article_num', 'articles.num')
    .select(['num', 'source_id', 'link_key', 'articles.title', 'listed_at', 'mentions', 'runs'])
    .where('num', 'in', dialect.numbers(keysOf.keys()))
    .where((column) => column(column('unlisted', '&', column.lit(OFF_ALL_LISTS)), '=', column.lit(0)))
    .where('removed_at', 'is', null)
    .where('cluster', '=', 1)
    .orderBy('num')
    .execute();
  return rows.map((row) => ({
    num: row.num,
    sourceId: row.source_id,
    linkKey: row.link_key,
    mentions: row.mentions,
    title: row.title,
    runs: fromRuns(row.runs),
    listedAt: row.listed_at,
    keys: keysOf.get(row.num) ?? new Set<string>(),
  }));
}

/** A row of clues, in a fixed order. */
function toClueRow({ draft, num }: StoredDraft) {
  return { article_num: num, mentions: draft.clues.mentions, runs: toRuns(draft.clues.runs) };
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
