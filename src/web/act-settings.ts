// What readers may do on this site, and what the website asks of the store for it.
import type {
  ActCounts,
  ArticleActs,
  Comment,
  CommentDraft,
  CommentOutcome,
  CommentState,
  Config,
  ModeratedComment,
  TallyLimit,
} from '../model.ts';

/** What the configuration says of it. */
export interface ActSettings extends Pick<Config['site'], 'comments' | 'moderation' | 'views' | 'reactions'> {
  /** Names that no comment is signed with: whoever runs the site. */
  readonly reservedNames: readonly string[];
}

/** What the website asks of the store; the meaning of each is said in store/acts.ts. */
export interface ActStore {
  counts(articleIds: readonly string[]): Promise<ReadonlyMap<string, ActCounts>>;
  ofArticle(articleId: string, visitor: string | null): Promise<ArticleActs>;
  saveComment(draft: CommentDraft): Promise<CommentOutcome>;
  comments(query: { articleId: string; offset: number; limit: number }): Promise<readonly Comment[]>;
  saveReaction(change: { articleId: string; kind: string; visitor: string; isOn: boolean; at: number }): Promise<void>;
  countViews(views: readonly { articleId: string; visitor: string; at: number }[]): Promise<void>;
  commentsInState(query: { state: CommentState; limit: number }): Promise<readonly ModeratedComment[]>;
  countHeldComments(): Promise<number>;
  setCommentState(num: number, state: CommentState): Promise<boolean>;
  setClosed(slug: string, isClosed: boolean): Promise<boolean>;
  closedArticles(limit: number): Promise<readonly { readonly slug: string; readonly title: string }[]>;
  tally(limits: readonly TallyLimit[], now: number): Promise<number>;
  tallyWait(limits: readonly TallyLimit[], now: number): Promise<number>;
  dailySalt(day: string): Promise<string>;
  formSecret(): Promise<string>;
}

/** What the pages of articles need for what readers do. */
export interface ActDeps {
  readonly store: ActStore;
  settings(): ActSettings;
}
