// The door of the hub stage, the publisher's side of WebSub: takes subscriptions to our own documents, tells subscribers of
// each change, or tells another hub. What is to be told is in the store, so that no publication waits and no restart forgets.
import { randomBytes } from 'node:crypto';
import { FetchError } from '../errors.ts';
import type { ChannelDocument, HubSubscriber } from '../model.ts';
import { deliveryHeaders } from './deliver.ts';
import { type HubRequest, readHubRequest, verificationUrl } from './hub-request.ts';
import { nextTryAt } from './retry.ts';

/** An answer below HTTP's faults: whatever the status. */
export interface Sent {
  readonly status: number;
  readonly body: Uint8Array;
  readonly retryAfterMs: number | null;
}

interface Claim {
  readonly now: number;
  readonly claimedUntil: number;
  readonly limit: number;
}

/** The part of the store that the hub remembers by; see Store. */
export interface HubStore {
  hasHubSubscriber(path: string, callback: string): Promise<boolean>;
  saveHubSubscriber(
    subscriber: HubSubscriber,
    host: string,
    bounds: { readonly all: number; readonly perHost: number },
  ): Promise<boolean>;
  removeHubSubscriber(path: string, callback: string): Promise<void>;
  announceToSubscribers(paths: readonly string[], now: number): Promise<void>;
  claimHubDeliveries(claim: Claim): Promise<readonly (HubSubscriber & { attempts: number; givenUp: number })[]>;
  finishHubDelivery(
    path: string,
    callback: string,
    outcome: { claimedUntil: number; dueAt: number | null; attempts: number; givenUp: number },
  ): Promise<void>;
  announceToHub(paths: readonly string[], now: number): Promise<void>;
  claimHubPings(claim: Claim): Promise<readonly { readonly path: string; readonly attempts: number }[]>;
  finishHubPing(path: string, outcome: { claimedUntil: number; dueAt: number | null; attempts: number }): Promise<void>;
  documents(): Promise<readonly ChannelDocument[]>;
}

