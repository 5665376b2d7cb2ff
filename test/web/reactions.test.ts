// Reactions over HTTP, on a real store: what a click does, with and without a script, and what no click can do.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Answer, ask } from './ask.ts';
import { ACTED, ARTICLE, type Fields, sendForm, sendJson, startReaderSite, tokenOf } from './reader-site.ts';
import { NOW } from './sample-site.ts';

const PATH = '/a/one/reactions';
const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11) Gecko/20100101 Firefox/150.0' };
const OTHER_BROWSER = { 'user-agent': 'Mozilla/5.0 (Macintosh) Version/26 Safari/620' };

/** The buttons of a page: what each would send, whether it is pressed, and its count. */
function buttonsOf({ text }: Answer): readonly string[] {
  const buttons = text.matchAll(/<button name="(\w+)" value="(\w+)" aria-pressed="(\w+)"[\s\S]*?class="count">(\d+)</g);
  return [...buttons].map(([, name, value, pressed, count]) => `${name} ${value} ${pressed} ${count}`);
}

describe('reactions', () => {
  test('are buttons of a form that leads back to the page, where they are pressed', async () => {
    const { site } = await startReaderSite();
    const token = await tokenOf(site);
    const page = async (headers: Fields) => buttonsOf(await ask(site.address, '/a/one/', { headers }));
    const own = (headers: Fields) => page({ ...headers, ...ACTED });
    expect(await page(BROWSER)).toEqual(['add love false 0', 'add wow false 0']);
    const { status, headers } = await sendForm(site, PATH, { token, add: 'love' }, BROWSER);
    expect([status, headers.location]).toEqual([303, '/a/one/?done=chosen#reactions']);
    const back = await ask(site.address, '/a/one/?done=chosen', { headers: BROWSER });
    expect(back.text).toContain('<p class="outcome" role="status">Thank you.</p>');
    expect(buttonsOf(back)).toEqual(['remove love true 1', 'add wow false 0']);
    expect(await page(OTHER_BROWSER)).toEqual(['add love false 1', 'add wow false 0']);
    await sendForm(site, PATH, { token, add: 'love' }, OTHER_BROWSER);
    await sendForm(site, PATH, { token, remove: 'love' }, BROWSER);
    expect(await own(BROWSER)).toEqual(['add love false 1', 'add wow false 0']);
    expect(await own(OTHER_BROWSER)).toEqual(['remove love true 1', 'add wow false 0']);
  });

  test('leave a cookie until the day ends that says no more than that, and gets a page of one’s own', async () => {
    const { site } = await startReaderSite();
    const token = await tokenOf(site);
    const rest = (answer: Answer) => String(answer.headers['set-cookie']);
    const plain = await sendForm(site, PATH, { token, add: 'love' }, BROWSER);
    expect(rest(plain)).toBe('lostfeed-acted=1; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax');
    const shared = await ask(site.address, '/a/one/', { headers: BROWSER });
    const own = await ask(site.address, '/a/one/', { headers: { ...BROWSER, ...ACTED } });
    expect([buttonsOf(shared)[0], buttonsOf(own)[0]]).toEqual(['add love false 1', 'remove love true 1']);
    expect(buttonsOf(await ask(site.address, '/a/one/', { headers: OTHER_BROWSER }))[0]).toBe('add love false 1');
    for (const { headers } of [shared, own]) {
      expect([headers['cache-control'], headers['set-cookie']]).toEqual(['private, no-cache', undefined]);
    }
    const unchanged = { ...BROWSER, ...ACTED, 'if-none-match': String(shared.headers.etag) };
    expect((await ask(site.address, '/a/one/', { headers: unchanged })).status).toBe(200);
    site.site = { ...site.site, url: 'https://feed.example/' };
    const secure = await sendJson(site, PATH, { token, add: 'love' }, BROWSER);
    expect(rest(secure)).toBe('__Host-lostfeed-acted=1; Path=/; Max-Age=43200; Secure; HttpOnly; SameSite=Lax');
    const refused = await sendJson(site, PATH, { token, add: 'hate' }, BROWSER);
    expect(refused.headers['set-cookie']).toBeUndefined();
  });

  test('what others did in another process is shown after five seconds', async () => {
    const { site, store } = await startReaderSite();
    const first = async () => buttonsOf(await ask(site.address, '/a/one/'))[0];
    expect(await first()).toBe('add love false 0');
    await store.acts.saveReaction({ articleId: ARTICLE.id, kind: 'love', visitor: 'elsewhere', isOn: true, at: NOW });
    expect(await first()).toBe('add love false 0');
    site.now += 5000;
    expect(await first()).toBe('add love false 1');
  });

  test('are JSON for a script', async () => {
    const { site } = await startReaderSite();
    const token = await tokenOf(site);
    await sendJson(site, PATH, { token, add: 'wow' }, OTHER_BROWSER);
    const { status, json } = await sendJson(site, PATH, { token, add: 'love' }, BROWSER);
    expect([status, json]).toEqual([
      200,
      {
        code: 'chosen',
        message: 'Thank you.',
        location: '/a/one/?done=chosen#reactions',
        reactions: { love: 1, wow: 1 },
        own: ['love'],
      },
    ]);
    const { json: after } = await sendJson(site, PATH, { token, remove: 'love' }, BROWSER);
    expect(after).toMatchObject({
      code: 'taken-back',
      message: 'Taken back.',
      reactions: { love: 0, wow: 1 },
      own: [],
    });
  });

  test('E77: fifty double clicks at the same time count once', async () => {
    const { site } = await startReaderSite();
    const token = await tokenOf(site);
    const clicks = Array.from({ length: 100 }, () => sendForm(site, PATH, { token, add: 'love' }, BROWSER));
    expect(new Set((await Promise.all(clicks)).map(({ status }) => status))).toEqual(new Set([303]));
    expect(buttonsOf(await ask(site.address, '/a/one/', { headers: { ...BROWSER, ...ACTED } }))).toEqual([
      'remove love true 1',
      'add wow false 0',
    ]);
    await sendForm(site, PATH, { token, remove: 'love' }, BROWSER);
    expect(buttonsOf(await ask(site.address, '/a/one/'))).toEqual(['add love false 0', 'add wow false 0']);
  });

  test.each(['hate', 'LOVE', '', '__proto__', 'constructor', 'love\u0000', ' love'])(
    'E77: of a kind that is not configured are refused: %j',
    async (add) => {
      const { site } = await startReaderSite();
      const token = await tokenOf(site);
      const { status, json } = await sendJson(site, PATH, { token, add });
      expect([status, json.code]).toEqual([422, 'unknown-kind']);
      expect((await sendForm(site, PATH, { token, add })).text).toContain('There is no such reaction.');
    },
  );

  test('E77: are told apart by a hash of the day, and no address is stored', async () => {
    const { site, directory } = await startReaderSite();
    const token = await tokenOf(site);
    await sendForm(site, PATH, { token, add: 'love' }, BROWSER);
    site.now += 86_400_000 / 2;
    const fresh = await tokenOf(site);
    await sendForm(site, PATH, { token: fresh, add: 'love' }, BROWSER);
    const own = { headers: { ...BROWSER, ...ACTED } };
    expect(buttonsOf(await ask(site.address, '/a/one/', own))[0]).toBe('remove love true 2');
    await sendForm(site, '/a/one/comments', { token: fresh, comment: 'Hello' }, BROWSER);
    for (const file of await readdir(directory)) {
      const bytes = await readFile(join(directory, file));
      expect([file, bytes.includes('127.0.0.1'), bytes.includes('Firefox/150')]).toEqual([file, false, false]);
    }
  });

  test('E79: for an article that does not exist, or is closed, are refused', async () => {
    const { site, store } = await startReaderSite();
    const token = await tokenOf(site);
    expect((await sendJson(site, '/a/none/reactions', { token, add: 'love' })).status).toBe(404);
    await store.acts.setClosed('one', true);
    const { status, json } = await sendJson(site, PATH, { token, add: 'love' });
    expect([status, json.code]).toEqual([403, 'closed']);
    site.web.documentsChanged();
    const { text } = await ask(site.address, '/a/one/');
    expect(text.match(/<button name="add"[^>]* disabled>/g)).toHaveLength(2);
  });

  test('E59: from a page elsewhere, or without the token of the page, are refused; reading changes nothing', async () => {
    const { site } = await startReaderSite();
    const token = await tokenOf(site);
    const foreign = await sendForm(site, PATH, { token, add: 'love' }, { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
    const without = await sendJson(site, PATH, { add: 'love' });
    expect([without.status, without.json]).toMatchObject([403, { code: 'stale', token: expect.any(String) }]);
    await ask(site.address, `${PATH}?add=love&token=${token}`);
    await ask(site.address, `/a/one/?add=love&done=chosen`);
    expect(buttonsOf(await ask(site.address, '/a/one/'))).toEqual(['add love false 0', 'add wow false 0']);
  });

  test('E75: from one address are bounded, and the rest is told to wait', async () => {
    const { site } = await startReaderSite();
    const token = await tokenOf(site);
    let refused: Answer | null = null;
    for (let click = 0; click < 121; click++) {
      const agent = { 'user-agent': `Mozilla/5.0 ${click}`, 'x-forwarded-for': `203.0.113.${click}` };
      refused = await sendForm(site, PATH, { token, add: 'love' }, agent);
    }
    expect([refused?.status, refused?.headers['retry-after']]).toEqual([429, '60']);
  });

  test('are not there when none is configured', async () => {
    const { site } = await startReaderSite({ reactions: [] });
    const { text } = await ask(site.address, '/a/one/');
    expect(text).not.toContain('class="reactions"');
    expect((await sendForm(site, PATH, { token: await tokenOf(site), add: 'love' })).status).toBe(404);
  });

  test('keep their counts when a kind leaves the configuration and comes back', async () => {
    const world = await startReaderSite();
    const { site, settings } = world;
    await sendForm(site, PATH, { token: await tokenOf(site), add: 'love' });
    world.settings = { ...settings, reactions: settings.reactions.slice(1) };
    site.web.documentsChanged();
    expect(buttonsOf(await ask(site.address, '/a/one/'))).toEqual(['add wow false 0']);
    world.settings = settings;
    expect(buttonsOf(await ask(site.address, '/a/one/', { headers: ACTED }))[0]).toBe('remove love true 1');
  });
});
