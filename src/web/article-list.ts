// Articles in a list, newest first, under the days they were listed on.
import { readTimeLabel } from '../lib/read-time-label.ts';
import { type ArticleView, cutText } from './article-view.ts';
import { isoDay, renderDate, renderDay } from './dates.ts';
import { type Html, html } from './html.ts';
import { articlePath } from './site-facts.ts';
import { languageAttributes } from './text-direction.ts';

// About three lines of a column that is pleasant to read.
const MAX_STANDFIRST_CHARACTERS = 240;

/** Sections of one day each. `base` is the site's path. */
export function renderDays(views: readonly ArticleView[], base: string): readonly Html[] {
  const days = Map.groupBy(views, ({ article }) => isoDay(article.listedAt));
  return [...days.values()].map(
    (day) => html`<section class="day">
<h2>${renderDay(day[0]?.article.listedAt ?? 0)}</h2>
${renderArticleList(day, base, 3)}
</section>
`,
  );
}

/** A plain list; `level` is that of the headings. */
export function renderArticleList(views: readonly ArticleView[], base: string, level: 2 | 3): Html {
  return html`<ul class="articles">
${views.map((view) => renderListed(view, base, level))}</ul>`;
}

function renderListed(view: ArticleView, base: string, level: 2 | 3): Html {
  const { article, title, summary } = view;
  const language = languageAttributes(article.language);
  const link = html`<a href="${base}${articlePath(article.slug)}">${title}</a>`;
  return html`<li>
<article>
${renderBadge(view)}${level === 3 ? html`<h3${language}>${link}</h3>` : html`<h2${language}>${link}</h2>`}
${summary && html`<p class="standfirst"${language}>${cutText(summary, MAX_STANDFIRST_CHARACTERS)}</p>\n`}<p class="facts">${renderFacts(view)}</p>
</article>
</li>
`;
}

/** The category, with its emoji; nothing for an article without one. */
export function renderBadge({ category }: ArticleView): Html | null {
  if (category === null) return null;
  const emoji = category.emoji && html`<span aria-hidden="true">${category.emoji}</span> `;
  return html`<p class="badge">${emoji}${category.label}</p>\n`;
}

/** Source, date and read time, each in its own element. */
export function renderFacts({ article, source }: ArticleView): readonly Html[] {
  const name = source.url === null ? html`${source.title}` : html`<a href="${source.url}">${source.title}</a>`;
  const minutes = article.readMinutes;
  return [
    html`<span class="source">${name}</span> `,
    article.publishedAt === null
      ? html`<span>seen ${renderDate(article.firstSeenAt)}</span> `
      : html`<span>${renderDate(article.publishedAt)}</span> `,
    ...(minutes === null ? [] : [html`<span class="read-time">${readTimeLabel(minutes)}</span>`]),
  ];
}
