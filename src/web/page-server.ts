// Pages on their way out: each is rendered once and kept for some seconds with its compressed bodies, so that what many ask
// for is answered by a look-up in front of the router. What is kept is bounded, and gone when anything changes.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Coding, createCodingReader } from './accept-encoding.ts';
import { entityTag, entityTags, matchedCoding } from './entity-tags.ts';
import type { FlatHeaders, Representation } from './representations.ts';

/** How long a page may be behind what another process saved. */
const FRESH_MS = 5_000;
/** For all pages together, in every coding: some thousands of them. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024;
/** Below this a page fits the first packet anyway. */
const MIN_COMPRESSED_BYTES = 1024;
const PAGE_CODINGS: readonly Coding[] = ['br', 'gzip', 'identity'];

/**
 * Whether a request may have a page that is shared, and if so, what follows from that it gets it. Asked before the answer is
 * sent, of every request.
 */
export type Audience = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A page that is not everybody's. */
export interface SharedPage {
  readonly text: string;
  readonly audience: Audience;
}

/** Gives a page; null: there is none. */
export type Render = () => Promise<string | SharedPage | null>;

interface Page {
  readonly audience: Audience | null;
  readonly hash: string;
  readonly identity: Buffer;
  /** All headers but those of the coding. */
  readonly headers: FlatHeaders;
  readonly tags: ReadonlyMap<string, Coding>;
  readonly ready: Map<Coding, Representation>;
  /** Codings that are being made. */
  readonly coming: Map<Coding, Promise<Representation>>;
  readonly generation: number;
  readonly freshUntil: number;
}

export interface PageServer {
  /** Answers if the address (path and query) is that of a page that is kept; false: nothing was done. */
  answer(request: IncomingMessage, response: ServerResponse, url: string): boolean;
  /**
   * Sends the page known as `key`, an address without what does not matter in it; null: it is not kept. Where there is no
   * page, false is the answer and nothing was sent. Whether a shared page is for this request is the caller's to know.
   */
  send(request: FastifyRequest, reply: FastifyReply, key: string | null, render: Render): Promise<boolean>;
  /** What pages are made of has changed. */
  changed(): void;
  /** One page has. */
  forget(key: string): void;
}

