// The pages for when there is nothing to show: not found, taken down, not taken, and our own faults.
import { html } from './html.ts';
import { renderPage } from './layout.ts';
import { basePath, type SiteFacts } from './site-facts.ts';

const MESSAGES = {
  400: ['Not understood', 'What was sent cannot be read.'],
  401: ['Who are you?', 'This page is for whoever runs this site.'],
  403: ['Not from here', 'This can only be sent from a page of this site.'],
  404: [
    'Lost, indeed',
    'There is nothing at this address. It may have been mistyped, or the article is no longer kept.',
  ],
  405: ['Not this way', 'This address can only be read.'],
  410: ['Taken down', 'What was here was removed from the site, and will not come back.'],
  413: ['Too much', 'What was sent is larger than anything this site takes.'],
  415: ['Not understood', 'What was sent is in a form that this site does not read.'],
  429: ['Too often', 'That was a lot at once. Please try again in a while.'],
  500: ['Something broke', 'That is our fault, not yours. It has been written down; please try again in a while.'],
  503: ['Too slow', 'The answer took too long. Please try again in a while.'],
} as const;

export type MessageStatus = keyof typeof MESSAGES;

/** The status, if there is a page for it, else 400 or 500. */
export function toMessageStatus(status: number): MessageStatus {
  if (Object.hasOwn(MESSAGES, status)) return status as MessageStatus;
  return status < 500 ? 400 : 500;
}

/** Renders the page that goes with a status. */
export function renderMessagePage(site: SiteFacts, status: MessageStatus): string {
  const [title, text] = MESSAGES[status];
  return renderPage(site, {
    title,
    description: null,
    canonicalUrl: null,
    noindex: true,
    place: null,
    main: html`<div class="notice">
<p class="status" aria-hidden="true">${status}</p>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="${basePath(site)}"><span aria-hidden="true">←</span> All articles</a></p>
</div>`,
  });
}
