// `lostfeed plan` and `check --rules` as an operator uses them: an edit is looked at before it counts.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/plan.ts';

const LAUNCHER = resolve(import.meta.dirname, '../../bin/lostfeed.js');

const feedOf = (name: string, numbers: readonly number[]) => {
  const items = numbers.map(
    (n) =>
      `<item><guid isPermaLink="false">tag:${name}.example,2026:${n}</guid><title>${name} ${n}</title><link>https://${name}.example/${n}</link>` +
      `<pubDate>0${n} Jan 2026 12:00:00 GMT</pubDate><description>Words about ${n % 2 ? 'odd' : 'even'} things</description></item>`,
  );
  return `<rss version="2.0"><channel><title>${name}</title><link>https://${name}.example/</link><description>d</description>${items.join('')}</channel></rss>`;
};

let server: Server;
let directory: string;
let host: string;
const base = () => ({
  channel: { title: 'Before', items: 5, perSource: 4 },
  categories: { good: { label: 'Good' }, better: { label: 'Better' } },
  fetch: { allowPrivate: [host], hostGap: '0s' },
});
const garden = () => ({ id: 'garden', url: `http://${host}/garden`, category: 'good' });
const pond = () => ({ id: 'pond', url: `http://${host}/pond` });

beforeAll(async () => {
  server = createServer((request, response) =>
    response.end(request.url === '/pond' ? feedOf('pond', [1, 9]) : feedOf('garden', [2, 3, 4, 5, 6])),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-plan-'));
  write({ ...base(), sources: [garden(), pond()] });
  expect((await lostfeed('run')).code).toBe(0);
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(directory, { recursive: true, force: true });
});

const write = (config: object) => writeFileSync(join(directory, 'feeds.config.json'), JSON.stringify(config));

async function lostfeed(...args: string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [LAUNCHER, ...args], { cwd: directory });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return new Promise((done) => child.once('close', (code) => done({ code, out })));
}

const planOf = async (config: object): Promise<Plan> => {
  write(config);
  return JSON.parse((await lostfeed('plan', '--json')).out) as Plan;
};
const titles = (articles: readonly { readonly title: string }[]) => articles.map(({ title }) => title);

describe('lostfeed plan', () => {
  it('says that nothing would change, and changes nothing', async () => {
    write({ ...base(), sources: [garden(), pond()] });
    const feed = join(directory, 'data/public/feed.json');
    const before = [readFileSync(feed, 'utf8'), statSync(feed).mtimeMs];
    expect((await lostfeed('plan')).out).toBe('Nothing would change.\n');
    expect([readFileSync(feed, 'utf8'), statSync(feed).mtimeMs]).toEqual(before);
  });

  it('says which articles come and go with a source, and which come and go with the bounds', async () => {
    const without = await planOf({ ...base(), sources: [garden(), { id: 'new', url: `http://${host}/new` }] });
    expect(without.sources).toMatchObject({ added: ['new'], removed: ['pond'] });
    expect(without.articles.go.map(({ title, why }) => [title, why])).toEqual([['pond 9', 'source removed']]);
    expect(without.articles.come).toEqual([]);
    const wider = await planOf({
      ...base(),
      channel: { title: 'After', items: 7, perSource: 5 },
      sources: [garden(), pond()],
    });
    expect(wider.channel).toEqual([{ field: 'title', from: 'Before', to: 'After' }]);
    expect(titles(wider.articles.come)).toEqual(['garden 2', 'pond 1']);
    const narrower = await planOf({
      ...base(),
      channel: { title: 'Before', items: 5, perSource: 1 },
      sources: [garden(), pond()],
    });
    expect(narrower.articles.go.map(({ title, why }) => `${title}: ${why}`)).toEqual([
      'garden 5: perSource',
      'garden 4: perSource',
      'garden 3: perSource',
    ]);
    expect([narrower.articles.before, narrower.articles.after]).toEqual([5, 2]);
  });

  it('says what rules drop, move and label, be it by their text, and that a source has another id', async () => {
    const rules = [
      { when: { field: 'text', contains: 'odd' }, then: { category: 'better', tag: 'strange' } },
      { when: { field: 'title', equals: 'garden 4' }, then: { drop: true } },
    ];
    const config = { ...base(), sources: [{ ...garden(), id: 'yard', title: 'The Yard' }, pond()], rules };
    const { articles, sources } = await planOf(config);
    expect(sources).toMatchObject({ added: [], removed: [], renamed: [{ from: 'garden', to: 'yard' }] });
    expect(sources.changed).toEqual([{ id: 'yard', changes: [{ field: 'title', from: 'garden', to: 'The Yard' }] }]);
    expect(articles.go).toMatchObject([{ title: 'garden 4', why: 'rules' }]);
    expect(titles(articles.come)).toEqual(['garden 2']);
    expect(articles.moved.map(({ title, from, to }) => `${title}: ${from} to ${to}`)).toEqual([
      'pond 9: general to better',
      'garden 5: good to better',
      'garden 3: good to better',
    ]);
    expect(articles.relabelled.find(({ title }) => title === 'garden 5')?.changes).toEqual([
      { field: 'source', from: 'garden', to: 'The Yard' },
      { field: 'tag', from: '', to: 'strange' },
    ]);
    const text = (await lostfeed('plan')).out;
    expect(text).toContain('  = garden is yard from now on\n');
    expect(text).toContain('5 articles now, 5 then: 1 come, 1 go, 3 move to another category');

    const { out } = await lostfeed('check', '--rules', '--json');
    expect((JSON.parse(out) as { rules: object }).rules).toEqual({
      articles: 2,
      dropped: 0,
      kept: 0,
      rules: [
        { rule: 'rules[0]', does: 'category better, tag strange', articles: 2, examples: ['pond 9', 'pond 1'] },
        { rule: 'rules[1]', does: 'drop', articles: 0, examples: [] },
      ],
    });
  });

  it('check --rules says how many articles each rule and filter meets', async () => {
    const filtered = { ...garden(), drop: [{ field: 'title', matches: '[56]$' }] };
    write({ ...base(), sources: [filtered, pond()] });
    const { code, out } = await lostfeed('check', '--rules');
    expect(code).toBe(0);
    expect(out).toContain('garden.drop (drop): 2 of 7 articles\n    garden 6\n    garden 5\n');
    expect(out).toContain('2 listed articles would be dropped, 0 dropped ones kept');
  });
});
