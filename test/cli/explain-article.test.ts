// `lostfeed explain` of an article, asked as an operator would: by its address, after everything that can happen to it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLostfeed } from './lostfeed.ts';

const item = (n: number, date = `<pubDate>0${n} Jan 2026 12:00:00 GMT</pubDate>`) =>
  `<item><guid isPermaLink="false">tag:a.example,2026:${n}</guid><title>Stone ${n}</title><link>https://a.example/${n}?x=1&amp;y=2</link>${date}</item>`;
const feedOf = (...items: readonly string[]) =>
  `<rss version="2.0"><channel><title>A</title><link>https://a.example/</link><description>d</description>${items.join('')}</channel></rss>`;

let body = feedOf(item(1), item(2), item(3), item(4, ''));
let planet = '';
let server: Server;
let directory: string;
let url: string;

const write = (channel: object = {}, rules: readonly object[] = [], others: readonly object[] = []) =>
  writeFileSync(
    join(directory, 'feeds.config.json'),
    JSON.stringify({
      channel,
      categories: { pebbles: { label: 'Pebbles' } },
      fetch: { allowPrivate: [new URL(url).host], hostGap: '0s' },
      sources: [{ id: 'a', url }, ...others],
      rules,
    }),
  );

const lostfeed = (...args: string[]) => runLostfeed(directory, ...args);
const factsOf = async (n: number) =>
  JSON.parse((await lostfeed('explain', `https://a.example/${n}?x=1&y=2`, '--json')).out);

beforeAll(async () => {
  server = createServer(({ url }, response) => response.end(url === '/planet' ? planet : body));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-explain-'));
  write({}, [{ when: { field: 'title', contains: 'stone 2' }, then: { category: 'pebbles' } }]);
  await lostfeed('run');
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(directory, { recursive: true, force: true });
});

describe('lostfeed explain ARTICLE', () => {
  it('tells where it came from, what it is known by, which rule set its category, and where it is published', async () => {
    const facts = await factsOf(2);
    expect(facts).toMatchObject({
      article: { publishedId: 'tag:a.example,2026:2', source: 'a', title: 'Stone 2' },
      keys: [{ sourceId: 'a', goneAt: null }],
      publishedAt: '2026-01-02T12:00:00.000Z',
      listedAt: '2026-01-02T12:00:00.000Z',
      listedBy: 'published',
      category: { id: 'pebbles', rule: 'rules[0]' },
      inChannel: true,
      absent: null,
      documents: ['atom.xml', 'feed.json', 'rss.xml'],
    });
    const { out } = await lostfeed('explain', 'tag:a.example,2026:2');
    expect(out).toContain('Stone 2\n  https://a.example/2?x=1&y=2\n');
    expect(out).toContain('Its category, pebbles, was set by rules[0].');
    expect(out).toContain('Published in atom.xml, feed.json, rss.xml.');
    expect(await factsOf(4)).toMatchObject({ publishedAt: null, listedBy: 'first seen', category: { rule: null } });
  });

  it('says why an article is not in the channel', async () => {
    const absent = async (n: number) => (await factsOf(n)).absent;
    write({ items: 2 });
    expect([await absent(4), await absent(3), await absent(2)]).toEqual([null, null, 'items']);
    write({ perSource: 1 });
    expect(await absent(3)).toBe('perSource');
    write({ window: '1d' });
    expect(await absent(1)).toBe('window');
    write({}, [{ when: { field: 'title', contains: 'stone 1' }, then: { drop: true } }]);
    expect(await absent(1)).toBe('rules');
    body = feedOf(item(1), item(3), item(4, ''));
    await lostfeed('run', '--force');
    expect(await absent(1)).toBe('dropped');
    expect((await factsOf(2)).keys).toEqual([expect.objectContaining({ goneAt: expect.any(String) })]);
    await lostfeed('takedown', 'https://a.example/3?x=1&y=2', '--reason', 'because');
    expect(await factsOf(3)).toMatchObject({ absent: 'taken down', takenDown: { reason: 'because' } });
    const { out } = await lostfeed('explain', 'https://a.example/3?x=1&y=2');
    expect(out).toMatch(/Taken down 20.* UTC: because\.\nIt is not in the channel: it was taken down\./);
  });

  it('tells of a source where the word is one, and exits with 2 where it is nobody', async () => {
    expect((await lostfeed('explain', 'a')).out).toMatch(/^a: quiet\n {2}A\n/);
    const { code, err } = await lostfeed('explain', 'https://a.example/9');
    expect([code, err]).toEqual([2, expect.stringContaining('no source and no article has the id')]);
  });

  it('C18: names the story of an article, the one that lists have and why', async () => {
    body = feedOf(item(5));
    planet = body.replace('<link>https://a.example/</link>', '<link>https://planet.example/</link>');
    write({}, [], [{ id: 'planet', url: `${url}planet` }]);
    await lostfeed('run', '--force');
    const { out } = await lostfeed('explain', 'https://a.example/5?x=1&y=2');
    const link = 'https://a.example/5?x=1&y=2';
    const head = 'Its story has 2 articles; lists have the first of these, for it is at the site of its own source:';
    expect(out).toContain(
      `${head}\n  a  Stone 5  ${link}  (this one)\n  planet  Stone 5  ${link}\nIt belongs in the channel.`,
    );
    expect(out).toContain(
      `${head}\n  a  Stone 5  ${link}\n  planet  Stone 5  ${link}  (this one)\nIt is not in the channel: another article of its story is listed`,
    );
    const facts = (await lostfeed('explain', link, '--json')).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(facts).toHaveLength(2);
    const story = {
      why: 'site',
      articles: [
        { source: 'a', isListed: true },
        { source: 'planet', isListed: false },
      ],
    };
    for (const one of facts) expect(one.story).toMatchObject(story);
  });
});
