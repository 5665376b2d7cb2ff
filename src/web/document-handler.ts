// Answers requests for the published documents, in front of the router: everything that does not depend on the request
// is made when the documents change, so that an answer is a look-up and a write.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { readHttpDate } from '../lib/http-date.ts';
import type { ChannelDocument } from '../model.ts';
import { type Coding, createCodingReader } from './accept-encoding.ts';
import { matchedCoding } from './entity-tags.ts';
import {
  documentPaths,
  encodeBodies,
  type FlatHeaders,
  makeServedDocument,
  type Representation,
  type ServedDocument,
} from './representations.ts';
import { CHANNEL_FORMATS, type SiteFacts } from './site-facts.ts';

export interface DocumentHandlerDeps {
  /** Published documents by path, without the leading slash. */
  documents(): ReadonlyMap<string, ChannelDocument>;
  site(): SiteFacts;
  now(): number;
}

export interface DocumentHandler {
  /** Answers if the path is a document's; false: it is not, and nothing was done. */
  answer(request: IncomingMessage, response: ServerResponse, path: string): boolean;
  /** Takes over what is published now, as it is; resolves when its compressed bodies are served too. */
  refresh(): Promise<void>;
}

/** Makes the handler; it knows no document until the first `refresh`. */
export function createDocumentHandler(deps: DocumentHandlerDeps): DocumentHandler {
  const readCodings = createCodingReader();
  let served = new Map<string, ServedDocument>();
  // By path of request. Null: one of the channel's documents, and it was never published yet.
  let routes = new Map<string, ServedDocument | null>();

  async function refresh(): Promise<void> {
    const site = deps.site();
    const generation = new Map<string, ServedDocument>();
    const generationRoutes = new Map<string, ServedDocument | null>();
    const serve = (path: string, document: ServedDocument): void => {
      generation.set(path, document);
      for (const at of documentPaths(path, site)) generationRoutes.set(at, document);
    };
    for (const { path } of CHANNEL_FORMATS) for (const at of documentPaths(path, site)) generationRoutes.set(at, null);
    for (const [path, document] of deps.documents()) {
      const known = served.get(path);
      const encoded = known?.document.etag === document.etag ? known.encoded : null;
      serve(path, makeServedDocument(document, encoded, site));
    }
    served = generation;
    routes = generationRoutes;
    await Promise.all(
      [...generation].map(async ([path, { document, encoded }]) => {
        if (encoded !== null) return;
        const bodies = await encodeBodies(document.body);
        // Harmless after a later refresh: nobody looks into this generation any more.
        serve(path, makeServedDocument(document, bodies, site));
      }),
    );
  }

  function answer(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    const document = routes.get(path);
    if (document === undefined) return false;
    const { method, headers } = request;
    if (method !== 'GET' && method !== 'HEAD') {
      refuseMethod(response, method === 'OPTIONS');
    } else if (document === null) {
      response.writeHead(503, NOT_YET).end(method === 'HEAD' ? undefined : NOT_YET_TEXT);
    } else {
      const unchanged = unchangedCoding(document, headers);
      if (unchanged !== null) {
        response.writeHead(304, document.notModified[unchanged]).end();
      } else {
        const { headers: fields, body } = bestRepresentation(document, headers);
        response.writeHead(200, fields).end(method === 'HEAD' ? undefined : body);
      }
    }
    return true;
  }

  /** The coding whose tag goes into a 304, or null. If-Modified-Since counts only without If-None-Match, and not from the future. */
  function unchangedCoding(document: ServedDocument, headers: IncomingHttpHeaders): Coding | null {
    const ifNoneMatch = headers['if-none-match'];
    if (ifNoneMatch !== undefined) {
      return matchedCoding(ifNoneMatch, document.tags, () => bestCoding(document, headers));
    }
    const ifModifiedSince = headers['if-modified-since'];
    if (ifModifiedSince === undefined) return null;
    if (ifModifiedSince === document.lastModified) return bestCoding(document, headers);
    const now = deps.now();
    const since = readHttpDate(ifModifiedSince, now);
    const isSame = since !== null && since <= now && since >= document.document.updatedAt;
    return isSame ? bestCoding(document, headers) : null;
  }

  /** The coding the client likes best among those that are ready. */
  function bestCoding(document: ServedDocument, headers: IncomingHttpHeaders): Coding {
    for (const coding of readCodings(headers['accept-encoding'])) {
      if (document.representations[coding] !== null) return coding;
    }
    return 'identity';
  }

  function bestRepresentation(document: ServedDocument, headers: IncomingHttpHeaders): Representation {
    return document.representations[bestCoding(document, headers)] ?? document.representations.identity;
  }

  return { answer, refresh };
}

const METHODS = 'GET, HEAD, OPTIONS';

/** 405, or the answer to OPTIONS: which methods there are, and that pages elsewhere may ask conditionally. */
function refuseMethod(response: ServerResponse, isOptions: boolean): void {
  const headers: FlatHeaders = ['Allow', METHODS, 'Content-Length', '0', 'Access-Control-Allow-Origin', '*'];
  if (!isOptions) {
    response.writeHead(405, headers).end();
    return;
  }
  const preflight = [
    ...['Access-Control-Allow-Methods', METHODS, 'Access-Control-Allow-Headers', 'If-None-Match, If-Modified-Since'],
    ...['Access-Control-Max-Age', '86400'],
  ];
  response.writeHead(200, [...headers, ...preflight]).end();
}

const NOT_YET_TEXT = 'Nothing has been published yet. Please come back in a minute.\n';

const NOT_YET: FlatHeaders = [
  ...['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', String(Buffer.byteLength(NOT_YET_TEXT))],
  ...['Retry-After', '60', 'Cache-Control', 'no-store', 'Vary', 'Accept-Encoding', 'Access-Control-Allow-Origin', '*'],
];
