// A real browser for tests of pages: Chromium as an npm package brings it.
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * Must be closed. Without the package's own arguments: they are meant for small machines and switch off part of what a
 * browser does to keep pages safe.
 */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
}
