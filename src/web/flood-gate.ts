// Readers that fetch whole documents over and over, without ever asking whether they changed: told to wait, before anything is
// looked up or made for them. Whoever asks conditionally is never counted.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FlatHeaders } from './representations.ts';
import { addressGroup } from './visitors.ts';

/** Whole documents that an address gets in a minute: a new reader of a hundred channels takes them at once. */
export const WHOLE_DOCUMENTS_A_MINUTE = 120;
const MINUTE_MS = 60_000;
/** Addresses counted in a minute; a flood from more starts the count again, and is nothing that this could hold. */
const MAX_ADDRESSES = 10_000;

/** Answers 429 if the address has had its share of the minute; false: it has not, and nothing was done. */
export type FloodGate = (request: IncomingMessage, response: ServerResponse) => boolean;

export function createFloodGate(now: () => number): FloodGate {
  let minute = 0;
  const counts = new Map<string, number>();

  return (request, response) => {
    const { method, headers } = request;
    if (method !== 'GET' || headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined)
      return false;
    const asker = askerOf(request);
    if (asker === null) return false;
    const at = now();
    const current = Math.floor(at / MINUTE_MS);
    if (current !== minute || counts.size >= MAX_ADDRESSES) counts.clear();
    minute = current;
    const count = (counts.get(asker) ?? 0) + 1;
    counts.set(asker, count);
    if (count <= WHOLE_DOCUMENTS_A_MINUTE) return false;
    const waitSeconds = Math.ceil(((current + 1) * MINUTE_MS - at) / 1000);
    response.writeHead(429, ['Retry-After', String(waitSeconds), ...REFUSED]).end(REFUSED_TEXT);
    return true;
  };
}

/**
 * Who asks, for the count alone; null: that is not known. A neighbour may be a proxy for everybody: it is believed when it says
 * whom it asks for (the last address is the one it added), and not counted when it does not. Nobody else is believed.
 */
function askerOf({ socket, headers }: IncomingMessage): string | null {
  const peer = socket.remoteAddress ?? '';
  if (!isNear(peer)) return addressGroup(peer);
  const forwarded = headers['x-forwarded-for'];
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : forwarded)?.split(',').at(-1)?.trim().slice(0, 100);
  return last ? addressGroup(last) : null;
}

/** As sockets write them: 127/8, 10/8, 172.16/12, 192.168/16, also in IPv6; ::1, fc00::/7, fe80::/10. */
const NEAR = /^(?:::ffff:)?(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d|^::1$|^f[cd][\da-f]{2}:|^fe[89ab][\da-f]:/;

/** On this machine or in its own network; a socket that is gone is nowhere. Ten times as fast as a `BlockList`. */
function isNear(address: string): boolean {
  return address === '' || NEAR.test(address);
}

const REFUSED_TEXT =
  'Too many whole documents for one address. Send the ETag you got as If-None-Match: answers to that are not counted.\n';

const REFUSED: FlatHeaders = [
  ...['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', String(Buffer.byteLength(REFUSED_TEXT))],
  ...['Cache-Control', 'no-store', 'Access-Control-Allow-Origin', '*'],
];
