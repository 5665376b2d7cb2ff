// Files that come with an entry: absolute addresses, each once, with a length where it is a number.
import { isRelative, toAddress } from '../lib/address.ts';
import type { Enclosure, ParsedEnclosure } from '../model.ts';

const MAX_ENCLOSURES = 100;
const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/;

/**
 * Addresses keep their parameters: many are signed. What has no usable address is left out. Without a base, which only a
 * document that was never fetched lacks, a relative address is kept as written: the file is there, only nobody knows where.
 */
export function readEnclosures(written: readonly ParsedEnclosure[], base: string | null): readonly Enclosure[] {
  const enclosures = new Map<string, Enclosure>();
  for (const { url: raw, type, length } of written.slice(0, MAX_ENCLOSURES)) {
    const url = toAddress(raw, base) ?? (base === null && isRelative(raw) ? raw : null);
    if (url === null || enclosures.has(url)) continue;
    const mediaType = type?.split(';')[0]?.trim().toLowerCase() ?? '';
    enclosures.set(url, { url, type: MEDIA_TYPE.test(mediaType) ? mediaType : null, length: readLength(length) });
  }
  return [...enclosures.values()];
}

/** Bytes; null for what is not a whole number above zero, because 0 is what software writes that does not know. */
function readLength(length: string | null): number | null {
  const text = length?.trim() ?? '';
  if (!/^\d{1,15}$/.test(text)) return null;
  return Number(text) || null;
}
