import { describe, expect, it, onTestFinished } from 'vitest';
import { renderSite } from '../../src/web/web.ts';
import { makeListed, SITE, startSite } from './sample-site.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const KNOWN = { contentType: 'image/png', body: PNG, hash: 'h1' };

const LISTED = [makeListed({ id: 'harbour' }), makeListed({ id: 'lighthouse', title: '“éclair” & co' })];

async function startIcons() {
  const wanted: string[] = [];
  const site = await startSite({
    sources: LISTED,
    icons: {
      icon: async (id) => (id === 'harbour' ? KNOWN : null),
      have: async (ids) => new Set(ids.filter((id) => id === 'harbour')),
      wantIcon: async (id) => void wanted.push(id),
    },
  });
  onTestFinished(() => site.web.close());
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${site.address}${path}`, { headers });
  return { get, wanted };
}

describe('/i/SOURCE', () => {
  it('E51: serves an icon as what its bytes are, under a policy that lets it do nothing', async () => {
    const { get } = await startIcons();
    const answer = await get('i/harbour');
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "default-src 'none'; form-action 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=86400',
      etag: '"h1"',
    });
    const again = await get('i/harbour', { 'if-none-match': 'W/"x", "h1"' });
    expect(again.status).toBe(304);
    expect((await get('i/harbour', { 'if-none-match': '"h2"' })).status).toBe(200);
  });

  it('A153: says of an unknown icon that there is none yet, and that it is wanted; of what is no id nothing', async () => {
    const { get, wanted } = await startIcons();
    const answer = await get('i/lighthouse');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    expect(wanted).toEqual(['lighthouse']);
    expect((await get('i/..%2Fetc')).status).toBe(404);
    expect((await get(`i/${'a'.repeat(200)}`)).status).toBe(404);
    expect(wanted).toEqual(['lighthouse']);
  });

  it('E51: is shown beside its source on pages that are served, a letter where there is none, and in no file', async () => {
    const { get } = await startIcons();
    const icon =
      '<img class="source-icon" src="/i/harbour" alt="" width="32" height="32" loading="lazy" decoding="async">';
    const letter = '<span class="source-icon" aria-hidden="true">É</span>';
    const iconsOn = async (path: string) => {
      const text = await (await get(path)).text();
      return text.match(/<(img|span) class="source-icon".*/g);
    };
    expect(await iconsOn('sources/')).toEqual([letter, icon]);
    expect(await iconsOn('s/harbour/')).toEqual([expect.stringContaining(icon)]);
    const files = renderSite({
      site: SITE,
      articles: [],
      sources: new Map(),
      coverage: new Map(),
      blogroll: LISTED,
      channels: [],
    });
    const list = files.find(({ path }) => path === 'sources/index.html')?.body ?? '';
    expect([list.includes('harbour'), list.includes('source-icon')]).toEqual([true, false]);
  });
});
