// Documents to begin with, and small harms done to them.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeDocument } from '../../bench/fleet-documents.ts';

const MAX_BYTES = 60_000;
const PIECES = [
  '<',
  '>',
  ']]>',
  '<![CDATA[',
  '&',
  '&#0;',
  '&#xD800;',
  '<!--',
  '-->',
  '<?',
  '<!DOCTYPE x [',
  '"',
  "'",
  '\0',
  '<item>',
  '</entry>',
  'xml:base="',
  '{"',
  '[{',
  '\uFEFF',
  '&lt;script&gt;',
  '<a:b>',
  '<h1>',
  '<table>',
];

/** A source of numbers from 0 to 1. */
export type Next = () => number;

/** Numbers that depend only on the seed (mulberry32). */
export function numbers(seed: number): Next {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The parser's cases, documents of the benchmark, and the feeds in `folder` if there is one. */
export function loadDocuments(folder: string | undefined): readonly Buffer[] {
  const own = resolve(import.meta.dirname, '../parse/cases');
  const files = (folder === undefined ? [own] : [own, folder]).flatMap((directory) =>
    readdirSync(directory)
      .filter((name) => /\.(xml|rss|atom|rdf|json)$/.test(name) && !/expected|manifest/.test(name))
      .sort()
      .map((name) => join(directory, name)),
  );
  const small = files.map((file) => readFileSync(file)).filter((body) => body.length < MAX_BYTES);
  return [...small, Buffer.from(makeDocument(0, 3).text), Buffer.from(makeDocument(1, 3).text)];
}

/** One to eight small harms: bytes changed, cut, doubled, moved, or markup put in. */
export function mutate(body: Buffer, next: Next): Buffer {
  let out = Buffer.from(body);
  const at = () => Math.floor(next() * (out.length + 1));
  for (let harm = 1 + Math.floor(next() * 8); harm > 0; harm--) {
    const [from, to] = [at(), at()].sort((a, b) => a - b) as [number, number];
    const kind = next();
    if (kind < 0.2) out[from % Math.max(1, out.length)] = Math.floor(next() * 256);
    else if (kind < 0.35) out = Buffer.concat([out.subarray(0, from), out.subarray(Math.min(to, from + 200))]);
    else if (kind < 0.45) out = Buffer.from(out.subarray(0, to));
    else if (kind < 0.6)
      out = Buffer.concat([out.subarray(0, to), out.subarray(from, Math.min(to, from + 500)), out.subarray(to)]);
    else {
      const piece = Buffer.from(PIECES[Math.floor(next() * PIECES.length)] as string);
      const times = next() < 0.05 ? 2_000 : 1;
      out = Buffer.concat([out.subarray(0, from), ...Array.from({ length: times }, () => piece), out.subarray(from)]);
    }
  }
  return out;
}
