// A source that becomes another feed, from the subscription to the release, through real visits: what is held, what stays, and
// what ends it.
import type { Server } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { takeDelivery } from '../src/delivery.ts';
import type { SourceConfig, SourceState } from '../src/model.ts';
import type { VisitOutcome } from '../src/pipeline.ts';
import { configOf as configAt, openUpstreamApp } from './upstream-app.ts';

const START = Date.UTC(2026, 5, 1, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Upstream {
  readonly title: string;
  readonly site: string;
  readonly hub?: string;
  readonly items: readonly Item[];
}
interface Item {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly at: number;
}

const post = (number: number, at = START - number * DAY): Item => ({
  id: `post-${number}`,
  title: `Notes on old computers, part ${number}`,
  url: `https://garden.example/notes/${number}`,
  at,
});
const GARDEN: Upstream = {
  title: 'The Garden',
  site: 'https://garden.example/',
  items: Array.from({ length: 10 }, (_, number) => post(number)),
};
const spam = (number: number, at = START): Item => ({
  id: `slot-${number}`,
  title: `Slot ${number} gacor malam ini`,
  url: `https://slots.example/${number}`,
  at,
});
const CASINO: Upstream = {
  title: 'Situs Judi Terpercaya',
  site: 'https://slots.example/',
  hub: 'https://hub.slots.example/',
  items: Array.from({ length: 12 }, (_, number) => spam(number, START - number * HOUR)),
};

function render({ title, site, hub, items }: Upstream): string {
  const links = hub ? `<atom:link rel="hub" href="${hub}"/><atom:link rel="self" href="${site}feed"/>` : '';
  const all = items.map(
    ({ id, title, url, at }) =>
      `<item><guid isPermaLink="false">${id}</guid><title>${title}</title><link>${url}</link>` +
      `<pubDate>${new Date(at).toUTCString()}</pubDate><description>Text of ${id}</description></item>`,
  );
  return (
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>' +
    `<title>${title}</title><link>${site}</link><description>d</description>${links}${all.join('')}</channel></rss>`
  );
}

let upstream: Upstream;
let server: Server;
let host: string;
let app: App;
let now: number;
let logged: string[];

const configOf = (source: object = {}, at = host) => configAt(at, { source: { id: 'garden', ...source } });

beforeEach(async () => {
  now = START;
  upstream = GARDEN;
  logged = [];
  const opened = await openUpstreamApp({
    answer: (_, response) => response.end(render(upstream)),
    configure: (at) => configOf({}, at),
    now: () => now,
    log: { info: (_, message) => logged.push(message) },
  });
  ({ app, server, host } = opened);
  return opened.close;
});

/** Visits the source two hours after the last visit, with what it publishes then. */
async function visit(next: Upstream = upstream): Promise<VisitOutcome> {
  upstream = next;
  const [claimed] = await app.store.claimDue({ ...app.limits(), now, limit: 1, dueBy: now, forceSince: now });
  if (!claimed) throw new Error('nothing was due');
  const outcome = await app.visit(claimed, new AbortController().signal);
  now += 2 * HOUR;
  return outcome;
}

/** What is in the published JSON Feed. */
async function published(): Promise<readonly { readonly title: string; readonly url: string }[]> {
  await app.publish();
  const document = app.documents().get('feed.json');
  return JSON.parse(Buffer.from(document?.body ?? []).toString()).items;
}
const titles = async () => (await published()).map(({ title }) => title);
const own = GARDEN.items.map(({ title }) => title);
const foreign = CASINO.items.map(({ title }) => title);

async function state(): Promise<SourceState> {
  const [only] = await app.store.sourceStates();
  return only as SourceState;
}

const suspicions = ({ problems }: VisitOutcome) => problems.filter(({ code }) => code === 'suspect');

describe('a source that becomes another feed', () => {
  it('has its new articles held, and all that was there before stays', async () => {
    await visit();
    const outcome = await visit(CASINO);
    expect(suspicions(outcome)).toEqual([
      {
        code: 'suspect',
        message:
          'this reads like another feed (its links lead to another site; it has another title; none of the articles ' +
          'before is in it): 12 new held until "lostfeed release garden"',
      },
    ]);
    expect((await state()).suspectSince).toBe(START + 2 * HOUR);
    expect(await titles()).toEqual(own);
    const view = (await app.store.sourceViews()).get('garden');
    expect(view).toMatchObject({ title: 'The Garden', siteUrl: 'https://garden.example/' });
    expect(await app.store.subscriptions()).toEqual([]);
    const { written } = await app.writeStatic();
    expect(written.filter((path) => /slot/.test(path))).toEqual([]);
  });

  it('teaches nothing that outlasts it: neither where it is asked nor what its entries are known by', async () => {
    await visit();
    const { url } = await state();
    server.removeAllListeners('request').on('request', (request, response) => {
      if (request.url === '/feed') response.writeHead(301, { location: '/elsewhere' }).end();
      else response.end(render(CASINO).replaceAll(/<guid.*?guid>/g, ''));
    });
    for (let visits = 0; visits < 2; visits++) {
      expect(await visit()).toMatchObject({ movedTo: url.replace('/feed', '/elsewhere'), learntUrl: null });
    }
    expect(await state()).toMatchObject({ url, move: null, identity: null, suspectSince: START + 2 * HOUR });
  });

  it('has what later visits bring held too, whatever it is', async () => {
    await visit();
    await visit(CASINO);
    const more = await visit({ ...GARDEN, items: [post(99, now), ...GARDEN.items] });
    expect(suspicions(more)).toMatchObject([
      { message: expect.stringContaining('1 new held until "lostfeed release') },
    ]);
    expect(await titles()).toEqual(own);
    expect((await state()).suspectSince).toBe(START + 2 * HOUR);
  });

  it('is listed by a release, in the places that its dates give it, and does not ring for the same again', async () => {
    await visit();
    await visit(CASINO);
    const released = await app.store.releaseSource('garden');
    expect(released.map(({ title }) => title)).toEqual(foreign);
    expect((await state()).suspectSince).toBeNull();
    const both = [...GARDEN.items, ...CASINO.items].sort((a, b) => b.at - a.at).map(({ title }) => title);
    expect(await titles()).toEqual(both.slice(0, 20));
    expect((await app.store.sourceViews()).get('garden')?.title).toBe('Situs Judi Terpercaya');

    const next = Array.from({ length: 30 }, (_, number) => spam(100 + number, now - number));
    expect(suspicions(await visit({ ...CASINO, items: next }))).toEqual([]);
    expect(await titles()).toContain('Slot 100 gacor malam ini');
  });

  it('is listed by itself once the configured delay has passed, without any visit', async () => {
    await visit();
    await app.applyConfig(configOf({ quarantine: '24h' }));
    const outcome = await visit(CASINO);
    const end = new Date(START + 2 * HOUR + DAY).toISOString();
    expect(suspicions(outcome)[0]?.message).toContain(`12 new held until ${end}, or "lostfeed release garden"`);
    now = START + 2 * HOUR + DAY - 1;
    expect(await titles()).toEqual(own);
    now += 1;
    expect(await titles()).toContain(foreign[0]);
    expect(logged).toContain('garden: what was held is listed, for its quarantine is over');
    expect(await app.store.suspectSources()).toEqual([]);
  });

  it('is never held where the quarantine is off, and what was held is listed when it is switched off', async () => {
    await visit();
    await visit(CASINO);
    expect(await titles()).toEqual(own);
    await app.applyConfig(configOf({ quarantine: 'off' }));
    expect(await titles()).toContain(foreign[0]);
    expect(suspicions(await visit(GARDEN))).toEqual([]);
    expect(suspicions(await visit({ ...GARDEN, title: 'Other', items: [] }))).toEqual([]);
  });

  it('is held in a very large document too, whose bulk is saved ahead of the visit', async () => {
    await visit();
    const filler = 'slot gacor '.repeat(50_000);
    const bulky = render(CASINO).replaceAll('<description>', `<description>${filler}`);
    server.removeAllListeners('request').on('request', (_, response) => response.end(bulky));
    expect(suspicions(await visit())).toHaveLength(1);
    expect(await titles()).toEqual(own);
    expect(await app.store.releaseSource('garden')).toHaveLength(12);
  });

  it('is held when a hub delivers it', async () => {
    await visit();
    const delivered = { body: Buffer.from(render(CASINO)), contentType: null };
    const source = app.config().sources[0] as SourceConfig;
    const deps = { store: app.store, config: app.config(), now: () => now };
    expect(await takeDelivery(delivered, source, await state(), deps)).toMatchObject({ created: 12 });
    expect(await titles()).toEqual(own);
    // the visit that follows knows nothing of it beforehand, and does not end it
    await visit(GARDEN);
    expect(await titles()).toEqual(own);
    expect((await state()).suspectSince).not.toBeNull();
  });
});

describe('a source stays itself', () => {
  it('at its first visit, whatever it is', async () => {
    expect(suspicions(await visit(CASINO))).toEqual([]);
    expect(await titles()).toEqual(foreign);
  });

  it('when the operator gives it another address', async () => {
    await visit();
    await app.applyConfig(configOf({ url: `http://${host}/elsewhere` }));
    expect(suspicions(await visit(CASINO))).toEqual([]);
    expect(await titles()).toContain(foreign[0]);
  });

  it('when its site is rebuilt: new ids and new addresses of all articles', async () => {
    await visit();
    const rebuilt = GARDEN.items.map((item) => ({
      ...item,
      id: `v2-${item.id}`,
      url: `${item.url}.html`,
      title: `§ ${item.title}`,
    }));
    const outcome = await visit({ ...GARDEN, items: rebuilt });
    expect(outcome.created).toBe(10);
    expect(suspicions(outcome)).toEqual([]);
  });

  it('C08: when it moves with its articles to another domain under another name', async () => {
    await visit();
    const moved = GARDEN.items.map((item) => ({ ...item, url: item.url.replace('garden.example', 'meadow.example') }));
    const items = [40, 41, 42, 43].map((number) => ({
      ...post(number, now),
      url: `https://meadow.example/notes/${number}`,
    }));
    const outcome = await visit({ title: 'A Meadow', site: 'https://meadow.example/', items: [...items, ...moved] });
    expect(outcome).toMatchObject({ created: 4, updated: 10 });
    expect(suspicions(outcome)).toEqual([]);
  });
});

describe('a suspicion', () => {
  it('ends with the operator giving the source another address, and what was held stays held', async () => {
    await visit();
    await visit(CASINO);
    await app.applyConfig(configOf({ url: `http://${host}/elsewhere` }));
    expect((await state()).suspectSince).toBeNull();
    expect(suspicions(await visit({ ...GARDEN, items: [post(50, now), ...GARDEN.items] }))).toEqual([]);
    expect(await titles()).toEqual([post(50).title, ...own]);
    expect((await app.store.sourceViews()).get('garden')?.title).toBe('The Garden');
  });

  it('that is released while a visit is under way does not come back with it', async () => {
    await visit();
    await visit(CASINO);
    const [claimed] = await app.store.claimDue({ ...app.limits(), now, limit: 1, dueBy: now, forceSince: now });
    if (!claimed) throw new Error('nothing was due');
    await app.store.releaseSource('garden');
    upstream = { ...CASINO, items: [spam(70, now), ...CASINO.items] };
    await app.visit(claimed, new AbortController().signal);
    now += HOUR;
    expect((await state()).suspectSince).toBeNull();
    await visit();
    expect(await titles()).toContain('Slot 70 gacor malam ini');
  });
});
