// What becomes of an article over the visits that see it, from the documents of real local servers to the published ones:
// whether it is known again, where it stands, and what of it changes.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, openApp } from '../src/app.ts';
import { parseConfig } from '../src/config/config.ts';
import type { Article } from '../src/model.ts';
import type { VisitOutcome } from '../src/pipeline.ts';
import { makeVisit } from './store/records.ts';

const START = Date.UTC(2026, 5, 1, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CHANNEL = { items: 50, perSource: 50, listedAfter: null };

let documents: Record<string, string>;
let asked: string[];
let server: Server;
let directory: string;
let app: App;
let now: number;

interface Item {
  readonly id?: string;
  readonly title?: string;
  readonly link?: string;
  readonly at?: number;
  readonly text?: string;
  readonly more?: string;
}

const item = ({ id = '1', at, more = '', ...said }: Item) => {
  const { title = `Post ${id}`, link = `https://site.example/${id}`, text = `Text of ${id}` } = said;
  const date = at === undefined ? '' : `<pubDate>${new Date(at).toUTCString()}</pubDate>`;
  return `<item><guid isPermaLink="false">${id}</guid><title>${title}</title><link>${link}</link>${date}<description>${text}</description>${more}</item>`;
};
const rss = (...items: readonly Item[]) =>
  `<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>Site</title><link>https://site.example/</link><description>d</description>${items.map(item).join('')}</channel></rss>`;

/** One entry, published a day before the tests begin. */
const atom = (id: string, updated: number, content: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>Site</title><id>tag:site.example,2026:feed</id><entry><id>${id}</id><title>An entry</title><link href="https://site.example/a"/><published>${new Date(START - DAY).toISOString()}</published><updated>${new Date(updated).toISOString()}</updated><content type="html">${content.replaceAll('<', '&lt;')}</content></entry></feed>`;

function configOf({ channel = {}, sources = ['site'], title = null as string | null } = {}) {
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return parseConfig(
    JSON.stringify({
      channel,
      fetch: { allowPrivate: [host], hostGap: '0s' },
      // two of them have the same articles, which are to be seen
      sources: sources.map((id) => ({ id, title, url: `http://${host}/${id}`, cluster: false })),
    }),
    'test',
  );
}

const open = (config = configOf()) =>
  openApp({
    dataDirectory: directory,
    version: '0.0.0',
    config,
    siteUrl: () => 'https://lost.example/',
    now: () => now,
    log: { info() {}, warn() {}, error() {} },
  });

beforeEach(async () => {
  documents = {};
  asked = [];
  now = START;
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(documents[request.url ?? '']);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-articles-'));
  app = await open();
  await app.applyConfig(app.config());
});

afterEach(async () => {
  await app.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(directory, { recursive: true, force: true });
});

/** Lets every source publish this document and visits all of them, whether due or not; two hours pass. */
async function visit(document?: string): Promise<VisitOutcome> {
  const outcomes: VisitOutcome[] = [];
  const { sources } = app.config();
  if (document !== undefined) documents = Object.fromEntries(sources.map(({ id }) => [`/${id}`, document]));
  for (const _ of sources) {
    const [claimed] = await app.store.claimDue({ ...app.limits(), now, limit: 1, forceSince: now });
    if (!claimed) throw new Error('nothing could be claimed');
    outcomes.push(await app.visit(claimed, new AbortController().signal));
    now += 1000;
  }
  now += 2 * HOUR;
  const [outcome] = outcomes;
  if (outcome === undefined || outcome.error !== null) throw new Error(`the visit failed: ${outcome?.error?.message}`);
  return outcome;
}

const channel = (): Promise<readonly Article[]> => app.store.channelArticles(CHANNEL);

async function titles(): Promise<readonly string[]> {
  return (await channel()).map(({ title }) => title);
}

async function only(): Promise<Article> {
  const articles = await channel();
  expect(articles).toHaveLength(1);
  return articles[0] as Article;
}

interface Published {
  readonly ids: readonly string[];
  readonly atom: string;
  readonly rss: string;
  readonly json: { readonly items: readonly { readonly id: string; readonly _lostfeed?: Record<string, unknown> }[] };
}

