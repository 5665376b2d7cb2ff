// The proof that nothing foreign runs: hostile feeds, comments, searches and configuration, read by the whole service, on
// every page and in every document, in a real browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createLog } from '../../src/cli/log.ts';
import { type Service, startService } from '../../src/cli/service.ts';
import { parseConfig } from '../../src/config/config.ts';
import { cutChars } from '../../src/lib/clean-text.ts';
import { textFault, toCommentText, toName } from '../../src/web/comment-text.ts';
import { openBrowser } from '../web/browser.ts';
import { type Entry, hostileAtom, hostileJson, hostileRss } from './hostile-feeds.ts';
import { XSS_PAYLOADS } from './payloads.ts';

const TOKEN = 'a-token-of-the-operator-for-this-test';
const BREAKOUT = `"'></title><script>alert(1)</script><img src=x onerror=alert(1)>`;
/** Attacks of one entry. */
const PER_ENTRY = 4;
const texts = XSS_PAYLOADS.map(([, text]) => text);
const entries: readonly Entry[] = Array.from({ length: Math.ceil(texts.length / PER_ENTRY) }, (_, index) =>
  texts.slice(index * PER_ENTRY, (index + 1) * PER_ENTRY),
);

const feeds = new Map<string, string>();
let upstream: Server;
let directory: string;
let service: Service;
let browser: Browser;
let address: string;

beforeAll(async () => {
  const ofThird = (third: number) => entries.filter((_, index) => index % 3 === third);
  feeds.set('/rss', hostileRss(ofThird(0)));
  feeds.set('/atom', hostileAtom(ofThird(1)));
  feeds.set('/json', hostileJson(ofThird(2)));
  upstream = createServer((request, response) => response.end(feeds.get(request.url ?? '') ?? ''));
  await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-xss-'));
  const line = (length: number) => BREAKOUT.slice(0, length);
  const config = {
    channel: {
      title: line(200),
      description: texts
        .slice(0, 8)
        .join(' ')
        .replace(/[^\x20-\x7e]/g, '')
        .slice(0, 1000),
      author: { name: line(200), email: '' },
      items: 1000,
      perSource: 1000,
    },
    categories: { hostile: { label: line(60), emoji: `"><b>` } },
    fetch: { allowPrivate: [host], hostGap: '0s', contact: `"'><img src=x onerror=alert'1'>` },
    sources: [...feeds.keys()].map((path) => ({
      ...{ id: path.slice(1), url: `http://${host}${path}`, category: 'hostile', tags: [line(40)], maxItems: 1000 },
      ...(path === '/rss' && { title: line(200) }),
    })),
    site: { images: 'none', reactions: [{ id: 'love', emoji: `"><b>`, label: line(40) }] },
  };
  const settings = {
    ...{ configFile: '', dataDirectory: directory, host: '127.0.0.1', port: 0 },
    ...{ logLevel: 'silent', version: '0.0.0', adminToken: TOKEN },
  };
  const log = await createLog('silent', false);
  service = await startService({
    settings,
    config: parseConfig(JSON.stringify(config), 'test'),
    log,
    fetch: true,
    web: true,
  });
  address = service.url ?? '';
  await vi.waitFor(
    async () => {
      const { items } = (await (await fetch(`${address}feed.json`)).json()) as { items: object[] };
      expect(items).toHaveLength(entries.length);
    },
    { timeout: 30_000, interval: 100 },
  );
  browser = await openBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  upstream?.closeAllConnections();
  upstream?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Notes in the page what an attack would call; put there before anything of the page runs. */
const WATCH = `
  window.__ran = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'a', 'b', 'x'])
    Object.defineProperty(window, name, { value: (...given) => window.__ran.push(name + ' ' + given.join()), writable: false });
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
    if (/script|trusted|frame|connect/.test(effectiveDirective)) window.__ran.push('was stopped: ' + effectiveDirective);
  });
`;

/** Runs in a page of ours: what is on it that should not be. */
const FIND_FAULTS = String.raw`(() => {
  const faults = [...window.__ran];
  const ours = location.origin;
  if (!(document.body instanceof HTMLBodyElement) || typeof document.getElementById !== 'function') faults.push('clobbered');
  if (document.getElementById('main')?.localName !== 'main') faults.push('clobbered #main');
  if (document.querySelectorAll('main, body > footer').length !== 2) faults.push('the page is broken');
  for (const element of document.querySelectorAll('*')) {
    const { localName, attributes } = element;
    const isFault =
      (localName === 'script' && element.getAttribute('src')?.replace(/\?.*/, '') !== '/site.js') ||
      ['iframe', 'frame', 'object', 'embed', 'applet', 'base', 'style', 'template', 'math', 'dialog', 'marquee'].includes(localName) ||
      (localName === 'form' && new URL(element.action).origin !== ours) ||
      (localName === 'meta' && /refresh|cookie/i.test(element.httpEquiv)) ||
      (localName === 'link' && new URL(element.href).origin !== ours && element.rel !== 'canonical') ||
      [...attributes].some(({ name, value }) =>
        /^on|^style$|^srcdoc$|^ping$|^formaction$|^autofocus$|^contenteditable$/.test(name) ||
        (/^(?:href|src|action|cite|poster)$/.test(name) && !/^(?:https?:\/\/|mailto:|\/(?!\/)|#)/.test(value) && !value.startsWith('feed:' + ours + '/') && value !== '') ||
        (/^(?:id|name|class|target|tabindex|style)$/.test(name) && element.closest('.body') !== element && element.closest('.body, .comment p[dir]')),
      );
    if (isFault) faults.push(element.outerHTML.slice(0, 200));
  }
  for (const one of document.querySelectorAll('article .body a[href], .comment p[dir] a'))
    if (!/nofollow/.test(one.rel) || !/noopener/.test(one.rel)) faults.push('vouched for: ' + one.outerHTML);
  return faults;
})()`;

/** A page that notes what runs, where it goes and what it asks for elsewhere; nothing leaves the machine. */
async function openWatched(context: BrowserContext): Promise<{ page: Page; events: string[] }> {
  const page = await context.newPage();
  const events: string[] = [];
  page.on('dialog', async (dialog) => {
    events.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('pageerror', (error) => events.push(`error ${error.message}`));
  page.on('popup', (popup) => events.push(`popup ${popup.url()}`));
  page.on('download', (download) => events.push(`download ${download.url()}`));
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith(address) && frame.url() !== 'about:blank') events.push(`went to ${frame.url()}`);
  });
  await page.addInitScript(WATCH);
  await page.route('**', async (route) => {
    if (route.request().url().startsWith(address)) return route.continue();
    events.push(`asked for ${route.request().url()}`);
    return route.abort();
  });
  return { page, events };
}

/** Visits addresses on a few pages at once; resolves to what was wrong, by address. */
async function visit(paths: readonly string[], look = FIND_FAULTS): Promise<Record<string, unknown>> {
  const context = await browser.newContext();
  const waiting = [...paths];
  const wrong: Record<string, unknown> = {};
  await Promise.all(
    [1, 2, 3].map(async () => {
      const { page, events } = await openWatched(context);
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        await page.goto(address + path, { waitUntil: 'load' });
        const faults = await page.evaluate<string[]>(look);
        if (faults.length > 0 || events.length > 0) wrong[path] = [...faults, ...events.splice(0)];
      }
    }),
  );
  await context.close();
  return wrong;
}

