// How a read time is written, wherever it is shown.

/** Such as `4 min read`; the abbreviation is the same for one minute and for many. `minutes` is whole. */
export function readTimeLabel(minutes: number): string {
  return `${minutes} min read`;
}