/** What is published now; the three documents must have the same ids in the same order. */
async function publish(): Promise<Published> {
  const { faults } = await app.publish();
  expect(faults).toEqual([]);
  const text = (path: string) => Buffer.from(app.documents().get(path)?.body ?? []).toString();
  const json = JSON.parse(text('feed.json')) as Published['json'];
  const ids = json.items.map(({ id }) => id);
  const entries = text('atom.xml').split('<entry').slice(1);
  expect(entries.map((entry) => /<id>(.*?)<\/id>/.exec(entry)?.[1])).toEqual(ids);
  expect(Array.from(text('rss.xml').matchAll(/<guid[^>]*>(.*?)<\/guid>/g), ([, id]) => id)).toEqual(ids);
  return { ids, atom: text('atom.xml'), rss: text('rss.xml'), json };
}

describe('an article is known again', () => {
  it('C02: by its id within its source: the same id in another source is another article', async () => {
    await app.applyConfig(configOf({ sources: ['site', 'other'] }));
    await visit(rss({ id: '1', at: START - DAY }));
    const { ids } = await publish();
    expect(new Set(ids).size).toBe(2);
    expect(new Set((await channel()).map(({ guid }) => guid))).toEqual(new Set(['1']));
  });

  it('C06: when its link changes: the new link, on the page that it always had', async () => {
    await visit(rss({ link: 'https://site.example/old', title: 'Before' }));
    const before = await only();
    const { ids } = await publish();
    expect(await visit(rss({ link: 'https://site.example/new', title: 'After' }))).toMatchObject({
      created: 0,
      updated: 1,
    });
    expect(await only()).toMatchObject({ id: before.id, slug: before.slug, url: 'https://site.example/new' });
    expect((await publish()).ids).toEqual(ids);
    expect(await app.store.articleBySlug(before.slug)).toMatchObject({ title: 'After' });
  });

  it('C15: when it has been gone for a while: the same article, in the channel all along', async () => {
    await visit(rss({ id: '1', at: START - DAY }, { id: '2', at: START - 2 * DAY }));
    const before = await channel();
    for (const round of [1, 2, 3]) {
      expect(await visit(rss({ id: '2', at: START - 2 * DAY, title: `Round ${round}` }))).toMatchObject({ created: 0 });
      expect(await titles()).toEqual(['Post 1', `Round ${round}`]);
    }
    expect(await visit(rss({ id: '1', at: START - DAY, title: 'Back' }))).toMatchObject({ created: 0, updated: 1 });
    expect((await channel()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await titles()).toEqual(['Back', 'Round 3']);
  });

  it('C20: but not for the text that every episode of a series has', async () => {
    const text =
      'News of the hour, read in five minutes: what happened, what will happen, and what the weather makes of it.';
    for (const hour of [1, 2, 3]) {
      const more = `<enclosure url="https://files.example/${hour}.mp3" type="audio/mpeg" length="1"/>`;
      const episode = { id: `hour-${hour}`, title: `Hour ${hour}`, link: 'https://site.example/hourly', text, more };
      expect(await visit(rss(episode))).toMatchObject({ created: 1, updated: 0 });
    }
    const strips = [4, 5].map((n) => ({ id: `strip-${n}`, title: `Strip ${n}`, text }));
    expect(await visit(rss(...strips))).toMatchObject({ created: 2, updated: 0 });
    expect(await titles()).toHaveLength(5);
  });
});

describe('an article keeps its place', () => {
  it('C11: when its date is bumped and nothing else is new', async () => {
    const posts = [1, 2, 3].map((n) => ({ id: `${n}`, at: START - n * DAY }));
    await visit(rss(...posts));
    const before = await channel();
    await visit(rss(...posts.map((post) => (post.id === '3' ? { ...post, at: now } : post))));
    const after = await channel();
    expect(after.map(({ title }) => title)).toEqual(['Post 1', 'Post 2', 'Post 3']);
    expect(after.map(({ publishedAt }) => publishedAt)).toEqual(before.map(({ publishedAt }) => publishedAt));
  });

  it('C12: when it claims to be from the future: shown at first sight, below all that comes later', async () => {
    const ahead = new Date(START + 900 * DAY).toUTCString();
    const outcome = await visit(rss({ id: 'far', at: START + 900 * DAY }, { id: 'slip', at: START + HOUR }));
    expect(outcome.problems.filter(({ code }) => code === 'future-date').map(({ message }) => message)).toEqual([
      `the date "${ahead}" lies in the future`,
    ]);
    expect((await channel()).map(({ publishedAt }) => publishedAt)).toEqual([START, START]);
    await visit(rss({ id: 'far', at: START + 900 * DAY, title: 'Edited' }, { id: 'new', at: now }));
    expect(await titles()).toEqual(['Post new', 'Edited', 'Post slip']);
    expect((await channel())[1]).toMatchObject({ publishedAt: START });
  });
});

describe('an article counts as updated', () => {
  it('C10: when its words change though its date does not; not when only the markup does, which is stored all the same', async () => {
    const said = START - HOUR;
    const state = async () => {
      const [article] = await app.store.articles([(await only()).id]);
      return { html: article?.contentHtml, updatedAt: article?.updatedAt };
    };
    await visit(atom('tag:site.example,2026:a', said, '<p>Some words</p>'));
    await visit(atom('tag:site.example,2026:a', said, '<p>Some <em>words</em></p>'));
    expect(await state()).toEqual({ html: '<p>Some <em>words</em></p>', updatedAt: said });
    const edited = now;
    await visit(atom('tag:site.example,2026:a', said, '<p>Other words</p>'));
    expect(await state()).toEqual({ html: '<p>Other words</p>', updatedAt: edited });
    expect((await publish()).atom).toContain(`<updated>${new Date(edited).toISOString()}</updated>`);
    await visit(atom('tag:site.example,2026:a', said, '<p><b>Other</b> words</p>'));
    expect(await state()).toEqual({ html: '<p><b>Other</b> words</p>', updatedAt: edited });
    const later = now;
    await visit(atom('tag:site.example,2026:a', later, '<p>Other words</p>'));
    expect(await state()).toEqual({ html: '<p>Other words</p>', updatedAt: later });
  });

  it('C10: not when we read it otherwise than before', async () => {
    await visit(rss({ title: 'Title' }));
    await app.applyConfig(configOf({ channel: { wordsPerMinute: 100 } }));
    await visit(rss({ title: 'Other title' }));
    expect(await only()).toMatchObject({ title: 'Other title', updatedAt: null });
    const edited = now;
    await visit(rss({ title: 'Third title' }));
    expect(await only()).toMatchObject({ title: 'Third title', updatedAt: edited });
  });
});

describe('an article is published', () => {
  const upstream = atom('tag:site.example,2026:a', START - DAY, '<p>Words</p>');

  it('C27: under one id in all formats, over renames and restarts, served and as files', async () => {
    await app.applyConfig(configOf({ sources: ['site', 'plain'] }));
    documents = { '/site': upstream, '/plain': rss({ id: '7', title: 'Without an id of its own' }) };
    await visit();
    const first = await publish();
    expect(first.ids.toSorted()).toEqual(['tag:site.example,2026:a', expect.stringMatching(/^urn:uuid:/)]);
    documents['/plain'] = rss({ id: '7', title: 'Renamed', link: 'https://moved.example/7' });
    await app.close();
    app = await open(configOf({ sources: ['site', 'plain'], title: 'Another name' }));
    await app.applyConfig(app.config());
    await visit();
    const second = await publish();
    expect(second.rss).toContain('Renamed');
    expect(second.ids.toSorted()).toEqual(first.ids.toSorted());
    await app.writeStatic();
    for (const [path, document] of app.documents()) {
      expect(readFileSync(join(directory, 'public', path)).equals(Buffer.from(document.body))).toBe(true);
    }
  });

  it('C27: under the same id by a store that was built anew', async () => {
    const document = rss({ id: '7' });
    await visit(document);
    const { ids } = await publish();
    await app.close();
    rmSync(directory, { recursive: true });
    now += DAY;
    app = await open();
    await app.applyConfig(app.config());
    await visit(document);
    expect((await publish()).ids).toEqual(ids);
  });

  it('C28: once under an id: of two sources with one entry, the second gives it an id of its own', async () => {
    await app.applyConfig(configOf({ sources: ['site', 'mirror'] }));
    await visit(upstream);
    const { ids } = await publish();
    expect(ids).toHaveLength(2);
    expect(ids.filter((id) => id === 'tag:site.example,2026:a')).toHaveLength(1);
    await visit(upstream.replace('An entry', 'An edited entry'));
    expect((await publish()).ids).toEqual(ids);
  });

  it('C21, C22, C26: at the address behind the proxy, without trackers, and nobody but the feed is asked for it', async () => {
    const real = 'https://other.example/post?b=2&amp;utm_source=rss&amp;ref=site.example&amp;a=%7e1#part';
    const more = `<feedburner:origLink>${real}</feedburner:origLink>`;
    await visit(rss({ link: `http://127.0.0.1:${(server.address() as AddressInfo).port}/~r/1`, more }));
    expect(await only()).toMatchObject({ url: 'https://other.example/post?b=2&a=%7e1#part' });
    expect(asked).toEqual(['/site']);
  });
});

describe('the read time of an article', () => {
  const words = (count: number) => Array.from({ length: count }, (_, n) => `word${n}`).join(' ');
  const article = atom('tag:site.example,2026:a', START - DAY, `<p>${words(690)}</p><img src="/a.png">`);

  it('F01, F13: is the same number in the store, the three documents and the page', async () => {
    await visit(article);
    expect(await only()).toMatchObject({ wordCount: 690, readMinutes: 4 });
    const { atom: asAtom, rss: asRss, json } = await publish();
    expect(asAtom).toContain('<lostfeed:readMinutes>4</lostfeed:readMinutes>');
    expect(asRss).toContain('<lostfeed:readMinutes>4</lostfeed:readMinutes>');
    expect(json.items[0]?._lostfeed).toMatchObject({ read_minutes: 4 });
    await app.writeStatic();
    for (const path of ['index.html', join('a', (await only()).slug, 'index.html')]) {
      expect(readFileSync(join(directory, 'public', path), 'utf8')).toContain('4 min read');
    }
  });

  it('F13: is computed again from the same document when the pace is changed', async () => {
    await visit(article);
    const { updatedAt } = await only();
    await app.applyConfig(configOf({ channel: { wordsPerMinute: 100 } }));
    expect(await visit()).toMatchObject({ kind: 'changed', created: 0, updated: 1 });
    expect(await only()).toMatchObject({ readMinutes: 8, updatedAt });
    expect((await publish()).json.items[0]?._lostfeed).toMatchObject({ read_minutes: 8 });
  });

  it('F13: is computed again by a release with another formula, once, and is no update of the article', async () => {
    await visit(article);
    const { id, updatedAt } = await only();
    const key = 'guid:tag:site.example,2026:a';
    const known = (await app.store.knownEntries('site', [key])).get(key);
    const [state] = await app.store.sourceStates();
    if (known === undefined || !state?.bodyHash) throw new Error('nothing was stored');
    // as a release would have left it whose seal on what it had read was another
    const older = (hash: string) => `${hash.slice(0, -8)}-older--`;
    const [claimed] = await app.store.claimDue({ ...app.limits(), now, limit: 1, forceSince: now });
    const [stored] = await app.store.articles([id]);
    if (claimed === undefined || stored === undefined) throw new Error('nothing was stored');
    const { contentHtml, publishedId: upstreamId, sourceId, ...facts } = stored;
    const sealed = { key, rawHash: older(known.rawHash), version: 'older', readMinutes: 3 };
    await app.store.saveVisit(
      makeVisit(sourceId, {
        at: now,
        state: { ...claimed.state, bodyHash: older(state.bodyHash) },
        updated: [
          { ...facts, ...sealed, upstreamId, content: null, category: null, clues: { mentions: null, runs: [] } },
        ],
      }),
    );
    expect(await only()).toMatchObject({ readMinutes: 3 });
    now += HOUR;
    expect(await visit()).toMatchObject({ kind: 'changed', created: 0, updated: 1 });
    expect(await only()).toMatchObject({ readMinutes: 4, updatedAt });
    expect(await visit()).toMatchObject({ kind: 'unchanged', updated: 0 });
  });
});
