// The visits of simulated days: the real store, fetcher and parser on a clock that jumps from one due time to the next.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFetcher, type FetcherOptions, hostOf, makeUserAgent } from '../../src/fetch/fetch.ts';
import { toSafeHtml } from '../../src/lib/safe-html.ts';
import { SAFE_HTML_VERSION } from '../../src/lib/safe-html-version.ts';
import type { Config } from '../../src/model.ts';
import { type VisitOutcome, visit } from '../../src/pipeline.ts';
import { createReader } from '../../src/reader.ts';
import { openStore, type Store } from '../../src/store/store.ts';

const LEASE_MS = 60_000;
const AT_ONCE = 64;

type DatedOutcome = VisitOutcome & { readonly at: number };

export interface Life {
  now(): number;
  /** `at`: when the visit began. */
  readonly outcomes: readonly DatedOutcome[];
  of(source: string): readonly DatedOutcome[];
  store(): Store;
  /** Makes visits as they fall due until that moment. */
  liveUntil(at: number): Promise<void>;
  /** Closes the store and opens it again with a configuration, as a restart does. */
  restart(config: Config): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts with an empty store. Every name leads to loopback, but those that end in `.invalid`, which do not resolve; the
 * configuration holds them for public hosts.
 */
export async function startLife(options: {
  readonly config: Config;
  readonly hosts: readonly string[];
  readonly now: { value: number };
  /** Sources whose visits end after a short while of real time. */
  readonly hurried: readonly string[];
  readonly maxDecodedBytes: number;
}): Promise<Life> {
  const { now, hurried, maxDecodedBytes } = options;
  const directory = mkdtempSync(join(tmpdir(), 'lostfeed-gauntlet-'));
  const sanitize = { version: SAFE_HTML_VERSION, toSafeHtml };
  const outcomes: DatedOutcome[] = [];
  const { signal } = new AbortController();
  const clock = () => now.value;
  const sleepers: { readonly at: number; wake(): void }[] = [];
  let awake = 0;

  /** One visit less is at work: time passes once all that are left are asleep. */
  function rest(): void {
    awake--;
    const [first] = awake === 0 ? sleepers.sort((a, b) => a.at - b.at).splice(0, 1) : [];
    if (!first) return;
    awake++;
    now.value = Math.max(now.value, first.at);
    first.wake();
  }

  const asking = {
    maxBytes: 1_000_000,
    maxDecodedBytes,
    allowPrivate: options.hosts,
    userAgent: makeUserAgent({ version: '1.2.3', siteUrl: options.config.channel.url, contact: null }),
    now: clock,
    sleep: (ms: number) =>
      new Promise<void>((wake) => {
        sleepers.push({ at: now.value + ms, wake });
        rest();
      }),
    lookup: (name, _, callback) => {
      if (name.endsWith('.invalid')) callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
      else callback(null, [{ address: '127.0.0.1', family: 4 }]);
    },
  } satisfies Partial<FetcherOptions>;
  const patient = createFetcher({ ...asking, timeoutMs: 20_000 });
  const hasty = createFetcher({ ...asking, timeoutMs: 600 });
  let { config } = options;
  let store = await openStore({ directory, sanitize });
  const sync = () =>
    store.syncSources(
      config.sources.map((source) => ({ config: source, host: hostOf(source.url) })),
      now.value,
    );
  await sync();

  /** Visits what is due now; false when nothing is. */
  async function visitDue(): Promise<boolean> {
    const request = { now: now.value, limit: AT_ONCE, leaseMs: LEASE_MS, slots: {}, forceSince: null };
    const claimed = await store.claimDue(request);
    const at = now.value;
    awake += claimed.length;
    const visits = claimed.map(async (one) => {
      const source = config.sources.find(({ id }) => id === one.state.sourceId);
      if (!source) throw new Error(`${one.state.sourceId} is not configured`);
      const reader = createReader({ store, config: () => config, now: clock, crowd: null });
      const fetcher = hurried.includes(source.id) ? hasty : patient;
      const outcome = await visit(
        one,
        source,
        { fetcher, store, reader, config, isInformed: () => false, now: clock },
        signal,
      );
      outcomes.push({ ...outcome, at });
      rest();
    });
    await Promise.all(visits);
    return claimed.length > 0;
  }

  return {
    now: clock,
    outcomes,
    of: (source) => outcomes.filter(({ sourceId }) => sourceId === source),
    store: () => store,
    async liveUntil(until) {
      for (;;) {
        if (await visitDue()) continue;
        const nextAt = await store.nextClaimAt({ now: now.value, forceSince: null });
        if (nextAt === null || nextAt > until) break;
        now.value = Math.max(nextAt, now.value + 1);
      }
      now.value = until;
    },
    async restart(next) {
      await store.close();
      store = await openStore({ directory, sanitize });
      config = next;
      await sync();
    },
    async close() {
      await Promise.all([patient.close(), hasty.close()]);
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
