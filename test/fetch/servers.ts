// Upstream servers on loopback that say exactly what a test tells them to, and a fetcher that may ask them. All are closed
// when the test ends.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { FetchError } from '../../src/errors.ts';
import { createFetcher, type Fetcher, type FetcherOptions } from '../../src/fetch/fetch.ts';
import type { Fetched, FetchRequest } from '../../src/model.ts';

export const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);

export interface Upstream {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** What was asked, in order. */
  readonly requests: IncomingMessage[];
  /** How many connections were made. */
  connections: number;
}

async function listen(server: Server, requests: IncomingMessage[], scheme = 'http'): Promise<Upstream> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    upstream.connections++;
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  const upstream = {
    url: `${scheme}://127.0.0.1:${port}/feed`,
    host: `127.0.0.1:${port}`,
    port,
    requests,
    connections: 0,
  };
  return upstream;
}

/** An HTTP server; requests are recorded before `listener` answers them. */
export function serve(listener: RequestListener): Promise<Upstream> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  return listen(server, requests);
}

/** A server of another kind, such as TLS, that is not listening yet. */
export function serveWith(server: Server): Promise<Upstream> {
  return listen(server, [], 'https');
}

/** A TCP server that hands over each connection once something was sent on it, and lets the test write what it likes. */
export function serveRaw(onRequest: (socket: Socket) => void): Promise<Upstream> {
  return listen(
    createNetServer((socket) => socket.once('data', () => onRequest(socket))),
    [],
  );
}

/** Answers every request with these bytes and closes. */
export function serveBytes(...parts: (string | Uint8Array)[]): Promise<Upstream> {
  return serveRaw((socket) => {
    socket.end(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
  });
}

type Ask = (url: string, request?: Partial<FetchRequest>, signal?: AbortSignal) => Promise<Fetched>;

interface AskOptions extends Partial<FetcherOptions> {
  readonly enterHost?: Parameters<Fetcher['fetch']>[2];
}

/** A fetcher that may ask `upstreams`, as a function. */
export function fetcherFor(upstreams: readonly Upstream[], { enterHost, ...options }: AskOptions = {}): Ask {
  const fetcher = createFetcher({
    timeoutMs: 10_000,
    maxBytes: 1_000_000,
    maxDecodedBytes: 2_000_000,
    allowPrivate: upstreams.map(({ host }) => host),
    userAgent: 'TheLostFeed/1.2.3',
    now: () => NOW,
    ...options,
  });
  onTestFinished(() => fetcher.close());
  return (url, request = {}, signal = new AbortController().signal) =>
    fetcher.fetch(
      { sourceId: 'test', url, validators: { etag: null, lastModified: null }, headers: {}, auth: null, ...request },
      signal,
      enterHost,
    );
}

/** Serves one scripted answer and fetches it. */
export async function fetchFrom(listener: RequestListener, request: Partial<FetchRequest> = {}): Promise<Fetched> {
  const upstream = await serve(listener);
  return fetcherFor([upstream])(upstream.url, request);
}

/** The FetchError a visit ends with. */
export async function failure(visit: Promise<unknown>): Promise<FetchError> {
  const outcome = await visit.then(
    (value) => value,
    (error: unknown) => error,
  );
  if (!(outcome instanceof FetchError)) throw new Error(`not a FetchError: ${String(outcome)}`, { cause: outcome });
  return outcome;
}

export const FEED = '<rss version="2.0"><channel><title>Café</title></channel></rss>';

/** The body of a document as text; fails on any other answer. */
export function textOf(fetched: Fetched): string {
  if (fetched.kind !== 'document') throw new Error(`not a document: ${fetched.kind}`);
  return Buffer.from(fetched.body).toString();
}
