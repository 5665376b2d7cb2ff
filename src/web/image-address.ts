// Addresses of pictures that we pass on: they are signed, so that nobody but our own pages can say what we fetch.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ImageAddress } from './page-images.ts';

/** Longer ones would not fit an address of ours (http-server.ts). */
const MAX_URL_LENGTH = 1400;

/** How pages name pictures below `base`, which is read each time; null for what cannot be named. */
export function signedImages(secret: string, base: () => string): ImageAddress {
  return (url) => {
    if (!/^https?:\/\//i.test(url) || url.length > MAX_URL_LENGTH) return null;
    return `${base()}img/${sign(secret, url)}/${Buffer.from(url).toString('base64url')}`;
  };
}

/** The address that was signed, or null. */
export function readSignedImage(secret: string, signature: string, encoded: string): string | null {
  const url = Buffer.from(encoded, 'base64url').toString();
  const expected = Buffer.from(sign(secret, url));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? url : null;
}

function sign(secret: string, url: string): string {
  return createHmac('sha256', secret).update(`image ${url}`).digest('base64url').slice(0, 22);
}
