// One visit with the real fetcher, parser and store against a real local server: what is kept, what is not, and why.
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { parseConfig } from '../src/config/config.ts';
import type { SourceState } from '../src/model.ts';
import type { VisitOutcome } from '../src/pipeline.ts';
import { configOf as configAt, openUpstreamApp } from './upstream-app.ts';

const START = Date.UTC(2026, 5, 1, 12);
const HOUR = 3_600_000;

let answer: (response: ServerResponse, headers: IncomingHttpHeaders) => void;
let host: string;
let app: App;
let now: number;
let asked: IncomingHttpHeaders[];

const item = (id: string, title: string) =>
  `<item><guid isPermaLink="false">${id}</guid><title>${title}</title><link>https://site.example/${id}</link><description>Text of ${id}</description></item>`;
const rss = (items: string, end = '</channel></rss>') =>
  `<rss version="2.0"><channel><title>Site</title><link>https://site.example/</link><description>d</description>${items}${end}`;
const send = (body: string, headers: Record<string, string> = {}, status = 200) => {
  answer = (response) => response.writeHead(status, headers).end(body);
};

const configOf = (extra: object = {}) => configAt(host, { extra });

beforeEach(async () => {
  asked = [];
  now = START;
  const opened = await openUpstreamApp({
    answer(request, response) {
      asked.push(request.headers);
      answer(response, request.headers);
    },
    now: () => now,
  });
  ({ app, host } = opened);
  return opened.close;
});

/** Lets time pass until the source is due and visits it. */
async function visit(signal = new AbortController().signal): Promise<VisitOutcome> {
  const [claimed] = await app.store.claimDue({ ...app.limits(), now, limit: 1, dueBy: now, forceSince: now });
  if (!claimed) throw new Error('nothing was due');
  const outcome = await app.visit(claimed, signal);
  now += 2 * HOUR;
  return outcome;
}

async function state(): Promise<SourceState> {
  const [only] = await app.store.sourceStates();
  return only as SourceState;
}

async function titles(): Promise<string[]> {
  const articles = await app.store.channelArticles({ items: 10, perSource: 10, listedAfter: null });
  return articles.map((article) => article.title).sort();
}

