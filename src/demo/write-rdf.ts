// Writes RSS 1.0: RDF, with the items beside the channel and Dublin Core for dates and authors.

import { toRfc3339, writeDate } from './dates.ts';
import type { DemoFeed } from './feed.ts';
import { block, escapeXml, line, toCdata } from './markup.ts';

const NAMESPACES = [
  'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"',
  'xmlns="http://purl.org/rss/1.0/"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
].join('\n  ');

export function writeRss10({ spec, home, self, items, updatedAt }: DemoFeed): string {
  const { language } = spec.pool;
  const places = items.map((item) => `        <rdf:li rdf:resource="${escapeXml(item.link)}"/>\n`);
  const channel = block(
    2,
    `channel rdf:about="${self}"`,
    line(4, 'title', escapeXml(spec.title)),
    line(4, 'link', home),
    line(4, 'description', escapeXml(spec.tagline)),
    line(4, 'dc:language', language),
    line(4, 'dc:date', toRfc3339(updatedAt)),
    block(4, 'items', block(6, 'rdf:Seq', ...places)),
  );
  const written = items.map((item) =>
    block(
      2,
      `item rdf:about="${escapeXml(item.link)}"`,
      line(4, 'title', escapeXml(item.title)),
      line(4, 'link', escapeXml(item.link)),
      line(4, 'description', escapeXml(item.summary)),
      line(4, 'content:encoded', toCdata(item.html)),
      line(4, 'dc:creator', escapeXml(item.author)),
      line(4, 'dc:date', writeDate(spec, item, toRfc3339)),
      ...item.tags.map((tag) => line(4, 'dc:subject', escapeXml(tag))),
    ),
  );
  return block(0, `rdf:RDF ${NAMESPACES}\n  xml:lang="${language}"`, channel, ...written);
}
