// The HTTP server itself: its bounds, the fork between documents, pages that are kept, and router, and how it ends.
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { DocumentHandler } from './document-handler.ts';
import type { FoundDocuments } from './found-documents.ts';
import type { PageServer } from './page-server.ts';

const LIMITS = {
  /** Whole header block; readers send well under 2 kB. */
  headerBytes: 16_384,
  /** Path and query, as far as the router is asked. */
  urlLength: 2048,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  /** Longer than the 60 s for which proxies commonly keep a connection, so that they end it and not we. */
  keepAliveTimeoutMs: 65_000,
  /** Below 4096 file descriptors, with room for the store and for our own fetching. */
  connections: 3000,
  closeMs: 5000,
} as const;

// No page will ever be here: where requests go whose address cannot be one of ours, so that they get the usual page.
const NOWHERE = '/404';

export interface Fronts {
  readonly documents: Pick<DocumentHandler, 'answer'>;
  readonly found: Pick<FoundDocuments, 'answer'>;
  readonly pages: Pick<PageServer, 'answer'>;
  /** The site's path: it may be on the addresses we are asked for, or not. */
  base(): string;
}

/** Makes a server, not listening yet. */
export function createHttpServer({ documents, found, pages, base }: Fronts, router: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: LIMITS.headerBytes,
      headersTimeout: LIMITS.headersTimeoutMs,
      requestTimeout: LIMITS.requestTimeoutMs,
      keepAliveTimeout: LIMITS.keepAliveTimeoutMs,
      connectionsCheckingInterval: 5000,
    },
    (request, response) => {
      const url = toOriginForm(request.url ?? '/');
      const path = pathOf(url);
      if (documents.answer(request, response, path)) return;
      const answering = found.answer(request, response, url);
      if (answering === null) route(request, response, url, path);
      else void answering.then((isAnswered) => isAnswered || route(request, response, url, path));
    },
  );
  server.maxConnections = LIMITS.connections;

  function route(request: IncomingMessage, response: ServerResponse, url: string, path: string): void {
    const root = base();
    if (root !== '/' && `${path}/` === root) {
      response.writeHead(308, { Location: root, 'Content-Length': 0 }).end();
      return;
    }
    const address = withoutBase(url, root);
    if (pages.answer(request, response, address)) return;
    request.url = isAddress(url) ? address : NOWHERE;
    router(request, response);
  }

  return server;
}

/**
 * Runs `close`, which makes the server stop listening, and sees that it can end: connections are closed as they fall idle,
 * and after five seconds whatever they do.
 */
export async function closeGracefully(server: Server, close: () => Promise<void>): Promise<void> {
  // A connection that was busy when the server stopped listening is otherwise kept alive after its answer.
  const reaping = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), LIMITS.closeMs);
  try {
    await close();
  } finally {
    clearInterval(reaping);
    clearTimeout(deadline);
  }
}

/** RFC 9112 section 3.2.2: a server takes the absolute form too, as if the request came through a proxy. */
function toOriginForm(url: string): string {
  return url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?]*/i, '');
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

function withoutBase(url: string, base: string): string {
  return url.startsWith(base) ? url.slice(base.length - 1) : url;
}

/** Whether an address can name anything: a path, not too long, whose percent-encoding can be undone. */
function isAddress(url: string): boolean {
  if (!url.startsWith('/') || url.length > LIMITS.urlLength) return false;
  try {
    decodeURIComponent(pathOf(url));
    return true;
  } catch {
    return false;
  }
}
