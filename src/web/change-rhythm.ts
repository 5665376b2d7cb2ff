// How often a document changes, as far as this process has seen it: what readers are told about when to ask again.

/** Changes that are remembered: enough that one burst or one quiet night does not count for the rhythm. */
const REMEMBERED = 9;
/** Whatever the rhythm: readers are not to come more often than every five minutes, nor to miss more than half an hour. */
const BOUNDS = { least: 300, most: 1800 };

export interface ChangeRhythm {
  /** Says when the document at a path last changed, as often as one likes. */
  note(path: string, updatedAt: number): void;
  /** Seconds that usually lie between two changes, bounded; `otherwise` before three of them were seen. */
  secondsBetween(path: string, otherwise: number): number;
}

export function createChangeRhythm(): ChangeRhythm {
  const changes = new Map<string, readonly number[]>();
  return {
    note(path, updatedAt) {
      const known = changes.get(path) ?? [];
      if (known.at(-1) !== updatedAt) changes.set(path, [...known, updatedAt].slice(-REMEMBERED));
    },
    secondsBetween(path, otherwise) {
      const moments = changes.get(path) ?? [];
      if (moments.length < 4) return otherwise;
      const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? at));
      gaps.sort((one, two) => one - two);
      const usual = (gaps[gaps.length >> 1] ?? 0) / 1000;
      return Math.min(Math.max(Math.round(usual), BOUNDS.least), BOUNDS.most);
    },
  };
}
