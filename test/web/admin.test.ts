// The operator's pages: who is let in and who is not, and what is done there.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { addAdminRoutes } from '../../src/web/admin-routes.ts';
import { type Answer, ask } from './ask.ts';
import { openBrowser } from './browser.ts';
import { type Fields, type ReaderSite, say, sendForm, startReaderSite, tokenOf } from './reader-site.ts';
import { NOW, SITE } from './sample-site.ts';

const TOKEN = 'f3a9c1d2e4b5968778695a4b3c2d1e0ff3a9c1d2e4b5968778695a4b3c2d1e0f';
const BEARER = { authorization: `Bearer ${TOKEN}` };

const start = (change = {}) => startReaderSite(change, undefined, TOKEN);
const get = ({ site }: ReaderSite, path: string, headers: Fields = {}) => ask(site.address, path, { headers });
const post = ({ site }: ReaderSite, path: string, headers: Fields = {}) => sendForm(site, path, {}, headers);
const cookieOf = ({ headers }: Answer) => headers['set-cookie']?.[0]?.split(';')[0] ?? '';

test('E57: without a token there is no such address', async () => {
  const world = await startReaderSite();
  for (const path of ['/admin/', '/admin', '/admin/login', '/admin/x']) {
    expect([path, (await get(world, path)).status]).toEqual([path, 404]);
    expect([path, (await post(world, path, { authorization: 'Bearer ' })).status]).toEqual([path, 405]);
  }
});

test('E57: every route below it, and what is none, is closed to whoever has no token', async () => {
  const world = await start();
  const routes: { method: string; url: string }[] = [];
  const app = fastify();
  onTestFinished(() => app.close());
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  const log = { error: () => {} };
  addAdminRoutes(app, TOKEN, {
    store: world.store.acts,
    pages: { changed() {} },
    site: () => SITE,
    now: () => NOW,
    log,
  });
  await app.ready();
  const acts = routes.filter(({ url }) => !url.includes('*')).map(({ method, url }) => `${method} ${url}`);
  expect(acts.filter((act) => !act.startsWith('HEAD')).sort()).toEqual([
    'GET /admin',
    'GET /admin/',
    'POST /admin/articles/:slug/close',
    'POST /admin/articles/:slug/open',
    'POST /admin/comments/:num/approve',
    'POST /admin/comments/:num/delete',
    'POST /admin/login',
    'POST /admin/logout',
  ]);
  const unknown = ['/admin/x', '/admin/comments', '/admin/../admin/x', '/admin//', '/admin/login/x'];
  const tried = [...routes, ...unknown.flatMap((url) => ['GET', 'POST'].map((method) => ({ method, url })))];
  for (const { method, url } of tried) {
    if (method === 'TRACE' || (method === 'POST' && url === '/admin/login')) continue;
    const path = url.replace(':num', '1').replace(':slug', 'one').replace('*', 'x');
    const headers = { 'sec-fetch-site': 'same-origin' };
    const answer = await ask(world.site.address, path, { method, headers });
    expect([method, path, answer.status]).toEqual([method, path, 401]);
    expect(answer.text).not.toContain('wait');
  }
});

test('E57: no other file knows an address below it', () => {
  const folder = join(import.meta.dirname, '../../src/web');
  const others = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== 'admin-routes.ts')
    .filter((file) =>
      /\.(?:get|post|put|delete|all|route)\b[^\n]*['"`]\/admin/.test(readFileSync(join(folder, file), 'utf8')),
    );
  expect(others).toEqual([]);
});

