// Between articles and rows of the articles table: the only place that knows the JSON in its columns.
import type { Selectable } from 'kysely';
import { linkKey } from '../lib/link-key.ts';
import type { Article, ArticleDraft, Enclosure } from '../model.ts';
import { toListColumns } from './list-columns.ts';
import type { FreshDraft } from './place-drafts.ts';
import type { ArticlesTable } from './tables.ts';
import { HELD } from './unlisted.ts';

/** The columns that a new version of an article replaces, in a fixed order. */
export function toArticleFacts(draft: ArticleDraft, sourceCategory: string) {
  return {
    version: draft.version,
    guid: draft.guid,
    url: draft.url,
    link_key: linkKey(draft.url),
    title: draft.title,
    summary: draft.summary,
    authors: JSON.stringify(draft.authors),
    tags: JSON.stringify(draft.tags),
    category: draft.category,
    image: draft.image && JSON.stringify(draft.image),
    enclosures: JSON.stringify(draft.enclosures),
    language: draft.language,
    via: draft.via && JSON.stringify(draft.via),
    comments_url: draft.commentsUrl,
    rights: draft.rights,
    license: draft.license,
    updated_at: draft.updatedAt,
    word_count: draft.wordCount,
    read_minutes: draft.readMinutes,
    ...toListColumns(draft, sourceCategory),
  };
}

/** What of a source an article of it is stored with. */
export interface StoredSource {
  readonly id: string;
  readonly category: string;
  /** Its new articles are on no list. */
  readonly isHeld: boolean;
  /** Its articles may be of one story with those of others. */
  readonly isClustered: boolean;
}

/** A whole new row, in a fixed order. */
export function toArticleRow(source: StoredSource, { draft, publishedId, slug }: FreshDraft) {
  return {
    id: draft.id,
    source_id: source.id,
    published_id: publishedId,
    slug,
    first_seen_at: draft.firstSeenAt,
    listed_at: draft.listedAt,
    published_at: draft.publishedAt,
    ...toArticleFacts(draft, source.category),
    unlisted: source.isHeld ? HELD : 0,
  };
}

/** The columns of an article. */
export const ARTICLE_COLUMNS = [
  'articles.id',
  'articles.source_id',
  'articles.published_id',
  'articles.slug',
  'articles.first_seen_at',
  'articles.listed_at',
  'articles.version',
  'articles.guid',
  'articles.url',
  'articles.title',
  'articles.summary',
  'articles.authors',
  'articles.tags',
  'articles.category',
  'articles.image',
  'articles.enclosures',
  'articles.language',
  'articles.via',
  'articles.comments_url',
  'articles.rights',
  'articles.license',
  'articles.published_at',
  'articles.updated_at',
  'articles.word_count',
  'articles.read_minutes',
] as const satisfies readonly `articles.${keyof ArticlesTable}`[];

type ArticleColumn = (typeof ARTICLE_COLUMNS)[number] extends `articles.${infer Column}` ? Column : never;

/** An article as read; `source_category` stands in where no rule chose a category. */
export function toArticle(
  row: Pick<Selectable<ArticlesTable>, ArticleColumn> & { readonly source_category: string },
): Article {
  return {
    id: row.id,
    publishedId: row.published_id,
    sourceId: row.source_id,
    version: row.version,
    guid: row.guid,
    url: row.url,
    title: row.title,
    summary: row.summary,
    authors: JSON.parse(row.authors),
    tags: JSON.parse(row.tags),
    category: row.category ?? row.source_category,
    image: row.image === null ? null : JSON.parse(row.image),
    enclosures: toEnclosures(row.enclosures),
    language: row.language,
    via: row.via === null ? null : JSON.parse(row.via),
    commentsUrl: row.comments_url,
    rights: row.rights,
    license: row.license,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    firstSeenAt: row.first_seen_at,
    listedAt: row.listed_at,
    wordCount: row.word_count,
    readMinutes: row.read_minutes,
    slug: row.slug,
  };
}

/** What the column of enclosures holds. */
export function toEnclosures(column: string): readonly Enclosure[] {
  return JSON.parse(column);
}
