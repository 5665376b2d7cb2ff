// Reactions and comments as people meet them: in a real browser, with a script and without one, by mouse and by keyboard.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { countCharacters, toCommentText } from '../../src/web/comment-text.ts';
import { SITE_SCRIPT } from '../../src/web/site-script.ts';
import { openBrowser } from './browser.ts';
import { OTHER, type ReaderSite, startReaderSite } from './reader-site.ts';
import { NOW, SITE } from './sample-site.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

/** The page of the article, and all that its console complained of. */
async function openArticle(world: ReaderSite, javaScriptEnabled = true): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ javaScriptEnabled });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'log') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  world.site.site = { ...SITE, url: world.site.address };
  await page.goto(`${world.site.address}a/one/`);
  world.site.now += 60_000;
  return { page, complaints };
}

const love = (page: Page) => page.locator('.reactions button[value="love"]');
const commentTexts = (page: Page) => page.locator('.comment p:not(.facts)').allTextContents();

describe.each([
  ['with a script', true],
  ['without a script', false],
])('%s', (_title, hasScript) => {
  test('a reaction is chosen and taken back by a click each', async () => {
    const world = await startReaderSite();
    const { page, complaints } = await openArticle(world, hasScript);
    expect(await love(page).textContent()).toBe('❤️ Love it 0');
    await love(page).click();
    await expect.poll(() => love(page).getAttribute('aria-pressed')).toBe('true');
    expect(await love(page).locator('.count').textContent()).toBe('1');
    expect(await page.locator('.reactions [role="status"]').textContent()).toBe('Thank you.');
    await love(page).click();
    await expect.poll(() => love(page).getAttribute('aria-pressed')).toBe('false');
    expect(await love(page).locator('.count').textContent()).toBe('0');
    expect(complaints).toEqual([]);
  });

  test('a comment is sent and stands below the article', async () => {
    const world = await startReaderSite();
    const { page, complaints } = await openArticle(world, hasScript);
    await page.getByLabel('Name (optional)').fill('Grace');
    await page
      .getByLabel('Comment', { exact: true })
      .fill('First <b>line</b>\nsecond: https://a.example/x.\n\nNew paragraph');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.comment').waitFor();
    expect(await commentTexts(page)).toEqual(['First <b>line</b>second: https://a.example/x.', 'New paragraph']);
    expect(await page.locator('.comment .authors').textContent()).toBe('Grace');
    const link = page.locator('.comment p[dir] a');
    expect([await link.getAttribute('href'), await link.getAttribute('rel')]).toEqual([
      'https://a.example/x',
      'nofollow ugc noopener',
    ]);
    expect(await page.locator('#comments-title').textContent()).toBe('1 comment');
    await expect
      .poll(() => page.locator('.comments [role="status"]').textContent())
      .toBe('Thank you. Your comment is below.');
    expect(await page.getByLabel('Comment', { exact: true }).inputValue()).toBe('');
    await page.goto(`${world.site.address}a/one/`);
    expect(await commentTexts(page)).toHaveLength(2);
    expect(complaints).toEqual([]);
  });

  test('what cannot be taken stays in the box, and why is said', async () => {
    const world = await startReaderSite();
    const { page } = await openArticle(world, hasScript);
    await page.getByLabel('Name (optional)').fill('Ada Quill');
    await page.getByLabel('Comment', { exact: true }).fill('Kept words');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => page.locator('.comments [role="status"]').textContent()).toMatch(/^That name belongs/);
    expect(await page.getByLabel('Comment', { exact: true }).inputValue()).toBe('Kept words');
    await page.getByLabel('Name (optional)').fill('Somebody else');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.comment').waitFor();
    expect(await commentTexts(page)).toEqual(['Kept words']);
  });

  test('the whole way is open to the keyboard', async () => {
    const world = await startReaderSite();
    const { page } = await openArticle(world, hasScript);
    const focused = () => page.evaluate<string>('document.activeElement.name || document.activeElement.textContent');
    await love(page).focus();
    await page.keyboard.press('Space');
    await expect.poll(() => love(page).getAttribute('aria-pressed')).toBe('true');
    // without a script this is another page, with a form of its own
    world.site.now += 60_000;
    await love(page).focus();
    const passed = [];
    for (let step = 0; step < 4; step++) {
      await page.keyboard.press('Tab');
      passed.push(await focused());
    }
    expect(passed).toEqual(['add', 'name', 'comment', 'Send']);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.comment').waitFor();
    expect(await commentTexts(page)).toEqual(['By keyboard']);
  });
});