const slugs = async () => {
  const query = { items: 1000, perSource: 1000, listedAfter: null };
  return (await service.app.store.channelArticles(query)).map(({ id, slug }) => ({ id, slug }));
};

test('there are attacks of every class, hundreds of them, and each is stored', async () => {
  expect(XSS_PAYLOADS.length).toBeGreaterThanOrEqual(300);
  const rows = Array.from({ length: 37 }, (_, index) => `X${String(index + 1).padStart(2, '0')}`);
  expect(rows.filter((row) => !XSS_PAYLOADS.some(([one]) => one === row))).toEqual([]);
  expect(await slugs()).toHaveLength(entries.length);
});

test('X01: this would be noticed: the attacks as they came do run', async () => {
  const context = await browser.newContext();
  const { page, events } = await openWatched(context);
  await page.route(`${address}raw`, (route) =>
    route.fulfill({ contentType: 'text/html', body: texts.slice(0, 200).join('\n') }),
  );
  await page.goto(`${address}raw`, { waitUntil: 'load' }).catch(() => {});
  await expect.poll(async () => (await page.evaluate<string[]>('window.__ran')).join()).toContain('alert 1');
  expect(events.filter((event) => event.startsWith('asked for'))).not.toEqual([]);
  await context.close();
});

test('X01 to X37, E50: on the pages of articles nothing runs, nothing is asked for elsewhere, nothing is broken', async () => {
  expect(await visit((await slugs()).map(({ slug }) => `a/${slug}/`))).toEqual({});
}, 60_000);

test('X29 to X31, X35: on lists, on pages about the site and on pages for what is not there neither', async () => {
  const paths = [
    '',
    'c/hostile/',
    's/rss/',
    's/atom/',
    's/json/',
    'sources/',
    'feeds/',
    'about/fetcher/',
    'ns/',
    'search/',
  ];
  const missing = [
    `${encodeURIComponent(BREAKOUT)}/`,
    `a/${encodeURIComponent(BREAKOUT)}/`,
    `?after=${encodeURIComponent(BREAKOUT)}`,
  ];
  const front = await (await fetch(address)).text();
  const older = [...front.matchAll(/href="\/(\?after=[^"]+)"/g)].map(([, path = '']) => path.replaceAll('&amp;', '&'));
  expect(older.length).toBeGreaterThan(0);
  expect(await visit([...paths, ...missing, ...older])).toEqual({});
});

