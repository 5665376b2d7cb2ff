// Durations as operators write them: a whole number and a unit, such as "90s", "15m", "2h" or "7d".

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** What a duration looks like; seven digits are enough for any of our limits and stay exact. */
export const DURATION = /^(\d{1,7})([smhd])$/;

const UNITS: readonly (readonly [unit: string, ms: number])[] = [
  ['d', DAY_MS],
  ['h', HOUR_MS],
  ['m', MINUTE_MS],
  ['s', SECOND_MS],
];

/** Milliseconds of a duration; NaN for anything that DURATION does not match. */
export function durationToMs(text: string): number {
  const [, count, unit] = DURATION.exec(text) ?? [];
  const unitMs = UNITS.find(([letter]) => letter === unit)?.[1] ?? Number.NaN;
  return Number(count) * unitMs;
}

/** The shortest way to write a whole number of seconds: 5_400_000 is "90m". */
export function msToDuration(ms: number): string {
  const [unit, unitMs] = UNITS.find(([, size]) => ms !== 0 && ms % size === 0) ?? ['s', SECOND_MS];
  return `${ms / unitMs}${unit}`;
}