describe('a visit', () => {
  it('stores the entries of a new document and comes back when the cadence says', async () => {
    send(rss(item('1', 'One') + item('2', 'Two')), { etag: '"a"' });
    const outcome = await visit();
    expect(outcome).toMatchObject({ kind: 'changed', status: 200, entries: 2, created: 2, updated: 0, error: null });
    expect(await titles()).toEqual(['One', 'Two']);
    expect(await state()).toMatchObject({ validators: { etag: '"a"' }, failures: 0, lastVisitAt: START });
    expect(outcome.nextAt).toBeGreaterThanOrEqual(START + HOUR);
  });

  it('A023: takes a 304 for a success that brings nothing', async () => {
    send(rss(item('1', 'One')), { etag: '"a"' });
    await visit();
    answer = (response) => response.writeHead(304).end();
    expect(await visit()).toMatchObject({ kind: 'unchanged', status: 304, created: 0 });
    expect(asked[1]?.['if-none-match']).toBe('"a"');
    expect(await state()).toMatchObject({ quietVisits: 1, failures: 0, validators: { etag: '"a"' } });
  });

  it('A008, A022: takes the same bytes again for unchanged, with their new validators', async () => {
    send(rss(item('1', 'One')), { etag: '"a"' });
    await visit();
    send(rss(item('1', 'One')), { etag: '"b"' });
    expect(await visit()).toMatchObject({ kind: 'unchanged', status: 200, entries: 0 });
    expect((await state()).validators.etag).toBe('"b"');
  });

  it('C07: updates an entry in place and leaves its neighbours alone', async () => {
    send(rss(item('1', 'One') + item('2', 'Two')));
    await visit();
    send(rss(item('1', 'One, corrected') + item('2', 'Two')));
    expect(await visit()).toMatchObject({ kind: 'changed', created: 0, updated: 1 });
    expect(await titles()).toEqual(['One, corrected', 'Two']);
  });

  it('publishes nothing anew when the bytes of an entry changed but nothing that is shown did', async () => {
    send(rss(item('1', 'One')));
    await visit();
    send(rss(item('1', 'One').replace('<title>', '\n  <title>')));
    expect(await visit()).toMatchObject({ kind: 'unchanged', created: 0, updated: 0, entries: 1 });
  });

  it('A156: keeps what has left the document', async () => {
    send(rss(item('1', 'One')));
    await visit();
    send(rss(item('2', 'Two')));
    await visit();
    expect(await titles()).toEqual(['One', 'Two']);
  });

  it('A013: stores no validators with a body that cannot be read, and keeps the articles', async () => {
    send(rss(item('1', 'One')), { etag: '"a"' });
    await visit();
    send('<html><body>Sign in</body></html>', { etag: '"bad"', 'content-type': 'text/html' });
    expect(await visit()).toMatchObject({ kind: 'failed', error: { code: 'html-page' } });
    expect(await state()).toMatchObject({ validators: { etag: '"a"' }, failures: 1, errorCode: 'html-page' });
    expect(await titles()).toEqual(['One']);
  });

  it('A111: takes the complete entries of a cut document and asks for it again', async () => {
    send(rss(`${item('1', 'One')}<item><guid>2</guid><title>Tw`, ''), { etag: '"cut"' });
    expect(await visit()).toMatchObject({ kind: 'changed', created: 1 });
    expect(await state()).toMatchObject({ validators: { etag: null }, bodyHash: null });
    send(rss(item('1', 'One') + item('2', 'Two')), { etag: '"whole"' });
    expect(await visit()).toMatchObject({ created: 1, updated: 0 });
    expect(asked[1]).not.toHaveProperty('if-none-match');
  });

  it('A011, A088: keeps the validators over an error and counts it', async () => {
    send(rss(item('1', 'One')), { etag: '"a"' });
    await visit();
    send('down', {}, 500);
    expect(await visit()).toMatchObject({ kind: 'failed', status: 500, error: { code: 'http-status' } });
    expect(await state()).toMatchObject({ validators: { etag: '"a"' }, failures: 1 });
  });

  it('A060: waits out the Retry-After of a 429 even when forced', async () => {
    send('slow down', { 'retry-after': '7200' }, 429);
    expect(await visit()).toMatchObject({ kind: 'failed', error: { code: 'rate-limited' } });
    now = START + 7_000_000;
    const forced = { ...app.limits(), limit: 1, forceSince: now };
    expect(await app.store.claimDue({ ...forced, now, dueBy: now })).toEqual([]);
    now = START + 7_300_000;
    expect(await app.store.claimDue({ ...forced, now, dueBy: now, forceSince: now })).toHaveLength(1);
  });

  it('A060: waits out the Retry-After of a 503 even when forced', async () => {
    send('maintenance', { 'retry-after': '7200' }, 503);
    expect(await visit()).toMatchObject({ kind: 'failed', error: { code: 'unavailable' } });
    now = START + 7_000_000;
    const forced = { ...app.limits(), limit: 1, forceSince: now };
    expect(await app.store.claimDue({ ...forced, now, dueBy: now })).toEqual([]);
    now = START + 7_300_000;
    expect(await app.store.claimDue({ ...forced, now, dueBy: now, forceSince: now })).toHaveLength(1);
  });

  it('A063: believes no Retry-After of more than thirty days', async () => {
    send('never', { 'retry-after': '2000000000' }, 503);
    await visit();
    now = START + 31 * 24 * HOUR;
    expect(await visit()).toMatchObject({ error: { code: 'unavailable' } });
  });

  it('A090: tells and keeps what an error page says, until a visit succeeds', async () => {
    send('<h1>Down</h1> for <b>repairs</b>', {}, 500);
    expect((await visit()).error).toMatchObject({ code: 'http-status', snippet: 'Down for repairs' });
    expect(await state()).toMatchObject({ errorCode: 'http-status', errorSnippet: 'Down for repairs' });
    send('<html><body>Sign in first</body></html>');
    expect(await visit()).toMatchObject({ status: 200, error: { code: 'html-page', snippet: 'Sign in first' } });
    send(rss(item('1', 'One')));
    await visit();
    expect(await state()).toMatchObject({ errorCode: null, errorMessage: null, errorSnippet: null });
  });

  it('obeys a page that asks us to come back later, whatever else it is', async () => {
    send('<html><body>Slow down</body></html>', { 'retry-after': '7200' });
    expect(await visit()).toMatchObject({ error: { code: 'html-page' } });
    now = START + 7_000_000;
    await expect(visit()).rejects.toThrow('nothing was due');
  });

  it('A083: asks never again after a 410, forced or not', async () => {
    send('gone', {}, 410);
    expect(await visit()).toMatchObject({ kind: 'failed', nextAt: null, error: { code: 'gone' } });
    await expect(visit()).rejects.toThrow('nothing was due');
  });

  it('is void when it is cut short: nothing is stored, and the source is due as before', async () => {
    const abort = new AbortController();
    answer = () => abort.abort();
    expect(await visit(abort.signal)).toMatchObject({ kind: 'void', error: null });
    expect(await state()).toMatchObject({ lastVisitAt: null, failures: 0 });
    send(rss(item('1', 'One')));
    expect(await visit()).toMatchObject({ kind: 'changed', created: 1 });
  });

  it('reads known entries again when a rule changes, and drops what it drops', async () => {
    send(rss(item('1', 'One') + item('2', 'Two')));
    await visit();
    await app.applyConfig(
      configOf({
        categories: { numbers: { label: 'Numbers', emoji: '🔢' } },
        rules: [{ when: { field: 'title', equals: 'Two' }, then: { category: 'numbers' } }],
      }),
    );
    expect(await visit()).toMatchObject({ kind: 'changed', created: 0, updated: 1 });
    const articles = await app.store.channelArticles({ items: 10, perSource: 10, listedAfter: null });
    expect(articles.find((article) => article.title === 'Two')?.category).toBe('numbers');
  });

  it('lets an edited rule reach stored entries although the server would say 304, and lets it be taken back', async () => {
    answer = (response, headers) => {
      if (headers['if-none-match'] === '"a"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"a"' }).end(rss(item('1', 'One') + item('2', 'Two')));
    };
    await visit();
    expect(await visit()).toMatchObject({ kind: 'unchanged', status: 304 });
    const rules = [{ when: { field: 'title', equals: 'Two' }, then: { drop: true } }];
    await app.applyConfig(configOf({ rules }));
    expect(await visit()).toMatchObject({ kind: 'changed', status: 200, created: 0, updated: 0 });
    expect(await titles()).toEqual(['One']);
    expect(await visit()).toMatchObject({ kind: 'unchanged', status: 304 });
    await app.applyConfig(configOf());
    await visit();
    expect(await titles()).toEqual(['One', 'Two']);
    expect(asked.map((headers) => 'if-none-match' in headers)).toEqual([false, true, false, true, false]);
  });

  it('gives a claim back when its source was taken out of the configuration meanwhile', async () => {
    const [claimed] = await app.store.claimDue({ ...app.limits(), now, limit: 1, dueBy: now, forceSince: null });
    await app.applyConfig(parseConfig('{ "sources": [] }', 'test'));
    const outcome = await app.visit(claimed as NonNullable<typeof claimed>, new AbortController().signal);
    expect(outcome.kind).toBe('void');
    await app.applyConfig(configOf());
    expect(await app.store.claimDue({ ...app.limits(), now, limit: 1, dueBy: now, forceSince: null })).toHaveLength(1);
  });

  it('E01: asks no private address that the operator did not name', async () => {
    await app.applyConfig(parseConfig('{ "sources": [{ "id": "site", "url": "http://127.0.0.1:9/feed" }] }', 'test'));
    expect(await visit()).toMatchObject({ kind: 'failed', error: { code: 'address' } });
  });
});