test('E57: the token lets in as a bearer; anything else does not', async () => {
  const world = await start();
  expect((await get(world, '/admin/', BEARER)).status).toBe(200);
  expect((await get(world, '/admin/', { authorization: `bearer  ${TOKEN}` })).status).toBe(200);
  const wrong = [`Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `Basic ${btoa(`admin:${TOKEN}`)}`, 'Bearer'];
  for (const authorization of wrong) {
    expect([authorization, (await get(world, '/admin/', { authorization })).status]).toEqual([authorization, 401]);
  }
  expect((await get(world, `/admin/?token=${TOKEN}`)).status).toBe(401);
});

test('E57, E59: the form begins a session whose cookie no page and no other site can use', async () => {
  const world = await start();
  const login = await sendForm(world.site, '/admin/login', { token: TOKEN });
  expect([login.status, login.headers.location]).toEqual([303, '/admin/']);
  expect(login.headers['set-cookie']?.[0]).toMatch(
    /^__Host-lostfeed-admin=\d+\.[\w-]+; Path=\/; Max-Age=43200; Secure; HttpOnly; SameSite=Strict$/,
  );
  const cookie = cookieOf(login);
  expect(cookie).not.toContain(TOKEN);
  const page = await get(world, '/admin/', { cookie: `a=b; ${cookie}` });
  expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-store']);
  for (const forged of [
    cookie.replace(/=\d/, '=9'),
    `${cookie}x`,
    cookie.replace(/\..*/, '.'),
    '__Host-lostfeed-admin=',
  ]) {
    expect([forged, (await get(world, '/admin/', { cookie: forged })).status]).toEqual([forged, 401]);
  }
  const out = await post(world, '/admin/logout', { cookie });
  expect(out.headers['set-cookie']?.[0]).toMatch(/^__Host-lostfeed-admin=; .*Max-Age=0/);
  world.site.now += 12 * 3_600_000;
  expect((await get(world, '/admin/', { cookie })).status).toBe(401);
});

test('E59: what changes something has to come from a page of ours, and cannot be an image or a link', async () => {
  const world = await start();
  const cookie = cookieOf(await sendForm(world.site, '/admin/login', { token: TOKEN }));
  const ways: Fields[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ];
  for (const headers of ways) {
    expect((await post(world, '/admin/articles/one/close', { cookie, ...headers })).status).toBe(403);
    expect((await sendForm(world.site, '/admin/login', { token: TOKEN }, headers)).status).toBe(403);
  }
  const bare = (headers: Fields) =>
    ask(world.site.address, '/admin/articles/one/close', { method: 'POST', headers: { cookie, ...headers } });
  for (const headers of [{}, { origin: 'null' }, { origin: 'https://evil.example' }] as Fields[]) {
    expect([headers, (await bare(headers)).status]).toEqual([headers, 403]);
  }
  expect((await get(world, '/admin/articles/one/close', { cookie })).status).toBe(404);
  expect((await world.store.acts.closedArticles(9)).length).toBe(0);
  expect((await bare({ origin: new URL(world.site.address).origin })).status).toBe(303);
  expect((await world.store.acts.closedArticles(9)).length).toBe(1);
});

test('E56, E57: five wrong tokens shut an address out for ten minutes, whatever it says of itself', async () => {
  const world = await start();
  for (let guess = 0; guess < 5; guess++) {
    const headers = { 'x-forwarded-for': `203.0.113.${guess}` };
    const answer =
      guess % 2 === 0
        ? await sendForm(world.site, '/admin/login', { token: `guess ${guess}` }, headers)
        : await get(world, '/admin/', { authorization: `Bearer guess${guess}`, ...headers });
    expect(answer.status).toBe(401);
  }
  const refused = await sendForm(world.site, '/admin/login', { token: TOKEN }, { 'x-forwarded-for': '203.0.113.99' });
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '600']);
  expect((await get(world, '/admin/', BEARER)).status).toBe(429);
  world.site.now += 600_000;
  expect((await get(world, '/admin/', BEARER)).status).toBe(200);
});

test('comments that wait are listed with why, approved and deleted; articles are closed and opened', async () => {
  const world = await start({ moderation: 'before' });
  await say(world, { name: '<b>Eve</b>', comment: 'First <script>alert(1)</script>' });
  await say(world, { comment: 'Second' });
  const page = await get(world, '/admin/', BEARER);
  expect(page.text).toContain('<h2>2 wait</h2>');
  expect(page.text).toContain('&lt;b&gt;Eve&lt;/b&gt;');
  expect(page.text).toContain('First &lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page.text).toContain('<span class="why">all comments wait</span>');
  const [first = '', second = ''] = [...page.text.matchAll(/action="(\/admin\/comments\/\d+)\/approve"/g)].map(
    ([, path]) => path,
  );
  const done = await post(world, `${first}/approve`, BEARER);
  expect([done.status, done.headers.location]).toEqual([303, '/admin/']);
  expect((await get(world, '/a/one/')).text).toContain('First &lt;script&gt;');
  await post(world, `${second}/delete`, BEARER);
  const after = await get(world, '/admin/', BEARER);
  expect(after.text).toContain('<h2>0 wait</h2>');
  expect(after.text).not.toContain('Second');
  await post(world, `${first}/delete`, BEARER);
  expect((await get(world, '/a/one/')).text).not.toContain('class="comment"');
  await post(world, '/admin/articles/one/close', BEARER);
  expect((await get(world, '/a/one/')).text).toContain('Comments are closed.');
  expect((await get(world, '/admin/', BEARER)).text).toContain('action="/admin/articles/one/open"');
  await post(world, '/admin/articles/one/open', BEARER);
  expect(
    (await sendForm(world.site, '/a/one/comments', { token: await tokenOf(world.site), comment: 'x' })).status,
  ).toBe(303);
});

test('E61: acts on what is not there are answered with 404', async () => {
  const world = await start();
  for (const num of ['0', '99', '1e3', '-1', '１', '9'.repeat(30), '1.0', '%2e']) {
    const { status } = await post(world, `/admin/comments/${encodeURI(num)}/approve`, BEARER);
    expect([num, status]).toEqual([num, 404]);
  }
  expect((await post(world, '/admin/articles/none/close', BEARER)).status).toBe(404);
  expect((await post(world, '/admin/articles/%2e%2e/close', BEARER)).status).toBe(404);
});

test('an operator logs in, approves and logs out in a browser', async () => {
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const world = await start({ moderation: 'before' });
  await say(world, { comment: 'Please look at me' });
  const address = world.site.address.replace('127.0.0.1', 'localhost');
  world.site.site = { ...SITE, url: address };
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`${address}admin/`);
  await page.getByLabel('Token').fill(TOKEN);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('heading', { name: '0 wait' }).waitFor();
  await page.goto(`${address}a/one/`);
  expect(await page.locator('.comment p[dir]').textContent()).toBe('Please look at me');
  await page.goto(`${address}admin/`);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByLabel('Token').waitFor();
  // the browser itself reports answers of 401
  expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
});
