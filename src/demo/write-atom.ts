// Writes Atom: 0.3 as it was before the RFC, and 1.0 (RFC 4287) with bodies as HTML, XHTML or plain text.

import { toRfc3339, writeDate } from './dates.ts';
import type { DemoFeed } from './feed.ts';
import type { Item } from './item.ts';
import { block, escapeXml, line } from './markup.ts';

type WriteBody = (item: Item) => string;

const asHtml: WriteBody = (item) => line(4, 'content type="html"', escapeXml(item.html));
const asXhtml: WriteBody = (item) =>
  line(4, 'content type="xhtml"', `<div xmlns="http://www.w3.org/1999/xhtml">${item.html}</div>`);
const asText: WriteBody = (item) => line(4, 'content type="text"', toPlain(item.html));

export const writeAtomHtml = (feed: DemoFeed): string => writeAtom10(feed, asHtml);
export const writeAtomXhtml = (feed: DemoFeed): string => writeAtom10(feed, asXhtml);
export const writeAtomText = (feed: DemoFeed): string => writeAtom10(feed, asText);

function writeAtom10(feed: DemoFeed, writeBody: WriteBody): string {
  const { spec, home, self, logo, updatedAt } = feed;
  const isRelative = spec.quirks.includes('relative');
  const toHref = (address: string): string =>
    escapeXml(isRelative && address.startsWith(home) ? address.slice(home.length) || './' : address);
  const entries = feed.items.map((item) => {
    const published = writeDate(spec, item, toRfc3339);
    return block(
      2,
      'entry',
      line(4, 'id', escapeXml(item.guid ?? item.link)),
      line(4, 'title', escapeXml(item.title)),
      `    <link href="${toHref(item.link)}"/>\n`,
      line(4, 'published', published),
      line(4, 'updated', published === null ? null : toRfc3339(item.updatedAt)),
      writeAuthor(item),
      ...item.tags.map((tag) => `    <category term="${escapeXml(tag)}"/>\n`),
      line(4, 'summary', escapeXml(item.summary)),
      writeBody(item),
    );
  });
  const base = isRelative ? ` xml:base="${home}"` : '';
  return block(
    0,
    `feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${spec.pool.language}"${base}`,
    line(2, 'id', `tag:${spec.id}.example,2026:feed`),
    line(2, 'title', escapeXml(spec.title)),
    line(2, 'subtitle', escapeXml(spec.tagline)),
    `  <link rel="alternate" type="text/html" href="${toHref(home)}"/>\n`,
    `  <link rel="self" type="application/atom+xml" href="${toHref(self)}"/>\n`,
    line(2, 'logo', logo),
    line(2, 'updated', toRfc3339(updatedAt)),
    ...entries,
  );
}

/** Atom 0.3: `mode` beside `type`, `issued` and `modified` for `published` and `updated`. */
export function writeAtom03({ spec, home, items, updatedAt }: DemoFeed): string {
  const entries = items.map((item) =>
    block(
      2,
      'entry',
      line(4, 'title', escapeXml(item.title)),
      `    <link rel="alternate" type="text/html" href="${escapeXml(item.link)}"/>\n`,
      line(4, 'id', escapeXml(item.guid ?? item.link)),
      line(4, 'issued', writeDate(spec, item, toRfc3339)),
      line(4, 'modified', toRfc3339(item.updatedAt)),
      writeAuthor(item),
      line(4, 'content type="text/html" mode="escaped"', escapeXml(item.html)),
    ),
  );
  return block(
    0,
    `feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="${spec.pool.language}"`,
    line(2, 'title', escapeXml(spec.title)),
    `  <link rel="alternate" type="text/html" href="${home}"/>\n`,
    line(2, 'tagline', escapeXml(spec.tagline)),
    line(2, 'id', `tag:${spec.id}.example,2026:feed`),
    line(2, 'modified', toRfc3339(updatedAt)),
    ...entries,
  );
}

function writeAuthor(item: Item): string {
  return block(4, 'author', line(6, 'name', escapeXml(item.author)));
}

/** Paragraphs with empty lines between; still escaped. Our own HTML is plain enough to lose its tags like this. */
function toPlain(html: string): string {
  return html.replace(/\n/g, '\n\n').replace(/<[^>]+>/g, '');
}
