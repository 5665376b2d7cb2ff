// Dates as feeds write them.

import type { Item } from './item.ts';
import type { SourceSpec } from './spec.ts';

/** Dates that people have put into feeds. */
const BAD_DATES = ['yesterday, around noon', '31 Feb 2026 25:61:00 +0000', '0000-00-00 00:00:00', 'Tue'] as const;

/** RFC 822 with a year of four digits, as RSS wants it; `zone` shifts the clock, not the moment. */
export function toRfc822(at: number, zone: string): string {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
  const shiftMs = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return new Date(at + shiftMs).toUTCString().replace('GMT', zone === '+0000' ? 'GMT' : zone);
}

/** RFC 3339 in UTC, whole seconds. */
export function toRfc3339(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** The date of an item in one of the two notations, or what the source puts in its place; null: no date. */
export function writeDate(spec: SourceSpec, item: Item, write: (at: number) => string): string | null {
  if (spec.quirks.includes('undated')) return null;
  if (spec.quirks.includes('bad-dates')) return BAD_DATES[item.serial % BAD_DATES.length] ?? null;
  return write(item.publishedAt);
}
