// All articles that could be on a list, were it for other rules: what `plan` and `check --rules` go through.
import type { Kysely } from 'kysely';
import type { Article } from '../model.ts';
import { ARTICLE_COLUMNS, toArticle } from './article-rows.ts';
import type { Tables } from './tables.ts';
import { DROPPED } from './unlisted.ts';

/** An article, and whether the rules of now drop it. */
export interface StoredArticle {
  readonly article: Article;
  readonly isDropped: boolean;
}

export interface StoredArticlesQuery {
  /** The last article known; null: from the beginning. */
  readonly after: Pick<Article, 'listedAt' | 'id'> | null;
  readonly limit: number;
}

/** Articles in the order of the channel, of listed sources or not, without those that are held or taken down, and those of feeds that ask not to be republished. */
export async function storedArticles(
  db: Kysely<Tables>,
  { after, limit }: StoredArticlesQuery,
): Promise<readonly StoredArticle[]> {
  const ofKind = (unlisted: number) =>
    db
      .selectFrom('articles')
      .innerJoin('sources', 'sources.id', 'articles.source_id')
      .select(ARTICLE_COLUMNS)
      .select(['unlisted', 'sources.category as source_category'])
      .where('unlisted', '=', unlisted)
      .where('sources.denied_by', 'is', null)
      .$if(after !== null, (query) =>
        query
          .where('listed_at', '<=', after?.listedAt ?? 0)
          .where((column) =>
            column.or([column('listed_at', '<', after?.listedAt ?? 0), column('articles.id', '>', after?.id ?? '')]),
          ),
      )
      .orderBy('listed_at', 'desc')
      .orderBy('articles.id')
      .limit(limit)
      .execute();
  const rows = [...(await ofKind(0)), ...(await ofKind(DROPPED))];
  return rows
    .map((row) => ({ article: toArticle(row), isDropped: row.unlisted === DROPPED }))
    .sort((a, b) => b.article.listedAt - a.article.listedAt || (a.article.id < b.article.id ? -1 : 1))
    .slice(0, limit);
}
