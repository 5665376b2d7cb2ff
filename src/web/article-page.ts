// The page of one article: whose it is and where the original stands come first, then what we may show of it, then what
// readers make of it, and where to go from here.
import type { Enclosure, Image } from '../model.ts';
import { renderBadge, renderReadTime, renderSource, renderTitles } from './article-list.ts';
import { type ArticleView, cutText, opensWith, standfirstOf } from './article-view.ts';
import { isoDay, renderDate } from './dates.ts';
import { escapeHtml, type Html, html, trustedHtml } from './html.ts';
import { renderPage } from './layout.ts';
import { NO_READER_PARTS, type ReaderParts } from './reader-parts.ts';
import { articlePath, basePath, hostName, type SiteFacts, sourcePath, webAddress } from './site-facts.ts';
import { languageAttributes } from './text-direction.ts';

// What search engines and chat previews show of a description.
const MAX_DESCRIPTION_CHARACTERS = 160;

/** What an article page is made of beside the article. */
export interface ArticleSurroundings {
  readonly readers: ReaderParts;
  /** Other articles of the same source, newest first. */
  readonly more: readonly ArticleView[];
}

export const ALONE: ArticleSurroundings = { readers: NO_READER_PARTS, more: [] };

/** Renders the page. */
export function renderArticlePage(site: SiteFacts, view: ArticleView, around: ArticleSurroundings): string {
  const { article, title, summary, contentHtml, originalUrl } = view;
  const { readers, more } = around;
  const language = languageAttributes(article.language);
  // without a body, what a title made of the summary leaves out is to be read nowhere else
  const standfirst = contentHtml === null && title.endsWith('…') ? summary : standfirstOf(view);
  const hasStandfirst = standfirst !== '' && (contentHtml === null || !opensWith(contentHtml, standfirst));
  const main = html`<article class="article">
<header>
${view.category && html`<p class="stamp">${renderBadge(view, site)}</p>\n`}<h1${language}>${title}</h1>
${hasStandfirst && html`<p class="standfirst"${language}>${standfirst}</p>\n`}<div class="meta">
${renderByline(view, site)}
<p class="facts">${renderDates(view)}${renderReadTime(view)}${readers.views}</p>
</div>
</header>
${view.image && !shows(contentHtml, view.image) && renderFigure(view.image, language)}${
  contentHtml && html`<div class="body"${language}>\n${trustedHtml(contentHtml)}\n</div>\n`
}${renderEnclosures(article.enclosures)}${
  originalUrl &&
  html`<p class="original"><a class="button" href="${originalUrl}">${contentHtml === null ? 'Read on' : 'Read the original'} at ${hostName(originalUrl)} <span aria-hidden="true">↗</span></a></p>\n`
}${renderColophon(view)}${readers.reactions}</article>
${readers.comments}${view.also.length > 0 && renderAlsoCovered(view, site)}${more.length > 0 && renderMore(view, more, site)}`;
  return renderPage(site, {
    title,
    description: summary === '' ? null : cutText(summary, MAX_DESCRIPTION_CHARACTERS),
    canonicalUrl: originalUrl ?? new URL(articlePath(article.slug), site.url).href,
    noindex: view.noindex,
    place: null,
    main,
  });
}

/** Whether the body has the picture too: one time is enough. */
function shows(contentHtml: string | null, image: Image): boolean {
  return contentHtml?.includes(`"${escapeHtml(image.url)}"`) ?? false;
}

/** Who wrote it, for whom, and the way to the original. */
function renderByline(view: ArticleView, site: SiteFacts): Html {
  const { originalUrl } = view;
  const names = view.article.authors.map(({ name, url }, index) => {
    const address = webAddress(url);
    return html`${index > 0 && ', '}<bdi>${address === null ? name : html`<a href="${address}">${name}</a>`}</bdi>`;
  });
  const source =
    view.source.url === null
      ? renderSource(view, site)
      : html`<span class="source"><a href="${view.source.url}">${view.source.title}</a></span> `;
  return html`<p class="byline">${
    originalUrl &&
    html`<a class="to-original" href="${originalUrl}">Original at ${hostName(originalUrl)} <span aria-hidden="true">↗</span></a> `
  }<span class="by">${names.length > 0 && html`<span class="authors">By ${names}</span> `}${source}</span></p>`;
}

