// Compresses pages on their way out, in the thread pool. Documents never come by here: theirs are made beforehand.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { readAcceptEncoding } from './accept-encoding.ts';

// Below this a page fits the first packet anyway.
const MIN_LENGTH = 1024;

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);

/** Adds the hook that compresses every text sent from here on. Brotli 4 costs about what gzip does and saves more. */
export function compressPages(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < MIN_LENGTH) return payload;
    reply.header('Vary', 'Accept-Encoding');
    for (const coding of readAcceptEncoding(request.headers['accept-encoding'] ?? '')) {
      if (coding === 'identity') return payload;
      if (coding === 'zstd') continue;
      reply.header('Content-Encoding', coding);
      if (coding === 'gzip') return compressGzip(payload);
      return compressBrotli(payload, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
    }
    return payload;
  });
}