test('X30, X35: in what is searched for neither', async () => {
  const queries: string[] = [];
  let packed = '';
  for (const text of texts) {
    if (packed.length + text.length > 190) {
      queries.push(packed);
      packed = '';
    }
    packed += `${text} `;
  }
  // all are escaped by the same code: a third of them will do
  const paths = [...queries, packed]
    .filter((_, index) => index % 3 === 0)
    .map((query) => `search/?q=${encodeURIComponent(query.toWellFormed().slice(0, 200).toWellFormed())}`);
  expect(await visit(paths)).toEqual({});
}, 60_000);

test('E72, E80: in comments and their names neither, nor where the operator looks at them', async () => {
  const [first, second] = await slugs();
  const tag = async () => (await fetch(`${address}atom.xml`)).headers.get('etag');
  const before = await tag();
  let saved = 0;
  for (const [index, text] of texts.entries()) {
    const body = toCommentText(text);
    if (textFault(body) !== null) continue;
    const outcome = await service.app.store.acts.saveComment({
      ...{ articleId: first?.id ?? '', body, writer: `w${index}`, at: Date.now() },
      ...{ author: cutChars(toName(text), 80), held: index % 5 === 0 ? 'links' : null },
    });
    if (outcome.kind === 'saved') saved++;
  }
  expect(saved).toBeGreaterThan(300);
  const { comments } = await service.app.store.acts.ofArticle(first?.id ?? '', null);
  const pages = Array.from({ length: Math.ceil(comments / 50) }, (_, page) => `a/${first?.slug}/?comments=${page + 1}`);
  expect(await visit(pages)).toEqual({});

  const context = await browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${TOKEN}` } });
  const admin = await openWatched(context);
  await admin.page.goto(`${address}admin/`);
  expect(await admin.page.locator('.comment').count()).toBe(100);
  expect([await admin.page.evaluate(FIND_FAULTS), admin.events]).toEqual([[], []]);
  await context.close();

  // what was typed and refused stands on the page again
  const again = await openWatched(await browser.newContext());
  for (let from = 0; from < texts.length; from += 100) {
    await again.page.goto(`${address}a/${second?.slug}/`);
    await again.page.getByLabel('Comment', { exact: true }).fill(
      `${texts
        .slice(from, from + 100)
        .join('\n')
        .slice(0, 8000)}${'x'.repeat(2001)}`,
    );
    await again.page.getByLabel('Name (optional)').fill(`${BREAKOUT}${texts[from]}`);
    await Promise.all([
      again.page.waitForNavigation(),
      again.page.evaluate('HTMLFormElement.prototype.submit.call(document.getElementById("say"))'),
    ]);
    expect(await again.page.locator('.outcome.fault').textContent()).toMatch(/too long/);
    expect([from, await again.page.evaluate(FIND_FAULTS), again.events]).toEqual([from, [], []]);
  }
  await again.page.context().close();
  await service.app.publish();
  expect(await tag()).toBe(before);
}, 60_000);

test.each(['atom.xml', 'rss.xml', 'feed.json', 'operator/atom.xml'])(
  'X31, X34, X37, E39: a browser that takes /%s for a page runs nothing of it',
  async (path) => {
    const answer = await fetch(address + path);
    expect(answer.status).toBe(200);
    const body = await answer.text();
    const policy = answer.headers.get('content-security-policy') ?? '';
    const context = await browser.newContext();
    const { page, events } = await openWatched(context);
    const show = async (headers: Record<string, string>) => {
      await page.unroute('**');
      await page.route('**', async (route) => {
        const url = route.request().url();
        if (url === `${address}document`) return route.fulfill({ headers, body });
        events.push(`asked for ${url}`);
        return route.abort();
      });
      await page.goto(`${address}document`, { waitUntil: 'load' });
    };
    await show({ 'content-type': 'text/html', 'content-security-policy': policy });
    expect(events).toEqual([]);
    // XML is harmless without our headers, too; JSON, whose text nobody escapes for pages, is never sent without them
    if (!path.endsWith('.xml')) {
      expect(policy).toMatch(/default-src 'none'.*sandbox/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    } else {
      await show({ 'content-type': 'text/html' });
      expect([await page.evaluate('window.__ran'), await page.evaluate('document.scripts.length')]).toEqual([[], 0]);
      expect(events.filter((event) => !/^asked for https?:\/\/\S+\.(?:png|jpg)/.test(event))).toEqual([]);
    }
    await context.close();
  },
);
