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
import { type CommentQuery, comments, countShownComments, saveComment } from './comments.ts';
import { compiledByDialect, compiledOnce } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import { countReactions, ownReactions, type ReactionChange, saveReaction } from './reactions.ts';
import { dailySalt, formSecret } from './secrets.ts';
import type { Tables } from './tables.ts';
import { tally, tallyWait } from './tallies.ts';
import { countViews, type View } from './views.ts';

/** Comments, reactions and views, and what bounds them. */
export interface Acts {
  /** What readers did with an article, and this visitor; null: a visitor who is not known. */
  ofArticle(articleId: string, visitor: string | null): Promise<ArticleActs>;

  /** How often articles were seen and how much is said about them; those with which nobody did anything are left out. */
  counts(articleIds: readonly string[]): Promise<ReadonlyMap<string, ActCounts>>;

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
  // every page of an article asks for it
  let secret: string | null = null;
  return {
    ofArticle: (id, visitor) => ofArticle(db, id, visitor),
    counts: async (ids) => toCounts(await readCounts(db, dialect, ids)),
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
    formSecret: async () => (secret ??= await formSecret(db)),
  };
}

/** Nothing, for an article that is not stored. */
async function ofArticle(db: Kysely<Tables>, articleId: string, visitor: string | null): Promise<ArticleActs> {
  const [article] = await readFacts(db, articleId);
  const num = article?.num ?? 0;
  const [shown] = await readShownCount(db, num);
  const reactions = await readReactions(db, num);
  return {
    views: Number(article?.views ?? 0),
    comments: Number(shown?.comments ?? 0),
    reactions: new Map(reactions.map(({ kind, count }) => [kind, Number(count)])),
    isClosed: article?.closed === 1,
    own: visitor === null ? new Set() : await ownReactions(db, num, visitor),
  };
}

const readFacts = compiledOnce(
  (db, articleId: string) =>
    db
      .selectFrom('articles')
      .leftJoin('article_acts', 'article_acts.article_num', 'articles.num')
      .select(['num', 'views', 'closed'])
      .where('id', '=', articleId),
  (articleId) => [articleId],
);
const readShownCount = compiledOnce(countShownComments, (num) => [num, 'shown']);
const readReactions = compiledOnce(countReactions, (num) => [num]);
const readCounts = compiledByDialect(actCounts, (ids, dialect) => ['shown', dialect.listParameter(ids)]);

/** One query for any number of articles. */
export function actCounts(db: Kysely<Tables>, dialect: StoreDialect, articleIds: readonly string[]) {
  return db
    .selectFrom('articles')
    .leftJoin('article_acts', 'article_acts.article_num', 'articles.num')
    .select((column) => [
      'id',
      'views',
      column
        .selectFrom('comments')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('comments.article_num', '=', 'articles.num')
        .where('state', '=', 'shown')
        .as('comments'),
    ])
    .where('id', 'in', dialect.list(articleIds));
}

function toCounts(
  rows: readonly { readonly id: string; readonly views: number | null; readonly comments: number | null }[],
): ReadonlyMap<string, ActCounts> {
  const counts = rows.map(({ id, views, comments }) => ({ id, views: Number(views), comments: Number(comments) }));
  const isNews = ({ views, comments }: ActCounts) => views > 0 || comments > 0;
  return new Map(counts.filter(isNews).map(({ id, ...count }) => [id, count]));
}