function renderDates({ article: { publishedAt, updatedAt, firstSeenAt } }: ArticleView): Html {
  const wasUpdated = updatedAt !== null && publishedAt !== null && isoDay(updatedAt) > isoDay(publishedAt);
  return html`<span>${publishedAt === null ? html`seen ${renderDate(firstSeenAt)}` : renderDate(publishedAt)}</span>${
    wasUpdated && html` <span>updated ${renderDate(updatedAt)}</span>`
  } `;
}

function renderFigure(image: Image, language: Html): Html {
  const size = image.width && image.height && html` width="${image.width}" height="${image.height}"`;
  return html`<figure class="lead"${language}>
<img src="${image.url}" alt="${image.alt ?? ''}"${size || null} decoding="async" referrerpolicy="no-referrer">
${image.caption && html`<figcaption>${image.caption}</figcaption>\n`}</figure>
`;
}

function renderEnclosures(enclosures: readonly Enclosure[]): Html | null {
  const usable = enclosures.filter(({ url }) => webAddress(url) !== null);
  if (usable.length === 0) return null;
  const items = usable.map(({ url, type, length }) => {
    const facts = [type, length && sizeText(length)].filter(Boolean).join(', ');
    return html`<li><a href="${url}">${fileName(url)}</a>${facts && html` <span class="hint">${facts}</span>`}</li>\n`;
  });
  return html`<section class="enclosures">
<h2>Attached</h2>
<ul>
${items}</ul>
</section>
`;
}

function renderColophon({ article, rights, license }: ArticleView): Html | null {
  const via = webAddress(article.via?.url ?? null);
  const comments = webAddress(article.commentsUrl);
  if (article.tags.length === 0 && (via ?? comments ?? rights ?? license) === null) return null;
  return html`<div class="colophon">
${comments && html`<p><a href="${comments}">Discussion at ${hostName(comments)}</a></p>\n`}${
  via && html`<p>First published by <a href="${via}">${article.via?.title ?? hostName(via)}</a></p>\n`
}${rights && html`<p class="rights">${rights}</p>\n`}${
  license && html`<p class="rights"><a rel="license" href="${license}">Licence at ${hostName(license)}</a></p>\n`
}${
  article.tags.length > 0 &&
  html`<ul class="tags" aria-label="Tags">${article.tags.map((tag) => html`<li>${tag}</li> `)}</ul>\n`
}</div>
`;
}

function renderAlsoCovered({ also }: ArticleView, site: SiteFacts): Html {
  return html`<section class="also-covered">
<h2>Also covered by</h2>
<ul class="titles">
${also.map(
  ({
    title,
    url,
    sourceTitle,
    slug,
  }) => html`<li><a href="${basePath(site)}${articlePath(slug)}">${title}</a> <span class="hint">${sourceTitle}${
    webAddress(url) !== null && html`, <a href="${url}">${hostName(url ?? '')}</a>`
  }</span></li>
`,
)}</ul>
</section>
`;
}

function renderMore({ article, source }: ArticleView, more: readonly ArticleView[], site: SiteFacts): Html {
  return html`<section class="related">
<h2>More from ${source.title}</h2>
${renderTitles(more, site)}
<p class="back"><a href="${basePath(site)}${sourcePath(article.sourceId)}">All of it <span aria-hidden="true">→</span></a></p>
</section>
`;
}

function fileName(url: string): string {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || hostName(url);
  } catch {
    return last;
  }
}

function sizeText(bytes: number): string {
  return bytes >= 1_000_000 ? `${Math.round(bytes / 1_000_000)} MB` : `${Math.max(1, Math.round(bytes / 1000))} kB`;
}
