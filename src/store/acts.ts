// What readers do, as the rest of the program asks for it. Nothing here touches what is published: whatever is said about an
// article, its entry in the feeds stays as it is.
import type { Kysely } from 'kysely';
import type {
  ActCounts,
  ArticleActs,
  Comment,
  CommentDraft,
  CommentOutcome,
  CommentState,
  ModeratedComment,
  TallyLimit,
} from '../model.ts';
import { closedArticles, commentsInState, countHeldComments, setClosed, setCommentState } from './comment-queue.ts';
import { type CommentQuery, comments, saveComment } from './comments.ts';
import type { StoreDialect } from './dialect.ts';
import { ownReactions, type ReactionChange, saveReaction } from './reactions.ts';
import { dailySalt, formSecret } from './secrets.ts';
import type { Tables } from './tables.ts';
import { tally, tallyWait } from './tallies.ts';
import { countViews, type View } from './views.ts';

/** Comments, reactions and views, and what bounds them. */
export interface Acts {
  /** What readers did with these articles; those with which nobody did anything are left out. */
  counts(articleIds: readonly string[]): Promise<ReadonlyMap<string, ActCounts>>;
  /** What readers did with an article, and this visitor; null: a visitor who is not known. */
  ofArticle(articleId: string, visitor: string | null): Promise<ArticleActs>;

  saveComment(draft: CommentDraft): Promise<CommentOutcome>;
  comments(query: CommentQuery): Promise<readonly Comment[]>;
  saveReaction(change: ReactionChange): Promise<void>;
  countViews(views: readonly View[]): Promise<void>;

  commentsInState(query: {
    readonly state: CommentState;
    readonly limit: number;
  }): Promise<readonly ModeratedComment[]>;
  countHeldComments(): Promise<number>;
  setCommentState(num: number, state: CommentState): Promise<boolean>;
  setClosed(slug: string, isClosed: boolean): Promise<boolean>;
  closedArticles(limit: number): Promise<readonly { readonly slug: string; readonly title: string }[]>;

  /** Counts an act towards limits; resolves to 0, or the milliseconds until there is room. See tallies.ts. */
  tally(limits: readonly TallyLimit[], now: number): Promise<number>;
  /** The same without counting it. */
  tallyWait(limits: readonly TallyLimit[], now: number): Promise<number>;
  /** What addresses are hashed with on a day such as `2026-11-22`. */
  dailySalt(day: string): Promise<string>;
  /** What forms are signed with. */
  formSecret(): Promise<string>;
}

export function createActs(db: Kysely<Tables>, dialect: StoreDialect): Acts {
  return {
    counts: (ids) => counts(db, dialect, ids),
    ofArticle: async (id, visitor) => ({
      ...((await counts(db, dialect, [id])).get(id) ?? NOTHING),
      isClosed: await isClosed(db, id),
      own: visitor === null ? new Set() : await ownReactions(db, id, visitor),
    }),
    saveComment: (draft) => saveComment(db, draft),
    comments: (query) => comments(db, query),
    saveReaction: (change) => saveReaction(db, change),
    countViews: (views) => countViews(db, views),
    commentsInState: (query) => commentsInState(db, query),
    countHeldComments: () => countHeldComments(db),
    setCommentState: (num, state) => setCommentState(db, num, state),
    setClosed: (slug, closed) => setClosed(db, slug, closed),
    closedArticles: (limit) => closedArticles(db, limit),
    tally: (limits, now) => tally(db, limits, now),
    tallyWait: (limits, now) => tallyWait(db, limits, now),
    dailySalt: (day) => dailySalt(db, day),
    formSecret: () => formSecret(db),
  };
}

const NOTHING: ActCounts = { views: 0, comments: 0, reactions: new Map() };

/** Three queries for any number of articles. */
async function counts(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ActCounts>> {
  const views = await db
    .selectFrom('articles')
    .innerJoin('article_acts', 'article_acts.article_num', 'articles.num')
    .select(['id', 'views'])
    .where('id', 'in', dialect.list(ids))
    .execute();
  const said = await db
    .selectFrom('articles')
    .innerJoin('comments', 'comments.article_num', 'articles.num')
    .select((column) => ['id', column.fn.countAll<number>().as('count')])
    .where('id', 'in', dialect.list(ids))
    .where('state', '=', 'shown')
    .groupBy('id')
    .execute();
  const felt = await db
    .selectFrom('articles')
    .innerJoin('reactions', 'reactions.article_num', 'articles.num')
    .select((column) => ['id', 'kind', column.fn.countAll<number>().as('count')])
    .where('id', 'in', dialect.list(ids))
    .groupBy(['id', 'kind'])
    .execute();
  const found = new Map<string, { views: number; comments: number; reactions: Map<string, number> }>();
  const of = (id: string) => {
    const known = found.get(id) ?? { views: 0, comments: 0, reactions: new Map() };
    found.set(id, known);
    return known;
  };
  for (const row of views) of(row.id).views = Number(row.views);
  for (const { id, count } of said) of(id).comments = Number(count);
  for (const { id, kind, count } of felt) of(id).reactions.set(kind, Number(count));
  return found;
}

async function isClosed(db: Kysely<Tables>, articleId: string): Promise<boolean> {
  const row = await db
    .selectFrom('article_acts')
    .innerJoin('articles', 'articles.num', 'article_acts.article_num')
    .select('closed')
    .where('id', '=', articleId)
    .executeTakeFirst();
  return row?.closed === 1;
}
