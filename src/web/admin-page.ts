// The operator's page: comments that wait, comments of late, closed articles. It asks and shows; nothing here decides.
import type { HeldWhy, ModeratedComment } from '../model.ts';
import { authorName, renderCommentBody } from './comments.ts';
import { renderDate } from './dates.ts';
import { type Html, html } from './html.ts';
import { renderPage } from './layout.ts';
import { articlePath, basePath, type SiteFacts } from './site-facts.ts';

/** What the page shows. */
export interface AdminFacts {
  /** Oldest first; `heldCount` of them wait in all. */
  readonly held: readonly ModeratedComment[];
  readonly heldCount: number;
  /** Newest first. */
  readonly latest: readonly ModeratedComment[];
  readonly closed: readonly { readonly slug: string; readonly title: string }[];
}

const WHY: Readonly<Record<HeldWhy, string>> = {
  moderation: 'all comments wait',
  links: 'many links',
  repeated: 'said before',
  trap: 'filled in what no person sees',
  haste: 'sent within three seconds',
};

/** Renders the page. */
export function renderAdminPage(site: SiteFacts, { held, heldCount, latest, closed }: AdminFacts): string {
  const base = basePath(site);
  const main = html`<div class="prose moderation">
<h1>Comments</h1>
<h2>${heldCount} ${heldCount === 1 ? 'waits' : 'wait'}</h2>
${renderQueue(base, held, 'Nothing waits for you.')}
<h2>Shown of late</h2>
${renderQueue(base, latest, 'Nobody has said anything yet.')}
<h2>Closed articles</h2>
${
  closed.length === 0
    ? html`<p>None: all articles take comments.</p>`
    : html`<ul class="closed">
${closed.map(({ slug, title }) => html`<li><a href="${base}${articlePath(slug)}">${title}</a> ${button(base, `articles/${slug}/open`, 'Open again')}</li>\n`)}</ul>`
}
${button(base, 'logout', 'Log out')}
</div>`;
  return renderAdmin(site, main);
}

/** The form that asks for the token; `fault` says why it is asked for again. */
export function renderLoginPage(site: SiteFacts, fault: string | null): string {
  const main = html`<div class="prose moderation">
<h1>For whoever runs this site</h1>
<form class="login" method="post" action="${basePath(site)}admin/login">
<p class="outcome fault" role="status">${fault}</p>
<p><label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required></p>
<button>Log in</button>
</form>
</div>`;
  return renderAdmin(site, main);
}

function renderQueue(base: string, comments: readonly ModeratedComment[], emptyText: string): Html {
  if (comments.length === 0) return html`<p>${emptyText}</p>`;
  return html`<ol>
${comments.map((comment) => renderModerated(base, comment))}</ol>`;
}

function renderAdmin(site: SiteFacts, main: Html): string {
  return renderPage(site, { title: 'Admin', description: null, canonicalUrl: null, noindex: true, place: null, main });
}

function renderModerated(base: string, { num, author, body, at, state, heldWhy, article }: ModeratedComment): Html {
  return html`<li class="comment">
<p class="facts"><bdi class="authors">${authorName(author)}</bdi> ${renderDate(at)}${
    state === 'held' && heldWhy !== null && html` <span class="why">${WHY[heldWhy]}</span>`
  }</p>
${renderCommentBody(body)}<p class="hint">On <a href="${base}${articlePath(article.slug)}">${article.title}</a></p>
<div class="acts">
${state === 'held' && button(base, `comments/${num}/approve`, 'Approve')}${button(base, `comments/${num}/delete`, 'Delete')}${
  !article.isClosed && button(base, `articles/${article.slug}/close`, 'Close the article')
}</div>
</li>
`;
}

function button(base: string, path: string, label: string): Html {
  return html`<form method="post" action="${base}admin/${path}"><button>${label}</button></form>\n`;
}
