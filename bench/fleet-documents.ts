// The documents of the benchmark fleet: about 60 KB each, RSS 2.0 and Atom 1.0 in four styles, the same for the same number.

const WORDS = (
  'kernel patch driver memory page cache thread lock queue socket packet route router switch cable signal clock timer ' +
  'parser token grammar compiler linker symbol register pointer buffer stack heap frame module package build test suite ' +
  'branch merge commit review release version upgrade server client request answer header body cookie proxy cache feed ' +
  'reader archive index search query table column row schema migration backup restore latency budget error retry limit'
).split(' ');
const START = Date.UTC(2026, 10, 20);

/** A small generator of numbers from 0 to 1 that depends only on its seed (mulberry32). */
function numbers(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const escapeXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

function sentence(next: () => number, length: number): string {
  const words = Array.from({ length }, () => WORDS[Math.floor(next() * WORDS.length)] as string);
  return words.join(' ');
}

function bodyHtml(next: () => number, id: number): string {
  const parts: string[] = [];
  for (let i = 0; i < 6; i++) {
    parts.push(`<p>${sentence(next, 14)}, <em>${sentence(next, 3)}</em> &amp; ${sentence(next, 12)}.</p>`);
    if (i === 1)
      parts.push(
        `<img src="https://site${id}.example/${Math.floor(next() * 1e6)}.jpg" alt="${sentence(next, 3)}" width="640" height="360">`,
      );
    if (i === 3)
      parts.push(`<h2>${sentence(next, 4)}</h2><ul><li>${sentence(next, 5)}</li><li>${sentence(next, 6)}</li></ul>`);
    if (i === 4)
      parts.push(
        `<p><a href="/${Math.floor(next() * 1e4)}?a=1&amp;b=2">${sentence(next, 4)}</a> ${sentence(next, 30)}</p>`,
      );
  }
  return parts.join('\n');
}

/** Document `id` with its newest item first. */
export function makeDocument(id: number, items: number): { text: string; type: string } {
  const atom = id % 2 === 1;
  const cdata = id % 4 < 2;
  const site = `https://site${id}.example`;
  const entries = Array.from({ length: items }, (_, i) => {
    const next = numbers(id * 1000 + i);
    const at = new Date(START - i * 3_600_000 * (1 + (id % 40)));
    const title = escapeXml(sentence(next, 7));
    const link = `${site}/${at.toISOString().slice(0, 10)}/${i}`;
    const html = bodyHtml(next, id);
    const body = cdata ? `<![CDATA[${html}]]>` : escapeXml(html);
    return atom
      ? `<entry><title>${title}</title><link rel="alternate" href="${link}"/><id>${link}</id><published>${at.toISOString()}</published><updated>${at.toISOString()}</updated><author><name>${sentence(next, 2)}</name></author><category term="${sentence(next, 1)}"/><summary>${sentence(next, 20)}</summary><content type="html">${body}</content></entry>`
      : `<item><title>${title}</title><link>${link}</link><guid isPermaLink="false">${id}-${i}</guid><pubDate>${at.toUTCString()}</pubDate><dc:creator>${sentence(next, 2)}</dc:creator><category>${sentence(next, 1)}</category><description>${sentence(next, 20)}</description><content:encoded>${body}</content:encoded></item>`;
  }).join('\n');
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  return atom
    ? {
        text: `${head}<feed xmlns="http://www.w3.org/2005/Atom"><title>Site ${id}</title><id>${site}/</id><updated>${new Date(START).toISOString()}</updated><link href="${site}/"/>\n${entries}\n</feed>\n`,
        type: 'application/atom+xml',
      }
    : {
        text: `${head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Site ${id}</title><link>${site}/</link><description>Notes</description>\n${entries}\n</channel></rss>\n`,
        type: 'application/rss+xml',
      };
}
