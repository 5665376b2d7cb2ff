// `lostfeed check` about addresses: what visits learnt, and what --fix writes of it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const LAUNCHER = resolve(import.meta.dirname, '../../bin/lostfeed.js');
const FEED =
  '<rss version="2.0"><channel><title>Good</title><link>https://good.example/</link><description>d</description>' +
  '<item><guid isPermaLink="false">1</guid><title>One</title><link>https://good.example/1</link><description>Text</description></item></channel></rss>';

let server: Server;
let origin: string;
let directory: string;
const asked: { path: string; conditional: boolean }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const conditional = 'if-none-match' in request.headers;
    asked.push({ path: request.url ?? '', conditional });
    if (request.url?.startsWith('/old')) response.writeHead(301, { location: '/new' }).end();
    else if (conditional) response.writeHead(304).end();
    else response.writeHead(200, { etag: '"1"' }).end(FEED);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-check-'));
  return () => rmSync(directory, { recursive: true, force: true });
});

const configFile = () => join(directory, 'feeds.config.json');
const configure = (...sources: string[]) =>
  writeFileSync(
    configFile(),
    `{ // ours\n  "fetch": { "allowPrivate": ["${new URL(origin).host}"], "hostGap": "0s" },\n  "sources": [\n    ${sources.join(',\n    ')},\n  ],\n}\n`,
  );

async function lostfeed(...args: string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [LAUNCHER, ...args], { cwd: directory, stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return new Promise((done) => child.once('close', (code) => done({ code, out })));
}

describe('lostfeed check, of a source that has moved for good', () => {
  it('A070: shows the address in use, and with --fix writes it and an id; the source is the same after that', async () => {
    configure(`{ "url": "${origin}/old" } // the one`);
    await lostfeed('run');
    const from = `asked at ${origin}/new instead of ${origin}/old`;
    const shown = await lostfeed('check');
    const id = `127-0-0-1-${new URL(origin).port}-old`;
    expect(shown).toMatchObject({ code: 0, out: expect.stringContaining(`moved ${id}: ${from}; --fix writes it\n`) });
    const fixed = await lostfeed('check', '--fix', '--json');
    const move = { source: id, from: `${origin}/old`, to: `${origin}/new`, sameAs: null, written: true };
    expect(JSON.parse(fixed.out)).toMatchObject({ moves: [move], merged: [] });
    expect(readFileSync(configFile(), 'utf8')).toContain(`    { "id": "${id}", "url": "${origin}/new" } // the one,\n`);
    expect((await lostfeed('check', '--fix')).out).not.toContain('moved');

    await lostfeed('run', '--force');
    await lostfeed('run', '--force');
    expect(asked).toEqual([
      { path: '/old', conditional: false },
      { path: '/new', conditional: false },
      // validators belong to an address
      { path: '/new', conditional: false },
      { path: '/new', conditional: true },
    ]);
    expect(JSON.parse((await lostfeed('build', '--json')).out)).toMatchObject({ published: [] });
  });

  it('A077: names two sources that have come to one address, and writes nothing that the file could not hold', async () => {
    configure(`{ "id": "heir", "url": "${origin}/old" }`, `{ "id": "estate", "url": "${origin}/new" }`);
    const before = readFileSync(configFile(), 'utf8');
    await lostfeed('run');
    const { code, out } = await lostfeed('check', '--fix');
    expect(code).toBe(0);
    expect(out).toContain(
      `moved heir: asked at ${origin}/new instead of ${origin}/old, the address of "estate": remove`,
    );
    expect(out).toContain(`not asked any more estate: it has come to the address of "heir", ${origin}/new: remove one`);
    expect(readFileSync(configFile(), 'utf8')).toBe(before);
    configure(`{ "id": "heir", "url": "${origin}/old" }`);
    expect((await lostfeed('check', '--fix')).out).toContain(`${origin}/old; written\n`);
  });

  it('shows nothing that was learnt before an edit of the address', async () => {
    configure(`{ "id": "a", "url": "${origin}/old" }`);
    await lostfeed('run');
    configure(`{ "id": "a", "url": "${origin}/older" }`);
    expect((await lostfeed('check', '--fix')).out).not.toContain('moved');
  });
});