describe('entries whose ids cannot be trusted', () => {
  interface Post {
    readonly guid?: string;
    readonly link: string;
    readonly title: string;
    readonly text?: string;
  }
  const post = ({ guid, link, title, text }: Post) =>
    `<item>${guid === undefined ? '' : `<guid isPermaLink="false">${guid}</guid>`}<title>${title}</title>${link && `<link>${link}</link>`}<description>${text ?? `Text of ${title}`}</description></item>`;
  const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, at) => from + at);
  const sendPosts = (posts: readonly Post[]) => send(rss(posts.map(post).join('')));
  const numbered = (n: number, change: Partial<Post> = {}): Post => ({
    guid: `id-${n}`,
    link: `https://site.example/posts/${n}`,
    title: `Post ${n}`,
    ...change,
  });
  const articleCount = async () => (await app.store.counts()).articles;
  const codes = ({ problems }: VisitOutcome) => problems.map(({ code }) => code);

  it('C05: ten entries with new guids and the same links and titles are the ten articles that are stored', async () => {
    sendPosts(numbers(10).map((n) => numbered(n)));
    await visit();
    sendPosts(numbers(10).map((n) => numbered(n, { guid: `new-${n}` })));
    expect(await visit()).toMatchObject({ kind: 'unchanged', created: 0, updated: 0 });
    sendPosts(numbers(10).map((n) => numbered(n, { guid: `new-${n}`, text: `Edited ${n}` })));
    expect(await visit()).toMatchObject({ kind: 'changed', created: 0, updated: 10 });
    expect(await articleCount()).toBe(10);
  });

  it('C05: a guid made of the headline changes with it: one article, with its new title', async () => {
    const text =
      'A long enough account of what happened, and of what did not, in the order in which it was told to us then.';
    sendPosts([numbered(1, { guid: 'old-headline', title: 'Old headline', text }), numbered(2)]);
    await visit();
    sendPosts([numbered(1, { guid: 'new-headline', title: 'New headline', text }), numbered(2)]);
    expect(await visit()).toMatchObject({ created: 0, updated: 1 });
    expect(await titles()).toEqual(['New headline', 'Post 2']);
  });

  it('C05: a weekly series has one title and many links: each is an article', async () => {
    for (const week of [1, 2, 3]) {
      sendPosts([numbered(week, { title: 'Weekly' })]);
      expect(await visit()).toMatchObject({ created: 1, updated: 0 });
    }
  });

  it('C05: two entries with one link and title in a document are two articles, and a third is a third', async () => {
    const twins = (prefix: string) =>
      numbers(2).map((n) => numbered(n, { guid: `${prefix}-${n}`, link: 'https://else.example/a', title: 'Link' }));
    sendPosts(twins('old'));
    expect(await visit()).toMatchObject({ created: 2 });
    sendPosts([...twins('old'), numbered(3, { link: 'https://else.example/a', title: 'Link' })]);
    expect(await visit()).toMatchObject({ created: 1, updated: 0 });
  });

  it('C03, C04: all guids are the same: all entries are shown, and a later one is one new article', async () => {
    const same = (n: number) => numbered(n, { guid: 'same' });
    sendPosts(numbers(10).map(same));
    const first = await visit();
    expect(first).toMatchObject({ created: 10 });
    expect(codes(first)).toEqual(['identity-degraded']);
    expect(await state()).toMatchObject({ identity: 'link' });
    sendPosts(numbers(11).map(same).toReversed());
    const second = await visit();
    expect(second).toMatchObject({ created: 1, updated: 0 });
    expect(codes(second)).toEqual([]);
  });

  it('C04: a source whose guids go bad keeps its articles, is known by link, and stays so when they are good', async () => {
    sendPosts(numbers(10).map((n) => numbered(n)));
    await visit();
    sendPosts(numbers(11).map((n) => numbered(n, n % 2 ? { guid: 'x' } : {})));
    expect(await visit()).toMatchObject({ created: 1 });
    expect(await state()).toMatchObject({ identity: 'link' });
    sendPosts(numbers(12).map((n) => numbered(n)));
    expect(await visit()).toMatchObject({ created: 1, updated: 0 });
    expect(await state()).toMatchObject({ identity: 'link' });
    sendPosts(numbers(12).map((n) => numbered(n, { guid: `again-${n}`, title: `Renamed ${n}`, text: 'Other' })));
    expect(await visit()).toMatchObject({ created: 0, updated: 12 });
    expect(await articleCount()).toBe(12);
  });

  it('C04: without links, the articles known by guid are known again by what they say', async () => {
    const bare = (n: number) => numbered(n, { link: '' });
    sendPosts(numbers(10).map(bare));
    await visit();
    sendPosts(numbers(10).map((n) => ({ ...bare(n), ...(n > 7 && { guid: ' ' }) })));
    await visit();
    expect(await state()).toMatchObject({ identity: 'content' });
    sendPosts(numbers(10).map((n) => ({ ...bare(n), guid: ' ' })));
    expect(await visit()).toMatchObject({ created: 0 });
  });

  it('C04: a lone entry known by a link that all share from then on is still one article', async () => {
    const page = (n: number): Post => ({ link: 'https://site.example/news', title: `News ${n}` });
    sendPosts([page(1)]);
    await visit();
    sendPosts([page(3), page(2), page(1)]);
    expect(await visit()).toMatchObject({ created: 2 });
    expect(await state()).toMatchObject({ identity: 'content' });
    sendPosts([page(4)]);
    expect(await visit()).toMatchObject({ created: 1, updated: 0 });
  });

  it('C04: guids made anew for every visit give way to links after a few', async () => {
    for (const round of numbers(8)) {
      sendPosts(numbers(5).map((n) => numbered(n, { guid: `${round}-${n}` })));
      expect(await visit()).toMatchObject({ created: round === 1 ? 5 : 0, updated: 0 });
    }
    expect(await state()).toMatchObject({ identity: 'link' });
    const stored = await app.store.lookalikes('site', { keys: [], links: ['site.example/posts/1'] });
    expect(stored.byLink.get('site.example/posts/1')?.keys).toHaveLength(5);
  });

  it('C04: an edited identity starts over, and doubles nothing', async () => {
    sendPosts(numbers(10).map((n) => numbered(n, { guid: 'same' })));
    await visit();
    const [source] = app.config().sources;
    await app.applyConfig(configOf({ sources: [{ id: 'site', url: source?.url, identity: 'content' }] }));
    expect(await state()).toMatchObject({ identity: null });
    expect(await visit()).toMatchObject({ created: 0 });
    await app.applyConfig(configOf());
    expect(await visit()).toMatchObject({ created: 0 });
    expect(await articleCount()).toBe(10);
  });

  it('C08: a feed that moves to https and drops www. with all its ids brings nothing new', async () => {
    const at = (origin: string, title: string) => (n: number) =>
      numbered(n, {
        guid: `${origin}/posts/${n}`,
        link: `${origin}/posts/${n}`,
        title: `${title} ${n}`,
        text: 'Short',
      });
    sendPosts(numbers(10).map(at('http://www.site.example', 'Post')));
    await visit();
    sendPosts(numbers(11).map(at('https://site.example', 'Site: post')));
    expect(await visit()).toMatchObject({ created: 1, updated: 10 });
    expect(await articleCount()).toBe(11);
  });
});

