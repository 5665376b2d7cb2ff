// One scripted server that plays every host of the gauntlet: it answers by the path asked for and writes down all it sees.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** An answer of a scene; `bytes` are written to the connection as they are, which is then closed. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
  readonly bytes?: string;
  /** Never answers, or goes on answering for ever. */
  readonly hang?: 'silent' | 'trickle';
  /** The validators in it are not to come back: what they stand for is no feed, or not all of it. */
  readonly isBad?: boolean;
}

/** A request as a scene sees it. */
export interface Asked {
  /** How often this path was asked for, this time included. */
  readonly n: number;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly now: number;
  /** An absolute address at the same host, or at another one of the same port. */
  at(path: string, host?: string): string;
}

/** What one source says: its requests are those whose path begins with its name. */
export type Scene = (asked: Asked) => Answer;

interface Pair {
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

/** A request as it is remembered. */
export interface Seen extends Asked {
  readonly source: string;
  readonly host: string;
  readonly method: string;
  /** The validators that were to be sent, by what the source answered before. */
  readonly due: Pair;
  /** Another request to this host was under way. */
  readonly isCrowded: boolean;
}

export interface GauntletServer {
  readonly port: number;
  readonly seen: Seen[];
  of(source: string): readonly Seen[];
  /** Connections that are open now. */
  readonly connections: number;
  close(): Promise<void>;
}

const NONE: Pair = { etag: undefined, lastModified: undefined };

/** Starts the server on loopback. */
export async function startUpstream(
  scenes: Readonly<Record<string, Scene>>,
  now: () => number,
): Promise<GauntletServer> {
  const seen: Seen[] = [];
  const counts = new Map<string, number>();
  const held = new Map<string, Pair>();
  const underWay = new Map<string, number>();
  const sockets = new Set<Socket>();

  const server = createServer((request, response) => {
    const { host = '', ...headers } = request.headers;
    const path = request.url ?? '';
    const source = path.split('/')[1] ?? '';
    const n = (counts.get(`${host}${path}`) ?? 0) + 1;
    counts.set(`${host}${path}`, n);
    const port = host.split(':')[1];
    const at = (to: string, other?: string) => `http://${other === undefined ? host : `${other}:${port}`}${to}`;
    const due = held.get(source) ?? NONE;
    const open = underWay.get(host) ?? 0;
    underWay.set(host, open + 1);
    response.on('close', () => underWay.set(host, (underWay.get(host) ?? 1) - 1));
    const asked: Asked = { n, path, headers, now: now(), at };
    seen.push({ ...asked, source, host, method: request.method ?? '', due, isCrowded: open > 0 });
    const answer = scenes[source]?.(asked) ?? { status: 404 };
    held.set(source, heldAfter(due, answer));
    send(answer, request, response, asked.now);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    of: (source) => seen.filter((one) => one.source === source),
    get connections() {
      return sockets.size;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** What a client has to send back after an answer: the pair of a whole document, and whatever a 304 renews of it. */
function heldAfter(before: Pair, { status, headers = {}, isBad }: Answer): Pair {
  const given = {
    etag: headers.etag as string | undefined,
    lastModified: headers['last-modified'] as string | undefined,
  };
  if (status === 200 && !isBad) return given;
  if (status !== 304 || isBad) return before;
  return { etag: given.etag ?? before.etag, lastModified: given.lastModified ?? before.lastModified };
}

function send(answer: Answer, request: IncomingMessage, response: ServerResponse, now: number): void {
  const { status, headers = {}, body = '', bytes, hang } = answer;
  if (hang === 'silent') return;
  if (bytes !== undefined) {
    request.socket.end(bytes, 'latin1');
    return;
  }
  response.sendDate = false;
  response.setHeader('date', new Date(now).toUTCString());
  response.writeHead(status, headers as Record<string, string | string[]>);
  if (hang === undefined) {
    response.end(body);
    return;
  }
  const timer = setInterval(() => response.write('<'), 20);
  response.on('close', () => clearInterval(timer));
}