export interface HubDeps {
  readonly store: HubStore;
  /** `publish.hub`: builtin, the address of another hub, or null. */
  hub(): string | null;
  /** Ends in a slash. */
  siteUrl(): string;
  /** Paths of the documents that can be subscribed to. */
  readonly paths: readonly string[];
  /** Asks a guarded address; a body makes it a POST. Throws FetchError below HTTP. */
  send(
    request: { url: string; headers: Readonly<Record<string, string>>; body: Uint8Array | null },
    signal: AbortSignal,
  ): Promise<Sent>;
  /** Throws FetchError when the answer is not a 2xx. */
  postForm(url: string, form: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
  now(): number;
  readonly log: {
    info(facts: object, message: string): void;
    warn(facts: object, message: string): void;
  };
}

/** An answer to a request at our hub. */
export interface HubAnswer {
  readonly status: 202 | 400 | 404 | 503;
  readonly text: string;
}

export interface Hub {
  /** Answers a request; its callback is asked afterwards. */
  accept(form: URLSearchParams): HubAnswer;
  /** These documents have changed: whoever is to know is told by the next sweep. */
  announce(paths: readonly string[]): Promise<void>;
  /** Tells what is due. Not to be called again before it resolves. */
  sweep(): Promise<void>;
  /** Resolves when nothing is under way and nothing will be. */
  stop(): Promise<void>;
}

const BOUNDS = { all: 2_000, perHost: 100 };
/** Callbacks that wait to be asked, and requests under way at once. */
const MAX_WAITING = 100;
const MAX_AT_ONCE = 8;
/** How long a delivery may take before somebody else may make it: the longest timeout of a request. */
const CLAIM_MS = 660_000;
const SWEEP_LIMIT = 64;
/** A subscriber that took nothing of so many changes in a row is forgotten. */
const MAX_GIVEN_UP = 3;
const BUILTIN = 'builtin';

export function createHub(deps: HubDeps): Hub {
  const { store, log, now } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const waiting: HubRequest[] = [];
  const verifying = new Set<Promise<void>>();
  let sweeping: Promise<void> = Promise.resolve();

  const hubUrl = () => `${deps.siteUrl()}hub`;
  const isOpen = () => deps.hub() === BUILTIN;
  const hostOf = (url: string) => new URL(url).host;

  async function verify(request: HubRequest): Promise<void> {
    const { mode, path, callback, secret, leaseSeconds } = request;
    const facts = { host: hostOf(callback), path };
    try {
      if (mode === 'unsubscribe' && !(await store.hasHubSubscriber(path, callback))) return;
      const challenge = randomBytes(24).toString('hex');
      const url = verificationUrl(request, challenge);
      const { status, body } = await deps.send({ url, headers: {}, body: null }, signal);
      if (status < 200 || status > 299 || Buffer.from(body).toString() !== challenge) {
        log.info({ ...facts, status }, `a callback did not confirm that it wants to ${mode}`);
        return;
      }
      if (mode === 'unsubscribe') return await store.removeHubSubscriber(path, callback);
      const leaseUntil = now() + leaseSeconds * 1000;
      const isKept = await store.saveHubSubscriber({ path, callback, secret, leaseUntil }, facts.host, BOUNDS);
      if (isKept) log.info(facts, 'somebody subscribed at our hub');
      else log.warn(facts, 'our hub has no room for another subscriber');
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      log.info({ ...facts, code: error.code }, `a callback could not be asked whether it wants to ${mode}`);
    }
  }

  function verifyNext(): void {
    while (verifying.size < MAX_AT_ONCE && !signal.aborted) {
      const request = waiting.shift();
      if (!request) return;
      const work: Promise<void> = verify(request)
        .catch((error: unknown) => log.warn({ err: error }, 'a subscription could not be saved'))
        .finally(() => {
          verifying.delete(work);
          verifyNext();
        });
      verifying.add(work);
    }
  }

  /** One delivery at a time to a host. */
  async function tellSubscribers(): Promise<void> {
    const at = now();
    const claimedUntil = at + CLAIM_MS;
    const claimed = await store.claimHubDeliveries({ now: at, claimedUntil, limit: SWEEP_LIMIT });
    if (claimed.length === 0) return;
    const documents = new Map((await store.documents()).map((document) => [document.path, document]));
    const queues = [...Map.groupBy(claimed, ({ callback }) => hostOf(callback)).values()];
    const work = async () => {
      for (let queue = queues.shift(); queue && !signal.aborted; queue = queues.shift()) {
        for (const one of queue) {
          const document = documents.get(one.path);
          if (document && !signal.aborted) await deliver(one, document, claimedUntil);
        }
      }
    };
    await Promise.all(Array.from({ length: MAX_AT_ONCE }, work));
  }

  async function deliver(
    { path, callback, secret, attempts, givenUp }: HubSubscriber & { attempts: number; givenUp: number },
    document: ChannelDocument,
    claimedUntil: number,
  ): Promise<void> {
    const headers = deliveryHeaders(document, { hubUrl: hubUrl(), selfUrl: `${deps.siteUrl()}${path}`, secret });
    const facts = { host: hostOf(callback), path };
    const sent = await trying(() => deps.send({ url: callback, headers, body: document.body }, signal));
    if (sent.status !== null && sent.status >= 200 && sent.status < 300) {
      return store.finishHubDelivery(path, callback, { claimedUntil, dueAt: null, attempts: 0, givenUp: 0 });
    }
    // cut short by our own end: it is as due as before
    if (signal.aborted)
      return store.finishHubDelivery(path, callback, { claimedUntil, dueAt: now(), attempts, givenUp });
    const dueAt = nextTryAt(attempts + 1, now(), sent.retryAfterMs);
    const isLost = dueAt === null && givenUp + 1 >= MAX_GIVEN_UP;
    if (sent.status === 410 || isLost) {
      log.info({ ...facts, status: sent.status }, 'a subscriber at our hub is gone');
      return store.removeHubSubscriber(path, callback);
    }
    const failed = { attempts: dueAt === null ? 0 : attempts + 1, givenUp: givenUp + (dueAt === null ? 1 : 0) };
    return store.finishHubDelivery(path, callback, { claimedUntil, dueAt, ...failed });
  }

  async function tellHub(hub: string): Promise<void> {
    const at = now();
    const claimedUntil = at + CLAIM_MS;
    for (const { path, attempts } of await store.claimHubPings({ now: at, claimedUntil, limit: SWEEP_LIMIT })) {
      const topic = `${deps.siteUrl()}${path}`;
      const form = { 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic };
      const sent = await trying(async () => {
        await deps.postForm(hub, form, signal);
        return { status: 204, body: new Uint8Array(), retryAfterMs: null };
      });
      const isTold = sent.status === 204;
      const failed = signal.aborted ? attempts : attempts + 1;
      const dueAt = isTold ? null : signal.aborted ? now() : nextTryAt(failed, now(), sent.retryAfterMs);
      if (!isTold && !signal.aborted)
        log.warn({ path, code: sent.code }, `${path}: the hub ${hostOf(hub)} could not be told of the change`);
      await store.finishHubPing(path, { claimedUntil, dueAt, attempts: failed });
    }
  }

  return {
    accept(form) {
      if (!isOpen()) return { status: 404, text: 'There is no hub here.\n' };
      const topics = new Map(deps.paths.map((path) => [`${deps.siteUrl()}${path}`, path]));
      const request = readHubRequest(form, topics);
      if ('refused' in request) return { status: 400, text: `${request.refused}\n` };
      if (waiting.length >= MAX_WAITING || signal.aborted)
        return { status: 503, text: 'Please come back in a minute.\n' };
      waiting.push(request);
      // after the answer
      setImmediate(verifyNext);
      return { status: 202, text: '' };
    },
    async announce(paths) {
      const hub = deps.hub();
      if (hub === null || paths.length === 0) return;
      if (hub === BUILTIN) await store.announceToSubscribers(paths, now());
      else await store.announceToHub(paths, now());
    },
    sweep() {
      const hub = deps.hub();
      if (hub !== null && !signal.aborted) sweeping = hub === BUILTIN ? tellSubscribers() : tellHub(hub);
      return sweeping;
    },
    async stop() {
      stopping.abort();
      waiting.length = 0;
      await Promise.allSettled([sweeping, ...verifying]);
    },
  };
}

/** A status, or the code of what went wrong below HTTP or instead of a 2xx. */
async function trying(
  act: () => Promise<Sent>,
): Promise<{ readonly status: number | null; readonly code: string | null; readonly retryAfterMs: number | null }> {
  try {
    const { status, retryAfterMs } = await act();
    return { status, code: null, retryAfterMs };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const { status, code, retryAfterMs } = error;
    return { status, code, retryAfterMs };
  }
}
