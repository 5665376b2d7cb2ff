// The row of reactions below an article: a form with a button for each kind, which works by itself.
import type { ArticleActs, Config } from '../model.ts';
import { type ActCode, messageOf } from './act-messages.ts';
import { type Html, html } from './html.ts';
import { articlePath } from './site-facts.ts';

/** What the row shows. */
export interface ReactionRow {
  readonly base: string;
  readonly slug: string;
  readonly kinds: Config['site']['reactions'];
  readonly acts: ArticleActs;
  readonly token: string;
  /** What came of the visitor's last act, if it was one of these. */
  readonly code: ActCode | null;
}

/** Renders the row. Each button says what it will do, so that a second click of the same button changes nothing. */
export function renderReactions({ base, slug, kinds, acts, token, code }: ReactionRow): Html {
  const buttons = kinds.map(({ id, emoji, label }) => {
    const isPressed = acts.own.has(id);
    return html`<li><button name="${isPressed ? 'remove' : 'add'}" value="${id}" aria-pressed="${isPressed ? 'true' : 'false'}" title="${label}"${
      acts.isClosed && html` disabled`
    }><span aria-hidden="true">${emoji}</span> <span class="unseen">${label}</span> <span class="count">${
      acts.reactions.get(id) ?? 0
    }</span></button></li>\n`;
  });
  return html`<section class="reactions" id="reactions" aria-labelledby="reactions-title">
<h2 id="reactions-title">How does this make you feel?</h2>
<form method="post" action="${base}${articlePath(slug)}reactions">
<input type="hidden" name="token" value="${token}">
<ul>
${buttons}</ul>
</form>
<p class="outcome" role="status">${code !== null && messageOf(code)}</p>
</section>
`;
}
