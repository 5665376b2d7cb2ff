// Bare Fastify sending one constant page, compressed beforehand: what `bench site` measures against.
//   node bench/bare-fastify.ts FILE   prints its address
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fastify from 'fastify';

const page = gzipSync(readFileSync(process.argv[2] as string));
const app = fastify();
app.get('/', async (_request, reply) =>
  reply.type('text/html; charset=utf-8').header('content-encoding', 'gzip').send(page),
);
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
process.on('SIGTERM', () => process.exit(0));
