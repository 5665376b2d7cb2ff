// "Did you mean …?": the known word nearest to a mistyped one.

/** The candidate that `word` was probably meant to be, or null when none is near; case, `_` and `-` do not count. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const typed = fold(word);
  const tolerance = typed.length <= 3 ? 1 : 2;
  let best: string | null = null;
  let bestDistance = tolerance + 1;
  for (const candidate of candidates) {
    const known = fold(candidate);
    if (Math.abs(known.length - typed.length) >= bestDistance) continue;
    const distance = editDistance(typed, known);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Candidates nearest to the mistyped one, as the end of a fault's message; empty when none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const found = nearest(word, candidates);
  return found === null ? '' : `; did you mean ${JSON.stringify(found)}?`;
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[_-]/g, '').slice(0, 64);
}

/** Insertions, deletions, substitutions and swaps of neighbours that lead from `a` to `b`. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
