// Pictures of a running site, to be looked at: every kind of page, on a phone, a tablet and a desk, by day and by night.
//   node test/web/screenshots.ts http://127.0.0.1:8080/ FOLDER [PATH…]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from './browser.ts';

const [address = 'http://127.0.0.1:8080/', folder = 'screenshots', ...chosen] = process.argv.slice(2);
const WIDTHS = (process.env.WIDTHS ?? '390 820 1440').split(' ').map(Number);
const SCHEMES = ['light', 'dark'] as const;
const MAX_HEIGHT = Number(process.env.HEIGHT ?? 2000);

const browser = await openBrowser();
mkdirSync(folder, { recursive: true });
const paths = chosen.length > 0 ? chosen : ['', 'sources/', 'feeds/', 'search/', 'about/fetcher/', 'ns/', 'lost/'];
for (const width of WIDTHS) {
  for (const colorScheme of SCHEMES) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    for (const path of paths) {
      await page.goto(address + path);
      const height = await page.evaluate('document.documentElement.scrollHeight');
      const name = path.replace(/\W+/g, '-').replace(/^-|-$/g, '').slice(0, 40) || 'front';
      await page.screenshot({
        path: join(folder, `${name}-${width}-${colorScheme}.png`),
        fullPage: true,
        clip: { x: 0, y: 0, width, height: Math.min(Number(height), MAX_HEIGHT) },
      });
    }
    await context.close();
  }
}
await browser.close();
