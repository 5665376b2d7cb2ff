// The answer to a request for a document that is at hand: 304 or the best of its codings, and what other methods get.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { readHttpDate } from '../lib/http-date.ts';
import { type Coding, createCodingReader } from './accept-encoding.ts';
import { matchedCoding } from './entity-tags.ts';
import type { FlatHeaders, Representation, ServedDocument } from './representations.ts';

/** Answers with one document; it remembers how lists of codings were read. */
export type DocumentAnswer = (document: ServedDocument, request: IncomingMessage, response: ServerResponse) => void;

export function createDocumentAnswer(now: () => number): DocumentAnswer {
  const readCodings = createCodingReader();

  /** The coding whose tag goes into a 304, or null. If-Modified-Since counts only without If-None-Match, of dated documents, and not from the future. */
  function unchangedCoding(document: ServedDocument, headers: IncomingHttpHeaders): Coding | null {
    const ifNoneMatch = headers['if-none-match'];
    if (ifNoneMatch !== undefined) {
      return matchedCoding(ifNoneMatch, document.tags, () => bestCoding(document, headers));
    }
    const ifModifiedSince = headers['if-modified-since'];
    if (ifModifiedSince === undefined || document.lastModified === null) return null;
    if (ifModifiedSince === document.lastModified) return bestCoding(document, headers);
    const at = now();
    const since = readHttpDate(ifModifiedSince, at);
    const isSame = since !== null && since <= at && since >= document.document.updatedAt;
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

  return (document, request, response) => {
    const { method, headers } = request;
    if (method !== 'GET' && method !== 'HEAD') {
      refuseMethod(response, method === 'OPTIONS');
      return;
    }
    const unchanged = unchangedCoding(document, headers);
    if (unchanged !== null) {
      response.writeHead(304, document.notModified[unchanged]).end();
      return;
    }
    const { headers: fields, body } = bestRepresentation(document, headers);
    response.writeHead(200, fields).end(method === 'HEAD' ? undefined : body);
  };
}

/** Answers 304 to the one tag that a reader has from us, as most requests do; false: it is another request, nothing was done. */
export function answerKnownTag(
  document: ServedDocument,
  { method, headers }: IncomingMessage,
  response: ServerResponse,
): boolean {
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch === undefined || (method !== 'GET' && method !== 'HEAD')) return false;
  const coding = document.tags.get(ifNoneMatch);
  if (coding === undefined) return false;
  response.writeHead(304, document.notModified[coding]).end();
  return true;
}

const METHODS = 'GET, HEAD, OPTIONS';

/** 405, or the answer to OPTIONS: which methods there are, and that pages elsewhere may ask conditionally. */
export function refuseMethod(response: ServerResponse, isOptions: boolean): void {
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
