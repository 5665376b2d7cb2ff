// Spans of time as people say them in a table or a sentence.

const UNITS = [
  { unit: 's', ms: 1_000, upTo: 120 },
  { unit: 'min', ms: 60_000, upTo: 120 },
  { unit: 'h', ms: 3_600_000, upTo: 48 },
  { unit: 'd', ms: 86_400_000, upTo: Number.POSITIVE_INFINITY },
] as const;

/** Such as `40 min`, `3 h`, `12 d`: one unit, rounded; nothing is shorter than 0 s. */
export function toSpan(ms: number): string {
  for (const { unit, ms: size, upTo } of UNITS) {
    const count = Math.round(Math.max(0, ms) / size);
    if (count < upTo) return `${count} ${unit}`;
  }
  return '';
}

/** Such as `3 h ago` or `in 40 min`. */
export function fromNow(at: number, now: number): string {
  return at > now ? `in ${toSpan(at - now)}` : `${toSpan(now - at)} ago`;
}
