// Articles in a list, newest first, under the days they were listed on.
import { readTimeLabel } from '../lib/read-time-label.ts';
import { type ArticleView, cutText, standfirstOf } from './article-view.ts';
import { dayOf, renderAge, renderDate, renderDay } from './dates.ts';
import { type Html, html } from './html.ts';
import { articlePath, basePath, categoryPath, type SiteFacts, sourcePath } from './site-facts.ts';
import { languageAttributes } from './text-direction.ts';
import { renderNumberOf, renderViews } from './views.ts';

// About three lines of a column that is pleasant to read.
const MAX_STANDFIRST_CHARACTERS = 200;

/** Sections of one day each. */
export function renderDays(views: readonly ArticleView[], site: SiteFacts): readonly Html[] {
  const days = Map.groupBy(views, ({ article }) => dayOf(article.listedAt));
  return [...days.values()].map(
    (day) => html`<section class="day">
<h2>${renderDay(day[0]?.article.listedAt ?? 0)}</h2>
${renderArticleList(day, site, 3)}
</section>
`,
  );
}

/** A plain list; `level` is that of the headings. */
export function renderArticleList(views: readonly ArticleView[], site: SiteFacts, level: 2 | 3): Html {
  return html`<ul class="articles">
${views.map((view) => renderListed(view, site, level))}</ul>`;
}

function renderListed(view: ArticleView, site: SiteFacts, level: 2 | 3): Html {
  const { article, title } = view;
  const standfirst = standfirstOf(view);
  const language = languageAttributes(article.language);
  const link = html`<a href="${view.href}">${title}</a>`;
  return html`<li>
<article>
${renderStamp(view, site)}${level === 3 ? html`<h3${language}>${link}</h3>` : html`<h2${language}>${link}</h2>`}
${standfirst && html`<p class="standfirst"${language}>${cutText(standfirst, MAX_STANDFIRST_CHARACTERS)}</p>\n`}<p class="facts">${renderListedFacts(view, site)}</p>
${renderAlso(view, site)}</article>
</li>
`;
}

/** Who else tells the story, in a line. */
function renderAlso({ also }: ArticleView, site: SiteFacts): Html | null {
  if (also.length === 0) return null;
  const links = also.map(
    ({ slug, sourceTitle }, index) =>
      html`${index > 0 && ', '}<a href="${basePath(site)}${articlePath(slug)}">${sourceTitle}</a>`,
  );
  return html`<p class="also">Also covered by ${links}</p>
`;
}

/** Titles alone, each with its day: for what stands below something else of the same source. */
export function renderTitles(views: readonly ArticleView[], site: SiteFacts): Html {
  return html`<ul class="titles">
${views.map(
  ({
    article,
    title,
  }) => html`<li><a href="${basePath(site)}${articlePath(article.slug)}"${languageAttributes(article.language)}>${title}</a> <span class="hint">${renderDate(article.listedAt)}</span></li>
`,
)}</ul>`;
}

/** The category, with its emoji, leading to the others in it; nothing for an article without one. */
export function renderBadge({ category }: ArticleView, site: SiteFacts): Html | null {
  if (category === null) return null;
  const emoji = category.emoji && html`<span aria-hidden="true">${category.emoji}</span> `;
  return html`<a class="badge" href="${basePath(site)}${categoryPath(category.id)}">${emoji}${category.label}</a> `;
}

/** Category and time. The day is that of the section; an article that was published on another one says so. */
function renderStamp(view: ArticleView, site: SiteFacts): Html {
  const { publishedAt, listedAt, firstSeenAt } = view.article;
  const when =
    publishedAt === null
      ? html`seen ${renderAge(firstSeenAt, dayOf(firstSeenAt) === dayOf(listedAt))}`
      : renderAge(publishedAt, dayOf(publishedAt) === dayOf(listedAt));
  return html`<p class="stamp">${renderBadge(view, site)}<span>${when}</span></p>\n`;
}

/** Source, read time, and what readers did. */
function renderListedFacts(view: ArticleView, site: SiteFacts): readonly Html[] {
  return [renderSource(view, site), ...renderReadTime(view), ...renderCounts(view, site)];
}

/** The name of the source, leading to what we have of it. */
export function renderSource({ article, source }: ArticleView, site: SiteFacts): Html {
  const name = source.isKnown
    ? html`<a href="${basePath(site)}${sourcePath(article.sourceId)}">${source.title}</a>`
    : html`${source.title}`;
  return html`<span class="source">${name}</span> `;
}

/** `12 views`, and `3 comments` leading to them; nothing of what nobody did. */
function renderCounts({ article, counts }: ArticleView, site: SiteFacts): readonly Html[] {
  if (counts === null) return [];
  const { views, comments } = counts;
  const address = html`${basePath(site)}${articlePath(article.slug)}#comments`;
  return [
    html`${renderViews(views)} `,
    html`${comments > 0 && html`<span><a href="${address}">${renderNumberOf(comments, 'comment')}</a></span>`}`,
  ];
}

/** `4 min read`; nothing where it is not known. */
export function renderReadTime({ article: { readMinutes } }: ArticleView): readonly Html[] {
  return readMinutes === null ? [] : [html`<span class="read-time">${readTimeLabel(readMinutes)}</span> `];
}
