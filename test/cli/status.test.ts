// `lostfeed status` and `lostfeed explain` as they are used: after a run, beside the store, from the outside.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runLostfeed } from './lostfeed.ts';

const FEED =
  '<rss version="2.0"><channel><title>Good news</title><link>https://good.example/</link><description>d</description><ttl>90</ttl>' +
  '<item><guid isPermaLink="false">1</guid><title>One</title><link>https://good.example/1</link><description>Text</description></item></channel></rss>';

let server: Server;
let origin: string;
let directory: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/good') response.writeHead(200, { etag: '"1"' }).end(FEED);
    else if (request.url === '/members') response.writeHead(401).end('<h1>Please \u001b[31mlog in</h1>');
    else if (request.url === '/old') response.writeHead(301, { location: '/moved' }).end();
    else if (request.url === '/gone') response.writeHead(410).end();
    else response.writeHead(200).end(FEED);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-status-'));
  const sources = ['good', 'members', 'old', 'gone', 'off'].map((id) => ({
    id,
    url: `${origin}/${id}`,
    enabled: id !== 'off',
  }));
  const config = { fetch: { allowPrivate: [new URL(origin).host], hostGap: '0s' }, sources };
  writeFileSync(join(directory, 'feeds.config.json'), JSON.stringify(config));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(directory, { recursive: true, force: true });
});

const lostfeed = (...args: string[]) => runLostfeed(directory, ...args);

it('A090: before and after a run, says how each source is doing, worst first, and why', async () => {
  const before = await lostfeed('status');
  expect(before).toMatchObject({ code: 0, out: expect.stringContaining('never-visited good: not visited yet\n') });
  expect(existsSync(join(directory, 'data'))).toBe(false);

  await lostfeed('run');
  const { code, out } = await lostfeed('status');
  expect(code).toBe(0);
  expect(out.split('\n').map((line) => line.split(':')[0])).toEqual([
    'gone gone',
    'needs-auth members',
    'moved old',
    'ok good',
    'disabled off',
    '5 sources',
    '',
  ]);
  expect(out).toContain('5 sources: 1 gone, 1 needs-auth, 1 moved, 1 ok, 1 disabled.\n');
  expect(out).toMatch(/^gone gone: visited \S+Z; gone: status 410; never read$/m);
  expect(out).toMatch(/^moved old: visited \S+Z, next \S+Z \(no-validators\), 1 new a week; asked at .*\/moved$/m);

  const facts = JSON.parse((await lostfeed('status', '--json', 'members', `${origin}/good`)).out);
  expect(facts.counts).toMatchObject({ 'needs-auth': 1, ok: 1, gone: 0 });
  expect(facts.sources).toMatchObject([
    {
      id: 'members',
      health: 'needs-auth',
      failures: 1,
      nextVisitWhy: 'refused',
      error: { code: 'needs-auth', snippet: 'Please [31mlog in', remedy: expect.stringContaining('`auth`') },
    },
    { id: 'good', health: 'ok', error: null, nextVisitWhy: 'ttl', articlesPerWeek: 1, learntUrl: null },
  ]);

  const explained = await lostfeed('explain', `${origin}/good`);
  expect(explained.code).toBe(0);
  expect(explained.out).toMatch(/^good: ok\n {2}Good news\n/);
  expect(explained.out).toContain('it brought something new.');
  expect(explained.out).toMatch(/^Next visit: .* \(in \d+ min\), because the feed asks for 90 min between visits\.$/m);
  expect(explained.out).toContain('Visits ask only for what changed (ETag).');
  const members = (await lostfeed('explain', 'members')).out;
  expect(members).toContain('The answer says: "Please [31mlog in"');
  expect(members).toContain('because its server refused');
  const gone = JSON.parse((await lostfeed('explain', '--json', 'gone')).out);
  expect(gone).toMatchObject({
    health: 'gone',
    nextVisitAt: null,
    events: [{ kind: 'gone', status: 410, code: 'gone' }],
  });
  expect((await lostfeed('explain', 'old')).out).toMatch(
    /What happened, newest first:\n {2}\S+ \S+ UTC {2}old has moved\./,
  );
});

it.each([
  ['goood', 'did you mean good?'],
  ['MEM', 'did you mean members?'],
  ['http://elsewhere.example/', 'has the id or the address "http://elsewhere.example/"\n'],
])('names what %s may have meant, and exits with 2', async (word, hint) => {
  for (const command of ['status', 'explain']) {
    expect(await lostfeed(command, word)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(hint) });
  }
});
