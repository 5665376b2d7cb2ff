// Comments below an article and the form to write one, which works by itself.
import type { Comment } from '../model.ts';
import { type ActCode, isDone, messageOf } from './act-messages.ts';
import { commentParagraphs, countCharacters, MAX_COMMENT_CHARACTERS, toCommentText } from './comment-text.ts';
import { renderDate } from './dates.ts';
import { type Html, html } from './html.ts';
import { articlePath } from './site-facts.ts';
import { renderNumberOf } from './views.ts';

/** What the section shows. */
export interface CommentSection {
  readonly base: string;
  readonly slug: string;
  /** Of all pages; `comments` are those of this one. */
  readonly total: number;
  readonly comments: readonly Comment[];
  readonly page: number;
  readonly pages: number;
  readonly isClosed: boolean;
  readonly token: string;
  /** What came of the visitor's comment. */
  readonly code: ActCode | null;
  /** What the visitor typed, when it could not be taken. */
  readonly typed: TypedComment;
}

/** The fields of the form as they came. */
export interface TypedComment {
  readonly name: string;
  readonly comment: string;
}

export const NOTHING_TYPED: TypedComment = { name: '', comment: '' };

/** What leads away from a comment: nothing is vouched for, nothing is told. */
export const COMMENT_LINK_REL = 'nofollow ugc noopener';

/** Renders the section. */
export function renderComments(section: CommentSection): Html {
  const { total, comments, isClosed } = section;
  return html`<section class="comments" id="comments" aria-labelledby="comments-title">
<h2 id="comments-title">${total === 0 ? 'No comments yet' : renderNumberOf(total, 'comment')}</h2>
<ol>
${comments.map(renderComment)}</ol>
${renderPages(section)}${isClosed ? html`<p>Comments are closed.</p>\n` : renderForm(section)}</section>
`;
}

/** Where a comment stands on its page. */
export function commentAnchor(num: number): string {
  return `comment-${num}`;
}

/** Who a comment is by. */
export function authorName(author: string): string {
  return author || 'Anonymous';
}

function renderComment({ num, author, body, at }: Comment): Html {
  const id = commentAnchor(num);
  return html`<li class="comment" id="${id}">
<p class="facts"><bdi class="authors">${authorName(author)}</bdi> <a href="#${id}">${renderDate(at)}</a></p>
${renderCommentBody(body)}</li>
`;
}

/** The text in paragraphs, each running the way its first letter does. */
export function renderCommentBody(body: string): readonly Html[] {
  return commentParagraphs(body).map(
    (lines) =>
      html`<p dir="auto">${lines.map((parts, index) => [
        index > 0 && html`<br>`,
        ...parts.map(({ text, href }) =>
          href === null ? text : html`<a href="${href}" rel="${COMMENT_LINK_REL}">${text}</a>`,
        ),
      ])}</p>\n`,
  );
}

function renderPages({ base, slug, page, pages }: CommentSection): Html | null {
  if (pages <= 1) return null;
  const link = (to: number, text: string, rel: string) =>
    html`<li><a href="${commentsAddress(base, slug, to)}" rel="${rel}">${text}</a></li>\n`;
  return html`<nav class="paging" aria-label="Pages of comments">
<ul>
${page > 1 && link(page - 1, 'Earlier comments', 'prev')}<li>Page ${page} of ${pages}</li>
${page < pages && link(page + 1, 'Later comments', 'next')}</ul>
</nav>
`;
}

/** The page of an article with a page of its comments. */
function commentsAddress(base: string, slug: string, page: number): string {
  return `${base}${articlePath(slug)}${page === 1 ? '' : `?comments=${page}`}#comments`;
}

function renderForm({ base, slug, token, code, typed }: CommentSection): Html {
  const isFault = code !== null && !isDone(code);
  const isNameFault = code === 'name-long' || code === 'name-taken';
  const invalid = html` aria-invalid="true"`;
  return html`<form id="say" method="post" action="${base}${articlePath(slug)}comments" aria-labelledby="say-title">
<h3 id="say-title">Say something</h3>
<p class="outcome${isFault && ' fault'}" role="status">${code !== null && messageOf(code)}</p>
<input type="hidden" name="token" value="${token}">
<p><label for="say-name">Name (optional)</label>
<input id="say-name" name="name" value="${typed.name}" autocomplete="nickname"${isNameFault && invalid}></p>
<p><label for="say-comment">Comment</label>
<textarea id="say-comment" name="comment" rows="6" required aria-describedby="say-counter"${isFault && !isNameFault && invalid}>
${typed.comment}</textarea></p>
<div class="send">
<p class="counter" id="say-counter"><span class="live"><span class="count">${countCharacters(toCommentText(typed.comment))}</span>/</span>${MAX_COMMENT_CHARACTERS}<span class="hint"> characters, plain text</span></p>
<button>Send</button>
</div>
<p hidden><label for="say-website">Leave this empty</label>
<input id="say-website" name="website" tabindex="-1" autocomplete="off"></p>
</form>
`;
}
