// The floor under a poll cycle: a bare undici loop over the same feeds, 64 at a time, the body unpacked and thrown away.
//   node bench/floor.ts ADDRESS FEEDS TAGS   TAGS: a file of ETags, written by a pass without it and sent by one with it
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Agent, request } from 'undici';

const [address, count, tagFile] = process.argv.slice(2) as [string, string, string];
const feeds = Number(count);
const known = existsSync(tagFile) ? (JSON.parse(readFileSync(tagFile, 'utf8')) as string[]) : null;
const tags: string[] = [];
const dispatcher = new Agent({ connections: 64, pipelining: 1 });
let next = 0;

async function worker(): Promise<void> {
  while (next < feeds) {
    const id = next++;
    const tag = known?.[id];
    const headers = tag ? { 'accept-encoding': 'gzip', 'if-none-match': tag } : { 'accept-encoding': 'gzip' };
    const response = await request(`${address}/feed/${id}`, { dispatcher, headers });
    const body = Buffer.from(await response.body.arrayBuffer());
    if (response.statusCode === 200) gunzipSync(body);
    tags[id] = String(response.headers.etag);
  }
}
await Promise.all(Array.from({ length: 64 }, worker));
await dispatcher.close();
if (!known) writeFileSync(tagFile, JSON.stringify(tags));
