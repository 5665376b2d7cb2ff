// What a page may show of an article: the record under the policy of its source, with the facts a reader needs beside it.
import { underPolicy } from '../lib/content-policy.ts';
import type { ActCounts, Article, Category, FullArticle, OtherCoverage, SourceView } from '../model.ts';
import { articlePath, basePath, hostName, type SiteFacts, webAddress } from './site-facts.ts';

/** An article as pages show it. */
export interface ArticleView {
  /** The record, without what the policy holds back. */
  readonly article: Article;
  readonly title: string;
  /** Null: `general`, or a category that is no longer configured; no badge. */
  readonly category: Category | null;
  /** `isKnown`: it is still listed, and has a page of its own. */
  readonly source: {
    readonly title: string;
    readonly url: string | null;
    readonly isKnown: boolean;
  };
  /** The article's own, else those of its source. */
  readonly rights: string | null;
  /** Address of the licence, likewise. */
  readonly license: string | null;
  /** Where lists lead to: its page with us, or the original where files have no page of it. */
  readonly href: string;
  /** Address of the original; null if there is none. */
  readonly originalUrl: string | null;
  /** Plain text; may be empty. */
  readonly summary: string;
  /** Safe markup; null when there is none to show. */
  readonly contentHtml: string | null;
  readonly image: Article['image'];
  /** The same story elsewhere. */
  readonly also: readonly OtherCoverage[];
  /** What readers did with it; null: nobody, or that is not shown here. */
  readonly counts: ActCounts | null;
  /** True: search engines are asked to leave our copy alone. */
  readonly noindex: boolean;
}

/** Applies the source's policy. A source that is no longer known gives nothing away: title and link, no index. */
export function viewArticle(
  whole: Article & Partial<Pick<FullArticle, 'contentHtml'>>,
  source: SourceView | undefined,
  site: SiteFacts,
  also: readonly OtherCoverage[] = [],
  counts: ArticleView['counts'] = null,
): ArticleView {
  const article = underPolicy(whole, source === undefined ? 'link' : (source.content ?? site.content));
  const originalUrl = webAddress(article.url);
  return {
    article,
    title: article.title || 'Untitled',
    category: (article.category !== 'general' && site.categories.find(({ id }) => id === article.category)) || null,
    source: {
      title: source?.title ?? article.via?.title ?? (originalUrl === null ? article.sourceId : hostName(originalUrl)),
      url: webAddress(source?.siteUrl ?? null),
      isKnown: source !== undefined,
    },
    rights: article.rights ?? source?.rights ?? null,
    license: webAddress(article.license ?? source?.license ?? null),
    href: basePath(site) + articlePath(article.slug),
    originalUrl,
    summary: article.summary,
    contentHtml: article.contentHtml,
    image: webAddress(article.image?.url ?? null) === null ? null : article.image,
    also,
    counts,
    noindex: source?.noindex ?? true,
  };
}

/** The beginning of a text, cut between words, with an ellipsis where something is missing. */
export function cutText(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const head = text.slice(0, maxCharacters).replace(/[\ud800-\udbff]$/, '');
  const lastSpace = head.lastIndexOf(' ');
  // Chinese, Japanese and Thai run on without spaces: there the cut may fall anywhere.
  const cut = lastSpace > maxCharacters / 2 ? head.slice(0, lastSpace) : head;
  return `${cut.replace(/[\s\p{P}]+$/u, '')}…`;
}

/** What stands below the title; empty where the title was made of the same words, and would be read twice. */
export function standfirstOf({ title, summary }: Pick<ArticleView, 'title' | 'summary'>): string {
  // nearly always this tells them apart
  const [first = '', second = ''] = [WORD.exec(title)?.[0], WORD.exec(summary)?.[0]];
  if (first === '' || (!first.startsWith(second) && !second.startsWith(first))) return summary;
  const [inTitle, inSummary] = [wordsOf(title), wordsOf(summary)];
  const isSame = /…$/u.test(title) ? inSummary.startsWith(inTitle) : inSummary === inTitle;
  return isSame ? '' : summary;
}

/** Whether a body opens with the words of a text, whatever the markup: then the text need not stand before it too. */
export function opensWith(contentHtml: string, text: string): boolean {
  // Markup takes room, hence the factor; a body that spends more than that on tags just shows its standfirst.
  const start = contentHtml.slice(0, text.length * 4 + 2000).replace(/<[^>]*>|&#?\w+;/g, ' ');
  return wordsOf(start).startsWith(wordsOf(text));
}

const WORD = /[\p{L}\p{N}]+/u;

function wordsOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}
