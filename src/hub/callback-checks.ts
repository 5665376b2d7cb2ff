// Callbacks are asked whether they want what was asked for in their name (WebSub section 5.3), some at a time, before anything
// is saved about them.
import { randomBytes } from 'node:crypto';
import { FetchError } from '../errors.ts';
import type { HubDeps } from './hub-deps.ts';
import { type HubRequest, verificationUrl } from './hub-request.ts';

export interface CallbackChecks {
  /** Takes a request, to be looked into after the answer; false: there is no room now. */
  add(request: HubRequest): boolean;
  /** Resolves when none is under way and none will be. */
  stop(): Promise<void>;
}

/** Subscriptions that there may be. */
const BOUNDS = { all: 2_000, perHost: 100 };
/** Callbacks that wait to be asked, and requests under way at once; a slow host takes the turns of no others. */
const MAX_WAITING = { all: 100, perHost: 20 };
const MAX_AT_ONCE = { all: 8, perHost: 2 };

interface Check {
  readonly request: HubRequest;
  readonly host: string;
}

/** `signal` ends them. */
export function createCallbackChecks({ store, send, now, log }: HubDeps, signal: AbortSignal): CallbackChecks {
  const waiting: Check[] = [];
  const underWay = new Map<Check, Promise<void>>();

  async function check({ request, host }: Check): Promise<void> {
    const { mode, path, callback, secret, leaseSeconds } = request;
    const facts = { host, path };
    try {
      if (mode === 'unsubscribe' && !(await store.hasHubSubscriber(path, callback))) return;
      const challenge = randomBytes(24).toString('hex');
      const url = verificationUrl(request, challenge);
      const { status, body } = await send({ url, headers: {}, body: null }, signal);
      if (status < 200 || status > 299 || Buffer.from(body).toString() !== challenge) {
        log.info({ ...facts, status }, `a callback did not confirm that it wants to ${mode}`);
        return;
      }
      if (mode === 'unsubscribe') return await store.removeHubSubscriber(path, callback);
      const leaseUntil = now() + leaseSeconds * 1000;
      const isKept = await store.saveHubSubscriber({ path, callback, secret, leaseUntil }, host, BOUNDS);
      if (isKept) log.info(facts, 'somebody subscribed at our hub');
      else log.warn(facts, 'our hub has no room for another subscriber');
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      log.info({ ...facts, code: error.code }, `a callback could not be asked whether it wants to ${mode}`);
    }
  }

  const countOf = (checks: Iterable<Check>, host: string) => [...checks].filter((one) => one.host === host).length;

  function begin(): void {
    while (underWay.size < MAX_AT_ONCE.all && !signal.aborted) {
      const place = waiting.findIndex(({ host }) => countOf(underWay.keys(), host) < MAX_AT_ONCE.perHost);
      const [next] = place < 0 ? [] : waiting.splice(place, 1);
      if (!next) return;
      const work = check(next)
        .catch((error: unknown) => log.warn({ err: error }, 'a subscription could not be saved'))
        .finally(() => {
          underWay.delete(next);
          begin();
        });
      underWay.set(next, work);
    }
  }

  return {
    add(request) {
      const { host } = new URL(request.callback);
      const isFull = waiting.length >= MAX_WAITING.all || countOf(waiting, host) >= MAX_WAITING.perHost;
      if (isFull || signal.aborted) return false;
      waiting.push({ request, host });
      setImmediate(begin);
      return true;
    },
    async stop() {
      waiting.length = 0;
      await Promise.allSettled(underWay.values());
    },
  };
}
