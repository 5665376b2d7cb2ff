// Articles for those who look after them: by name, and all of them in turn.
import type { Kysely } from 'kysely';
import type { ArticleLife, FoundArticle } from '../model.ts';
import { articleLife } from './article-life.ts';
import type { StoreDialect } from './dialect.ts';
import { findArticles } from './find-articles.ts';
import { type StoredArticle, type StoredArticlesQuery, storedArticles } from './stored-articles.ts';
import type { Tables } from './tables.ts';

/** The part of the store that commands look articles up in. */
export interface ArticleLookup {
  /** The articles with this id or address, or the one whose page with us it is, listed or not; oldest first. */
  findArticles(name: string): Promise<readonly FoundArticle[]>;
  /** What is known of one beside what it says; null: no article has that id. */
  articleLife(id: string): Promise<ArticleLife | null>;
  /** All articles that could be on a list, in the order of the channel; see stored-articles.ts. */
  storedArticles(query: StoredArticlesQuery): Promise<readonly StoredArticle[]>;
}

export function createArticleLookup(db: Kysely<Tables>, dialect: StoreDialect): ArticleLookup {
  return {
    findArticles: (name) => findArticles(db, dialect, name),
    articleLife: (id) => articleLife(db, id),
    storedArticles: (query) => storedArticles(db, query),
  };
}
