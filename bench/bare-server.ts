// Bare node:http sending one document with the very headers ours sends: the ceiling `bench serve` measures against.
//   node bench/bare-server.ts CAPTURE   CAPTURE: JSON {headers200, headers304, etag, body (base64)}; prints its address
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const capture = JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as {
  headers200: string[];
  headers304: string[];
  etag: string;
  body: string;
};
const body = Buffer.from(capture.body, 'base64');

const server = createServer((request, response) => {
  if (request.headers['if-none-match'] === capture.etag) response.writeHead(304, capture.headers304).end();
  else response.writeHead(200, capture.headers200).end(body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on('SIGTERM', () => process.exit(0));