describe('the box for comments', () => {
  test('E70: counts what is typed as the server does, tells when it is full, and cuts nothing', async () => {
    const world = await startReaderSite();
    const { page, complaints } = await openArticle(world);
    const box = page.getByLabel('Comment', { exact: true });
    const counter = page.locator('.counter');
    const status = page.locator('.comments [role="status"]');
    expect(await counter.textContent()).toContain('0/2000');
    await box.fill('👩‍🚀 é');
    expect(await counter.textContent()).toContain(`${countCharacters('👩‍🚀 é')}/2000`);
    await box.fill('x'.repeat(1900));
    expect(await status.textContent()).toBe('100 characters left.');
    await box.fill(`${'e\u0301'.repeat(1999)}\r\n x`);
    expect(await counter.textContent()).toContain('2002/2000');
    expect([await counter.getAttribute('class'), await box.getAttribute('aria-invalid')]).toEqual([
      'counter over',
      'true',
    ]);
    expect(await status.textContent()).toBe('That is too long now.');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => status.textContent()).toMatch(/^That is too long: /);
    expect(await box.inputValue()).toHaveLength(1999 * 2 + 3);
    await box.fill(`  ${'e\u0301'.repeat(2000)}\n`);
    expect([await counter.textContent(), await box.getAttribute('aria-invalid')]).toEqual([
      '2000/2000 characters, plain text',
      null,
    ]);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.comment').waitFor();
    expect(await counter.textContent()).toContain('0/2000');
    // the browser itself reports answers of 4xx
    expect(complaints.filter((text) => !text.includes('422'))).toEqual([]);
  });

  test('E70: and does so for any characters', async () => {
    const world = await startReaderSite();
    const { page } = await openArticle(world);
    const texts = [
      '\u0000\u0007a\u200bb\u202ec\u2066\ufeff',
      ' \u00a0\u3000x\u2028\u2029\u0085y\r\n\rz ',
      `Z${'\u0301'.repeat(30)}`,
      '\u{1f3f4}\u{e0067}\u{e0062}\u{e007f} a\u{e0041}b',
      '\ud800x\udc00',
      '\uac00\u1100\u1161\u11a8 \u212b \ufb01 \u{1f469}\u200d\u{1f680}',
      '\ufdd0\ufffe\uffff\ufff9\u2060',
      '\u0915\u093c \u09c7\u09be \u0344 \u1e9b\u0323',
    ];
    const counted = [];
    for (const text of texts) {
      await page.evaluate(`(() => {
        const box = document.querySelector('.comments textarea');
        box.value = ${JSON.stringify(text)};
        box.dispatchEvent(new Event('input'));
      })()`);
      counted.push(Number(await page.locator('.counter .count').textContent()));
    }
    expect(counted).toEqual(texts.map((text) => countCharacters(toCommentText(text))));
  });

  test('says how much room there is where nothing counts', async () => {
    const world = await startReaderSite();
    const { page } = await openArticle(world, false);
    expect(await page.locator('.counter').innerText()).toBe('2000 characters, plain text');
  });

  test('is not seen by people where programs are trapped', async () => {
    const world = await startReaderSite();
    const { page } = await openArticle(world);
    expect(await page.locator('[name="website"]').isVisible()).toBe(false);
  });
});

test('a comment that follows the last page leads there', async () => {
  const world = await startReaderSite();
  for (let number = 0; number < 51; number++) {
    await world.store.acts.saveComment({
      ...{ articleId: OTHER.id, author: '', writer: 'w', at: NOW, held: null, body: `Comment ${number}` },
    });
  }
  const { page } = await openArticle(world);
  await page.goto(`${world.site.address}a/two/`);
  world.site.now += 60_000;
  await page.getByLabel('Comment', { exact: true }).fill('The last');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.waitForURL(/comments=2&done=said#comment-\d+$/);
  expect(await commentTexts(page)).toEqual(['Comment 50', 'The last']);
});

test('a page that was open for long says so, and the next try is taken', async () => {
  const world = await startReaderSite();
  const { page } = await openArticle(world);
  world.site.now += 25 * 3_600_000;
  await love(page).click();
  await expect.poll(() => page.locator('.reactions [role="status"]').textContent()).toMatch(/once more/);
  await love(page).click();
  await expect.poll(() => love(page).getAttribute('aria-pressed')).toBe('true');
});

test('a server that cannot be reached loses nothing that was typed', async () => {
  const world = await startReaderSite();
  const { page } = await openArticle(world);
  await page.route('**/comments', (route) => route.abort());
  await page.getByLabel('Comment', { exact: true }).fill('Kept words');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => page.locator('.comments [role="status"]').textContent()).toMatch(/could not be sent/);
  expect(await page.getByLabel('Comment', { exact: true }).inputValue()).toBe('Kept words');
});

test('the script is small, and makes no markup of text', () => {
  expect(Buffer.byteLength(SITE_SCRIPT)).toBeLessThanOrEqual(10_240);
  expect(SITE_SCRIPT).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval|Function\(/);
});
