// The members of stories, and which of them lists have.
import type { Kysely } from 'kysely';
import { compareMembers, type StoryMember, whyBefore } from '../lib/story-winner.ts';
import type { StoryLife } from '../model.ts';
import { compiledOnce } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import { publishedUpTo } from './published.ts';
import { toFeedFacts } from './source-rows.ts';
import type { Tables } from './tables.ts';
import { COVERED, OFF_ALL_LISTS } from './unlisted.ts';

/** A story that has as many takes no more: what else is told of it stands for itself. */
const MAX_MEMBERS = 32;

interface Member extends StoryMember {
  readonly num: number;
  readonly sourceId: string;
  readonly title: string;
  readonly story: number | null;
  readonly linkKey: string | null;
  readonly mentions: string | null;
  readonly isCovered: boolean;
  /** Nothing but the story keeps it off the lists. */
  readonly isAvailable: boolean;
}

/**
 * Makes one story of a new article, those like it and the stories these are in. The article that lists have is chosen anew, unless
 * it may have been published: then it stays. Of several such stories the new article joins the oldest.
 */
export type UniteStories = (trx: Kysely<Tables>, fresh: number, same: readonly number[]) => Promise<void>;

/** Makes it for one database; it keeps its statements compiled. */
export function storyUniter(dialect: StoreDialect): UniteStories {
  const membersAmong = compiledOnce(
    (db, nums: readonly number[]) => members(db).where('articles.num', 'in', dialect.numbers(nums)),
    (nums) => [dialect.listParameter(nums)],
  );
  const membersOf = compiledOnce(
    (db, stories: readonly number[]) => members(db).where('story', 'in', dialect.numbers(stories)),
    (stories) => [dialect.listParameter(stories)],
  );
  const writeStory = storyWriter(dialect);

  return async (trx, fresh, same) => {
    const published = await publishedUpTo(trx);
    const found = await membersAmong(trx, [fresh, ...same]);
    const stories = new Set(found.flatMap(({ story }) => story ?? []));
    const rest = stories.size === 0 ? [] : await membersOf(trx, [...stories]);
    const all = new Map([...found, ...rest].map((row) => [row.num, toMember(row)]));

    const isSettled = (group: readonly Member[]) => group.some(({ num, isCovered }) => !isCovered && num <= published);
    const age = (group: readonly Member[]) => Math.min(...group.map(({ num }) => num));
    const groups = [...Map.groupBy(all.values(), ({ num, story }) => story ?? -num).values()].toSorted(
      (a, b) => age(a) - age(b),
    );
    const own = groups.find((group) => group.some(({ num }) => num === fresh)) ?? [];
    const settled = groups.find(isSettled);
    const united = [...own];
    for (const group of groups.toSorted((a, b) => Number(b === settled) - Number(a === settled))) {
      const mayJoin = group !== own && (group === settled || !isSettled(group));
      if (mayJoin && united.length + group.length <= MAX_MEMBERS) united.push(...group);
    }
    if (united.length < 2) return;
    const isStaying = ({ num, isCovered, isAvailable }: Member) => isAvailable && !isCovered && num <= published;
    const story = Math.min(...united.map((member) => member.story ?? member.num));
    await writeStory(trx, story, united, united.find(isStaying) ?? best(united));
  };
}

/** Hands over where the article that lists have is not available any more: in these stories, or in all. */
export async function settleStories(
  trx: Kysely<Tables>,
  dialect: StoreDialect,
  stories?: readonly number[],
): Promise<void> {
  if (stories?.length === 0) return;
  const writeStory = storyWriter(dialect);
  const rows = await members(trx)
    .where('story', 'is not', null)
    .$if(stories !== undefined, (query) => query.where('story', 'in', dialect.numbers(stories ?? [])))
    .execute();
  for (const [story, found] of Map.groupBy(rows.map(toMember), (member) => member.story)) {
    const uncovered = found.filter(({ isCovered }) => !isCovered);
    const isSettled = uncovered.length === 1 && uncovered[0]?.isAvailable;
    if (story !== null && !isSettled) await writeStory(trx, story, found, best(uncovered) ?? best(found));
  }
}

/** The stories that a source has articles of. */
export async function storiesOf(db: Kysely<Tables>, sourceId: string): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('articles')
    .select('story')
    .distinct()
    .where('source_id', '=', sourceId)
    .where('story', 'is not', null)
    .execute();
  return rows.flatMap(({ story }) => story ?? []);
}

