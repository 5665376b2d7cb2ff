// Requests for documents that are made when they are asked for: what was asked for lately is kept with its compressed bodies,
// as far as there is room, and whoever has the document already is told so without its being made.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Edition, FoundDocument } from '../model.ts';
import { createDocumentAnswer, refuseMethod } from './document-answer.ts';
import { matchedCoding } from './entity-tags.ts';
import type { FloodGate } from './flood-gate.ts';
import { encodeBodies, type FlatHeaders, makeServedDocument, type ServedDocument } from './representations.ts';
import { basePath, CHANNEL_FORMATS, type SiteFacts } from './site-facts.ts';

export interface FoundDocumentDeps {
  /** What is at a path, without the leading slash, for searches with the query; null: nothing, and there never was. */
  findDocument(path: string): Promise<FoundDocument | null>;
  site(): SiteFacts;
  now(): number;
  readonly gate: FloodGate;
  readonly log: { error(facts: object, message: string): void };
}

export interface FoundDocuments {
  /** `url` has path and query. Null: no document has such a path. Else resolves to whether there was something to answer with. */
  answer(request: IncomingMessage, response: ServerResponse, url: string): Promise<boolean> | null;
}

/** For all of them together, in every coding: some hundred full channels. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024;

export function createFoundDocuments({ findDocument, site, now, gate, log }: FoundDocumentDeps): FoundDocuments {
  const answerWith = createDocumentAnswer(now);
  const kept = new Map<string, ServedDocument>();
  let keptBytes = 0;

  function keep(path: string, document: ServedDocument): void {
    drop(path);
    kept.set(path, document);
    keptBytes += sizeOf(document);
    for (const oldest of kept.keys()) {
      if (keptBytes <= MAX_KEPT_BYTES) break;
      drop(oldest);
    }
  }

  function drop(path: string): void {
    const document = kept.get(path);
    if (document) keptBytes -= sizeOf(document);
    kept.delete(path);
  }

  async function serve(request: IncomingMessage, response: ServerResponse, asked: string): Promise<boolean> {
    const found = await findDocument(asked);
    if (found === null) return false;
    const { method, headers } = request;
    if (method !== 'GET' && method !== 'HEAD') {
      refuseMethod(response, method === 'OPTIONS');
    } else if (found.kind === 'moved') {
      response.writeHead(301, ['Location', basePath(site()) + found.path, ...NO_DOCUMENT]).end();
    } else if (found.kind === 'gone') {
      response.writeHead(410, NO_DOCUMENT).end();
    } else {
      const { path } = found.edition;
      const known = kept.get(path);
      if (known && isEdition(known, found.edition)) {
        // its headers are of the site as it is now, and it is the last to go
        const served = makeServedDocument(known.document, known.encoded, site());
        keep(path, served);
        answerWith(served, request, response);
        return true;
      }
      const bare = makeServedDocument({ ...found.edition, body: new Uint8Array() }, null, site());
      const tag = headers['if-none-match'];
      const unchanged = tag === undefined || tag.includes('*') ? null : matchedCoding(tag, bare.tags, () => 'identity');
      if (unchanged !== null) {
        response.writeHead(304, bare.notModified[unchanged]).end();
        return true;
      }
      const document = await found.load();
      const served = makeServedDocument(document, await encodeBodies(document.body), site());
      keep(path, served);
      answerWith(served, request, response);
    }
    return true;
  }

  return {
    answer(request, response, url) {
      const inside = documentPath(url, basePath(site()));
      if (inside === null) return null;
      if (gate(request, response)) return Promise.resolve(true);
      return serve(request, response, inside).catch((error: unknown) => {
        log.error({ err: error, url: request.url }, 'a document could not be made');
        if (!response.headersSent) response.writeHead(503, UNAVAILABLE).end();
        return true;
      });
    },
  };
}

/** The path of what may be a document, below the root or the site's base; null: it is none. Only searches have a query. */
function documentPath(url: string, base: string): string | null {
  const [path = '', ...query] = url.split('?');
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name !== 'opml.xml' && !CHANNEL_FORMATS.some((format) => format.path === name)) return null;
  const inside = path.startsWith(base) ? path.slice(base.length) : path.slice(1);
  return inside.startsWith('search/') ? `${inside}?${query.join('?')}` : inside;
}

function isEdition({ document }: ServedDocument, edition: Edition): boolean {
  return document.etag === edition.etag && document.updatedAt === edition.updatedAt;
}

function sizeOf({ document, encoded }: ServedDocument): number {
  const bodies = Object.values(encoded ?? {}).map((body) => body?.length ?? 0);
  return bodies.reduce((sum, length) => sum + length, document.body.byteLength);
}

const NO_DOCUMENT: FlatHeaders = [
  ...['Content-Length', '0', 'Cache-Control', 'public, max-age=86400', 'Access-Control-Allow-Origin', '*'],
];

const UNAVAILABLE: FlatHeaders = ['Content-Length', '0', 'Retry-After', '60', 'Cache-Control', 'no-store'];
