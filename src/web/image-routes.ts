// `/img/SIGNATURE/ADDRESS`: pictures of articles passed on, so that those who read here are not seen by those who host them.
// What is passed on is a picture of pixels by its own bytes, bounded in size, and kept for a while in bounded memory.
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { imageType } from '../lib/image-type.ts';
import { readSignedImage } from './image-address.ts';

/** What fetches pictures; both it and its caller keep to bounds. */
export interface ImageDeps {
  /** What addresses are signed with. */
  readonly secret: string;
  /** The bytes at an address; rejects for whatever goes wrong. At most `MAX_IMAGE_BYTES`. */
  fetch(url: string): Promise<Uint8Array>;
  /** Whether the configuration wants pictures passed on. */
  isOn(): boolean;
  now(): number;
}

/** A photograph for a wide screen takes one tenth of it. */
export const MAX_IMAGE_BYTES = 5 * 1024 * 1024;
/** For all pictures together. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024;
/** Pictures fetched at once, and those that wait for that: beyond it we are busy. */
const MAX_FETCHES = 8;
const MAX_WAITING = 200;
/** How long a picture that could not be had is not asked for again. */
const FAULT_MS = 60_000;
const MAX_FAULTS = 1000;

const CACHE = 'public, max-age=604800, immutable';
/** Whatever it is, it stays a picture: nothing runs, nothing is sent. */
const IMAGE_POLICY = "default-src 'none'; form-action 'none'; sandbox";

interface Picture {
  readonly type: string;
  readonly bytes: Buffer;
  readonly etag: string;
}

/** Adds the route. */
export function addImageRoute(app: FastifyInstance, { secret, fetch, isOn, now }: ImageDeps): void {
  const kept = new Map<string, Picture>();
  const coming = new Map<string, Promise<Picture | null>>();
  const faults = new Map<string, number>();
  let keptBytes = 0;
  let fetches = 0;
  const waiting: (() => void)[] = [];

  /** The picture, or null: there is none to be had. */
  function get(url: string): Promise<Picture | null> {
    const known = kept.get(url);
    if (known) {
      // used last, dropped last
      kept.delete(url);
      kept.set(url, known);
      return Promise.resolve(known);
    }
    if ((faults.get(url) ?? 0) > now()) return Promise.resolve(null);
    const already = coming.get(url);
    if (already) return already;
    const loading = load(url).finally(() => coming.delete(url));
    coming.set(url, loading);
    return loading;
  }

  async function load(url: string): Promise<Picture | null> {
    if (fetches >= MAX_FETCHES) await new Promise<void>((turn) => waiting.push(turn));
    fetches++;
    try {
      const bytes = Buffer.from(await fetch(url));
      const type = bytes.length > MAX_IMAGE_BYTES ? null : imageType(bytes);
      if (type === null) return fail(url);
      const picture = { type, bytes, etag: `"${createHash('sha1').update(bytes).digest('base64url').slice(0, 16)}"` };
      keep(url, picture);
      return picture;
    } catch {
      // whatever it was, it is the other server's matter, and the page has a text in its place
      return fail(url);
    } finally {
      fetches--;
      waiting.shift()?.();
    }
  }

  function keep(url: string, picture: Picture): void {
    kept.set(url, picture);
    keptBytes += picture.bytes.length;
    for (const [oldest, { bytes }] of kept) {
      if (keptBytes <= MAX_KEPT_BYTES) break;
      kept.delete(oldest);
      keptBytes -= bytes.length;
    }
  }

  function fail(url: string): null {
    if (faults.size >= MAX_FAULTS) faults.clear();
    faults.set(url, now() + FAULT_MS);
    return null;
  }

  app.get<{ Params: { signature: string; address: string } }>('/img/:signature/:address', async (request, reply) => {
    const { signature, address } = request.params;
    const url = isOn() ? readSignedImage(secret, signature, address) : null;
    if (url === null) return sendNone(reply, 404);
    if (waiting.length >= MAX_WAITING && !kept.has(url)) return sendNone(reply.header('Retry-After', '10'), 503);
    const picture = await get(url);
    if (picture === null) return sendNone(reply, 404);
    reply.header('Cache-Control', CACHE).header('ETag', picture.etag).header('Content-Security-Policy', IMAGE_POLICY);
    if (request.headers['if-none-match'] === picture.etag) return reply.code(304).send();
    return reply.type(picture.type).send(picture.bytes);
  });
}

/** Without a word: what was asked for is nobody's business to read back. */
function sendNone(reply: FastifyReply, status: 404 | 503): FastifyReply {
  return reply.code(status).header('Cache-Control', 'no-store').header('Content-Security-Policy', IMAGE_POLICY).send();
}
