// Which of a page's links are its icon (HTML, "Link type icon"), the fittest for a small picture beside a name first.
import type { PageLink } from './page-links.ts';

/** Shown at 16 or 32 pixels, on fine screens at twice that. */
const WANTED_PIXELS = 64;

/** Addresses of icons: those of a known size by how near it is, those of an unknown one after them; no drawings. */
export function iconLinks(links: readonly PageLink[]): readonly string[] {
  return links
    .filter(({ rels, type, url }) => rels.includes('icon') && !/svg/.test(type) && !/\.svgz?(?:[?#]|$)/i.test(url))
    .map(({ url, sizes }) => ({ url, misfit: misfitOf(sizes) }))
    .sort((a, b) => a.misfit - b.misfit)
    .map(({ url }) => url);
}

/** `sizes` is a list such as `16x16 32x32`. */
function misfitOf(sizes: string): number {
  const widths = [...sizes.matchAll(/(\d{1,4})x\d{1,4}/gi)].map((match) => Number(match[1]));
  return widths.length === 0
    ? WANTED_PIXELS * 100
    : Math.min(...widths.map((width) => Math.abs(width - WANTED_PIXELS)));
}
