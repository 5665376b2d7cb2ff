// One published document in every content coding, with all its headers made beforehand: the bytes and the entity tag
// that names them are built together and never change apart.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import type { WholeDocument } from '../model.ts';
import { CODINGS, type Coding } from './accept-encoding.ts';
import { entityTag, entityTags } from './entity-tags.ts';
import { DOCUMENT_POLICY, HSTS } from './security-headers.ts';
import { basePath, CHANNEL_FORMATS, type SiteFacts } from './site-facts.ts';

/** Header names and values in turn, as `writeHead` takes them. */
export type FlatHeaders = string[];

export interface Representation {
  readonly body: Buffer;
  readonly headers: FlatHeaders;
}

/** A document ready to be served. A coding is null until its bytes are made, and for good when it saves nothing. */
export interface ServedDocument {
  readonly document: WholeDocument;
  /** What `representations` was made of; null: compression is still to come. */
  readonly encoded: EncodedBodies | null;
  /** Null: nothing says when something was last taken out of it, so that only its tags tell whether it changed. */
  readonly lastModified: string | null;
  readonly representations: Readonly<Record<Coding, Representation | null>> & { readonly identity: Representation };
  readonly notModified: Readonly<Record<Coding, FlatHeaders>>;
  /** Every tag of these bytes as it may come back, quoted, strong and weak, and the coding it names. */
  readonly tags: ReadonlyMap<string, Coding>;
}

/** Compressed bodies by coding; null: not smaller than the document itself. */
export type EncodedBodies = Readonly<Record<Exclude<Coding, 'identity'>, Buffer | null>>;

// A reader that honours it never misses more than one build, and polls no more often than every five minutes.
const MIN_MAX_AGE_SECONDS = 300;
/** Parts of an archive (RFC 5005) hardly ever change; what is taken down of one is to leave caches within a week. */
const ARCHIVE = { folder: 'archive/', caching: 'public, max-age=604800, immutable' };

/** Documents of which nothing is stored, whose time is that of the newest article in them. */
const UNSTORED = /^(?:archive|search)\//;

/** Puts a document, its compressed bodies and the headers for all of them together. */
export function makeServedDocument(
  document: WholeDocument,
  encoded: EncodedBodies | null,
  site: SiteFacts,
): ServedDocument {
  const lastModified = UNSTORED.test(document.path) ? null : new Date(document.updatedAt).toUTCString();
  const tagOf = (coding: Coding): string => entityTag(document.etag, coding);
  const common: FlatHeaders = [
    ...(lastModified === null ? [] : ['Last-Modified', lastModified]),
    ...['Cache-Control', cachingOf(document, site), 'Vary', 'Accept-Encoding'],
    ...['Access-Control-Allow-Origin', '*', 'Link', linksOf(document, site)],
  ];
  const represent = (coding: Coding, body: Buffer): Representation => ({
    body,
    headers: [
      ...['Content-Type', document.contentType, 'Content-Length', String(body.length), 'ETag', tagOf(coding)],
      ...(coding === 'identity' ? [] : ['Content-Encoding', coding]),
      ...common,
      ...['Accept-Ranges', 'none', 'X-Content-Type-Options', 'nosniff', 'Content-Security-Policy', DOCUMENT_POLICY],
      ...(site.url.startsWith('https:') ? ['Strict-Transport-Security', HSTS] : []),
    ],
  });
  const { buffer, byteOffset, byteLength } = document.body;
  return {
    document,
    encoded,
    lastModified,
    representations: {
      identity: represent('identity', Buffer.from(buffer, byteOffset, byteLength)),
      gzip: encoded?.gzip ? represent('gzip', encoded.gzip) : null,
      br: encoded?.br ? represent('br', encoded.br) : null,
      zstd: encoded?.zstd ? represent('zstd', encoded.zstd) : null,
    },
    notModified: byCoding((coding) => ['ETag', tagOf(coding), ...common]),
    tags: entityTags(document.etag, CODINGS),
  };
}

function cachingOf({ path }: WholeDocument, { buildSeconds }: SiteFacts): string {
  if (path.startsWith(ARCHIVE.folder)) return ARCHIVE.caching;
  return `public, max-age=${Math.max(MIN_MAX_AGE_SECONDS, Math.ceil(buildSeconds))}`;
}

/** The document's own address, and for those that can be subscribed to their hub too (WebSub section 4). */
function linksOf({ path }: WholeDocument, { url, hub }: SiteFacts): string {
  const self = new URL(path, url).href;
  const links = [`<${self}>; rel="canonical"`];
  if (hub !== null && CHANNEL_FORMATS.some((format) => format.path === path))
    links.push(`<${self}>; rel="self"`, `<${hub}>; rel="hub"`);
  return links.join(', ');
}

/** Paths a document answers at: below the root, and below the site's base where a proxy leaves that in. */
export function documentPaths(path: string, site: Pick<SiteFacts, 'url'>): ReadonlySet<string> {
  return new Set([`/${path}`, `${basePath(site)}${path}`]);
}

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);
const compressZstd = promisify(zstdCompress);

/** Compresses a body in every coding, in the thread pool. Levels are those whose cost is repaid within a few readers. */
export async function encodeBodies(body: Uint8Array): Promise<EncodedBodies> {
  const [gzipped, brotli, zstd] = await Promise.all([
    compressGzip(body, { level: 6 }),
    compressBrotli(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 5,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
      },
    }),
    compressZstd(body),
  ]);
  const ifSmaller = (encoded: Buffer): Buffer | null => (encoded.length < body.byteLength ? encoded : null);
  return { gzip: ifSmaller(gzipped), br: ifSmaller(brotli), zstd: ifSmaller(zstd) };
}

function byCoding<Value>(make: (coding: Coding) => Value): Record<Coding, Value> {
  return { br: make('br'), zstd: make('zstd'), gzip: make('gzip'), identity: make('identity') };
}