/** Takes the articles of a source out of their stories, which are to be settled then. */
export async function leaveStories(trx: Kysely<Tables>, sourceId: string): Promise<void> {
  await trx
    .updateTable('articles')
    .set((column) => ({ story: null, unlisted: column('unlisted', '&', column.lit(~COVERED)) }))
    .where('source_id', '=', sourceId)
    .where('story', 'is not', null)
    .execute();
}

type MemberRow = Awaited<ReturnType<ReturnType<typeof members>['execute']>>[number];

function members(db: Kysely<Tables>) {
  return db
    .selectFrom('articles')
    .innerJoin('sources', 'sources.id', 'articles.source_id')
    .leftJoin('clues', 'clues.article_num', 'articles.num')
    .select([
      'articles.num',
      'articles.id',
      'source_id',
      'articles.title',
      'story',
      'articles.url',
      'link_key',
      'mentions',
      'first_seen_at',
      'unlisted',
    ])
    .select(['priority', 'feed', 'host', 'removed_at', 'denied_by']);
}

function toMember(row: MemberRow): Member {
  const site = row.feed === null ? null : toFeedFacts(row.feed).link;
  return {
    num: row.num,
    id: row.id,
    sourceId: row.source_id,
    title: row.title,
    story: row.story,
    url: row.url,
    linkKey: row.link_key,
    mentions: row.mentions,
    priority: row.priority,
    sites: [`https://${row.host}`, ...(site === null ? [] : [site])],
    firstSeenAt: row.first_seen_at,
    isCovered: (row.unlisted & COVERED) !== 0,
    isAvailable: (row.unlisted & OFF_ALL_LISTS) === 0 && row.removed_at === null && row.denied_by === null,
  };
}

/** A story as it is told; null: of its articles one is left. */
export async function storyLife(db: Kysely<Tables>, story: number): Promise<StoryLife | null> {
  const rows = await members(db).where('story', '=', story).orderBy('articles.num').execute();
  const found = rows.map(toMember);
  if (found.length < 2) return null;
  const listed = found.find(({ isAvailable, isCovered }) => isAvailable && !isCovered);
  const isListed = (member: Member) => member === listed;
  return {
    articles: found
      .toSorted((a, b) => Number(isListed(b)) - Number(isListed(a)))
      .map((member) => {
        const { id, sourceId, title, url } = member;
        return { id, sourceId, title, url, isListed: isListed(member) };
      }),
    why: listed === undefined ? null : whyListed(listed, found),
  };
}

function whyListed(listed: Member, found: readonly Member[]): StoryLife['why'] {
  const [first, second] = rate(found);
  if (first === undefined || first.num !== listed.num) return 'published';
  return second === undefined ? 'first' : whyBefore(first, second);
}

/** The best that lists can have; undefined: none. */
function best(found: readonly Member[]): Member | undefined {
  const [first] = rate(found);
  return found.find(({ num }) => num === first?.num);
}

/** Those that lists can have, the best first, as they are compared. */
function rate(found: readonly Member[]): readonly Member[] {
  const links = new Set(found.map(({ linkKey }) => linkKey));
  // the page that an item stands for is the one that it mentions, not the one about that
  const isPointer = ({ mentions }: Member) => mentions !== null && links.has(mentions);
  return found
    .filter(({ isAvailable }) => isAvailable)
    .map((member) => ({ ...member, url: isPointer(member) ? null : member.url }))
    .toSorted(compareMembers);
}

/** Writes who is of a story, and who is covered. Without a winner nothing is: what becomes available is listed. */
function storyWriter(dialect: StoreDialect) {
  const write = (isCovered: boolean) =>
    compiledOnce(
      (db, { story, nums }: { readonly story: number; readonly nums: readonly number[] }) =>
        db
          .updateTable('articles')
          .set((column) => ({
            story,
            unlisted: isCovered
              ? column('unlisted', '|', column.lit(COVERED))
              : column('unlisted', '&', column.lit(~COVERED)),
          }))
          .where('num', 'in', dialect.numbers(nums)),
      ({ story, nums }) => [story, dialect.listParameter(nums)],
    );
  const cover = write(true);
  const uncover = write(false);

  return async (
    trx: Kysely<Tables>,
    story: number,
    found: readonly Member[],
    winner: Member | undefined,
  ): Promise<void> => {
    const covered = winner === undefined ? [] : found.filter((member) => member !== winner);
    const rest = found.filter((member) => !covered.includes(member));
    if (covered.length > 0) await cover(trx, { story, nums: covered.map(({ num }) => num) });
    if (rest.length > 0) await uncover(trx, { story, nums: rest.map(({ num }) => num) });
  };
}
