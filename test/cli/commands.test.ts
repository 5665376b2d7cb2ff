// The commands as a person or a cron job runs them: the real program, its output and its exit codes.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
let host: string;
let directory: string;
let held: () => void = () => {};

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/good') response.writeHead(200).end(FEED);
    else if (request.url === '/held') held();
    else response.writeHead(404).end('no');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-commands-'));
  return () => rmSync(directory, { recursive: true, force: true });
});

function configure(paths: readonly string[]): void {
  const sources = paths.map((path) => ({ id: path.slice(1), url: `http://${host}${path}` }));
  const config = { fetch: { allowPrivate: [host], perHost: 4, hostGap: '0s' }, sources };
  writeFileSync(join(directory, 'feeds.config.json'), JSON.stringify(config));
}

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const done = new Promise<Result>((finish) => child.once('close', (code) => finish({ code, out, err })));
  return { child, done };
}
const lostfeed = (...args: string[]) => start(args).done;

describe('lostfeed', () => {
  it('shows its commands with --help and exits with 0', async () => {
    const { code, out } = await lostfeed('--help');
    expect(code).toBe(0);
    for (const command of ['serve', 'run', 'build', 'check', 'inspect', 'demo']) expect(out).toContain(`  ${command} `);
  });

  it('exits with 2 on a command, flag or value that makes no sense', async () => {
    expect((await lostfeed('sreve')).code).toBe(2);
    expect((await lostfeed('run', '--hurry')).code).toBe(2);
    const budget = await lostfeed('run', '--budget', 'soon');
    expect(budget.code).toBe(2);
    expect(budget.err).toContain('90s or 4m');
    expect((await lostfeed('serve', '--port', '99999')).code).toBe(2);
    expect((await lostfeed('inspect')).code).toBe(2);
  });

  it('exits with 2 when there is no configuration, and says where it looked', async () => {
    const { code, err } = await lostfeed('run');
    expect(code).toBe(2);
    expect(err).toContain(join(directory, 'feeds.config.json'));
  });

  it('refuses a DATABASE_URL it could not honour instead of storing elsewhere', async () => {
    configure(['/good']);
    const { code, err } = await start(['run'], { DATABASE_URL: 'postgres://db.example/x' }).done;
    expect(code).toBe(2);
    expect(err).toContain('DATABASE_URL');
    expect(err).not.toContain('db.example');
  });
});

describe('lostfeed serve', () => {
  it('fetches and publishes without a web side, and stops gracefully', async () => {
    configure(['/good']);
    const { child, done } = start(['serve', '--no-web']);
    let log = '';
    await new Promise<void>((published) => {
      child.stderr.on('data', (chunk) => {
        log += chunk;
        if (/"source":"good".*"msg":"published"/s.test(log)) published();
      });
    });
    child.kill('SIGTERM');
    expect((await done).code).toBe(0);
  });

  it('ends with 1 and a plain sentence when its port is taken, and frees the fetching role', async () => {
    configure(['/good']);
    const { code, err } = await lostfeed('serve', '--port', host.split(':')[1] as string);
    expect(code).toBe(1);
    expect(err).toMatch(/lostfeed: listen EADDRINUSE/);
    expect(err).not.toMatch(/\n {4}at /);
    expect((await lostfeed('run')).code).toBe(0);
  });
});

