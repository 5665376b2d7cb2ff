// The pages behind the feeds: a list of the sources, a home page for each, and a plain page for every article that is in
// its feed now, so that every link of the world leads somewhere.

import type { Item } from './item.ts';
import type { Life } from './life.ts';
import { escapeXml } from './markup.ts';
import { toFeedPath, toFeedType } from './render.ts';

/** The front page: every source, what it is there to show, and where its feed is. */
export function makeFrontPage(lives: Iterable<Life>): string {
  const rows = [...lives].map(
    ({ spec }) =>
      `<li><a href="/${spec.id}/">${escapeXml(spec.title)}</a> (<a href="${toFeedPath(spec)}">feed</a>): ${escapeXml(spec.about)}</li>`,
  );
  return makePage(
    'en',
    'A small world of feeds',
    '',
    `<p>${rows.length} sources.</p>\n<ul>\n${rows.join('\n')}\n</ul>`,
  );
}

/** The home page of a source, which tells where its feed is (RSS autodiscovery). */
export function makeHomePage({ spec, items }: Life): string {
  const rows = items.map((item) => `<li><a href="${escapeXml(item.link)}">${escapeXml(nameItem(item))}</a></li>`);
  const feed = `<link rel="alternate" type="${toFeedType(spec)}" href="${toFeedPath(spec)}">`;
  return makePage(
    spec.pool.language,
    spec.title,
    feed,
    `<p>${escapeXml(spec.tagline)}</p>\n<ul>\n${rows.join('\n')}\n</ul>`,
  );
}

/** The page of an article: its words as plain text, whatever markup they came with. */
export function makeArticlePage({ spec }: Life, item: Item): string {
  const picture = item.picture === null ? '' : `<p><img src="${item.picture.url}" alt="" width="640"></p>\n`;
  const text = item.html
    .split('\n')
    .map((part) => `<p>${escapeXml(part.replace(/<[^>]*>/g, ''))}</p>`)
    .join('\n');
  return makePage(
    spec.pool.language,
    nameItem(item),
    '',
    `<p><a href="/${spec.id}/">${escapeXml(spec.title)}</a>, ${escapeXml(item.author)}</p>\n${picture}${text}`,
  );
}

function nameItem(item: Item): string {
  return item.title === '' ? item.summary : item.title;
}

function makePage(language: string, title: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="${language}" dir="${language === 'ar' || language === 'he' ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><title>${escapeXml(title)}</title>${head}
<style>body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui } img { max-width: 100% }</style></head>
<body><h1>${escapeXml(title)}</h1>
${body}
</body></html>
`;
}
