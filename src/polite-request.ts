// Requests apart from visits, such as for a page that may name a feed: through the same client, at the same hosts, with the same
// manners. A host that asked us to stay away is left alone by these too, and what they are told counts for visits.

import { FetchError } from './errors.ts';
import type { Fetcher } from './fetch/fetch.ts';
import { hostOf } from './fetch/fetch.ts';
import { hostWaits, LONGEST_RETRY_MS } from './host-waits.ts';
import type { FetchConfig, Fetched, FetchRequest } from './model.ts';
import { hostGapMs, hostSlots } from './schedule/schedule.ts';
import { toFailure } from './visit-failure.ts';

/** When hosts may be asked; the store, or the memory of a command that has none. */
export interface HostBook {
  /** A turn at a host: 0, or the milliseconds until it is worth trying again. */
  enterHost(entry: {
    readonly host: string;
    readonly now: number;
    readonly gapMs: number;
    readonly slots: number;
  }): Promise<number>;
  closeHosts(hosts: readonly { readonly host: string; readonly openAt: number }[]): Promise<void>;
}

export interface PoliteDeps {
  readonly fetcher: Fetcher;
  readonly hosts: HostBook;
  readonly fetch: FetchConfig;
  now(): number;
  /** Resolves at the end of the time, or when `signal` says that nobody waits any more. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** How long a host is waited for. */
  readonly patienceMs: number;
}

/** Waits for the host, asks, and closes the hosts that were asked for as long as the answer says. Throws FetchError. */
export async function askPolitely(request: FetchRequest, deps: PoliteDeps, signal: AbortSignal): Promise<Fetched> {
  const { fetcher, hosts, fetch, now } = deps;
  if (!URL.canParse(request.url)) throw new FetchError('address', 'the address cannot be read');
  const own = hostOf(request.url);
  const enter = (host: string) =>
    hosts.enterHost({ host, now: now(), gapMs: hostGapMs(host, fetch), slots: hostSlots(fetch)[host] ?? 1 });
  await waitForTurn(own, enter, deps, signal);
  let failure = null;
  let asked: readonly string[] = [];
  try {
    const fetched = await fetcher.fetch(request, signal, enter);
    asked = fetched.hosts;
    return fetched;
  } catch (error) {
    failure = toFailure(error, null);
    asked = failure.hosts;
    throw error;
  } finally {
    const retryMs = failure?.retryAfterMs == null ? null : Math.min(failure.retryAfterMs, LONGEST_RETRY_MS);
    const { hostFreeAt, hostRetryAt, otherHosts } = hostWaits(own, asked, { failure, retryMs, now: now(), fetch });
    await hosts.closeHosts([{ host: own, openAt: Math.max(hostFreeAt, hostRetryAt ?? 0) }, ...otherHosts]);
  }
}

async function waitForTurn(
  host: string,
  enter: (host: string) => Promise<number>,
  { patienceMs, sleep }: PoliteDeps,
  signal: AbortSignal,
): Promise<void> {
  let waitedMs = 0;
  for (let waitMs = await enter(host); waitMs > 0; waitMs = await enter(host)) {
    waitedMs += waitMs;
    if (waitedMs > patienceMs) {
      throw new FetchError('unavailable', `${host} is to be left alone for now`, { retryAfterMs: waitMs });
    }
    await sleep(waitMs, signal);
    if (signal.aborted) throw new FetchError('aborted', `${host} was still to be waited for`);
  }
}

/** Hosts as one command remembers them. */
export function createHostMemory(): HostBook {
  const openAt = new Map<string, number>();
  const close = (host: string, at: number) => openAt.set(host, Math.max(at, openAt.get(host) ?? 0));
  return {
    async enterHost({ host, now, gapMs }) {
      const waitMs = (openAt.get(host) ?? 0) - now;
      if (waitMs > 0) return waitMs;
      close(host, now + gapMs);
      return 0;
    },
    async closeHosts(hosts) {
      for (const { host, openAt: at } of hosts) close(host, at);
    },
  };
}
