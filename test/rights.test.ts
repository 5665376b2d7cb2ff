// Rights from the feed to the documents, and feeds that ask not to be republished: a real server, store and publisher.
import { beforeEach, expect, test } from 'vitest';
import type { App } from '../src/app.ts';
import { explainArticles } from '../src/cli/explain-article.ts';
import { parse } from '../src/parse/parse.ts';
import type { VisitOutcome } from '../src/pipeline.ts';
import { ALONE, indexWaiting } from '../src/word-indexing.ts';
import { openUpstreamApp } from './upstream-app.ts';

const HOUR = 3_600_000;
const NAMESPACES =
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://web.resource.org/cc/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:access="http://www.bloglines.com/about/specs/fac-1.0" xmlns:xhtml="http://www.w3.org/1999/xhtml"';
const rss = (head: string, items: readonly string[]) =>
  `<rss version="2.0" ${NAMESPACES}><channel><title>Site</title><link>https://site.example/</link><description>d</description>${head}${items
    .map(
      (facts, index) =>
        `<item><guid isPermaLink="false">${index}</guid><title>Title ${index}</title><link>https://site.example/${index}</link><description>Text</description>${facts}</item>`,
    )
    .join('')}</channel></rss>`;

let feed: string;
let app: App;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2026, 5, 1, 12);
  const opened = await openUpstreamApp({ answer: (_, response) => response.end(feed), now: () => now });
  app = opened.app;
  return opened.close;
});

/** Visits the source, which says this now, and publishes; the documents as text. */
async function visit(document: string) {
  feed = document;
  now += 2 * HOUR;
  const [claimed] = await app.store.claimDue({ ...app.limits(), now, limit: 1, dueBy: now, forceSince: now });
  if (!claimed) throw new Error('nothing was due');
  const outcome: VisitOutcome = await app.visit(claimed, new AbortController().signal);
  const documents = new Map(
    (await app.publish()).documents.map(({ path, body }) => [path, Buffer.from(body).toString()]),
  );
  const items: { title: string; _lostfeed: object }[] = JSON.parse(documents.get('feed.json') ?? '').items;
  return { outcome, atom: documents.get('atom.xml') ?? '', rss: documents.get('rss.xml') ?? '', items };
}

test('D123: what an entry states of its rights is in all formats, and where it states none, what its feed does', async () => {
  const BY = 'https://creativecommons.org/licenses/by/4.0/';
  const SA = 'https://creativecommons.org/licenses/by-sa/4.0/';
  const found = await visit(
    rss(`<copyright>© Site &amp; friends</copyright><creativeCommons:license>${BY}</creativeCommons:license>`, [
      `<dc:rights>© Ann</dc:rights><cc:license rdf:resource="${SA}"/>`,
      `<atom:link rel="license" href="${SA}"/><creativeCommons:license>https://other.example/</creativeCommons:license>`,
      '<cc:license rdf:resource="javascript:alert(1)"/>',
    ]),
  );
  const entries = found.atom.split('<entry').slice(1);
  expect(entries[0]).toContain('<rights>© Ann</rights>');
  expect(entries[0]).toContain(`<link rel="license" href="${SA}"/>`);
  for (const entry of entries) {
    const source = entry.slice(entry.indexOf('<source>'));
    expect(source).toContain('<rights>© Site &#x26; friends</rights>');
    expect(source).toContain(`<link rel="license" href="${BY}"/>`);
  }
  const items = found.rss.split('<item>').slice(1);
  expect(items.map((item) => /<dc:rights>(.*)<\/dc:rights>/.exec(item)?.[1])).toEqual([
    '© Ann',
    '© Site &#x26; friends',
    '© Site &#x26; friends',
  ]);
  expect(items.map((item) => /<atom:link rel="license" href="(.*)"\/>/.exec(item)?.[1])).toEqual([SA, SA, BY]);
  const source = { rights: '© Site & friends', license: BY };
  expect(found.items.map((item) => item._lostfeed)).toMatchObject([
    { rights: '© Ann', license: SA, source },
    { license: SA, source },
    { source },
  ]);
  expect(`${found.atom}${found.rss}`).not.toContain('javascript:');
});

test.each([
  ['<access:restriction relationship="deny"/>', 'access:restriction'],
  ['<xhtml:meta name="robots" content="noindex, follow"/>', 'robots: noindex'],
  ['<meta xmlns="http://www.w3.org/1999/xhtml" name="ROBOTS" content="none"></meta>', 'robots: noindex'],
  ['<meta xmlns="http://pipes.yahoo.com" name="pipes" content="noprocess"/>', 'pipes: noprocess'],
  ['<access:restriction relationship="allow"/>', null],
  ['<xhtml:meta name="robots" content="index"/>', null],
  ['<xhtml:meta name="description" content="noindex"/>', null],
])('D126: %s in the head of a feed says %s', (head, deniedBy) => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom" ${NAMESPACES}><title>T</title>${head}<id>a:1</id></feed>`;
  for (const document of [rss(head, []), rss('', []).replace('</channel>', `${head}</channel>`), atom]) {
    const options = { contentType: null, url: 'https://site.example/feed', maxEntries: 10 };
    expect(parse(Buffer.from(document), options).deniedBy).toBe(deniedBy);
  }
});

test('D126: a feed that asks not to be republished is stored and not shown, until it asks no more', async () => {
  const DENY = '<access:restriction relationship="deny"/>';
  const titles = async (document: string) => (await visit(document)).items.map(({ title }) => title);
  expect(await titles(rss('', ['']))).toEqual(['Title 0']);
  const slug = (await app.store.findArticles('https://site.example/0'))[0]?.slug ?? '';
  expect(await app.store.articleBySlug(slug)).not.toBeNull();
  await indexWaiting(app.store, ALONE, () => false);
  const searched = () => app.store.searchArticles({ words: 'title', limit: 5, offset: 0, order: 'newest' });
  expect(await searched()).toHaveLength(1);

  const denied = await visit(rss(DENY, ['', '']));
  expect(denied.items).toEqual([]);
  expect(denied.outcome).toMatchObject({ kind: 'changed', created: 1 });
  expect(denied.outcome.problems).toMatchObject([{ code: 'denied' }]);
  expect((await app.store.sourceStates())[0]?.deniedBy).toBe('access:restriction');
  expect(await app.store.articleBySlug(slug)).toBeNull();
  expect(await app.store.keptSlugs([slug])).toEqual(new Set());
  expect(await searched()).toEqual([]);
  now = Date.UTC(2026, 6, 2);
  const archived = async () => {
    const found = await app.findDocument('archive/2026-06/atom.xml');
    if (found?.kind !== 'document') throw new Error('there is no archive');
    return Buffer.from((await found.load()).body).toString();
  };
  expect(await archived()).not.toContain('<entry');
  const [explained] = await explainArticles('https://site.example/1', app.config(), app.store, now);
  expect(explained?.absent).toBe('denied');

  // neither an answer without a change nor one that is cut says otherwise
  expect(await titles(rss(DENY, ['', '']))).toEqual([]);
  expect(await titles(rss('', ['', '']).replace('</channel></rss>', ''))).toEqual([]);
  expect((await titles(rss('', ['', '', '']))).sort()).toEqual(['Title 0', 'Title 1', 'Title 2']);
  expect((await archived()).match(/<entry/g)).toHaveLength(2);
});
