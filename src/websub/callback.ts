// What a hub's GET at our callback means and how it is answered (WebSub sections 5.2 and 5.3).
import { toLine } from '../lib/clean-text.ts';
import type { Subscription } from '../model.ts';
import { passedOver, verified } from './subscription.ts';

/** The query of a callback's address; a name that comes more than once has a list. */
export type CallbackQuery = Readonly<Record<string, unknown>>;

/** What is made of it: `body` answers with 200, and `next` is kept; `refused` is a 404 and changes nothing. */
export type Verdict =
  | { readonly kind: 'verified' | 'repeated'; readonly body: string; readonly next: Subscription }
  | { readonly kind: 'denied'; readonly body: ''; readonly next: Subscription; readonly reason: string }
  | { readonly kind: 'refused' };

/** Hubs send 32 to 128 characters. They go back to whoever asks, so there is no room for more than a challenge. */
const MAX_CHALLENGE_CHARS = 500;
const MAX_REASON_CHARS = 200;

/** We never unsubscribe, so that a request to verify that is not ours. */
export function answerHub(subscription: Subscription, query: CallbackQuery, now: number): Verdict {
  const { held } = subscription;
  const topic = textOf(query, 'hub.topic');
  if (held === null || topic === null || !isSameTopic(topic, held.topic)) return { kind: 'refused' };
  switch (textOf(query, 'hub.mode')) {
    case 'subscribe': {
      const body = textOf(query, 'hub.challenge');
      if (body === null || body.length > MAX_CHALLENGE_CHARS) return { kind: 'refused' };
      // whoever else had the hub ask again learns and changes nothing (w3c/websub#47)
      if (held.askedAt === null) return { kind: 'repeated', body, next: subscription };
      return { kind: 'verified', body, next: verified(subscription, leaseOf(query), now) };
    }
    case 'denied': {
      const reason = toLine(textOf(query, 'hub.reason') ?? '').slice(0, MAX_REASON_CHARS);
      return { kind: 'denied', body: '', next: passedOver(subscription, held.hub, now, { denied: true }), reason };
    }
    default:
      return { kind: 'refused' };
  }
}

/** One value, not empty; null otherwise. */
function textOf(query: CallbackQuery, name: string): string | null {
  const value = query[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function leaseOf(query: CallbackQuery): number | null {
  const seconds = textOf(query, 'hub.lease_seconds');
  return seconds !== null && /^[1-9]\d{0,14}$/.test(seconds) ? Number(seconds) : null;
}

/** Some hubs give a topic back in the spelling of their URL library. */
function isSameTopic(said: string, topic: string): boolean {
  return said === topic || URL.parse(said)?.href === new URL(topic).href;
}
