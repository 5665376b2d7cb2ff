// How hard a host may be asked: one connection with a gap, unless the operator named it in `allowPrivate`.
import type { FetchConfig } from '../model.ts';

/** The shortest gap at a public host, whatever the file says. */
const PUBLIC_GAP_MS = 1_000;
/** A hub is a stranger to the servers that it has us visit. */
const HINT_GAP_MS = 60_000;
const PRIVATE_HINT_GAP_MS = 1_000;

/** Requests under way at once at the hosts where more than one is allowed. */
export function hostSlots(fetch: FetchConfig): Readonly<Record<string, number>> {
  return Object.fromEntries(fetch.allowPrivate.map((host) => [host.toLowerCase(), fetch.perHost]));
}

/** Milliseconds a host is left alone after a visit. */
export function hostGapMs(host: string, fetch: FetchConfig): number {
  return isPrivate(host, fetch) ? fetch.hostGapMs : Math.max(fetch.hostGapMs, PUBLIC_GAP_MS);
}

/** At least so many milliseconds lie between two visits although a hub tells of something new more often. */
export function hintGapMs(host: string, fetch: FetchConfig): number {
  return isPrivate(host, fetch) ? PRIVATE_HINT_GAP_MS : HINT_GAP_MS;
}

function isPrivate(host: string, fetch: FetchConfig): boolean {
  return fetch.allowPrivate.some((allowed) => allowed.toLowerCase() === host);
}
