// Feeds that carry attacks in every field, in each of the three formats. A format that takes text as it is (Atom, JSON) brings
// it as text; RSS, where titles may be markup, brings it once and twice escaped.

const escapeXml = (text: string) =>
  text
    // what XML cannot carry, whatever is done
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A third of all attacks or so that go into one entry: each in a body, and all in each field of text. */
export type Entry = readonly string[];

const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2026, 9, 1);
const dateOf = (index: number) => new Date(FIRST - (index % 30) * DAY_MS - index * 1000);
const bodyOf = (entry: Entry) => `<p>Begin</p>${entry.join('\n')}<p>End</p>`;
const textOf = (entry: Entry, index: number) => `${index} ${entry.join(' ')}`;
/** Every second entry has an attack for a link, too. */
const linkOf = (entry: Entry, index: number) =>
  index % 2 === 0 ? (entry[0] ?? '') : `https://site.example/${index}?x=${entry[0]}`;

export function hostileRss(entries: readonly Entry[]): string {
  const items = entries.map((entry, index) => {
    const text = textOf(entry, index);
    const once = escapeXml(text);
    const twice = escapeXml(escapeXml(text));
    return `<item><guid isPermaLink="false">rss-${index}</guid><title>${index % 2 ? once : twice}</title>
<link>${escapeXml(linkOf(entry, index))}</link><pubDate>${dateOf(index).toUTCString()}</pubDate>
<dc:creator>${once}</dc:creator><author>x@y.example (${once})</author><category domain="${once}">${twice}</category>
<description>${escapeXml(bodyOf(entry))}</description>
${index % 3 === 0 ? '' : `<content:encoded>${escapeXml(bodyOf(entry))}</content:encoded>`}
<enclosure url="https://site.example/${index}.mp3?${once}" type="${once}" length="1"/>
<source url="https://site.example/?${once}">${twice}</source><comments>${escapeXml(linkOf(entry, index))}</comments>
<media:content url="https://site.example/${index}.jpg?${once}" medium="image"><media:description>${twice}</media:description>
<media:title>${twice}</media:title><media:credit>${twice}</media:credit></media:content></item>`;
  });
  const all = escapeXml(escapeXml(entries[0]?.join(' ') ?? ''));
  return `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>RSS ${all}</title><link>https://rss.example/</link><description>${all}</description><copyright>${all}</copyright><generator>${all}</generator>${items.join('\n')}</channel></rss>`;
}

export function hostileAtom(entries: readonly Entry[]): string {
  const items = entries.map((entry, index) => {
    const text = escapeXml(textOf(entry, index));
    const html = escapeXml(bodyOf(entry));
    const at = dateOf(index).toISOString();
    return `<entry><id>tag:atom.example,2026:${index}</id><title type="${index % 2 ? 'text' : 'html'}">${
      index % 2 ? text : escapeXml(escapeXml(textOf(entry, index)))
    }</title><link href="${escapeXml(linkOf(entry, index))}"/><link rel="replies" href="${escapeXml(linkOf(entry, index))}"/>
<link rel="enclosure" href="https://site.example/${index}?${text}" type="${text}" title="${text}"/>
<published>${at}</published><updated>${at}</updated><author><name>${text}</name><uri>${escapeXml(linkOf(entry, index))}</uri></author>
<category term="${text}" label="${text}"/><summary type="text">${text}</summary><content type="html">${html}</content>
<rights type="text">${text}</rights><source><id>tag:x.example,2026:s</id><title>${text}</title></source></entry>`;
  });
  const all = escapeXml(entries[0]?.join(' ') ?? '');
  return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>tag:atom.example,2026:feed</id><title>Atom ${all}</title><subtitle>${all}</subtitle><rights>${all}</rights><link href="https://atom.example/"/><updated>2026-10-01T00:00:00Z</updated>${items.join('\n')}</feed>`;
}

export function hostileJson(entries: readonly Entry[]): string {
  const items = entries.map((entry, index) => {
    const text = textOf(entry, index);
    return {
      id: `json-${index}`,
      url: linkOf(entry, index),
      external_url: linkOf(entry, index),
      title: text,
      summary: index % 2 ? text : undefined,
      content_html: index % 4 ? bodyOf(entry) : undefined,
      content_text: index % 4 ? undefined : text,
      image: `https://site.example/${index}.png?${text}`,
      date_published: dateOf(index).toISOString(),
      authors: [{ name: text, url: linkOf(entry, index), avatar: linkOf(entry, index) }],
      tags: [text, ...entry],
      language: index % 5 ? 'en' : entry[0],
      attachments: [{ url: `https://site.example/${index}?${text}`, mime_type: text, title: text }],
    };
  });
  const all = entries[0]?.join(' ') ?? '';
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: `JSON ${all}`,
    description: all,
    home_page_url: 'https://json.example/',
    items,
  });
}
