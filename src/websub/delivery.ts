// What a hub's POST at our callback is good for (WebSub section 7).
import type { HeldSubscription } from '../model.ts';
import { isSigned } from './signature.ts';

/** A delivery as it came. */
export interface Delivery {
  /** Raw, not decompressed; empty: only a sign that something is new. */
  readonly body: Uint8Array;
  readonly contentType: string | null;
  readonly contentEncoding: string | null;
  /** X-Hub-Signature. */
  readonly signature: string | null;
}

/**
 * `forged`: it does not come from our hub, and is ignored. `content`: the feed, or the new part of it. `hint`: something is
 * new, and a visit will find out what.
 */
export type DeliveryWorth = 'forged' | 'content' | 'hint';

/**
 * Content is only believed when it is signed: what comes without could have been put in by anybody on the way. A compressed
 * body is not looked into, so that it cannot grow.
 */
export function worthOf({ secret }: Pick<HeldSubscription, 'secret'>, delivery: Delivery): DeliveryWorth {
  const { body, contentEncoding, signature } = delivery;
  if (secret === null) return 'hint';
  if (!isSigned(body, signature, secret)) return 'forged';
  const isPlain = contentEncoding === null || contentEncoding.trim().toLowerCase() === 'identity';
  return body.length > 0 && isPlain ? 'content' : 'hint';
}