/** Keeps nothing at first. */
export function createPageServer(now: () => number): PageServer {
  const readCodings = createCodingReader();
  const kept = new Map<string, Page>();
  const rendering = new Map<string, Promise<Page | null>>();
  let keptBytes = 0;
  let generation = 0;

  const codingFor = (accept: string | string[] | undefined): Coding =>
    readCodings(typeof accept === 'string' ? accept : undefined).find((coding) => coding !== 'zstd') ?? 'identity';

  function fresh(key: string): Page | null {
    const page = kept.get(key);
    return page !== undefined && page.generation === generation && now() < page.freshUntil ? page : null;
  }

  function keep(key: string, page: Page): void {
    drop(key);
    kept.set(key, page);
    for (const { body } of page.ready.values()) keptBytes += body.length;
    for (const oldest of kept.keys()) {
      if (keptBytes <= MAX_KEPT_BYTES) break;
      drop(oldest);
    }
  }

  function drop(key: string): void {
    for (const { body } of kept.get(key)?.ready.values() ?? []) keptBytes -= body.length;
    kept.delete(key);
  }

  function make(rendered: string | SharedPage, reply: FastifyReply, before: Page | undefined): Page {
    const { text, audience } = typeof rendered === 'string' ? { text: rendered, audience: null } : rendered;
    const identity = Buffer.from(text);
    const hash = createHash('sha1').update(identity).digest('base64url').slice(0, 16);
    const headers = headersOf(reply);
    const page = {
      audience,
      hash,
      identity,
      headers,
      tags: entityTags(hash, PAGE_CODINGS),
      ready: new Map<Coding, Representation>(),
      coming: new Map<Coding, Promise<Representation>>(),
      generation,
      freshUntil: now() + FRESH_MS,
    };
    // the same text has the same compressed bodies, whatever time has passed
    const known = before?.hash === hash ? before.ready : [];
    for (const [coding, { body }] of known) page.ready.set(coding, represent(page, coding, body));
    if (!page.ready.has('identity')) page.ready.set('identity', represent(page, 'identity', identity));
    return page;
  }

  /** The page as it is now; who asks for it meanwhile waits for the same rendering. */
  async function current(key: string | null, reply: FastifyReply, render: Render) {
    if (key === null) {
      const rendered = await render();
      return rendered === null ? null : make(rendered, reply, undefined);
    }
    const known = fresh(key) ?? rendering.get(key);
    if (known) return known;
    const begun = generation;
    const made = render().then((rendered) => {
      if (rendered === null) {
        drop(key);
        return null;
      }
      const page = make(rendered, reply, kept.get(key));
      // what changed while it was rendered may not be in it
      if (begun === generation) keep(key, page);
      return page;
    });
    rendering.set(key, made);
    try {
      return await made;
    } finally {
      if (rendering.get(key) === made) rendering.delete(key);
    }
  }

  /** Those who want a coding at the same time wait for one compression, which counts once towards the bound. */
  async function encode(page: Page, coding: Coding, key: string | null): Promise<Representation> {
    const known = page.ready.get(coding) ?? page.coming.get(coding);
    if (known) return known;
    const making = compressed(page, coding, key).finally(() => page.coming.delete(coding));
    page.coming.set(coding, making);
    return making;
  }

  async function compressed(page: Page, coding: Coding, key: string | null): Promise<Representation> {
    const body = await compress(page.identity, coding);
    const made = represent(page, coding, body);
    page.ready.set(coding, made);
    if (key !== null && kept.get(key) === page) keptBytes += body.length;
    return made;
  }

  return {
    answer(request, response, url) {
      const { method, headers } = request;
      if (method !== 'GET' && method !== 'HEAD') return false;
      const page = fresh(url);
      if (page === null) return false;
      const coding = sizedCoding(page, codingFor(headers['accept-encoding']));
      const ifNoneMatch = headers['if-none-match'];
      const unchanged = ifNoneMatch === undefined ? null : matchedCoding(ifNoneMatch, page.tags, () => coding);
      const representation = unchanged === null ? page.ready.get(coding) : undefined;
      if (unchanged === null && representation === undefined) return false;
      if (page.audience?.(request, response) === false) return false;
      if (representation === undefined) {
        response.writeHead(304, [...page.headers, 'ETag', entityTag(page.hash, unchanged ?? coding)]).end();
        return true;
      }
      response.writeHead(200, representation.headers).end(method === 'HEAD' ? undefined : representation.body);
      return true;
    },

    async send(request, reply, key, render) {
      const page = await current(key, reply, render);
      if (page === null) return false;
      page.audience?.(request.raw, reply.raw);
      const coding = sizedCoding(page, codingFor(request.headers['accept-encoding']));
      const ifNoneMatch = request.headers['if-none-match'];
      const unchanged = ifNoneMatch === undefined ? null : matchedCoding(ifNoneMatch, page.tags, () => coding);
      if (unchanged !== null) {
        reply.code(304).header('ETag', entityTag(page.hash, unchanged)).send();
        return true;
      }
      const { body } = await encode(page, coding, key);
      if (coding !== 'identity') reply.header('Content-Encoding', coding);
      reply.header('ETag', entityTag(page.hash, coding)).send(body);
      return true;
    },

    changed() {
      generation++;
      rendering.clear();
    },
    forget(key) {
      drop(key);
      rendering.delete(key);
    },
  };
}

function sizedCoding({ identity }: Page, coding: Coding): Coding {
  return identity.length < MIN_COMPRESSED_BYTES ? 'identity' : coding;
}

/** The headers that a reply has so far, in turn. */
function headersOf(reply: FastifyReply): FlatHeaders {
  return Object.entries(reply.getHeaders()).flatMap(([name, value]) => [name, String(value)]);
}

function represent(page: Pick<Page, 'hash' | 'headers'>, coding: Coding, body: Buffer): Representation {
  return {
    body,
    headers: [
      ...page.headers,
      ...['ETag', entityTag(page.hash, coding), 'Content-Length', String(body.length)],
      ...(coding === 'identity' ? [] : ['Content-Encoding', coding]),
    ],
  };
}

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);

/**
 * In the thread pool. At these levels both cost the same; the usual level of gzip costs twice that for a thirtieth of the bytes,
 * of pages that are made anew after seconds.
 */
function compress(body: Buffer, coding: Coding): Promise<Buffer> {
  return coding === 'gzip'
    ? compressGzip(body, { level: 4 })
    : compressBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
}
