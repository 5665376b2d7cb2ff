// Pages of a long list: each begins after the article that ended the one before, so that what is new meanwhile moves nothing.
import type { ListPlace } from '../model.ts';
import { type Html, html } from './html.ts';

/** Articles on one page, at most: about as much as one reads, and 40 kB at the very most. */
export const PAGE_ARTICLES = 50;

// Moments have 13 digits until the year 2286.
const PLACE = /^(\d{1,14})\.([\w:.-]{1,200})$/;

/** Reads `?after=`; undefined when it makes no sense, null when it is absent. */
export function readPlace(after: unknown): ListPlace | null | undefined {
  if (after === undefined) return null;
  const match = typeof after === 'string' ? PLACE.exec(after) : null;
  return match ? { listedAt: Number(match[1]), id: match[2] ?? '' } : undefined;
}

/** A list's page as its renderer needs it: the place it begins after, and whether it goes on. */
export interface Paging {
  /** Null: it is the first page. */
  readonly after: ListPlace | null;
  /** Where the next one begins; null: this is the last one. */
  readonly next: ListPlace | null;
}

/** A list that is whole, as in files, where nobody can ask for more. */
export const ONE_PAGE: Paging = { after: null, next: null };

/** Of a page of `size` articles that was asked for with one more. */
export function pagingOf(after: ListPlace | null, asked: readonly ListPlace[], size: number): Paging {
  const last = asked.length > size ? asked[size - 1] : undefined;
  return { after, next: last === undefined ? null : { listedAt: last.listedAt, id: last.id } };
}

/** Links to the newest and to older articles; nothing where there is one page. `path` is that of the list. */
export function renderPaging({ after, next }: Paging, path: string): Html | null {
  if (after === null && next === null) return null;
  return html`<nav class="paging" aria-label="More articles">
<ul>
${after !== null && html`<li><a href="${path}"><span aria-hidden="true">↑</span> Newest</a></li>\n`}${
  next !== null &&
  html`<li><a rel="next" href="${path}?after=${`${next.listedAt}.${next.id}`}">Older <span aria-hidden="true">→</span></a></li>\n`
}</ul>
</nav>
`;
}