it('E80: comments, reactions and views change no entry, and no later visit makes them an update', async () => {
  send(rss(item('1', 'One') + item('2', 'Two')));
  await visit();
  const publish = async () => {
    const { changed, documents } = await app.publish();
    return {
      changed,
      documents: documents.map(({ body, etag, updatedAt }) => [etag, updatedAt, Buffer.from(body).toString()]),
    };
  };
  const before = (await publish()).documents;
  const list = () => app.store.channelArticles({ items: 10, perSource: 10, listedAfter: null });
  const articles = await list();
  expect(articles).toHaveLength(2);
  const { acts } = app.store;
  for (const { id: articleId } of articles) {
    const comment = { articleId, author: 'Bo', body: `Said of ${articleId}`, writer: 'w', at: now, held: null };
    expect(await acts.saveComment(comment)).toMatchObject({ kind: 'saved' });
    await acts.saveReaction({ articleId, kind: 'love', visitor: 'v', isOn: true, at: now });
    await acts.countViews([{ articleId, visitor: 'v', at: now }]);
    expect(await acts.ofArticle(articleId, null)).toMatchObject({ views: 1, comments: 1 });
  }
  expect(await list()).toEqual(articles);
  expect(await publish()).toEqual({ changed: [], documents: before });
  send(`${rss(item('1', 'One') + item('2', 'Two'))}<!-- other bytes -->`);
  expect(await visit()).toMatchObject({ kind: 'unchanged', updated: 0 });
  expect(await publish()).toEqual({ changed: [], documents: before });
});
