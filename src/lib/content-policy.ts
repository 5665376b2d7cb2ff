// How much of an article leaves us: the one place where a content policy is applied, for pages and documents alike.
import type { Article, ContentPolicy, FullArticle } from '../model.ts';

/**
 * The article as it may be shown. `excerpt` holds back body and picture, `link` also summary, tags and enclosures:
 * title and addresses are left, with what says whose it is and what we know of it (dates, category, read time).
 */
export function underPolicy(
  article: Article & Partial<Pick<FullArticle, 'contentHtml'>>,
  policy: ContentPolicy,
): FullArticle {
  if (policy === 'full') return { ...article, contentHtml: article.contentHtml ?? null };
  const excerpt = { ...article, contentHtml: null, image: null };
  return policy === 'excerpt' ? excerpt : { ...excerpt, summary: '', tags: [], enclosures: [] };
}
