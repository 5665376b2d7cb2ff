// A fleet of upstream feeds on loopback for the benchmarks: RSS and Atom, ETag, gzip, everything built before it listens.
//   node bench/fleet.ts [feeds] [items]   prints its address when ready; GET /feed/N; GET /stats
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { makeDocument } from './fleet-documents.ts';

const feeds = Number(process.argv[2] ?? 500);
const items = Number(process.argv[3] ?? 30);

const documents = Array.from({ length: feeds }, (_, id) => {
  const { text, type } = makeDocument(id, items);
  const body = Buffer.from(text);
  const tag = createHash('sha1').update(body).digest('hex').slice(0, 16);
  const zipped = gzipSync(body, { level: 4 });
  return { body, zipped, tag, type };
});
const stats = { requests: 0, ok: 0, notModified: 0 };

const server = createServer((request, response) => {
  const url = request.url ?? '';
  if (url === '/stats') return void response.end(JSON.stringify(stats));
  const document = documents[Number(url.slice('/feed/'.length))];
  if (!document) return void response.writeHead(404).end();
  stats.requests++;
  const gzip = /gzip/.test(String(request.headers['accept-encoding'] ?? ''));
  const etag = gzip ? `"${document.tag}-gz"` : `"${document.tag}"`;
  if (request.headers['if-none-match'] === etag) {
    stats.notModified++;
    return void response.writeHead(304, { etag }).end();
  }
  stats.ok++;
  const body = gzip ? document.zipped : document.body;
  const headers = { etag, 'content-type': document.type, 'content-length': body.length };
  response.writeHead(200, gzip ? { ...headers, 'content-encoding': 'gzip' } : headers);
  response.end(body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', 4096, () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => process.exit(0));
