// Entity tags of what is served in several codings: each coding has a tag of its own, for a cache must not take one for another.
import type { Coding } from './accept-encoding.ts';

const SUFFIX: Readonly<Record<Coding, string>> = { identity: '', gzip: '-gz', br: '-br', zstd: '-zst' };

/** The tag of a body in a coding, quoted; `hash` is that of the body as it is. */
export function entityTag(hash: string, coding: Coding): string {
  return `"${hash}${SUFFIX[coding]}"`;
}

/** Every tag of a body as it may come back, strong and weak, and the coding it names. */
export function entityTags(hash: string, codings: readonly Coding[]): ReadonlyMap<string, Coding> {
  return new Map(
    codings.flatMap((coding) => [
      [entityTag(hash, coding), coding],
      [`W/${entityTag(hash, coding)}`, coding],
    ]),
  );
}

/**
 * The coding whose tag goes into a 304, or null when the client must get the bytes. Any of our tags of these bytes will
 * do, whatever coding it names; it is given back as it came, for a cache updates only what it holds under that tag
 * (RFC 9111 section 4.3.4). `wouldBe` is what the client would get.
 */
export function matchedCoding(
  ifNoneMatch: string,
  tags: ReadonlyMap<string, Coding>,
  wouldBe: () => Coding,
): Coding | null {
  const only = tags.get(ifNoneMatch);
  if (only !== undefined) return only;
  if (ifNoneMatch.trim() === '*') return wouldBe();
  const listed = (ifNoneMatch.match(/"[^"]*"/g) ?? []).flatMap((tag) => tags.get(tag) ?? []);
  if (listed.length === 0) return null;
  const best = wouldBe();
  return listed.includes(best) ? best : (listed[0] ?? null);
}