describe('lostfeed run', () => {
  it('reports a broken source, publishes the others and exits with 0, or with 1 under --strict', async () => {
    configure(['/good', '/missing']);
    const { code, out } = await lostfeed('run');
    expect(code).toBe(0);
    expect(out).toMatch(/Visited 2 sources in [\d.]+ s: 1 changed, 0 unchanged, 1 failed; 1 new articles, 0 updated/);
    expect(out).toMatch(/missing: GET .*404.*\(not-found; next try 20/);
    expect(readFileSync(join(directory, 'data/public/atom.xml'), 'utf8')).toContain('<title>One</title>');
    expect((await lostfeed('run', '--strict', '--force')).code).toBe(1);
    expect((await lostfeed('run', '--strict')).code).toBe(0);
  });

  it('prints one line of facts with --json and nothing else on standard output', async () => {
    configure(['/good']);
    const { out, err } = await lostfeed('run', '--json');
    const facts = JSON.parse(out);
    expect(out.trim()).not.toContain('\n');
    expect(facts).toMatchObject({ end: 'whole', visited: 1, changed: 1, created: 1, failed: 0, failures: [] });
    expect(facts.indexing).toMatchObject({ indexed: 1, left: 0 });
    expect(facts.published).toEqual(['atom.xml', 'rss.xml', 'feed.json']);
    const visitLines = err.split('\n').filter((line) => line.includes('"visit":'));
    expect(visitLines).toHaveLength(1);
    expect(JSON.parse(visitLines[0] as string)).toMatchObject({
      source: 'good',
      visit: 'changed',
      status: 200,
      created: 1,
    });
  });

  it('is cut short by SIGTERM with 143: nothing is published, and the next run starts over', async () => {
    configure(['/good', '/held']);
    const reached = new Promise<void>((done) => {
      held = done;
    });
    const { child, done } = start(['run']);
    await reached;
    child.kill('SIGTERM');
    expect((await done).code).toBe(143);
    expect(existsSync(join(directory, 'data/public'))).toBe(false);
    configure(['/good']);
    expect((await lostfeed('run')).code).toBe(0);
  });

  it('does its work and exits with 0 although nobody reads what it says', async () => {
    configure(['/good']);
    const { child, done } = start(['run']);
    child.stdout.destroy();
    expect((await done).code).toBe(0);
    expect(existsSync(join(directory, 'data/public/atom.xml'))).toBe(true);
  });

  it('keeps to its budget, publishes what it has and says that something is left', async () => {
    configure(['/good', '/held']);
    const { code, out } = await lostfeed('run', '--budget', '2s', '--json');
    expect(code).toBe(0);
    // so short a budget has no time for the index, and the next run does that
    const facts = JSON.parse(out);
    expect(facts).toMatchObject({
      end: 'budget',
      visited: 1,
      failed: 0,
      created: 1,
      indexing: { indexed: 0, left: 1 },
    });
    configure(['/good']);
    expect((await lostfeed('run')).out).toMatch(/Indexed 1 articles for search in [\d.]+ s\.$/m);
  });
});

describe('lostfeed build', () => {
  it('publishes an empty channel before the first visit, without any request', async () => {
    configure(['/held']);
    held = () => expect.unreachable('build asked a source');
    expect((await lostfeed('build')).code).toBe(0);
    expect(readFileSync(join(directory, 'data/public/feed.json'), 'utf8')).toContain('"items": [');
  });
});

describe('lostfeed check', () => {
  it('says that the configuration is sound', async () => {
    configure(['/good']);
    const { code, out } = await lostfeed('check');
    expect(code).toBe(0);
    expect(out).toMatch(/warning: .*channel\.url/);
    expect(out).toContain('is sound: 1 sources in 0 categories');
  });

  it('visits every source with --online and stores nothing', async () => {
    configure(['/good', '/missing']);
    const { code, out } = await lostfeed('check', '--online');
    expect(code).toBe(0);
    expect(out).toContain('ok    good: rss2, 1 entries');
    expect(out).toMatch(/fails missing: GET .*\(not-found\)/);
    expect(existsSync(join(directory, 'data'))).toBe(false);
  });
});

describe('lostfeed inspect', () => {
  it('reads an address like a file, with the bounds and the guard of every request', async () => {
    configure(['/good']);
    const { code, out } = await lostfeed('inspect', '--json', `http://${host}/good`);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ format: 'rss2', articles: [{ guid: '1', title: 'One' }] });
    const refused = await lostfeed('inspect', '--json', 'http://127.0.0.1:1/');
    expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'address' } });
  });
});

describe('lostfeed demo', () => {
  it('shows new items coming into the channel and broken sources by name, and leaves nothing behind', async () => {
    const { child, done } = start(['demo', '--port', '0', '--every', '1s'], { TMPDIR: directory });
    let seen = '';
    await new Promise<void>((enough) => {
      child.stdout.on('data', (chunk) => {
        seen += chunk;
        const lines = seen.split('\n');
        const appeared = lines.findIndex((line) => / upstream +patch-wire: new: /.test(line));
        const read = lines.findIndex((line, i) => i > appeared && / read +patch-wire: 1 new/.test(line));
        if (appeared > 0 && read > 0 && lines.some((line, i) => i > read && / channel +published/.test(line))) enough();
      });
    });
    child.kill('SIGTERM');
    const { code, out } = await done;
    expect(code).toBe(0);
    expect(out).toMatch(/broken +page-missing: .*\(not-found\)/);
    expect(out).toMatch(/\d+ articles of \d+ sources; \d+ sources broken/);
    expect(readdirSync(directory).filter((name) => name.startsWith('lostfeed-demo'))).toEqual([]);
  });
});
