// The static site over time: what is written again when the channel, the policies or the files change.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, openApp } from '../src/app.ts';
import { parseConfig } from '../src/config/config.ts';
import type { SourceState } from '../src/model.ts';
import { makeDraft, makeVisit } from './store/records.ts';

let directory: string;
let app: App;
let now = Date.UTC(2026, 5, 1, 12);

const configOf = (source: object = {}, extra: object = {}) =>
  parseConfig(
    JSON.stringify({
      channel: { url: 'https://lost.example/', items: 2 },
      categories: { news: { label: 'News', emoji: '📰' } },
      sources: [{ id: 'site', url: 'https://site.example/feed', category: 'news', ...source }],
      ...extra,
    }),
    'test',
  );

/** As if the source had published article `n`. */
async function arrive(n: number): Promise<void> {
  const [claimed] = await app.store.claimDue({ now, limit: 1, leaseMs: 1, slots: {}, forceSince: now });
  const draft = makeDraft('site', `guid:${n}`, {
    id: `urn:uuid:0000000${n}-0000-5000-8000-000000000000`,
    upstreamId: null,
    url: `https://site.example/${n}`,
    title: `Article ${n}`,
    summary: `Summary ${n}`,
    content: { kind: 'html', value: `<p>Whole text ${n}</p>`, base: null },
    slug: `article-${n}`,
    publishedAt: now,
    firstSeenAt: now,
    listedAt: now,
  });
  const state = { ...(claimed?.state as SourceState), lastVisitAt: now, lastNewAt: now, dueAt: now + 1 };
  await app.store.saveVisit(makeVisit('site', { at: now, state, created: [draft], hostFreeAt: now }));
  now += 60_000;
}

async function write(): Promise<readonly string[]> {
  await app.publish();
  return (await app.writeStatic()).written;
}

const page = (n: number) => join(directory, 'public/a', `article-${n}`, 'index.html');

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-static-'));
  app = await openApp({
    dataDirectory: directory,
    version: '0.0.0',
    config: configOf(),
    siteUrl: ({ channel }) => channel.url as string,
    now: () => now,
    log: { info() {}, warn() {}, error() {} },
  });
  await app.applyConfig(app.config());
  for (const n of [1, 2, 3]) {
    await arrive(n);
    await write();
  }
});

