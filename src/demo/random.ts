// Chance that repeats itself: the same keys give the same choices, in whatever order things are asked for.

export interface Random {
  /** A whole number from 0 to below `limit`. */
  int(limit: number): number;
  /** `fallback` only when the list is empty. */
  pick<T>(list: readonly T[], fallback: T): T;
  /** The first `count` of a shuffled copy. */
  some<T>(list: readonly T[], count: number): readonly T[];
}

/** A 32-bit FNV-1a hash. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** Choices that depend on the keys alone (mulberry32 over their hash). */
export function makeRandom(...keys: readonly (string | number)[]): Random {
  let state = hash(keys.join('\n'));
  const int = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    int,
    pick: (list, fallback) => list[int(list.length)] ?? fallback,
    some(list, count) {
      const rest = [...list];
      const taken: (typeof list)[number][] = [];
      while (taken.length < count && rest.length > 0) taken.push(...rest.splice(int(rest.length), 1));
      return taken;
    },
  };
}
