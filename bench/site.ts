// `bench site`: requests a second of the real `lostfeed serve` for its pages, gzip, beside bare Fastify that sends a constant
// page of the same bytes; and how long the server takes for a page that has to be made, with many articles stored.
//   --rounds 3   --seconds 3   --articles 1000000
//   --filled DIR   where the many articles are, or are to be kept for the next time
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { fleetConfig } from './cycle.ts';
import { measureAnswers } from './page-times.ts';
import { median, type Report, type Row, runMeasured, startProcess, withScratch } from './report.ts';
import { openStoredSite } from './stored-site.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');
const CONNECTIONS = 64;
/** Pages made of each kind in a round, and those before them, by which the engine gets to know the code. */
const MADE = 200;
const WARMING = 30;

export async function bench(args: string[]): Promise<Report> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '3' },
      articles: { type: 'string', default: '1000000' },
      filled: { type: 'string' },
    },
  });
  const [rounds, seconds, articles] = [Number(values.rounds), Number(values.seconds), Number(values.articles)];
  return withScratch(async (directory) => {
    const served = await withServers(directory, (ours, front, bare) => compare(ours, front, bare, rounds, seconds));
    const made = await measureMaking(values.filled ?? join(directory, 'many'), articles, rounds);
    return {
      name: 'site',
      what: `pages, gzip, ${CONNECTIONS} connections, median of ${rounds}; ${articles} articles stored for those that are made`,
      rows: [...served, ...made],
      notes: [
        'the client shares the machine and may be the limit of requests a second',
        'made: in the server, from the head of a request to the end of its answer, gzip and all; one after the other, best round',
        `load of the machine at the end: ${loadavg()[0]?.toFixed(1)}`,
      ],
    };
  });
}

/** A channel of a hundred articles, made by a real run, then served; and its front page sent by Fastify. */
async function withServers<T>(
  directory: string,
  work: (ours: string, front: Buffer, bare: string) => Promise<T>,
): Promise<T> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const fleet = await startProcess(join(import.meta.dirname, 'fleet.ts'), ['20', '30']);
    stops.push(fleet.stop);
    const config = join(directory, 'feeds.config.json');
    const place = ['--config', config, '--data', join(directory, 'data')];
    writeFileSync(config, JSON.stringify(fleetConfig(fleet.line, 20)));
    await runMeasured(MAIN, ['run', '--json', ...place], { LOG_LEVEL: 'silent' });
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const served = await startProcess(join(import.meta.dirname, 'serve-child.ts'), [String(port), ...place]);
    stops.push(served.stop);
    const ours = `http://127.0.0.1:${port}/`;
    const front = Buffer.from(await (await fetch(ours)).text());
    const file = join(directory, 'front.html');
    writeFileSync(file, front);
    const bare = await startProcess(join(import.meta.dirname, 'bare-fastify.ts'), [file]);
    stops.push(bare.stop);
    return await work(ours, front, `${bare.line}/`);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function compare(ours: string, front: Buffer, bare: string, rounds: number, seconds: number): Promise<Row[]> {
  const article = /href="\/(a\/[^"]+)"/.exec(front.toString())?.[1] ?? '';
  const speeds: Record<'front' | 'article' | 'bare', number[]> = { front: [], article: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    speeds.front.push(await load(ours, seconds));
    speeds.bare.push(await load(bare, seconds));
    speeds.article.push(await load(ours + article, seconds));
  }
  const ratio = (mine: readonly number[]) => median(mine.map((speed, i) => speed / (speeds.bare[i] ?? 1)));
  return [
    { what: 'front page: lostfeed serve', value: median(speeds.front), unit: 'req/s', digits: 0 },
    { what: 'the same bytes: bare Fastify', value: median(speeds.bare), unit: 'req/s', digits: 0 },
    { what: 'front page: times bare', value: ratio(speeds.front), unit: '' },
    {
      what: 'article with comments, reactions and views: lostfeed serve',
      value: median(speeds.article),
      unit: 'req/s',
      digits: 0,
    },
    { what: 'article: times bare', value: ratio(speeds.article), unit: '' },
  ];
}

/** A browser, so that views are counted. */
const READER = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0';

async function load(url: string, seconds: number): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    headers: { 'accept-encoding': 'gzip', 'user-agent': READER },
  });
  if (result.errors + result.non2xx > 0) throw new Error(`${url}: ${result.errors + result.non2xx} errors`);
  return result.requests.average;
}

/** Each page after everything has changed; the kinds take turns, and of each the round with the lowest median counts. */
async function measureMaking(directory: string, articles: number, rounds: number): Promise<Row[]> {
  const site = await openStoredSite(directory, articles);
  try {
    const best = new Map<string, Spread>();
    for (let round = 0; round < rounds; round++) {
      for (const { what, path } of site.pages) {
        const ask = async (turn: number) => {
          site.change();
          const answer = await fetch(site.url + path(turn), { headers: { 'accept-encoding': 'gzip' } });
          await answer.arrayBuffer();
          if (!answer.ok) throw new Error(`${path(turn)}: ${answer.status}`);
        };
        const from = round * (WARMING + MADE);
        await measureAnswers(WARMING, (turn) => ask(from + turn));
        const spread = spreadOf(await measureAnswers(MADE, (turn) => ask(from + WARMING + turn)));
        if (spread.p50 < (best.get(what)?.p50 ?? Infinity)) best.set(what, spread);
      }
    }
    return [...best].flatMap(([what, { p50, p95 }]) => [
      { what: `${what}: made, p50`, value: p50, unit: 'ms' },
      { what: `${what}: made, p95`, value: p95, unit: 'ms' },
    ]);
  } finally {
    await site.close();
  }
}

interface Spread {
  readonly p50: number;
  readonly p95: number;
}

function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  return { p50: median(sorted), p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0 };
}
