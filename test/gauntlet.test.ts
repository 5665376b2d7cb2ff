// All that servers do to a feed reader, in one place: simulated days of visits, and the real program, against one scripted
// server that writes down every request. What the server saw is what counts.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import type { Config, SourceState } from '../src/model.ts';
import { type Life, startLife } from './gauntlet/life.ts';
import { SCENES, STEADY } from './gauntlet/scenes.ts';
import { type GauntletServer, type Seen, startUpstream } from './gauntlet/upstream.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1';

/** Sources whose validators belong to more than one address, or are not to be sent: told of one by one. */
const WITHOUT_AUDIT = /^(?:moved-(?:301|308|away|then-for-now)|keyed|twin|estate|stubborn)$/;

/** What holds for every request, whoever asks and whatever was answered before. */
function expectGoodManners(seen: readonly Seen[], userAgent: string): void {
  for (const { path, method, headers, due, source, isCrowded } of seen) {
    const { 'if-none-match': etag, 'if-modified-since': lastModified, ...others } = headers;
    expect(method, path).toBe('GET');
    if (!(source === 'keyed' && 'authorization' in others)) {
      expect(others, path).toEqual({
        accept: ACCEPT,
        'accept-encoding': 'gzip, br, zstd',
        'user-agent': userAgent,
        connection: 'keep-alive',
      });
    }
    expect(path).not.toMatch(/[?#]/);
    expect(source in SCENES, `${path} belongs to no source`).toBe(true);
    if (!WITHOUT_AUDIT.test(source)) expect({ path, etag, lastModified }).toEqual({ path, ...due });
    expect(isCrowded, `${path} was asked beside another request to its host`).toBe(false);
  }
}

const isConditional = ({ headers }: Seen) => 'if-none-match' in headers || 'if-modified-since' in headers;
const paths = (seen: readonly Seen[]) => seen.map(({ path }) => path.replace(/^\/[^/]+\//, ''));

describe('five simulated days', () => {
  const START = Date.UTC(2026, 2, 2, 9);
  const EVERY = 8 * HOUR;
  const now = { value: START };
  const moment = (): number => now.value;
  let server: GauntletServer;
  let life: Life;
  let states: ReadonlyMap<string, SourceState>;
  let titles: ReadonlyMap<string, number>;

  const hostOfScene = (id: string) => (/^(?:crowd|pair)/.exec(id)?.[0] ?? id) as string;
  const address = (host: string, path: string) => `http://${host}.example:${server.port}${path}`;

  function configOf(ids: (id: string) => boolean = () => true): Config {
    const own = Object.keys(SCENES).filter((id) => id !== 'twin' && id !== 'estate');
    const sources = [
      ...own.map((id) => ({ id, url: address(hostOfScene(id), `/${id}/feed`) })),
      { id: 'twin', url: address('twin', '/twin/new') },
      { id: 'twin-old', url: address('twin', '/twin/old') },
      { id: 'heir', url: address('estate', '/estate/old') },
      { id: 'estate', url: address('estate', '/estate/new') },
      { id: 'nameless', url: `http://nobody.invalid:${server.port}/nameless/feed` },
    ].map((source) => {
      if (source.id === 'stubborn') return { ...source, ignoreValidators: true };
      const auth = { username: 'ada', password: 'secret' };
      return source.id === 'keyed' ? { ...source, headers: { 'X-Key': 'k' }, auth } : source;
    });
    const text = {
      channel: { url: 'https://lost.example/' },
      fetch: { every: '8h' },
      sources: sources.filter((s) => ids(s.id)),
    };
    return parseConfig(JSON.stringify(text), 'the gauntlet');
  }

  beforeAll(async () => {
    server = await startUpstream(SCENES, moment);
    const config = configOf();
    const hosts = [...config.sources.map(({ url }) => new URL(url).host), `away.example:${server.port}`];
    life = await startLife({ config, hosts, now, hurried: ['slow'], maxDecodedBytes: 1_000_000 });
    await life.liveUntil(START + 2 * DAY);
    await life.restart(config);
    await life.liveUntil(START + 5 * DAY);
    states = new Map((await life.store().sourceStates()).map((state) => [state.sourceId, state]));
    const articles = await life.store().channelArticles({ items: 10_000, perSource: 100, listedAfter: null });
    titles = new Map([...Map.groupBy(articles, ({ sourceId }) => sourceId)].map(([id, all]) => [id, all.length]));
  });
  afterAll(async () => {
    await life?.close();
    await server?.close();
  });

  /** The moments at which visits of a source began. */
  const visitsOf = (source: string) => life.of(source).map(({ at }) => at);
  const errorOf = (source: string, visit: number) => life.of(source)[visit - 1]?.error;
  const stateOf = (source: string) => states.get(source) as SourceState;

  it('A001 to A028, A112, A130 to A137: every request is a plain GET with our name, and the validators that were issued', () => {
    expectGoodManners(server.seen, 'TheLostFeed/1.2.3 (+https://lost.example/about/fetcher/)');
    expect(server.seen.length).toBeGreaterThan(300);
  });

  it('A026, A137, A142: nothing is asked for but the feeds: no robots.txt, no icons, no guesses', () => {
    const known = /^\/(?:[\w-]+)\/(?:feed|new|old|b|c|inner|form|\d+x*)$/;
    expect(server.seen.map(({ path }) => path).filter((path) => !known.test(path))).toEqual([]);
  });

  it('A001, A016: a source with validators is asked without them once, whatever happens in between, a restart too', () => {
    const steadfast = [
      'good',
      'steady',
      'renewed',
      'hollow',
      'cut',
      'short',
      'unzippable',
      'bomb-br',
      'notice',
      'broken',
      'wall',
    ];
    for (const source of steadfast) {
      const [first, ...others] = server.of(source);
      expect(first && isConditional(first), source).toBe(false);
      expect(others.length, source).toBeGreaterThanOrEqual(4);
      expect(others.every(isConditional), source).toBe(true);
    }
    const [, second] = server.of('steady');
    expect(second?.headers).toMatchObject({ 'if-none-match': STEADY.etag, 'if-modified-since': STEADY.lastModified });
  });

  it('A018: a source whose validators are not to be used is always asked without them', () => {
    expect(server.of('stubborn').length).toBeGreaterThan(2);
    expect(server.of('stubborn').some(isConditional)).toBe(false);
  });

  it('A008, A022: the same bytes under new validators are no news', () => {
    expect(life.of('rotating').map(({ kind }) => kind)).toEqual([
      'changed',
      ...life
        .of('rotating')
        .slice(1)
        .map(() => 'unchanged'),
    ]);
  });

  it('A024: a 304 that answers no condition is a failure, and the next visit asks for the document', () => {
    expect(errorOf('liar', 1)).toMatchObject({ code: 'protocol' });
    expect(life.of('liar')[1]).toMatchObject({ status: 200, created: 1 });
  });

  it('A030, A069: no source is asked twice within its interval, whatever it answered', () => {
    for (const { sourceId: source } of life.outcomes) {
      const visits = visitsOf(source);
      visits.slice(1).forEach((at, before) => {
        expect(at - (visits[before] as number), `${source}, visit ${before + 2}`).toBeGreaterThanOrEqual(EVERY);
      });
    }
  });

  it('A115, A116: a host is asked for one source at a time, with a second between them', () => {
    for (const [host, seen] of Map.groupBy(server.seen, (one) => one.host)) {
      const moments = [...Map.groupBy(seen, (one) => one.now)];
      for (const [, requests] of moments) expect(new Set(requests.map(({ source }) => source)).size, host).toBe(1);
      moments.slice(1).forEach(([at], before) => {
        expect(at - (moments[before]?.[0] as number), host).toBeGreaterThanOrEqual(1_000);
      });
    }
    expect(visitsOf('crowd-b')[0]).not.toBe(visitsOf('crowd-a')[0]);
  });

  it.each([
    ['A014', 'hollow', 'empty', 200],
    ['A106', 'bomb-zstd', 'too-large', 200],
    ['A106', 'bomb-br', 'too-large', 200],
    ['A105', 'bomb-gzip', 'too-large', 200],
    ['A107', 'matryoshka', 'content-encoding', 200],
    ['A109', 'unzippable', 'truncated', 200],
    ['A110', 'short', 'truncated', 200],
    ['A091', 'notice', 'html-page', 200],
    ['A012', 'broken', 'http-status', 500],
    ['A086', 'wall', 'bot-wall', 403],
  ])('%s: %s fails as %s, keeps its articles and recovers', (_, source, code, status) => {
    const second = life.of(source)[1];
    expect(second).toMatchObject({ kind: 'failed', status, error: { code } });
    expect(titles.get(source)).toBe(1);
    expect(stateOf(source)).toMatchObject({ failures: 0, errorCode: null, errorMessage: null, errorSnippet: null });
  });

  it('A092: parts, deltas and choices that nobody asked for are failures, and a 204 is no news', () => {
    const codes = life.of('broken').map(({ status, error }) => [status, error?.code ?? null]);
    expect(codes.slice(1, 8)).toEqual([
      [500, 'http-status'],
      [404, 'not-found'],
      [204, null],
      [206, 'protocol'],
      [226, 'protocol'],
      [300, 'redirect'],
      [304, null],
    ]);
  });

  it('A090: what an error page says is told as one line of plain text', () => {
    expect(errorOf('broken', 2)?.snippet).toBe('It <broke>[31m');
    expect(errorOf('notice', 2)?.snippet).toBe('Rate limited');
    expect(errorOf('quota-unnamed', 2)?.snippet).toBe('Slow down');
    expect(stateOf('members')).toMatchObject({ errorCode: 'needs-auth', errorSnippet: 'Log in' });
  });

  it('A087: a source that wants credentials is asked without any, and never stopped', () => {
    expect(server.of('members').length).toBeGreaterThan(3);
    expect(stateOf('members').dueAt).not.toBeNull();
  });

  it('A111, A122: of a cut document the whole entries are taken, and the rest when it is whole', () => {
    expect(life.of('cut').slice(0, 3)).toMatchObject([{ created: 1 }, { created: 1 }, { created: 1 }]);
    expect(life.of('cut')[1]?.problems.map(({ code }) => code)).toContain('truncated');
    expect(life.of('ancient').slice(0, 2)).toMatchObject([{ created: 1 }, { created: 1 }]);
    expect([titles.get('cut'), titles.get('ancient')]).toEqual([3, 2]);
  });

  it('A101, A102: a server that is silent and one that never ends are failures of one visit each', () => {
    expect(life.of('slow').slice(1, 4)).toMatchObject([
      { status: null, error: { code: 'timeout' } },
      { error: { code: 'timeout' } },
      { status: 304, error: null },
    ]);
  });

  it.each(['quota-seconds', 'quota-fixdate', 'quota-rfc850', 'quota-asctime', 'quota-cached'])(
    'A060, A061, A063, A064: %s stays unasked for the two days it wanted',
    (source) => {
      const [, refused = 0, next = 0] = visitsOf(source);
      expect(errorOf(source, 2)).toMatchObject({ code: 'rate-limited' });
      expect(next - refused).toBeGreaterThanOrEqual(2 * DAY);
    },
  );

  it.each(['down-seconds', 'down-fixdate', 'down-rfc850', 'down-asctime'])(
    'A060, A061: %s stays unasked for the two days it wanted',
    (source) => {
      const [, refused = 0, next = 0] = visitsOf(source);
      expect(errorOf(source, 2)).toMatchObject({ code: 'unavailable' });
      expect(next - refused).toBeGreaterThanOrEqual(2 * DAY);
    },
  );

  it.each(['quota-unnamed', 'quota-nonsense'])('A062, A068: %s is asked again, and later than usual', (source) => {
    const [, refused = 0, next = 0] = visitsOf(source);
    expect(next - refused).toBeGreaterThanOrEqual(EVERY);
    expect(life.of(source)[2]?.status).toBe(304);
  });

  it('A065: a 429 keeps the whole host waiting, a 503 its one source', () => {
    const [, refused = 0] = visitsOf('crowd-a');
    for (const source of ['crowd-b', 'crowd-c']) {
      expect(
        visitsOf(source).filter((at) => at > refused && at < refused + 2 * DAY),
        source,
      ).toEqual([]);
      expect(
        visitsOf(source).some((at) => at >= refused + 2 * DAY),
        source,
      ).toBe(true);
    }
    const [, down = 0] = visitsOf('pair-a');
    expect(visitsOf('pair-b').filter((at) => at > down && at < down + 2 * DAY).length).toBeGreaterThan(0);
  });

  it('A083: a source that is gone is not asked again, not after a restart either', () => {
    expect(server.of('gone')).toHaveLength(3);
    expect(stateOf('gone')).toMatchObject({ dueAt: null, errorCode: 'gone' });
    expect(titles.get('gone')).toBe(1);
  });

  it('A118: a name that does not resolve is tried again, and nobody is asked in its place', () => {
    expect(life.of('nameless').length).toBeGreaterThan(2);
    expect(life.of('nameless').every(({ error }) => error?.code === 'dns')).toBe(true);
    expect(stateOf('nameless').dueAt).not.toBeNull();
  });

  it.each([
    ['A070', 'moved-301'],
    ['A071', 'moved-308'],
  ])('%s, A020: %s within a host is learnt at once, and its validators start over', (_, source) => {
    const seen = server.of(source);
    expect(paths(seen).slice(0, 4)).toEqual(['feed', 'new', 'new', 'new']);
    expect(seen.slice(0, 4).map(isConditional)).toEqual([false, false, false, true]);
    expect(new Set(paths(seen).slice(4))).toEqual(new Set(['new']));
    expect(life.of(source)[0]).toMatchObject({ learntUrl: address(source, `/${source}/new`) });
    expect(stateOf(source).url).toBe(address(source, `/${source}/new`));
    expect(titles.get(source)).toBe(1);
  });

  it('A021, A076: a redirect to another site is followed with validators, and learnt after a day', () => {
    const seen = server.of('moved-away');
    const learning = life.of('moved-away').filter(({ learntUrl }) => learntUrl !== null);
    expect(learning).toHaveLength(1);
    expect(learning[0]?.at).toBeGreaterThanOrEqual(START + DAY);
    const afterwards = paths(seen).lastIndexOf('feed') + 2;
    expect(paths(seen.slice(0, afterwards))).toEqual(
      Array(afterwards / 2)
        .fill(['feed', 'new'])
        .flat(),
    );
    expect(seen.slice(0, afterwards).map(isConditional)).toEqual([false, false, ...Array(afterwards - 2).fill(true)]);
    expect(paths(seen.slice(afterwards)).every((path) => path === 'new')).toBe(true);
    expect(seen.slice(afterwards).map(isConditional)).toEqual([
      false,
      ...Array(seen.length - afterwards - 1).fill(true),
    ]);
  });

  it('A081: headers and credentials stay at the origin they were given for, when its redirect is learnt too', () => {
    const seen = server.of('keyed');
    expect(stateOf('keyed').url).toBe(address('away', '/keyed/new'));
    expect(seen.filter(({ path }) => path === '/keyed/feed').every(({ headers }) => headers['x-key'] === 'k')).toBe(
      true,
    );
    const away = seen.filter(({ path }) => path === '/keyed/new');
    expect(away.length).toBeGreaterThan(3);
    for (const { headers } of away) expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-key']));
    for (const { headers } of away) expect(headers).not.toHaveProperty('authorization');
  });

  it('A072, A074: redirects for now are followed every time and never learnt', () => {
    for (const source of ['moved-for-now', 'for-now-then-moved', 'cookies']) {
      expect(paths(server.of(source)).filter((path) => path === 'feed')).toHaveLength(visitsOf(source).length);
      expect(stateOf(source)).toMatchObject({ url: address(source, `/${source}/feed`), move: null });
    }
  });

  it('A073: of a chain the leading permanent part is learnt', () => {
    expect(stateOf('moved-then-for-now').url).toBe(address('moved-then-for-now', '/moved-then-for-now/b'));
    expect(paths(server.of('moved-then-for-now')).slice(0, 7)).toEqual(['feed', 'b', 'c', 'b', 'c', 'b', 'c']);
  });

  it.each([
    ['A075', 'login', 'html-page', 2],
    ['A079', 'circle', 'redirect', 2],
    ['A079', 'endless', 'redirect', 6],
    ['A080', 'nowhere', 'redirect', 1],
    ['A080', 'script', 'redirect', 1],
  ])('%s: %s is never learnt, and asked no more than it has hops', (_, source, code, hops) => {
    expect(life.of(source).every(({ error }) => error?.code === code)).toBe(true);
    expect(server.of(source)).toHaveLength(visitsOf(source).length * hops);
    expect(stateOf(source)).toMatchObject({ url: address(source, `/${source}/feed`), move: null });
  });

  it('A077: of two sources at one address the first in the configuration is asked, and has the articles, none twice', () => {
    for (const [first, second, scene] of [
      ['twin', 'twin-old', 'twin'],
      ['heir', 'estate', 'estate'],
    ] as const) {
      expect(life.of(second)).toHaveLength(1);
      expect(life.of(first).length).toBeGreaterThan(3);
      expect(stateOf(second)).toMatchObject({
        dueAt: null,
        errorCode: 'merged',
        errorMessage: expect.stringContaining(first),
      });
      expect(stateOf(first)).toMatchObject({ url: address(scene, `/${scene}/new`), errorCode: null });
      expect([titles.get(first), titles.get(second)]).toEqual([2, undefined]);
    }
    const merges = life.outcomes.flatMap(({ merge }) => (merge ? [`${merge.from} into ${merge.into}`] : []));
    expect(merges).toEqual(['estate into heir', 'twin-old into twin']);
  });

  it('A016: a source that never changes is asked without validators once in thirty days', async () => {
    await life.restart(configOf((id) => id === 'steady'));
    await life.liveUntil(START + 30 * DAY);
    const seen = server.of('steady');
    expect(seen.length).toBeGreaterThan(25);
    expect(seen.filter((one) => !isConditional(one))).toHaveLength(1);
    expect(life.of('steady').reduce((all, { created }) => all + created, 0)).toBe(1);
  });
});

describe('the real program, run again and again with --force', () => {
  const LAUNCHER = resolve(import.meta.dirname, '../bin/lostfeed.js');
  /** What happens within a few visits of each; the rest needs days. */
  const CAST = [
    ...[
      'good',
      'steady',
      'rotating',
      'lost',
      'renewed',
      'liar',
      'hollow',
      'cut',
      'ancient',
      'short',
      'unzippable',
      'bomb-gzip',
    ],
    ...['matryoshka', 'notice', 'broken', 'gone', 'wall', 'members', 'quota-seconds', 'down-fixdate', 'cookies'],
    ...['moved-301', 'moved-then-for-now', 'for-now-then-moved', 'login', 'circle', 'endless', 'nowhere', 'script'],
  ];
  const RUNS = 4;
  let server: GauntletServer;
  let directory: string;
  let proxy: GauntletServer;
  const results: {
    code: number | null;
    facts: Record<string, unknown>;
    lines: Record<string, unknown>[];
    open: number;
  }[] = [];

  function configure(ids: readonly string[], fetch: object): void {
    const sources = ids.map((id) => ({ id, url: `http://127.0.0.1:${server.port}/${id}/feed` }));
    const config = {
      channel: { url: 'https://lost.example/' },
      fetch: { allowPrivate: [`127.0.0.1:${server.port}`], ...fetch },
      sources,
    };
    writeFileSync(join(directory, 'feeds.config.json'), JSON.stringify(config, null, 2));
  }

  async function lostfeed(...args: string[]) {
    const through = `http://127.0.0.1:${proxy.port}`;
    const child = spawn(process.execPath, [LAUNCHER, ...args], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HTTP_PROXY: through, http_proxy: through, ALL_PROXY: through, NODE_USE_ENV_PROXY: '1' },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    const code = await new Promise<number | null>((done) => child.once('close', done));
    return { code, out, err };
  }

  async function run(): Promise<void> {
    const { code, out, err } = await lostfeed('run', '--force', '--json');
    const lines = err.split('\n').filter((line) => line.includes('"visit":'));
    results.push({
      code,
      facts: JSON.parse(out),
      lines: lines.map((line) => JSON.parse(line)),
      open: server.connections,
    });
  }

  beforeAll(async () => {
    server = await startUpstream(SCENES, () => Date.now());
    proxy = await startUpstream({}, () => Date.now());
    directory = mkdtempSync(join(tmpdir(), 'lostfeed-gauntlet-'));
    configure(CAST, { hostGap: '0s', maxBytes: 500_000 });
    for (let n = 0; n < RUNS; n++) await run();
  });
  afterAll(async () => {
    await server?.close();
    await proxy?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const lineOf = (runNumber: number, source: string) =>
    results[runNumber - 1]?.lines.find((line) => line.source === source);

  it('A001 to A028, A112, A130 to A137: every request is a plain GET with our name, and the validators that were issued', () => {
    const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../package.json'), 'utf8')) as {
      version: string;
    };
    expectGoodManners(server.seen, `TheLostFeed/${version} (+https://lost.example/about/fetcher/)`);
  });

  it('A117: every run ends well, and leaves no connection open', () => {
    expect(results.map(({ code, open }) => ({ code, open }))).toEqual(Array(RUNS).fill({ code: 0, open: 0 }));
  });

  it('E14: no request goes through a proxy that the environment names', () => {
    expect(proxy.seen).toEqual([]);
  });

  it('A015: what one process was told, the next one knows', () => {
    expect(server.of('steady').map(isConditional)).toEqual([false, true, true, true]);
    expect(server.of('renewed').map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"renewed-1"',
      '"renewed 2"',
      '"renewed 3"',
    ]);
  });

  it('A060, A066: --force does not shorten the wait that a 429 or a 503 asked for, in whatever process', () => {
    for (const source of ['quota-seconds', 'down-fixdate']) expect(server.of(source), source).toHaveLength(2);
  });

  it('A083: --force does not ask a source that is gone', () => {
    expect(server.of('gone')).toHaveLength(3);
  });

  it('A070: a learnt address is in the log line of the visit, and asked at from the next run on', () => {
    const learnt = `http://127.0.0.1:${server.port}/moved-301/new`;
    expect(lineOf(1, 'moved-301')).toMatchObject({ visit: 'changed', movedTo: learnt, learnt });
    expect(lineOf(1, 'moved-301')?.msg).toContain(`asked at ${learnt} from now on`);
    expect(paths(server.of('moved-301'))).toEqual(['feed', 'new', 'new', 'new', 'new']);
  });

  it('A090: the log line of a failed visit has its code, status and what the page said', () => {
    expect(lineOf(2, 'broken')).toMatchObject({
      visit: 'failed',
      code: 'http-status',
      status: 500,
      snippet: 'It <broke>[31m',
    });
    expect(lineOf(2, 'notice')).toMatchObject({ code: 'html-page', status: 200, snippet: 'Rate limited' });
    const failure = { source: 'broken', code: 'http-status', snippet: 'It <broke>[31m' };
    expect(results[1]?.facts.failures).toContainEqual(expect.objectContaining(failure));
    expect(lineOf(2, 'wall')).toMatchObject({ code: 'bot-wall', status: 403, snippet: 'Just a moment' });
  });

  it('publishes what it read, and nothing of what it should not have', () => {
    const channel = readFileSync(join(directory, 'data/public/feed.json'), 'utf8');
    const ids = (JSON.parse(channel) as { items: { title: string }[] }).items.map(({ title }) => title).sort();
    expect(ids).toEqual(expect.arrayContaining(['good 1', 'hollow 1', 'cut 3', 'ancient 2', 'lost 2', 'broken 1']));
    expect(new Set(ids).size).toBe(ids.length);
    expect(channel).not.toMatch(/Rate limited|broke>/);
  });

  it('A115: with a gap, sources of one host are asked one after another with that gap between them', async () => {
    configure(['crowd-a', 'crowd-b'], { hostGap: '1s' });
    await run();
    const [a, b, ...more] = [...server.of('crowd-a'), ...server.of('crowd-b')];
    expect(more).toEqual([]);
    // the gap begins when the first visit is saved, a moment after its request
    expect(Math.abs((a?.now ?? 0) - (b?.now ?? 0))).toBeGreaterThanOrEqual(1_000);
  });
});
