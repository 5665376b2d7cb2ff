// Subscribers of our hub are told of a change, one host beside the other, and at each host one after the other.
import type { ChannelDocument, HubSubscriber } from '../model.ts';
import { deliveryHeaders } from './delivery-headers.ts';
import type { HubDeps } from './hub-deps.ts';
import { nextTryAt } from './retry.ts';
import { CLAIM_MS, SWEEP_LIMIT, trying } from './telling.ts';

type Claimed = HubSubscriber & { readonly attempts: number; readonly givenUp: number };

/** Requests under way at once. */
const MAX_AT_ONCE = 8;
/** What did not begin by then is given back: hosts that let us wait do not keep others from being told. */
const BEGIN_WITHIN_MS = 60_000;
/** A subscriber that took nothing of so many changes in a row is forgotten. */
const MAX_GIVEN_UP = 3;

/** Tells whom it can tell in a minute; `signal` cuts it short. */
export async function tellSubscribers(deps: HubDeps, signal: AbortSignal): Promise<void> {
  const { store, now } = deps;
  const at = now();
  const claimedUntil = at + CLAIM_MS;
  const claimed = await store.claimHubDeliveries({ now: at, claimedUntil, limit: SWEEP_LIMIT });
  if (claimed.length === 0) return;
  const documents = new Map((await store.documents()).map((document) => [document.path, document]));
  const queues = [...Map.groupBy(claimed, ({ callback }) => new URL(callback).host).values()];
  const work = async () => {
    for (let queue = queues.shift(); queue; queue = queues.shift()) {
      for (const one of queue) {
        const document = documents.get(one.path);
        const mayBegin = !signal.aborted && now() - at < BEGIN_WITHIN_MS;
        if (document && mayBegin) await deliver(one, document, claimedUntil, deps, signal);
        else await giveBack(one, claimedUntil, deps);
      }
    }
  };
  await Promise.all(Array.from({ length: MAX_AT_ONCE }, work));
}

/** As due as before. */
function giveBack({ path, callback, attempts, givenUp }: Claimed, claimedUntil: number, deps: HubDeps): Promise<void> {
  return deps.store.finishHubDelivery(path, callback, { claimedUntil, dueAt: deps.now(), attempts, givenUp });
}

async function deliver(
  subscriber: Claimed,
  document: ChannelDocument,
  claimedUntil: number,
  deps: HubDeps,
  signal: AbortSignal,
): Promise<void> {
  const { path, callback, secret, attempts, givenUp } = subscriber;
  const { store, now, log } = deps;
  const siteUrl = deps.siteUrl();
  const headers = deliveryHeaders(document, { hubUrl: `${siteUrl}hub`, selfUrl: `${siteUrl}${path}`, secret });
  const sent = await trying(() => deps.send({ url: callback, headers, body: document.body }, signal));
  if (sent.status !== null && sent.status >= 200 && sent.status < 300) {
    return store.finishHubDelivery(path, callback, { claimedUntil, dueAt: null, attempts: 0, givenUp: 0 });
  }
  // cut short by our own end
  if (signal.aborted) return giveBack(subscriber, claimedUntil, deps);
  const dueAt = nextTryAt(attempts + 1, now(), sent.retryAfterMs);
  const isLost = dueAt === null && givenUp + 1 >= MAX_GIVEN_UP;
  if (sent.status === 410 || isLost) {
    log.info({ host: new URL(callback).host, path, status: sent.status }, 'a subscriber at our hub is gone');
    return store.removeHubSubscriber(path, callback);
  }
  const failed = { attempts: dueAt === null ? 0 : attempts + 1, givenUp: givenUp + (dueAt === null ? 1 : 0) };
  return store.finishHubDelivery(path, callback, { claimedUntil, dueAt, ...failed });
}
