// Comments over HTTP, on a real store: what is taken, what is refused and how, what waits, and how pages show them.
import { describe, expect, test } from 'vitest';
import { renderSite } from '../../src/web/web.ts';
import { ask } from './ask.ts';
import { ARTICLE, type Fields, OTHER, say, sendForm, sendJson, startReaderSite, tokenOf } from './reader-site.ts';
import { makeArticle, makeSource, NOW, SITE } from './sample-site.ts';

const PATH = '/a/one/comments';
const MINUTE = 60_000;

/** What a page shows as comments: author and text, markup taken off. */
async function shown(address: string, path = '/a/one/'): Promise<readonly string[]> {
  const { text } = await ask(address, path);
  return [...text.matchAll(/<li class="comment"[^>]*>([\s\S]*?)<\/li>/g)].map(([, item = '']) =>
    item
      .replace(/<a href="#[\s\S]*?<\/a>/, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

describe('a comment', () => {
  test('is sent by a form, which leads back to it on the page', async () => {
    const world = await startReaderSite();
    const { site } = world;
    const { status, headers } = await say(world, { name: 'Grace', comment: 'A fine piece.\r\n\r\nThank you.' });
    expect(status).toBe(303);
    expect(headers.location).toMatch(/^\/a\/one\/\?done=said#comment-\d+$/);
    const page = await ask(site.address, headers.location?.replace(/#.*/, '') ?? '');
    expect(page.text).toContain('Thank you. Your comment is below.');
    expect(page.text).toContain(`id="${headers.location?.split('#')[1]}"`);
    expect(page.text).toContain('<p dir="auto">A fine piece.</p>\n<p dir="auto">Thank you.</p>');
    expect(await shown(site.address)).toEqual(['Grace A fine piece. Thank you.']);
    expect(await shown(site.address, '/a/two/')).toEqual([]);
  });

  test('is sent by a script, which learns what to show', async () => {
    const { site } = await startReaderSite();
    const token = await tokenOf(site);
    site.now += MINUTE;
    const fields = { token, comment: 'See https://a.example/x?y=1&z (yes).', extra: 1, list: ['x'] };
    const { status, json, headers } = await sendJson(site, PATH, fields);
    expect([status, headers['cache-control']]).toEqual([201, 'no-store']);
    expect(json).toEqual({
      code: 'said',
      message: 'Thank you. Your comment is below.',
      location: expect.stringMatching(/^\/a\/one\/\?done=said#comment-\d+$/),
      total: 1,
      comment: {
        id: expect.stringMatching(/^comment-\d+$/),
        author: 'Anonymous',
        at: new Date(NOW + MINUTE).toISOString(),
        date: '22 November 2026',
        rel: 'nofollow ugc noopener',
        paragraphs: [
          [
            [
              { text: 'See ', href: null },
              { text: 'https://a.example/x?y=1&z', href: 'https://a.example/x?y=1&z' },
              { text: ' (yes).', href: null },
            ],
          ],
        ],
      },
    });
  });

  test('E72: is text and nothing else; its http and https addresses are links that vouch for nothing', async () => {
    const world = await startReaderSite();
    const comment = [
      '<script>alert(1)</script> <b>x</b> &amp; {{7*7}} $\u007b1}',
      'javascript:alert(1) data:text/html,x ftp://a.example/ //b.example',
      'Look (https://c.example/a_(b)), HTTP://D.example/"><img src=x onerror=alert(1)>.',
    ].join('\n');
    await say(world, { comment, name: '<i>Eve</i>' });
    const { text } = await ask(world.site.address, '/a/one/');
    expect(text).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;x&lt;/b&gt; &amp;amp; {{7*7}} $\u007b1}<br>',
    );
    expect(text).toContain('&lt;i&gt;Eve&lt;/i&gt;');
    const section = text.slice(text.indexOf('id="comments"'));
    const links = [...section.matchAll(/<a href="(http[^"]*)" rel="([^"]*)">([^<]*)<\/a>/gi)].map(
      ([, ...facts]) => facts,
    );
    const rel = 'nofollow ugc noopener';
    expect(links).toEqual([
      ['https://c.example/a_(b)', rel, 'https://c.example/a_(b)'],
      ['HTTP://D.example/', rel, 'HTTP://D.example/'],
    ]);
    expect(section).not.toMatch(/<(?:script|b|img)\b/);
  });

  test.each<[string, number, string]>([
    ['2000 letters', 303, 'a'.repeat(2000)],
    ['2001 letters', 422, 'a'.repeat(2001)],
    ['2000 emoji of two units each', 303, '\u{1f600}'.repeat(2000)],
    ['2001 emoji', 422, '\u{1f600}'.repeat(2001)],
    ['2000 letters with a mark of its own each', 303, 'e\u0301'.repeat(2000)],
    ['2001 letters with a mark of its own each', 422, 'e\u0301'.repeat(2001)],
    ['1999 letters and a line end of two characters', 303, `${'a'.repeat(1000)}\r\n${'b'.repeat(999)}`],
    ['2000 letters and spaces around', 303, ` \r\n${'a'.repeat(2000)}\n\n `],
    ['2001 spaces', 422, ' '.repeat(2001)],
  ])('E70: of %s is answered with %i, as a form and as JSON', async (_title, status, comment) => {
    const world = await startReaderSite();
    expect((await say(world, { comment })).status).toBe(status);
    const { site } = world;
    const token = await tokenOf(site, 'two');
    site.now += MINUTE;
    const script = await sendJson(site, '/a/two/comments', { token, comment });
    expect(script.status).toBe(status === 303 ? 202 : 422);
  });

  test.each([
    ['nothing', ''],
    ['white space', ' \n\t\u00a0\u3000 '],
    ['zero-width and bidirectional controls', '\u200b\u200d\u2060\ufeff\u202e\u2066\u200f'],
    ['marks without a letter', '\u0301\u0302'],
    ['letters that show nothing', '\u3164\u115f\u2800\u00ad'],
    ['control characters', '\u0000\u0007\u001b'],
  ])('E71: of %s is refused', async (_title, comment) => {
    const world = await startReaderSite();
    const { status, text } = await say(world, { comment });
    expect([status, text.includes('Please write something first.')]).toEqual([422, true]);
  });

  test('E71: loses control characters and bidirectional controls, keeps line ends and tabs', async () => {
    const world = await startReaderSite();
    await say(world, { comment: 'a\u0000b\u202ec\u2066d\te\u001bf\ng', name: 'N\u202e\u0000ame\n\tx' });
    const [comment] = await world.store.acts.commentsInState({ state: 'shown', limit: 1 });
    expect(comment).toMatchObject({ body: 'abcd\tef\ng', author: 'Name x' });
    expect((await ask(world.site.address, '/a/one/')).text).toContain('<bdi class="authors">Name x</bdi>');
  });

  test.each([
    ['name-long', 'n'.repeat(81)],
    ['name-taken', 'The Lost Feed'],
    ['name-taken', 'ops  person!'],
    ['name-taken', 'ADA QUILL'],
    ['name-taken', 'Harbour Notes'],
    ['name-taken', 'A d m i n'],
    ['name-taken', '\uff21dministrator'],
  ])('E73: with a name that is too long or somebody’s is refused (%s)', async (code, name) => {
    const { site } = await startReaderSite();
    const token = await tokenOf(site);
    site.now += MINUTE;
    const { status, json } = await sendJson(site, PATH, { token, name, comment: 'Hello' });
    expect([status, json.code]).toEqual([422, code]);
  });

  test('E73: a name of 80 characters is taken', async () => {
    const world = await startReaderSite();
    expect((await say(world, { name: '\u{1f600}'.repeat(80), comment: 'Hello' })).status).toBe(303);
  });

  test('that cannot be taken is shown again with what was typed and why', async () => {
    const world = await startReaderSite();
    const comment = `\n"quoted" </textarea><b>${'x'.repeat(2000)}`;
    const { status, text, headers } = await say(world, { name: '"><i>', comment });
    expect(status).toBe(422);
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(text).toContain('<p class="outcome fault" role="status">That is too long');
    expect(text).toContain(
      'aria-describedby="say-counter" aria-invalid="true">\n\n&quot;quoted&quot; &lt;/textarea&gt;&lt;b&gt;x',
    );
    expect(text).toContain('value="&quot;&gt;&lt;i&gt;"');
    expect(text).toContain('<span class="count">2023</span>/</span>2000');
    expect(await shown(world.site.address)).toEqual([]);
  });

  test('has no maxlength to cut it: the server decides', async () => {
    const { site } = await startReaderSite();
    expect((await ask(site.address, '/a/one/')).text).toMatch(/<textarea(?![^>]*maxlength)[^>]* name="comment"/);
  });
});

describe('what cannot be a comment', () => {
  test.each<[string, number, string | undefined, string]>([
    ['text', 415, 'text/plain', 'comment=x'],
    ['no type', 415, undefined, 'comment=x'],
    ['files', 415, 'multipart/form-data; boundary=x', '--x--'],
    ['broken JSON', 400, 'application/json', '{"comment":'],
    ['a prototype', 400, 'application/json', '{"__proto__":{"comment":"x"},"comment":"y"}'],
    ['too much JSON', 413, 'application/json', JSON.stringify({ comment: 'x'.repeat(33_000) })],
    ['too large a form', 413, 'application/x-www-form-urlencoded', `comment=${'x'.repeat(33_000)}`],
  ])('E74: %s is answered with %i', async (_title, status, type, body) => {
    const { site } = await startReaderSite();
    const headers: Fields = { 'sec-fetch-site': 'same-origin', ...(type && { 'content-type': type }) };
    const answer = await ask(site.address, PATH, { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    expect(site.errors).toEqual([]);
  });

  test('E74: fields that nobody asked for, twice or of another kind do nothing', async () => {
    const { site } = await startReaderSite();
    const token = await tokenOf(site);
    site.now += MINUTE;
    const form = await ask(site.address, PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `__proto__=x&constructor=y&state=shown&token=${token}&comment=a&comment=b`,
    });
    expect(form.status).toBe(422);
    for (const body of [null, [], 'x', 1, { comment: { toString: 'x' } }, { comment: ['x'] }]) {
      const { status, json } = await sendJson(site, PATH, body);
      expect([body, status, json.code]).toEqual([body, 422, 'empty']);
    }
  });

  test('E79: for an article that does not exist, or is closed', async () => {
    const { site, store } = await startReaderSite();
    const token = await tokenOf(site);
    site.now += MINUTE;
    for (const slug of ['none', 'ONE', '%2e%2e', '１', '1e3', '9'.repeat(90)]) {
      const { status } = await sendJson(site, `/a/${encodeURI(slug)}/comments`, { token, comment: 'x' });
      expect([slug, status]).toEqual([slug, 404]);
    }
    await store.acts.setClosed('one', true);
    const { status, json } = await sendJson(site, PATH, { token, comment: 'x' });
    expect([status, json.code]).toEqual([403, 'closed']);
    expect((await sendForm(site, PATH, { token, comment: 'y' })).status).toBe(403);
    const { text } = await ask(site.address, '/a/one/');
    expect(text).toContain('Comments are closed.');
    expect(text).not.toContain('<textarea');
  });

  test('E79: for an article that was taken down, whose comments are gone with it', async () => {
    const world = await startReaderSite();
    const { site, store } = world;
    await say(world, { comment: 'Before' });
    const token = await tokenOf(site);
    await store.takeDownArticles([ARTICLE.id], { at: NOW, reason: null });
    for (const act of ['comments', 'reactions']) {
      const fields = { token, comment: 'After', add: 'love' };
      expect((await sendJson(site, `/a/one/${act}`, fields)).status).toBe(410);
      expect((await sendForm(site, `/a/one/${act}`, fields)).status).toBe(410);
    }
    expect(await store.acts.commentsInState({ state: 'shown', limit: 9 })).toEqual([]);
  });

  test('E59: from a page elsewhere', async () => {
    const { site } = await startReaderSite();
    const token = await tokenOf(site);
    site.now += MINUTE;
    const foreign: Fields[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'cross-site', origin: 'http://feed.example' },
    ];
    for (const headers of foreign) {
      expect([headers, (await sendForm(site, PATH, { token, comment: 'x' }, headers)).status]).toEqual([headers, 403]);
    }
    const send = (origin: string) =>
      ask(site.address, PATH, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
        body: new URLSearchParams({ token, comment: origin }).toString(),
      });
    for (const origin of ['https://evil.example', 'https://feed.example', 'http://feed.example.evil.example', 'x']) {
      expect([origin, (await send(origin)).status]).toEqual([origin, 403]);
    }
    for (const origin of ['http://feed.example', new URL(site.address).origin, 'null']) {
      expect([origin, (await send(origin)).status]).toEqual([origin, 303]);
    }
    expect((await ask(site.address, `${PATH}?comment=x&token=${token}`)).headers.location).toBe('/a/one/#comments');
    expect(await shown(site.address)).toHaveLength(3);
  });

  test('E59: without the page’s own token; an old one brings back what was typed with a new one', async () => {
    const { site } = await startReaderSite();
    const token = await tokenOf(site);
    const other = await tokenOf(site, 'two');
    site.now += MINUTE;
    for (const wrong of ['', 'x', other, `${token}x`, token.replace(/^./, '1'), `.${token.split('.')[1]}`]) {
      const { status, json } = await sendJson(site, PATH, { token: wrong, comment: 'x' });
      expect([wrong, status, json.code]).toEqual([wrong, 403, 'stale']);
    }
    site.now += 24 * 60 * MINUTE;
    const { status, text } = await sendForm(site, PATH, { token, comment: 'Kept words' });
    expect([status, text.includes('Kept words</textarea>')]).toEqual([403, true]);
    const fresh = (await sendJson(site, PATH, { token, comment: 'Kept words' })).json.token as string;
    expect((await sendJson(site, PATH, { token: fresh, comment: 'Kept words' })).status).toBe(201);
  });
});

describe('too many comments', () => {
  test('E75: the sixth within a minute and the 31st within a day from one address have to wait', async () => {
    const { site } = await startReaderSite();
    const token = await tokenOf(site);
    site.now += MINUTE;
    const begin = site.now;
    const send = (number: number) => sendJson(site, PATH, { token, comment: `Number ${number}` });
    for (let number = 0; number < 5; number++) expect((await send(number)).status).toBe(201);
    site.now += 30_000;
    const refused = await send(5);
    expect([refused.status, refused.json.code, refused.headers['retry-after']]).toEqual([429, 'busy', '30']);
    const form = await sendForm(site, PATH, { token, comment: 'Kept words' });
    expect([form.status, form.text.includes('Kept words</textarea>')]).toEqual([429, true]);
    for (let number = 5; number < 30; number++) {
      if (number % 5 === 0) site.now += MINUTE;
      expect([number, (await send(number)).status]).toEqual([number, 201]);
    }
    site.now += MINUTE;
    const { status, headers } = await send(30);
    expect([status, headers['retry-after']]).toEqual([429, String((begin + 24 * 60 * MINUTE - site.now) / 1000)]);
  });

  test('E56, E75: an address in X-Forwarded-For and the like is not believed', async () => {
    const { site } = await startReaderSite();
    const token = await tokenOf(site);
    site.now += MINUTE;
    const statuses = [];
    for (let number = 0; number < 6; number++) {
      const ip = `203.0.113.${number}`;
      const headers = {
        'x-forwarded-for': ip,
        forwarded: `for=${ip}`,
        'x-real-ip': ip,
        'user-agent': `Mozilla/5.0 ${ip}`,
      };
      statuses.push((await sendJson(site, PATH, { token, comment: `Number ${number}` }, headers)).status);
    }
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
  });

  test('E75: an article takes 60 in ten minutes from all addresses together', async () => {
    const world = await startReaderSite();
    const limit = [{ key: `comment article ${OTHER.id}`, windowMs: 10 * MINUTE, limit: 60 }];
    for (let number = 0; number < 60; number++) await world.store.acts.tally(limit, NOW);
    expect((await say(world, { comment: 'One more' }, { slug: 'two' })).status).toBe(429);
    expect((await say(world, { comment: 'One more' })).status).toBe(303);
  });
});

describe('a comment that waits', () => {
  test.each<[string, Fields, string]>([
    ['fills in what no person sees', { website: 'https://spam.example' }, 'trap'],
    ['has more than two links', { comment: 'http://a.example https://b.example HTTPS://c.example' }, 'links'],
  ])('E76: because it %s', async (_title, fields, why) => {
    const world = await startReaderSite();
    const { status, headers } = await say(world, { comment: 'Hello', ...fields });
    expect([status, headers.location]).toEqual([303, '/a/one/?done=waits#say']);
    expect((await ask(world.site.address, '/a/one/?done=waits')).text).toContain('appears once it has been looked at');
    expect(await shown(world.site.address)).toEqual([]);
    expect(await world.store.acts.commentsInState({ state: 'held', limit: 9 })).toMatchObject([{ heldWhy: why }]);
  });

  test('E76: because it was sent within three seconds', async () => {
    const { site, store } = await startReaderSite();
    const token = await tokenOf(site);
    site.now += 2999;
    expect((await sendJson(site, PATH, { token, comment: 'Fast' })).status).toBe(202);
    site.now += 1;
    expect((await sendJson(site, PATH, { token, comment: 'Slow' })).status).toBe(201);
    expect(await store.acts.commentsInState({ state: 'held', limit: 9 })).toMatchObject([{ heldWhy: 'haste' }]);
  });

  test('E76: because it was said elsewhere; sent twice it is one comment', async () => {
    const world = await startReaderSite();
    const first = await say(world, { comment: 'Buy this' });
    const second = await say(world, { comment: 'Buy this' });
    expect([second.status, second.headers.location]).toEqual([303, first.headers.location]);
    expect((await say(world, { comment: 'buy THIS!' }, { slug: 'two' })).headers.location).toBe(
      '/a/two/?done=waits#say',
    );
    expect(await shown(world.site.address)).toHaveLength(1);
  });

  test('because all do', async () => {
    const world = await startReaderSite({ moderation: 'before' });
    expect((await say(world, { comment: 'Hello' })).headers.location).toBe('/a/one/?done=waits#say');
    expect(await world.store.acts.commentsInState({ state: 'held', limit: 9 })).toMatchObject([
      { heldWhy: 'moderation' },
    ]);
  });
});

describe('pages of comments', () => {
  test('E81: have fifty each, lead to each other, and a comment leads to its own', async () => {
    const world = await startReaderSite();
    const { acts } = world.store;
    const saved = Array.from({ length: 120 }, (_, number) =>
      acts.saveComment({
        ...{ articleId: OTHER.id, author: '', writer: 'w', at: NOW, held: null, body: `Comment ${number}` },
      }),
    );
    await Promise.all(saved);
    const { address } = world.site;
    const pages = await Promise.all(
      ['', '?comments=2', '?comments=3'].map((query) => shown(address, `/a/two/${query}`)),
    );
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(pages.flat()).toEqual(Array.from({ length: 120 }, (_, number) => `Anonymous Comment ${number}`));
    const { text } = await ask(address, '/a/two/?comments=2');
    expect(text).toContain('<a href="/a/two/#comments" rel="prev">');
    expect(text).toContain('<a href="/a/two/?comments=3#comments" rel="next">');
    const { headers } = await say(world, { comment: 'The last' }, { slug: 'two' });
    expect(headers.location).toMatch(/^\/a\/two\/\?comments=3&done=said#comment-\d+$/);
  });

  test.each(['0', '-1', '1e3', '02', '4', '999999', '9999999999999999', '１', 'x', '', '1.0', '+1'])(
    'E61: there is none numbered %j',
    async (number) => {
      const { site } = await startReaderSite();
      expect((await ask(site.address, `/a/one/?comments=${encodeURIComponent(number)}`)).status).toBe(404);
    },
  );

  test('D125: the source’s own discussion comes before ours', async () => {
    const world = await startReaderSite({}, [{ ...ARTICLE, commentsUrl: 'https://a.example/one/comments' }]);
    await say(world, { comment: 'Ours' });
    const { text } = await ask(world.site.address, '/a/one/');
    const theirs = text.indexOf('href="https://a.example/one/comments"');
    expect(theirs).toBeGreaterThan(0);
    expect(theirs).toBeLessThan(text.indexOf('id="comments"'));
  });
});

describe('without comments', () => {
  test('there is neither section nor address', async () => {
    const { site } = await startReaderSite({ comments: false });
    expect((await ask(site.address, '/a/one/')).text).not.toContain('class="comments"');
    expect((await ask(site.address, '/a/one/?comments=2')).status).toBe(404);
    const token = await tokenOf(site);
    expect((await sendForm(site, PATH, { token, comment: 'x' })).status).toBe(404);
  });

  test('static pages have nothing of what readers do', () => {
    const files = renderSite({
      site: SITE,
      articles: [makeArticle({ slug: 'one' })],
      sources: new Map([['harbour', makeSource({ id: 'harbour' })]]),
      blogroll: [],
      channels: [],
      coverage: new Map(),
    });
    const page = files.find(({ path }) => path === 'a/one/index.html')?.body ?? '';
    expect(page).toContain('<article');
    expect(page).not.toMatch(/<form|class="acts"|class="comments"|class="reactions"|\bviews?</);
  });
});
