// Safe HTML in a real browser: nothing runs, nothing is loaded but what images and players show, the page around it stays
// whole, and what Chromium writes back is what it read.
import chromium from '@sparticuz/chromium';
import fc from 'fast-check';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toSafeHtml } from '../../src/lib/safe-html.ts';
import { STYLESHEET } from '../../src/web/stylesheet.ts';
import { arbitraryMarkup } from './arbitrary-markup.ts';
import { BASE, PAYLOADS } from './payloads.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: chromium.args });
});

afterAll(() => browser.close());

const safe = (value: string) => toSafeHtml({ kind: 'html', value, base: BASE });

/** A page that notes what runs in it, where it goes and what it asks for. No request leaves the machine. */
async function openPage() {
  const page = await browser.newPage();
  const events: string[] = [];
  const requests: string[] = [];
  await page.route('**', async (route) => {
    requests.push(`${route.request().resourceType()} ${route.request().url()}`);
    await route.abort();
  });
  page.on('dialog', async (dialog) => {
    events.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('pageerror', (error) => events.push(`error ${error.message}`));
  page.on('framenavigated', (frame) => {
    if (frame.url() !== 'about:blank') events.push(`went to ${frame.url()}`);
  });
  return { page, events, requests };
}

/** Each body in a box of its own, as on the page of an article. */
async function show(page: Page, bodies: readonly string[]): Promise<void> {
  const boxes = bodies.map((body) => `<div class="body">${body}</div>`).join('');
  await page.setContent(`<!doctype html><title>t</title><main>${boxes}</main><footer id="end">x</footer>`);
}

/** Runs in the page: what is wrong with its boxes and their elements. */
const FIND_FAULTS = String.raw`(() => {
  const faults = [];
  const boxes = [...document.querySelectorAll('main > .body')];
  if (document.querySelectorAll('.body').length !== boxes.length) faults.push('a body is not where it was put');
  if (document.querySelector('body > main + footer#end') === null) faults.push('the page is broken');
  for (const element of boxes.flatMap((box) => [...box.querySelectorAll('*')])) {
    if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') faults.push(element.outerHTML);
    if (element.matches('script, iframe, style, form, input, button, template, object, embed, base, meta, link'))
      faults.push(element.outerHTML);
    for (const { name, value } of element.attributes) {
      if (/^on|^(?:style|class|id|name|srcset|srcdoc)$/.test(name)) faults.push(element.outerHTML);
      if (/^(?:href|src|cite|poster)$/.test(name) && !/^(?:https?:\/\/|mailto:)/.test(value)) faults.push(element.outerHTML);
    }
  }
  return { faults, boxes: boxes.length };
})()`;

describe('safe HTML in a browser', () => {
  it('X01 to X37: no payload does anything, and each stays in its place', async () => {
    const { page, events, requests } = await openPage();
    await show(
      page,
      PAYLOADS.map(([, value]) => safe(value)),
    );
    expect(await page.evaluate(FIND_FAULTS)).toEqual({ faults: [], boxes: PAYLOADS.length });
    expect(events).toEqual([]);
    for (const request of requests) expect(request).toMatch(/^(?:image|media) https:\/\//);
  });

  it('X01: this page would tell: the payloads as they came do run', async () => {
    const { page, events, requests } = await openPage();
    await show(
      page,
      PAYLOADS.map(([, value]) => value),
    );
    await expect.poll(() => events).toContain('dialog 1');
    expect(requests.filter((request) => !/^(?:image|media) https:\/\//.test(request))).not.toEqual([]);
  });

  it('E40: what the browser writes back is what it reads again', async () => {
    const { page } = await openPage();
    const bodies = [...PAYLOADS.map(([, value]) => safe(value)), safe('<h1>a</h1><div><table><tr><td>b')];
    const [once, twice] = await page.evaluate<readonly string[][]>(`(() => {
      const box = document.createElement('div');
      const write = (html) => {
        box.innerHTML = html;
        return box.innerHTML;
      };
      const once = ${JSON.stringify(bodies)}.map(write);
      return [once, once.map(write)];
    })()`);
    expect(twice).toEqual(once);
    expect(once?.at(-1)).toBe('<h2>a</h2><div><table><tbody><tr><td>b</td></tr></tbody></table></div>');
  });

  it('E40: no markup at all comes to life', async () => {
    const { page, events } = await openPage();
    const bodies = fc.sample(arbitraryMarkup, 1000).map(safe);
    await show(page, bodies);
    expect(await page.evaluate(FIND_FAULTS)).toEqual({ faults: [], boxes: bodies.length });
    expect(events).toEqual([]);
  });

  it('a table wider than a phone scrolls in its box, and the page does not', async () => {
    const { page } = await openPage();
    await page.setViewportSize({ width: 360, height: 640 });
    const row = `<tr>${'<td>measurement</td>'.repeat(12)}</tr>`;
    await page.setContent(
      `<!doctype html><style>${STYLESHEET}</style><div class="body">${safe(`<table>${row}</table>`)}</div>`,
    );
    const widths = await page.evaluate<Record<'page' | 'box' | 'table', number>>(`(() => {
      const table = document.querySelector('table');
      return {
        page: document.documentElement.scrollWidth,
        box: table.parentElement.clientWidth,
        table: table.parentElement.scrollWidth,
      };
    })()`);
    expect(widths.page).toBeLessThanOrEqual(360);
    expect(widths.box).toBeLessThan(360);
    expect(widths.table).toBeGreaterThan(1000);
  });
});
