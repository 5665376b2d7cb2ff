// Compressed copies of files for static hosts that serve these as they are (nginx `gzip_static`, `brotli_static`, Caddy
// `precompressed`): made once, in the thread pool.
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
/**
 * About what gzip costs, and up to a tenth smaller. The highest quality saves as much again and costs a hundred times
 * as much: a source's document would take longer to compress than to fetch, read, store and render.
 */
const QUALITY = { gzip: 6, brotli: 5 };

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);

/** Whether a file is to have copies: not what is no text, or small. */
export function isCompressible(path: string, { byteLength }: Uint8Array): boolean {
  return TEXT.test(path) && byteLength >= MIN_BYTES;
}

/** The copies of a file, as far as they are smaller than it is. */
export async function compressedCopies(body: Uint8Array): Promise<readonly CompressedCopy[]> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY.brotli,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
  };
  const [gz, br] = await Promise.all([compressGzip(body, { level: QUALITY.gzip }), compressBrotli(body, { params })]);
  const copies: readonly CompressedCopy[] = [
    { suffix: '.gz', bytes: gz },
    { suffix: '.br', bytes: br },
  ];
  return copies.filter(({ bytes }) => bytes.byteLength < body.byteLength);
}
