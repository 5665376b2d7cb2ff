// How often an article was seen, and which requests count as that.
import type { IncomingHttpHeaders } from 'node:http';
import { type Html, html } from './html.ts';

/** In the line of facts, such as `1 view`; nothing for an article that nobody saw yet. */
export function renderViews(views: number): Html | null {
  if (views === 0) return null;
  return html`<span class="views">${renderNumberOf(views, 'view')}</span>`;
}

/** Such as `1 view` or `1,200 views`. */
export function renderNumberOf(count: number, thing: string): string {
  return `${formatNumber(count)} ${thing}${count === 1 ? '' : 's'}`;
}

// made once: `toLocaleString` makes one for each number, which costs more than the rest of an entry of a list
const { format: formatNumber } = new Intl.NumberFormat('en');

/** Programs that say what they are. */
const PROGRAM =
  /bot|crawl|spider|slurp|archiv|scan|scrap|fetch|feed|rss|reader|preview|monitor|uptime|headless|lighthouse|http|curl|wget|python|perl|ruby|java\/|php|okhttp|libwww|axios|node|go-|facebookexternalhit|whatsapp|embed/i;

/** Whether a request for a page is a person looking at it: neither a program nor a browser that only gets ready. */
export function isPersonLooking(method: string | undefined, headers: IncomingHttpHeaders): boolean {
  if (method !== 'GET') return false;
  const agent = headers['user-agent'] ?? '';
  // every browser says this, for forty years of reasons
  if (!agent.startsWith('Mozilla/') || PROGRAM.test(agent)) return false;
  const isEarly = [headers['sec-purpose'], headers.purpose, headers['x-purpose'], headers['x-moz']].some(
    (purpose) => typeof purpose === 'string' && /prefetch|prerender|preview/i.test(purpose),
  );
  return !isEarly && (headers['sec-fetch-dest'] ?? 'document') === 'document';
}
