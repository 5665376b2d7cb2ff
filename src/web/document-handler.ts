// Answers requests for the published documents, in front of the router: everything that does not depend on the request
// is made when the documents change, so that an answer is a look-up and a write.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChannelDocument } from '../model.ts';
import { createChangeRhythm } from './change-rhythm.ts';
import { answerKnownTag, createDocumentAnswer, refuseMethod } from './document-answer.ts';
import { createFeedDeltas } from './feed-deltas.ts';
import type { FloodGate } from './flood-gate.ts';
import {
  documentPaths,
  encodeBodies,
  type FlatHeaders,
  makeServedDocument,
  type ServedDocument,
} from './representations.ts';
import { CHANNEL_FORMATS, type SiteFacts } from './site-facts.ts';

export interface DocumentHandlerDeps {
  /** Published documents by path, without the leading slash. */
  documents(): ReadonlyMap<string, ChannelDocument>;
  site(): SiteFacts;
  now(): number;
  readonly gate: FloodGate;
}

export interface DocumentHandler {
  /** Answers if the path is a document's; false: it is not, and nothing was done. */
  answer(request: IncomingMessage, response: ServerResponse, path: string): boolean;
  /** Takes over what is published now, as it is; resolves when its compressed bodies are served too. */
  refresh(): Promise<void>;
}

/** Makes the handler; it knows no document until the first `refresh`. */
export function createDocumentHandler(deps: DocumentHandlerDeps): DocumentHandler {
  const answerWith = createDocumentAnswer(deps.now);
  const deltas = createFeedDeltas();
  const rhythm = createChangeRhythm();
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
    const siteFor = (path: string): SiteFacts => ({
      ...site,
      buildSeconds: rhythm.secondsBetween(path, site.buildSeconds),
    });
    for (const [path, document] of deps.documents()) {
      rhythm.note(path, document.updatedAt);
      const known = served.get(path);
      const encoded = known?.document.etag === document.etag ? known.encoded : null;
      serve(path, makeServedDocument(document, encoded, siteFor(path)));
      if (CHANNEL_FORMATS.some((format) => format.path === path)) deltas.remember(document);
    }
    served = generation;
    routes = generationRoutes;
    await Promise.all(
      [...generation].map(async ([path, { document, encoded }]) => {
        if (encoded !== null) return;
        const bodies = await encodeBodies(document.body);
        // Harmless after a later refresh: nobody looks into this generation any more.
        serve(path, makeServedDocument(document, bodies, siteFor(path)));
      }),
    );
  }

  function answer(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    const document = routes.get(path);
    if (document === undefined) return false;
    if (document !== null) {
      if (answerKnownTag(document, request, response) || deps.gate(request, response)) return true;
      if (request.headers['a-im'] !== undefined && deltas.answer(document, request, response)) return true;
      answerWith(document, request, response);
    } else if (request.method === 'GET' || request.method === 'HEAD') {
      response.writeHead(503, NOT_YET).end(request.method === 'HEAD' ? undefined : NOT_YET_TEXT);
    } else {
      refuseMethod(response, request.method === 'OPTIONS');
    }
    return true;
  }

  return { answer, refresh };
}

const NOT_YET_TEXT = 'Nothing has been published yet. Please come back in a minute.\n';

const NOT_YET: FlatHeaders = [
  ...['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', String(Buffer.byteLength(NOT_YET_TEXT))],
  ...['Retry-After', '60', 'Cache-Control', 'no-store', 'Vary', 'Accept-Encoding', 'Access-Control-Allow-Origin', '*'],
];
