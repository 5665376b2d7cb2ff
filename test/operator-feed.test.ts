// From visits that fail to the operator's feed over HTTP: the real fetcher, store, publisher and web server, a clock of ours.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { type App, siteFacts } from '../src/app.ts';
import { readAsRssParser } from '../src/publish/publish.ts';
import { createWeb, type Web } from '../src/web/web.ts';
import { makeDraft } from './store/records.ts';
import { openUpstreamApp, SITE_URL } from './upstream-app.ts';
import { ask } from './web/ask.ts';

const HOUR = 3_600_000;
const FEED =
  '<rss version="2.0"><channel><title>Site</title><link>https://site.example/</link><description>d</description><item><guid isPermaLink="false">1</guid><title>One</title><link>https://site.example/1</link><description>Text</description></item></channel></rss>';

let status: number;
let directory: string;
let app: App;
let web: Web | null;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2026, 5, 1, 12);
  status = 200;
  web = null;
  const opened = await openUpstreamApp({
    answer: (_, response) => response.writeHead(status).end(status === 200 ? FEED : 'secret of the inside'),
    now: () => now,
  });
  ({ app, directory } = opened);
  return async () => {
    await web?.close();
    await opened.close();
  };
});

/** Visits that are answered with these statuses, two hours apart; the kinds of events that each brought. */
async function visits(...statuses: number[]): Promise<string[]> {
  const kinds: string[] = [];
  for (const next of statuses) {
    status = next;
    const [claimed] = await app.store.claimDue({ ...app.limits(), now, limit: 1, dueBy: now, forceSince: now });
    if (!claimed) throw new Error('nothing was due');
    const { events } = await app.visit(claimed, new AbortController().signal);
    kinds.push(events.map(({ kind }) => kind).join(' '));
    now += 2 * HOUR;
  }
  return kinds;
}

async function serve(): Promise<string> {
  web = await createWeb({
    store: app.store,
    documents: app.servedDocuments,
    findDocument: app.findDocument,
    site: () => siteFacts(app.config(), SITE_URL, '0.0.0'),
    sources: app.sources,
    health: async () => ({ ready: true, facts: {} }),
    now: () => now,
    log: { info() {}, error() {} },
  });
  return web.listen('127.0.0.1', 0);
}

it('A090: three failures in a row and a recovery are each an entry, with the same bytes until the next', async () => {
  expect(await visits(200, 500, 500)).toEqual(['', '', '']);
  await app.publish();
  const address = await serve();
  const read = async () =>
    (await readAsRssParser((await ask(address, '/operator/atom.xml')).text)).map(({ title }) => title);
  expect(await read()).toEqual([]);

  expect(await visits(500)).toEqual(['broke']);
  const [state] = await app.store.sourceStates();
  expect(state).toMatchObject({ failures: 3, failingSince: now - 6 * HOUR });
  await app.publish();
  web?.documentsChanged();
  expect(await read()).toEqual(['site does not work']);

  const { headers, text } = await ask(address, '/operator/atom.xml');
  expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
  expect(text).not.toContain('secret of the inside');
  await visits(500);
  await app.publish();
  web?.documentsChanged();
  const again = await ask(address, '/operator/atom.xml', { headers: { 'if-none-match': String(headers.etag) } });
  expect(again.status).toBe(304);

  expect(await visits(200, 200)).toEqual(['recovered', '']);
  await app.publish();
  web?.documentsChanged();
  expect(await read()).toEqual(['site works again', 'site does not work']);
});

it('D03: an article that cannot be published is named to the operator once, and is published when it changes', async () => {
  await visits(200);
  const url = 'https://site.example/odd';
  const odd = makeDraft('site', 'odd', { id: 'urn:x:odd', url, publishedAt: null, updatedAt: null, listedAt: 9e15 });
  const delivery = { sourceId: 'site', at: now, updated: [], touched: [], aliases: [], dropped: [] };
  const saved = { ...delivery, events: [], postedAt: null, suspectSince: null };
  await app.store.saveDelivery({ ...saved, created: [odd] });
  const { changed, faults } = await app.publish();
  expect(changed).toEqual(['atom.xml', 'rss.xml', 'feed.json']);
  expect(faults.map(({ path, articleId }) => `${path} ${articleId}`)).toEqual([
    'atom.xml urn:x:odd',
    'rss.xml urn:x:odd',
    'feed.json urn:x:odd',
  ]);
  const address = await serve();
  const { text } = await ask(address, '/operator/atom.xml');
  expect(await readAsRssParser(text)).toMatchObject([{ title: 'An article of site is left out', link: url }]);
  expect(text).toContain('<code>lostfeed explain urn:x:odd</code>');

  await app.store.saveDelivery({ ...saved, created: [makeDraft('site', 'next')] });
  expect((await app.publish()).faults).toHaveLength(3);
  expect(await app.store.events({ limit: 10 })).toHaveLength(1);
  // nothing of it is read out of the text of others
  expect(Buffer.from(app.documents().get('atom.xml')?.body ?? []).toString()).not.toContain('urn:x:odd');
});

it('is no document of the channel: no file is written for it, and it is there again after a restart', async () => {
  await visits(200, 410);
  const { documents } = await app.publish();
  expect(documents.map(({ path }) => path)).not.toContain('operator/atom.xml');
  expect([...app.documents().keys()]).toEqual(['atom.xml', 'rss.xml', 'feed.json']);
  await app.writeStatic();
  expect(readdirSync(join(directory, 'public'))).not.toContain('operator');
  const published = app.servedDocuments().get('operator/atom.xml');
  expect(Buffer.from(published?.body ?? []).toString()).toContain('site is gone');
  await app.loadDocuments();
  expect(app.servedDocuments().get('operator/atom.xml')?.etag).toBe(published?.etag);
  expect(app.documents().has('operator/atom.xml')).toBe(false);
});
