// The page of one article: whose it is and where the original stands come first, then what we may show of it.
import type { Enclosure, Image } from '../model.ts';
import { renderBadge, renderFacts } from './article-list.ts';
import { type ArticleView, cutText, opensWith } from './article-view.ts';
import { isoDay, renderDate } from './dates.ts';
import { escapeHtml, type Html, html, trustedHtml } from './html.ts';
import { renderPage } from './layout.ts';
import { articlePath, basePath, hostName, type SiteFacts, webAddress } from './site-facts.ts';
import { languageAttributes } from './text-direction.ts';

// What search engines and chat previews show of a description.
const MAX_DESCRIPTION_CHARACTERS = 160;

/** Renders the page. */
export function renderArticlePage(site: SiteFacts, view: ArticleView): string {
  const { article, title, summary, contentHtml, originalUrl } = view;
  const language = languageAttributes(article.language);
  const hasStandfirst = summary !== '' && (contentHtml === null || !opensWith(contentHtml, summary));
  const main = html`<article class="article">
<header>
${renderBadge(view)}<h1${language}>${title}</h1>
${hasStandfirst && html`<p class="standfirst"${language}>${summary}</p>\n`}${
  originalUrl &&
  html`<p class="original"><a href="${originalUrl}">Read the original at ${hostName(originalUrl)} <span aria-hidden="true">↗</span></a></p>\n`
}${renderByline(view)}
</header>
${view.image && !shows(contentHtml, view.image) && renderFigure(view.image, language)}${
  contentHtml && html`<div class="body"${language}>\n${trustedHtml(contentHtml)}\n</div>\n`
}${renderEnclosures(article.enclosures)}<footer class="colophon">
${renderColophon(view)}<p class="back"><a href="${basePath(site)}"><span aria-hidden="true">←</span> All articles</a></p>
</footer>
</article>`;
  return renderPage(site, {
    title,
    description: summary === '' ? null : cutText(summary, MAX_DESCRIPTION_CHARACTERS),
    canonicalUrl: originalUrl ?? new URL(articlePath(article.slug), site.url).href,
    noindex: view.noindex,
    main,
  });
}

/** Whether the body has the picture too: one time is enough. */
function shows(contentHtml: string | null, image: Image): boolean {
  return contentHtml?.includes(`"${escapeHtml(image.url)}"`) ?? false;
}

function renderByline(view: ArticleView): Html {
  const { authors, publishedAt, updatedAt } = view.article;
  const names = authors.map(({ name, url }, index) => {
    const address = webAddress(url);
    return html`${index > 0 && ', '}${address === null ? name : html`<a href="${address}">${name}</a>`}`;
  });
  const wasUpdated = updatedAt !== null && publishedAt !== null && isoDay(updatedAt) > isoDay(publishedAt);
  return html`<p class="facts">${names.length > 0 && html`<span class="authors">By ${names}</span> `}${renderFacts(view)}${
    wasUpdated && html` <span>updated ${renderDate(updatedAt)}</span>`
  }</p>`;
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

function renderColophon({ article, source }: ArticleView): Html {
  const via = webAddress(article.via?.url ?? null);
  const comments = webAddress(article.commentsUrl);
  return html`${article.tags.length > 0 && html`<ul class="tags" aria-label="Tags">${article.tags.map((tag) => html`<li>${tag}</li> `)}</ul>\n`}${
    via && html`<p>First published by <a href="${via}">${article.via?.title ?? hostName(via)}</a></p>\n`
  }${comments && html`<p><a href="${comments}">Discussion at ${hostName(comments)}</a></p>\n`}${
    source.rights && html`<p class="rights">${source.rights}</p>\n`
  }`;
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
