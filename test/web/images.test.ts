// Pictures of articles: left out, linked over https, or passed on under a signature and within bounds.
import { afterEach, expect, test } from 'vitest';
import { makePicture } from '../../src/demo/picture.ts';
import { MAX_IMAGE_BYTES } from '../../src/web/web.ts';
import { ask } from './ask.ts';
import { makeArticle, makeSource, makeStore, type RunningSite, SITE, startSite } from './sample-site.ts';

const PNG = makePicture('a picture', 8, 8);
const URL_OF_PICTURE = 'https://harbour.example/a.png?x=1&y=2';
const BODY =
  '<p>Text <img src="https://harbour.example/a.png?x=1&amp;y=2" alt="A &quot;pier&quot;" loading="lazy" /></p>' +
  '<p><img src="http://old.example/b.gif" alt="" /><video src="https://harbour.example/v.mp4" poster="https://harbour.example/p.jpg" controls=""></video></p>';

const running: RunningSite[] = [];

afterEach(async () => {
  for (const { web } of running.splice(0)) await web.close();
});

async function start(images: 'none' | 'link' | 'proxy', fetch: (url: string) => Promise<Uint8Array> = async () => PNG) {
  const asked: string[] = [];
  const image = { url: 'https://harbour.example/lead.webp', alt: 'Lead', caption: 'The lead', width: 8, height: 6 };
  const site = await startSite({
    store: makeStore([makeArticle({ slug: 'one', contentHtml: BODY, image })], [makeSource({ id: 'harbour' })]),
    site: { ...SITE, images },
    images: {
      secret: 'of the test',
      fetch: (url) => {
        asked.push(url);
        return fetch(url);
      },
    },
  });
  running.push(site);
  const page = (await ask(site.address, '/a/one/')).text;
  const [main = ''] = /<main[\s\S]*<\/main>/.exec(page) ?? [];
  const sources = [...main.matchAll(/(?:<img [^>]*?src|poster)="([^"]*)"/g)].map(([, source]) => source ?? '');
  return { site, asked, main, sources, get: (path: string, headers = {}) => ask(site.address, path, { headers }) };
}

test('E52: with `none` the page has none, and says what they showed', async () => {
  const { main, sources, site } = await start('none');
  expect(sources).toEqual([]);
  expect(main).toContain('<span class="no-image">A &quot;pier&quot;</span>');
  expect(main).not.toContain('figure');
  expect((await ask(site.address, '/')).headers['content-security-policy']).toContain("img-src 'self';");
});

test('E52: with `link` they come over https alone, without telling who reads', async () => {
  const { main, sources, site } = await start('link');
  expect(sources).toEqual([
    'https://harbour.example/lead.webp',
    'https://harbour.example/a.png?x=1&amp;y=2',
    'https://old.example/b.gif',
    'https://harbour.example/p.jpg',
  ]);
  expect(main).toContain('referrerpolicy="no-referrer"');
  const { headers } = await ask(site.address, '/');
  expect([headers['referrer-policy'], headers['content-security-policy']]).toEqual([
    'no-referrer',
    expect.stringContaining("img-src 'self' https:;"),
  ]);
});

test('E51: with `proxy` they come from us, as what their bytes are, and nothing in them can act', async () => {
  const { sources, asked, get } = await start('proxy');
  expect(sources.length).toBe(4);
  for (const source of sources) expect(source).toMatch(/^\/img\/[\w-]{22}\/[\w-]+$/);
  const { status, headers, body } = await get(sources[1] ?? '');
  expect([status, body.equals(PNG), asked]).toEqual([200, true, [URL_OF_PICTURE]]);
  expect(headers).toMatchObject({
    'content-type': 'image/png',
    'content-security-policy': "default-src 'none'; form-action 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=604800, immutable',
  });
  expect((await get(sources[1] ?? '', { 'if-none-match': headers.etag })).status).toBe(304);
  expect(asked.length).toBe(1);
});

test('E52: nobody but our pages can say what is passed on', async () => {
  const { sources, asked, get } = await start('proxy');
  const [, , signature = '', address = ''] = (sources[1] ?? '').split('/');
  const other = Buffer.from('https://evil.example/x.png').toString('base64url');
  for (const path of [
    `/img/${signature}/${other}`,
    `/img/${signature.slice(1)}/${address}`,
    `/img/${'A'.repeat(22)}/${address}`,
    `/img//${address}`,
    `/img/${signature}/`,
    `/img/${signature}/%00`,
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
  expect(asked).toEqual([]);
});

test('what is no picture, is too large or cannot be had is not passed on, and not asked for again at once', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const answers: (() => Promise<Uint8Array>)[] = [
    async () => svg,
    async () => Buffer.from('<!doctype html><script>alert(1)</script>'),
    async () => Buffer.concat([PNG, Buffer.alloc(MAX_IMAGE_BYTES)]),
    async () => Promise.reject(new Error('https://secret.example is not there')),
  ];
  for (const answer of answers) {
    const { sources, asked, get } = await start('proxy', answer);
    for (const _ of [1, 2]) {
      const { status, text, headers } = await get(sources[1] ?? '');
      expect([status, text, headers['cache-control']]).toEqual([404, '', 'no-store']);
    }
    expect(asked.length).toBe(1);
  }
});

test('many who ask for a picture at the same time cost one fetch, and at most eight pictures are fetched at once', async () => {
  let open = 0;
  let most = 0;
  const { sources, asked, get } = await start('proxy', async () => {
    most = Math.max(most, ++open);
    await new Promise((done) => setImmediate(done));
    open--;
    return PNG;
  });
  await Promise.all(Array.from({ length: 10 }, () => get(sources[0] ?? '')));
  expect(asked.length).toBe(1);
  await Promise.all(sources.flatMap((source) => Array.from({ length: 5 }, () => get(source))));
  expect(most).toBeLessThanOrEqual(8);
});

test('without `proxy` nothing is passed on, whatever was signed before', async () => {
  const { site, sources, asked, get } = await start('proxy');
  site.site = { ...SITE, images: 'link' };
  expect((await get(sources[0] ?? '')).status).toBe(404);
  expect(asked).toEqual([]);
});
