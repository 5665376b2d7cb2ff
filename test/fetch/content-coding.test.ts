import { buffer } from 'node:stream/consumers';
import {
  brotliCompressSync,
  constants,
  createZstdCompress,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeBody } from '../../src/fetch/content-coding.ts';
import { FEED, failure, fetchFrom, textOf } from './servers.ts';

const LIMIT = 2_000_000;
const decode = async (wire: Uint8Array, coding: string | null, limit = LIMIT) =>
  Buffer.from(await decodeBody(wire, coding, limit)).toString();

const CODINGS = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', (text: string | Buffer) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } })],
  ['zstd', zstdCompressSync],
] as const;

/** Text that compresses badly enough to go the way of large bodies. */
const LARGE = Array.from({ length: 40_000 }, (_, n) => `<item>${((n * 2_654_435_761) >>> 0).toString(36)}</item>`).join(
  '\n',
);

describe('content codings', () => {
  test.each(CODINGS)('A112: %s is undone, small and large', async (coding, compress) => {
    expect(await decode(compress(FEED), coding)).toBe(FEED);
    expect(compress(LARGE).length).toBeGreaterThan(64 * 1024);
    expect(await decode(compress(LARGE), coding)).toBe(LARGE);
  });

  test('a small body that decodes to more than a mebibyte is undone', async () => {
    const text = 'a'.repeat(1_500_000);
    expect(await decode(gzipSync(text), 'gzip')).toBe(text);
  });

  test('A112: an answer over HTTP is decoded, and its wire bytes are the compressed ones', async () => {
    const body = gzipSync(FEED);
    const fetched = await fetchFrom((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(body));
    expect(textOf(fetched)).toBe(FEED);
    expect(fetched.wireBytes).toBe(body.length);
  });

  test('A113: what is declared compressed but is not is taken as it is', async () => {
    for (const coding of ['gzip', 'deflate', 'br', 'zstd']) expect(await decode(Buffer.from(FEED), coding)).toBe(FEED);
    expect(await decode(Buffer.from(`\ufeff\n${FEED}`), 'br')).toBe(`\ufeff\n${FEED}`);
  });

  test('A113: what is compressed but not declared is undone', async () => {
    expect(await decode(gzipSync(FEED), null)).toBe(FEED);
    expect(await decode(zstdCompressSync(FEED), null)).toBe(FEED);
    expect(await decode(gzipSync(gzipSync(FEED)), 'gzip')).toBe(FEED);
  });

  test('A113: deflate is read with and without the zlib frame, and as gzip', async () => {
    expect(await decode(deflateRawSync(FEED), 'deflate')).toBe(FEED);
    expect(await decode(gzipSync(FEED), 'deflate')).toBe(FEED);
  });

  test.each(['', 'identity', 'Identity, ,'])('A114: %j is no coding', async (coding) => {
    expect(await decode(Buffer.from(FEED), coding)).toBe(FEED);
  });

  test.each(['x-gzip', 'GZIP', ' X-GZip '])('A114: %j is gzip', async (coding) => {
    expect(await decode(gzipSync(FEED), coding)).toBe(FEED);
  });

  test('A114: an unknown coding is an error', async () => {
    expect(await failure(decodeBody(Buffer.from(FEED), 'compress', LIMIT))).toMatchObject({ code: 'content-encoding' });
  });

  test('bytes that are no valid stream of their coding are an error', async () => {
    const broken = gzipSync(LARGE);
    broken.fill(0xff, 100, 200);
    expect(await failure(decodeBody(broken, 'gzip', LIMIT))).toMatchObject({ code: 'content-encoding' });
  });

  test('A107: two codings are undone from the last to the first, three are refused', async () => {
    expect(await decode(brotliCompressSync(gzipSync(FEED)), 'gzip, br')).toBe(FEED);
    expect(await failure(decodeBody(gzipSync(FEED), 'gzip, gzip, gzip', LIMIT))).toMatchObject({
      code: 'content-encoding',
    });
  });

  test.each([
    ['across repeated headers', ['gzip', 'gzip, gzip']],
    ['fifty in a header', Array(50).fill('gzip').join(', ')],
    ['in fifty headers', Array(50).fill('gzip')],
  ])('A107: codings are counted %s', async (_, codings: string | string[]) => {
    const fault = await failure(
      fetchFrom((_, response) => {
        response.setHeader('content-encoding', codings);
        response.end(gzipSync(FEED));
      }),
    );
    expect(fault).toMatchObject({ code: 'content-encoding' });
  });
});

describe('bounds of decoding', () => {
  const bomb = Buffer.alloc(20_000_000);

  test.each(CODINGS)('A105, A106: a bomb in %s ends at the limit', async (coding, compress) => {
    const fault = await failure(decodeBody(compress(bomb), coding, 1_000_000));
    expect(fault).toMatchObject({ code: 'too-large' });
  });

  test('A105: a bomb that is not declared ends at the limit', async () => {
    expect(await failure(decodeBody(gzipSync(bomb), null, 1_000_000))).toMatchObject({ code: 'too-large' });
  });

  test('A105: the limit is exact', async () => {
    const text = 'a'.repeat(10_000);
    expect(await decode(gzipSync(text), 'gzip', 10_000)).toBe(text);
    expect(await failure(decodeBody(gzipSync(text), 'gzip', 9_999))).toMatchObject({ code: 'too-large' });
    expect(await failure(decodeBody(Buffer.from(text), null, 9_999))).toMatchObject({ code: 'too-large' });
  });

  test.each(CODINGS)('A105, A106: a bomb in %s that comes over HTTP is a failed visit', async (coding, compress) => {
    const wire = compress(bomb);
    const visit = fetchFrom((_, response) => response.writeHead(200, { 'content-encoding': coding }).end(wire));
    expect(await failure(visit)).toMatchObject({ code: 'too-large', status: 200 });
  });

  test('A106: a zstd frame that wants a window over 8 MiB is refused', async () => {
    // A stream, because its length is not known beforehand and the window is not narrowed to it.
    const compressor = createZstdCompress({ params: { [constants.ZSTD_c_windowLog]: 27 } });
    compressor.end(LARGE);
    const wide = await buffer(compressor);
    expect(await failure(decodeBody(wide, 'zstd', LIMIT))).toMatchObject({ code: 'content-encoding' });
  });

  test.each(CODINGS)('A109: a %s stream cut in the middle is an error', async (coding, compress) => {
    for (const whole of [compress(FEED), compress(LARGE)]) {
      const cut = whole.subarray(0, whole.length - 9);
      expect(await failure(decodeBody(cut, coding, LIMIT))).toMatchObject({ code: 'truncated' });
    }
  });

  test('A109: a gzip stream without its checksum, in an answer that ends well, is an error', async () => {
    const cut = gzipSync(FEED).subarray(0, -8);
    const fault = await failure(
      fetchFrom((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(cut)),
    );
    expect(fault).toMatchObject({ code: 'truncated' });
  });

  test('A014: a body that decodes to nothing is empty', async () => {
    const fault = await failure(
      fetchFrom((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(''))),
    );
    expect(fault).toMatchObject({ code: 'empty' });
  });
});
