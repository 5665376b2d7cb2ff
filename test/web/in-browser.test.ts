// The pages in a real browser, with articles that a real service read from the demo's world: they render, nothing is wrong
// with them for people who cannot see or point, nothing is blocked, nothing is asked of anybody else.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { type DemoSite, startDemoSite } from './demo-site.ts';

let directory: string;
let browser: Browser;
let site: DemoSite;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-browser-'));
  [browser, site] = await Promise.all([openBrowser(), startDemoSite(directory)]);
}, 60_000);

afterAll(async () => {
  await browser.close();
  await site.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** A page that notes what it would rather not see. */
async function openPage(options: Parameters<Browser['newContext']>[0] = {}) {
  const context: BrowserContext = await browser.newContext(options);
  const page: Page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url)) faults.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    const note = Reflect.get(globalThis, 'document') as EventTarget;
    note.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${Reflect.get(event, 'violatedDirective')} ${Reflect.get(event, 'blockedURI')}`);
    });
  });
  return { context, page, faults };
}

const kinds = () => [
  '',
  'c/old-internet/',
  `s/${site.sourceId}/`,
  'sources/',
  'feeds/',
  'search/',
  'search/?q=the',
  'search/?q=zzyzx',
  'about/fetcher/',
  'ns/',
  ...site.articles.map((slug) => `a/${slug}/`),
];

describe('every page', () => {
  test.each(['light', 'dark'] as const)(
    'E50: renders by %s without a violation that axe knows, an error, or a request to somebody else',
    async (colorScheme) => {
      const { context, page, faults } = await openPage({ colorScheme, viewport: { width: 1280, height: 900 } });
      for (const path of kinds()) {
        const answer = await page.goto(site.url + path);
        expect([path, answer?.status()]).toEqual([path, 200]);
        expect(await page.locator('h1').count(), path).toBe(1);
        const axe = new AxeBuilder({ page });
        // by night only the colours are others
        const { violations } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        expect([path, found]).toEqual([path, []]);
      }
      expect(faults).toEqual([]);
      await context.close();
    },
    120_000,
  );

  test.each([320, 390, 820])(
    'fits a screen %i pixels wide',
    async (width) => {
      const { context, page } = await openPage({ viewport: { width, height: 800 } });
      for (const path of kinds()) {
        await page.goto(site.url + path);
        const { scrollWidth, clientWidth } = await page.evaluate<Record<'scrollWidth' | 'clientWidth', number>>(
          '({ scrollWidth: document.documentElement.scrollWidth, clientWidth: document.documentElement.clientWidth })',
        );
        expect(scrollWidth, path).toBeLessThanOrEqual(clientWidth);
      }
      await context.close();
    },
    60_000,
  );

  test('says the same without a script', async () => {
    const { context, page, faults } = await openPage({ javaScriptEnabled: false });
    for (const path of kinds()) {
      const answer = await page.goto(site.url + path);
      expect([path, answer?.status()]).toEqual([path, 200]);
      expect(await page.locator('main').innerText(), path).not.toBe('');
    }
    expect(faults).toEqual([]);
    await context.close();
  }, 60_000);
});

test('a page that is not there, and one that cannot be, look like the others', async () => {
  const { context, page } = await openPage();
  for (const path of ['nowhere/', 'a/nobody/', 'c/none/', 's/none/', '?after=junk']) {
    const answer = await page.goto(site.url + path);
    expect([path, answer?.status()]).toEqual([path, 404]);
    expect(await page.locator('h1').innerText()).toBe('Lost, indeed');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
  await context.close();
}, 60_000);

test('the keyboard leads past the masthead to the text, and shows where it is', async () => {
  const { context, page } = await openPage();
  await page.goto(site.url);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the text');
  expect(await page.evaluate('document.activeElement.getBoundingClientRect().left')).toBeGreaterThanOrEqual(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  await context.close();
});

test('the script makes ages of moments, and puts a button beside each address', async () => {
  const { context, page } = await openPage({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto(site.url);
  expect(await page.locator('time.age').first().innerText()).toMatch(/^(just now|.* ago|yesterday)$/);
  await page.goto(`${site.url}feeds/`);
  const copy = page.getByRole('button', { name: `Copy ${site.url}atom.xml` });
  await copy.click();
  await expect.poll(() => copy.innerText()).toBe('Copied');
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${site.url}atom.xml`);
  await context.close();
});

test('E52: pictures come from us, and are there', async () => {
  const { context, page, faults } = await openPage();
  await page.goto(`${site.url}a/${site.articles[0]}/`);
  const picture = page.locator('.body img');
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBeGreaterThan(0);
  expect(await picture.getAttribute('src')).toMatch(/^\/img\//);
  expect(faults).toEqual([]);
  await context.close();
});

test('older articles follow page by page, each once', async () => {
  const { context, page } = await openPage();
  await page.goto(site.url);
  const seen: string[] = [];
  for (;;) {
    const links = page.locator('.articles h3 a');
    seen.push(...(await links.evaluateAll((all) => all.map((link) => String(Reflect.get(link, 'href'))))));
    const older = page.getByRole('link', { name: 'Older' });
    if ((await older.count()) === 0) break;
    await older.click();
    await page.waitForLoadState();
  }
  expect(seen.length).toBeGreaterThan(60);
  expect(new Set(seen).size).toBe(seen.length);
  await context.close();
});

test('a search finds what it is asked for', async () => {
  const { context, page } = await openPage();
  await page.goto(site.url);
  await page.getByRole('searchbox').fill('kernel patch');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/search\/\?q=kernel\+patch/);
  expect(await page.locator('.articles h2').allInnerTexts()).toContain(
    'How Rust walked into the Linux kernel, one patch at a time',
  );
  await context.close();
});

test('a phone has a way to the search in place of its form', async () => {
  const { context, page } = await openPage({ viewport: { width: 390, height: 800 } });
  await page.goto(site.url);
  expect(await page.getByRole('searchbox').isVisible()).toBe(false);
  await page.getByRole('link', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('zzyzx');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/search\/\?q=zzyzx/);
  expect(await page.locator('main').innerText()).toMatch(/Nothing found\..*the latest articles/s);
  await context.close();
});

test('searches as feeds are shown by example, and the examples are feeds', async () => {
  const { context, page } = await openPage();
  await page.goto(`${site.url}feeds/`);
  const examples = await page.locator('a[href*="/search/atom.xml"]').allTextContents();
  expect(examples).toHaveLength(2);
  for (const address of examples) {
    const answer = await fetch(address);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
  }
  await context.close();
});

test('pages are small: the front page at most 40 kB, an article 30 kB, the script 10 kB, one stylesheet', async () => {
  const size = async (path: string) => {
    const answer = await fetch(site.url + path, { headers: { 'accept-encoding': 'gzip' } });
    const [header] = [answer.headers.get('content-length')];
    return Number(header);
  };
  expect(await size('')).toBeLessThanOrEqual(40_000);
  for (const slug of site.articles) expect(await size(`a/${slug}/`)).toBeLessThanOrEqual(30_000);
  const { context, page } = await openPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.resourceType()));
  await page.goto(site.url);
  expect(requests.filter((type) => type !== 'image').sort()).toEqual(['document', 'script', 'stylesheet']);
  expect((await (await fetch(`${site.url}site.js`)).text()).length).toBeLessThanOrEqual(10_240);
  await context.close();
});