afterEach(async () => {
  await app.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the static site', () => {
  it('keeps the pages of articles that have left the channel', () => {
    expect(readFileSync(join(directory, 'public/atom.xml'), 'utf8')).not.toContain('Article 1');
    expect(readFileSync(page(1), 'utf8')).toContain('Whole text 1');
  });

  it('D81: touches no file when nothing changed', async () => {
    const before = statSync(page(3)).mtimeMs;
    now += 60_000;
    expect(await write()).toEqual([]);
    expect(statSync(page(3)).mtimeMs).toBe(before);
  });

  it('D81: writes the documents of every channel, and again those of a source that brought something', async () => {
    const file = (path: string) => join(directory, 'public', path);
    const documents = (folder: string) => ['atom.xml', 'rss.xml', 'feed.json'].map((name) => `${folder}/${name}`);
    expect(JSON.parse(readFileSync(file('s/site/feed.json'), 'utf8')).items).toHaveLength(2);
    const found = await app.findDocument('c/news/atom.xml');
    const served = found?.kind === 'document' ? (await found.load()).body : null;
    expect(readFileSync(file('c/news/atom.xml')).equals(served ?? new Uint8Array())).toBe(true);
    await arrive(4);
    const written = await write();
    expect(written).toEqual(expect.arrayContaining([...documents('s/site'), ...documents('c/news')]));
    expect(written.filter((path) => path.startsWith('c/general/') || path.startsWith('read/long/'))).toEqual([]);
    rmSync(file('s/site/rss.xml'));
    expect(await write()).toEqual(['s/site/rss.xml']);
  });

  it('has the list of sources, which keeps its bytes until a source is another', async () => {
    const file = join(directory, 'public/opml.xml');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('xmlUrl="https://site.example/feed"');
    await arrive(5);
    expect(await write()).not.toContain('opml.xml');
    await app.applyConfig(configOf({ title: 'The Site' }));
    expect(await write()).toContain('opml.xml');
    expect(readFileSync(file, 'utf8')).toContain('text="The Site"');
  });

  it('D70, D80, D85: says to static hosts what its documents are', () => {
    const headers = readFileSync(join(directory, 'public/_headers'), 'utf8');
    const rule = '\n/*/rss.xml\n  Content-Type: application/rss+xml; charset=utf-8\n  Access-Control-Allow-Origin: *\n';
    expect(headers).toContain(rule);
    expect(headers).toContain('  Cache-Control: public, max-age=900\n');
    const apache = readFileSync(join(directory, 'public/.htaccess'), 'utf8');
    expect(apache).toContain('<Files "feed.json">\n  ForceType "application/feed+json"\n');
  });

  it('takes away the documents of channels that are no more', async () => {
    const other = configOf({ id: 'other', url: 'https://other.example/feed', category: 'general' }, { categories: {} });
    await app.applyConfig(other);
    await write();
    for (const path of ['s/site/atom.xml', 'c/news/feed.json']) {
      expect([path, existsSync(join(directory, 'public', path))]).toEqual([path, false]);
    }
    expect(existsSync(join(directory, 'public/s/other/atom.xml'))).toBe(true);
    expect(existsSync(join(directory, 'public/s/site/index.html'))).toBe(false);
  });

  it('writes next time the documents of channels that there was no time for', async () => {
    const items = () => JSON.parse(readFileSync(join(directory, 'public/s/site/feed.json'), 'utf8')).items;
    const newest = () => items()[0].title;
    await arrive(4);
    await app.publish();
    expect(await app.writeChannels(() => true)).toMatchObject({ unchanged: 2, left: expect.any(Number) });
    expect(newest()).toBe('Article 3');
    const { written, left } = await app.writeChannels(() => false);
    expect(written).toContain('s/site/feed.json');
    expect(left).toBe(0);
    expect(newest()).toBe('Article 4');
    expect((await app.writeChannels(() => false)).written).toEqual([]);
  });

  it('does not look at the articles of a source that nothing came of', async () => {
    const looked: string[] = [];
    const { channelEntries } = app.store;
    Object.assign(app.store, {
      channelEntries(query: Parameters<typeof channelEntries>[0]) {
        if (query.scope?.kind === 'source') looked.push(query.scope.sourceId);
        return channelEntries(query);
      },
    });
    await write();
    expect(looked).toEqual([]);
    await arrive(4);
    await write();
    expect(new Set(looked)).toEqual(new Set(['site']));
  });

  it('D120: applies a stricter content policy to every page, of articles in the channel or not', async () => {
    await app.applyConfig(configOf({ content: 'link' }));
    await write();
    for (const n of [1, 2, 3]) expect(readFileSync(page(n), 'utf8'), `${n}`).not.toMatch(/Whole text|Summary/);
  });

  it('gives nothing away any more of a source that was taken out', async () => {
    await app.applyConfig(configOf({ id: 'other', url: 'https://other.example/feed' }));
    await write();
    for (const n of [1, 2, 3]) expect(readFileSync(page(n), 'utf8'), `${n}`).not.toMatch(/Whole text|Summary/);
    expect(readFileSync(join(directory, 'public/index.html'), 'utf8')).not.toContain('Article');
  });

  it('shows an edited category and an edited index policy on pages although no document changes', async () => {
    await app.applyConfig(configOf({ noindex: false }, { categories: { news: { label: 'News', emoji: '🗞️' } } }));
    await write();
    const text = readFileSync(page(3), 'utf8');
    expect(text).toContain('🗞️');
    expect(text).not.toContain('noindex');
  });

  it('C18: leads to no page that is not there, be an article covered or older than the channel', async () => {
    const both = [
      { id: 'site', url: 'https://site.example/feed' },
      { id: 'planet', url: 'https://planet.example/feed' },
    ];
    await app.applyConfig(configOf({}, { sources: both }));
    const copy = makeDraft('planet', 'copy', { url: 'https://site.example/3', title: 'As told by the planet' });
    const entries = { created: [copy], updated: [], touched: [], aliases: [], dropped: [] };
    const delivery = { sourceId: 'planet', at: now, events: [], postedAt: null, suspectSince: null };
    await app.store.saveDelivery({ ...delivery, ...entries });
    // as if it were the first run: of what is older than the channel there are no pages
    const root = join(directory, 'public');
    rmSync(root, { recursive: true });
    await write();
    const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(html|xml|json)$/.test(name),
    );
    const leadingTo = (pattern: RegExp) =>
      names.flatMap((name) =>
        [...readFileSync(join(root, name), 'utf8').matchAll(pattern)].map(([, path]) => `${path}`),
      );
    const paths = new Set(leadingTo(/href=\\?"(?:https:\/\/lost\.example)?\/([^"?#\\]*)/g));
    expect([...paths].filter((path) => !existsSync(join(root, path, path.endsWith('/') ? 'index.html' : '')))).toEqual(
      [],
    );
    expect(paths).toContain(`a/${copy.slug}/`);
    expect(existsSync(page(1))).toBe(false);
    const list = readFileSync(join(root, 's/site/index.html'), 'utf8');
    expect(list).toContain('<a href="https://site.example/1">Article 1</a>');
    expect(list).toContain('<a href="/a/article-3/">Article 3</a>');
    expect(await write()).toEqual([]);
  });

  it('brings back a page that somebody deleted', async () => {
    rmSync(page(3));
    expect(await write()).toEqual(['a/article-3/index.html']);
    expect(existsSync(page(3))).toBe(true);
  });

  it('D30: writes a month once when it is over, again when something is taken down, and takes it away when it is empty', async () => {
    const path = `archive/${new Date(now).toISOString().slice(0, 7)}/atom.xml`;
    const file = join(directory, 'public', path);
    expect(existsSync(file)).toBe(false);
    now += 40 * 86_400_000;
    await arrive(4);
    expect(await write()).toContain(path);
    expect(readFileSync(file, 'utf8')).toContain('Whole text 1');
    expect(readFileSync(join(directory, 'public/atom.xml'), 'utf8')).toContain(`https://lost.example/${path}`);
    await arrive(5);
    expect(await write()).not.toContain(path);
    const ids = [1, 2, 3].map((n) => `urn:uuid:0000000${n}-0000-5000-8000-000000000000`);
    await app.store.takeDownArticles(ids.slice(0, 1), { at: now, reason: null });
    expect(await write()).toContain(path);
    expect(readFileSync(file, 'utf8')).not.toContain('Whole text 1');
    await app.store.removeArticles(ids);
    await write();
    expect(existsSync(file)).toBe(false);
  });

  it('D81: keeps compressed copies of pages and documents, which go with them, or when they are not wanted', async () => {
    const paths = ['index.html', 'atom.xml', 's/site/atom.xml', 'style.css'].map((path) =>
      join(directory, 'public', path),
    );
    for (const path of paths) expect(gunzipSync(readFileSync(`${path}.gz`))).toEqual(readFileSync(path));
    await app.applyConfig(configOf({}, { publish: { precompress: false } }));
    expect(await write()).toEqual([]);
    for (const path of paths)
      expect([existsSync(path), existsSync(`${path}.gz`), existsSync(`${path}.br`)]).toEqual([true, false, false]);
    await app.applyConfig(configOf());
    expect(await write()).toEqual([]);
    for (const path of paths) expect([existsSync(`${path}.gz`), existsSync(`${path}.br`)]).toEqual([true, true]);
    await app.applyConfig(configOf({ id: 'other', url: 'https://other.example/feed' }));
    await write();
    expect(existsSync(join(directory, 'public/s/site/atom.xml.gz'))).toBe(false);
  });
});
