// Compressed copies of files for static hosts that serve these as they are (nginx `gzip_static`, `brotli_static`, Caddy
// `precompressed`): made once, so as small as can be, in the thread pool.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** What is put behind the name of a file. */
export const COMPRESSED_SUFFIXES = ['.gz', '.br'] as const;

export interface CompressedCopy {
  readonly suffix: (typeof COMPRESSED_SUFFIXES)[number];
  readonly bytes: Uint8Array;
}

const TEXT = /\.(?:html|xml|json|css|js|svg|txt)$/;
/** Below this a file fits the first packet anyway. */
const MIN_BYTES = 1024;
/** Above this the highest quality of Brotli costs two seconds a megabyte, thirty times as much as 9, and saves half a per cent. */
const LARGE_BYTES = 200_000;

/** A page takes 20 ms at the highest quality: a quarter of that at 10, which is 2 % larger, but pages are written once. */
const QUALITY = { usual: 11, large: 9 };

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);

/** Whether a file is to have copies: not what is no text, or small. */
export function isCompressible(path: string, { byteLength }: Uint8Array): boolean {
  return TEXT.test(path) && byteLength >= MIN_BYTES;
}

/** The copies of a file, as far as they are smaller than it is. */
export async function compressedCopies(body: Uint8Array): Promise<readonly CompressedCopy[]> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: body.byteLength > LARGE_BYTES ? QUALITY.large : QUALITY.usual,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
  };
  const [gz, br] = await Promise.all([compressGzip(body, { level: 9 }), compressBrotli(body, { params })]);
  const copies: readonly CompressedCopy[] = [
    { suffix: '.gz', bytes: gz },
    { suffix: '.br', bytes: br },
  ];
  return copies.filter(({ bytes }) => bytes.byteLength < body.byteLength);
}
