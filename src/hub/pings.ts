// Another hub is told which of our documents changed; telling its subscribers is up to it.
import type { HubDeps } from './hub-deps.ts';
import { nextTryAt } from './retry.ts';
import { CLAIM_MS, SWEEP_LIMIT, trying } from './telling.ts';

/** Tells the hub at an address; `signal` cuts it short. */
export async function tellHub(
  hub: string,
  { store, siteUrl, postForm, now, log }: HubDeps,
  signal: AbortSignal,
): Promise<void> {
  const at = now();
  const claimedUntil = at + CLAIM_MS;
  for (const { path, attempts } of await store.claimHubPings({ now: at, claimedUntil, limit: SWEEP_LIMIT })) {
    const topic = `${siteUrl()}${path}`;
    const form = { 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic };
    const sent = await trying(async () => {
      await postForm(hub, form, signal);
      return { status: 204, body: new Uint8Array(), retryAfterMs: null };
    });
    const isTold = sent.status === 204;
    const failed = signal.aborted ? attempts : attempts + 1;
    const dueAt = isTold ? null : signal.aborted ? now() : nextTryAt(failed, now(), sent.retryAfterMs);
    if (!isTold && !signal.aborted)
      log.warn({ path, code: sent.code }, `${path}: the hub ${new URL(hub).host} could not be told of the change`);
    await store.finishHubPing(path, { claimedUntil, dueAt, attempts: failed });
  }
}
