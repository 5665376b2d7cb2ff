// Going through the stored articles as rules see them, newest first.
import type { Config, FullArticle } from '../model.ts';
import { readsTexts } from '../ruled-article.ts';
import type { Store } from '../store/store.ts';

const PAGE = 200;

/** Calls `take` with each article, at most `limit`, until it says false. Bodies are there only if a rule looks at texts. */
export async function eachStoredArticle(
  store: Store,
  config: Pick<Config, 'rules' | 'sources'>,
  limit: number,
  take: (stored: { readonly article: FullArticle; readonly isDropped: boolean }) => boolean,
): Promise<void> {
  const wantsTexts = readsTexts(config);
  let after: FullArticle | null = null;
  for (let count = 0; count < limit; ) {
    const page = await store.storedArticles({ after, limit: PAGE });
    const whole = wantsTexts ? await store.articles(page.map(({ article }) => article.id)) : [];
    const bodies = new Map(whole.map(({ id, contentHtml }) => [id, contentHtml]));
    for (const { article, isDropped } of page) {
      after = { ...article, contentHtml: bodies.get(article.id) ?? null };
      if (!take({ article: after, isDropped })) return;
    }
    count += page.length;
    if (page.length < PAGE) return;
  }
}
