// How hard a host may be asked: one connection with a gap, unless the operator named it in `allowPrivate`.
import type { FetchConfig } from '../model.ts';

/** The shortest gap at a public host, whatever the file says. */
const PUBLIC_GAP_MS = 1_000;

/** Requests under way at once at the hosts where more than one is allowed. */
export function hostSlots(fetch: FetchConfig): Readonly<Record<string, number>> {
  return Object.fromEntries(fetch.allowPrivate.map((host) => [host.toLowerCase(), fetch.perHost]));
}

/** Milliseconds a host is left alone after a visit. */
export function hostGapMs(host: string, fetch: FetchConfig): number {
  const isPrivate = fetch.allowPrivate.some((allowed) => allowed.toLowerCase() === host);
  return isPrivate ? fetch.hostGapMs : Math.max(fetch.hostGapMs, PUBLIC_GAP_MS);
}
