// Undoes Content-Encoding. We do it ourselves because clients that do it count the wrong bytes (undici's size bound sees
// compressed ones) or hide a stream that stops in the middle; and because servers say gzip and send XML, or the reverse.

import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { FetchError } from '../errors.ts';

/** RFC 9110 allows any number; a real feed has one, an attack fifty. */
const MAX_CODINGS = 2;
/** RFC 9659: what every recipient of zstd over HTTP must manage, and no more than that. */
const ZSTD_WINDOW_LOG_MAX = 23;

/** Up to here a body is decoded at once, which is four times faster than by a thread and blocks for some 3 ms at most. */
const SYNC_WIRE_BYTES = 64 * 1024;
const SYNC_DECODED_BYTES = 1024 * 1024;

/** Bound on what the beginning of an error page decodes to. */
const BEGINNING_BYTES = 64 * 1024;

interface Limits {
  readonly maxOutputLength: number;
  readonly chunkSize?: number;
  readonly finishFlush?: number;
}

interface Decoder {
  /** The flush mode with which a stream that stops early is not an error. */
  readonly flush: number;
  sync(bytes: Uint8Array, limits: Limits): Buffer;
  async(bytes: Uint8Array, limits: Limits): Promise<Buffer>;
}

const zstdParams = { [zlib.constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG_MAX };
const zstdDecompress = promisify(zlib.zstdDecompress);

const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH, ZSTD_e_flush } = zlib.constants;
const GUNZIP: Decoder = { flush: Z_SYNC_FLUSH, sync: zlib.gunzipSync, async: promisify(zlib.gunzip) };
const INFLATE: Decoder = { flush: Z_SYNC_FLUSH, sync: zlib.inflateSync, async: promisify(zlib.inflate) };
const INFLATE_RAW: Decoder = { flush: Z_SYNC_FLUSH, sync: zlib.inflateRawSync, async: promisify(zlib.inflateRaw) };
const BROTLI: Decoder = {
  flush: BROTLI_OPERATION_FLUSH,
  sync: zlib.brotliDecompressSync,
  async: promisify(zlib.brotliDecompress),
};
const ZSTD: Decoder = {
  flush: ZSTD_e_flush,
  sync: (bytes, limits) => zlib.zstdDecompressSync(bytes, { ...limits, params: zstdParams }),
  async: (bytes, limits) => zstdDecompress(bytes, { ...limits, params: zstdParams }),
};

const NOTHING = new Uint8Array();

const isGzip = (b: Uint8Array) => b[0] === 0x1f && b[1] === 0x8b;
const isZstd = (b: Uint8Array) => b[0] === 0x28 && b[1] === 0xb5 && b[2] === 0x2f && b[3] === 0xfd;
/** RFC 1950: method 8, and a header that is a multiple of 31. */
const isZlib = ([a = 0, b = 0]: Uint8Array) => (a & 0x0f) === 8 && ((a << 8) | b) % 31 === 0;
/** Starts like XML or JSON, after a UTF-8 byte order mark and white space. */
const isText = (b: Uint8Array) =>
  /^(?:\xef\xbb\xbf)?[\t\n\r ]*[<{]/.test(Buffer.from(b.subarray(0, 64)).toString('latin1'));

/**
 * The body without its content codings: the declared ones in turn, then one that was not declared if the bytes give it
 * away. A declared coding that the bytes do not show is passed over.
 *
 * @param contentEncoding all Content-Encoding headers joined by commas, or null
 * @param maxBytes bound on every stage of the decoding
 * @throws FetchError `content-encoding`, `truncated` or `too-large`
 */
export async function decodeBody(
  wire: Uint8Array,
  contentEncoding: string | null,
  maxBytes: number,
): Promise<Uint8Array> {
  let bytes = wire;
  const codings = toCodings(contentEncoding);
  if (codings.length > MAX_CODINGS) {
    throw new FetchError(
      'content-encoding',
      `the body has ${codings.length} content codings, more than ${MAX_CODINGS}`,
    );
  }
  for (const coding of codings.reverse()) {
    const decoder = pickDecoder(coding, bytes);
    if (decoder !== null) bytes = await undo(decoder, bytes, maxBytes);
  }
  if (isGzip(bytes)) bytes = await undo(GUNZIP, bytes, maxBytes);
  else if (isZstd(bytes)) bytes = await undo(ZSTD, bytes, maxBytes);
  if (bytes.length > maxBytes) throw tooLarge(maxBytes);
  return bytes;
}

/** The beginning of a body of which no more than the beginning came, to be shown; empty when it cannot be decoded. */
export function decodeBeginning(wire: Uint8Array, contentEncoding: string | null): Uint8Array {
  const [coding, ...others] = toCodings(contentEncoding);
  try {
    const decoder = coding === undefined ? null : pickDecoder(coding, wire);
    if (decoder === null) return wire;
    if (others.length > 0) return NOTHING;
    return decoder.sync(wire, { maxOutputLength: BEGINNING_BYTES, finishFlush: decoder.flush });
  } catch {
    return NOTHING;
  }
}

/** The codings that a header names, in its order, less those that change nothing. */
function toCodings(contentEncoding: string | null): string[] {
  return (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
}

function pickDecoder(coding: string, bytes: Uint8Array): Decoder | null {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return isGzip(bytes) ? GUNZIP : null;
    case 'deflate':
      // zlib's format by the book, bare deflate from servers that read the name literally.
      if (isGzip(bytes)) return GUNZIP;
      return isZlib(bytes) ? INFLATE : INFLATE_RAW;
    case 'br':
      return BROTLI;
    case 'zstd':
      return ZSTD;
    default:
      throw new FetchError('content-encoding', `the content coding ${JSON.stringify(coding.slice(0, 40))} is unknown`);
  }
}

async function undo(decoder: Decoder, bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  try {
    if (bytes.length <= SYNC_WIRE_BYTES) {
      const maxOutputLength = Math.min(maxBytes, SYNC_DECODED_BYTES);
      try {
        return decoder.sync(bytes, { maxOutputLength, chunkSize: guessSize(bytes) });
      } catch (error) {
        if (codeOf(error) !== 'ERR_BUFFER_TOO_LARGE' || maxOutputLength === maxBytes) throw error;
      }
    }
    return await decoder.async(bytes, { maxOutputLength: maxBytes, chunkSize: guessSize(bytes) });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes);
    if (isText(bytes)) return bytes;
    if (codeOf(error) === 'Z_BUF_ERROR') {
      throw new FetchError('truncated', 'the compressed body stops before its end', { cause: error });
    }
    throw new FetchError('content-encoding', `the body cannot be decompressed (${codeOf(error)})`, { cause: error });
  }
}

/** One buffer that holds the whole output saves most of the calls into zlib; gzip ends with its size, modulo 2^32. */
function guessSize(bytes: Uint8Array): number {
  const end = bytes.length;
  const guess =
    isGzip(bytes) && end > 18 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(end - 4, true) + 64 : end * 6;
  return Math.max(4096, Math.min(guess, SYNC_DECODED_BYTES));
}

const tooLarge = (maxBytes: number) => new FetchError('too-large', `the body decodes to more than ${maxBytes} bytes`);

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;
