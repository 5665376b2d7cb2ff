// Whether a delivery comes from whoever knows the secret (WebSub section 7.1).
import { createHmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE = /^\s*(sha1|sha256|sha384|sha512)=([0-9a-f]{40,128})\s*$/i;

/**
 * Whether `signature`, the value of X-Hub-Signature, is the HMAC of the raw body. SHA-1 counts, for most hubs still use it
 * and its weakness is not one of the HMAC; whatever else it may be does not.
 */
export function isSigned(body: Uint8Array, signature: string | null, secret: string): boolean {
  const [, algorithm, digest] = SIGNATURE.exec(signature ?? '') ?? [];
  if (algorithm === undefined || digest === undefined) return false;
  const expected = createHmac(algorithm.toLowerCase(), secret).update(body).digest();
  const given = Buffer.from(digest, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
