// Dates as pages show them: in UTC and without "today", so that a page written once stays right. The script makes ages of
// those that are marked for it.
import { type Html, html } from './html.ts';

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A number for the day of a moment, in UTC. */
export function dayOf(at: number): number {
  return Math.floor(at / 86_400_000);
}

/** The day of a moment, such as `2026-11-22`. */
export function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, -'T00:00:00.000Z'.length);
}

/** A `<time>` that reads `22 November 2026`. */
export function renderDate(at: number): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${dateText(at)}</time>`;
}

/** A `<time>` that the script turns into an age; without it the date, or `14:05 UTC` where the day is said already. */
export function renderAge(at: number, dayIsSaid = false): Html {
  const iso = new Date(at).toISOString();
  return html`<time class="age" datetime="${iso}">${dayIsSaid ? `${iso.slice(11, 16)} UTC` : dateText(at)}</time>`;
}

/** A day in two parts, `Sunday` and the date, for headings. */
export function renderDay(at: number): Html {
  const weekday = WEEKDAYS[new Date(at).getUTCDay()] ?? '';
  return html`<time datetime="${isoDay(at)}"><span class="weekday">${weekday}</span> ${dateText(at)}</time>`;
}

/** Such as `22 November 2026`. */
export function dateText(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
