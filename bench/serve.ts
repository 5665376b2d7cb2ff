// `bench serve`: requests a second of the real `lostfeed serve` for atom.xml, gzip 200 and 304, beside bare node:http sending
// the same headers and bytes. One client process, keep-alive; the two take turns and the median of the rounds counts.
//   --rounds 5   --seconds 3
import { writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { fleetConfig } from './cycle.ts';
import { median, type Report, type Row, runMeasured, startProcess, withScratch } from './report.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');
const CONNECTIONS = 64;

interface Capture {
  readonly headers200: readonly string[];
  readonly headers304: readonly string[];
  readonly etag: string;
  readonly body: string;
}

type Served = Awaited<ReturnType<typeof startProcess>>;

/** A server under load. */
interface Rival {
  readonly url: string;
  readonly process: Served;
}

export async function bench(args: string[]): Promise<Report> {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' } },
  });
  return withScratch(async (directory) => {
    const stops: (() => Promise<void>)[] = [];
    try {
      const ours = await startOurs(directory, stops);
      const capture = await takeCapture(ours.url);
      const captureFile = join(directory, 'capture.json');
      writeFileSync(captureFile, JSON.stringify(capture));
      const process = await startProcess(join(import.meta.dirname, 'bare-server.ts'), [captureFile]);
      stops.push(process.stop);
      const bare = { url: `${process.line}/atom.xml`, process };
      return await compare(ours, bare, capture, Number(values.rounds), Number(values.seconds));
    } finally {
      for (const stop of stops.reverse()) await stop();
    }
  });
}

/** A channel of a hundred articles, made by a real run, then served. */
async function startOurs(directory: string, stops: (() => Promise<void>)[]): Promise<Rival> {
  const fleet = await startProcess(join(import.meta.dirname, 'fleet.ts'), ['20', '30']);
  stops.push(fleet.stop);
  const config = join(directory, 'feeds.config.json');
  const place = ['--config', config, '--data', join(directory, 'data')];
  writeFileSync(config, JSON.stringify(fleetConfig(fleet.line, 20)));
  await runMeasured(MAIN, ['run', '--json', ...place], { LOG_LEVEL: 'silent' });
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const served = await startProcess(join(import.meta.dirname, 'serve-child.ts'), [String(port), ...place]);
  stops.push(served.stop);
  return { url: `http://127.0.0.1:${port}/atom.xml`, process: served };
}

/** Our own answers with their raw headers, less those node:http writes by itself. */
async function takeCapture(url: string): Promise<Capture> {
  const get = (headers: Record<string, string>) =>
    new Promise<{ raw: string[]; body: Buffer; etag: string; status: number }>((resolve, reject) => {
      httpRequest(url, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            raw: withoutOwn(response.rawHeaders),
            body: Buffer.concat(chunks),
            etag: String(response.headers.etag),
            status: response.statusCode ?? 0,
          }),
        );
      })
        .on('error', reject)
        .end();
    });
  let whole = await get({ 'accept-encoding': 'gzip' });
  // codings are made off the event loop: identity is served until they are ready
  for (let i = 0; i < 100 && !whole.raw.includes('gzip'); i++) whole = await get({ 'accept-encoding': 'gzip' });
  const cached = await get({ 'accept-encoding': 'gzip', 'if-none-match': whole.etag });
  if (!whole.raw.includes('gzip') || cached.status !== 304) throw new Error('the service does not answer gzip and 304');
  return { headers200: whole.raw, headers304: cached.raw, etag: whole.etag, body: whole.body.toString('base64') };
}

function withoutOwn(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    if (!/^(date|connection|keep-alive)$/i.test(raw[i] as string)) kept.push(raw[i] as string, raw[i + 1] as string);
  }
  return kept;
}

/** One load on one server: requests a second, and what each cost the server. */
interface Load {
  readonly speed: number;
  readonly cpuMicros: number;
}

async function load({ url, process }: Rival, headers: Record<string, string>, seconds: number): Promise<Load> {
  const before = process.cpu();
  const result = await autocannon({ url, connections: CONNECTIONS, duration: seconds, headers });
  if (result.errors > 0) throw new Error(`${url}: ${result.errors} errors`);
  return {
    speed: result.requests.average,
    cpuMicros: ((process.cpu() - before) / result.requests.total) * 1e6,
  };
}

async function compare(ours: Rival, bare: Rival, capture: Capture, rounds: number, seconds: number): Promise<Report> {
  const plain = { 'accept-encoding': 'gzip' };
  const kinds = [
    { what: '200 gzip', headers: plain },
    { what: '304', headers: { ...plain, 'if-none-match': capture.etag } },
  ];
  const rows: Row[] = [];
  for (const { what, headers } of kinds) {
    const mine: Load[] = [];
    const theirs: Load[] = [];
    for (let round = 0; round < rounds; round++) {
      // neither is always the first
      if (round % 2 === 1) theirs.push(await load(bare, headers, seconds));
      mine.push(await load(ours, headers, seconds));
      if (round % 2 === 0) theirs.push(await load(bare, headers, seconds));
    }
    const middle = (loads: readonly Load[], field: keyof Load) => median(loads.map((one) => one[field]));
    const ratio = (field: keyof Load) => median(mine.map((one, i) => one[field] / (theirs[i]?.[field] ?? 1)));
    rows.push(
      { what: `${what}: lostfeed serve`, value: middle(mine, 'speed'), unit: 'req/s', digits: 0 },
      { what: `${what}: bare node:http`, value: middle(theirs, 'speed'), unit: 'req/s', digits: 0 },
      { what: `${what}: times bare`, value: ratio('speed'), unit: '' },
      { what: `${what}: server CPU, lostfeed serve`, value: middle(mine, 'cpuMicros'), unit: 'µs', digits: 1 },
      { what: `${what}: server CPU, bare node:http`, value: middle(theirs, 'cpuMicros'), unit: 'µs', digits: 1 },
      { what: `${what}: CPU, times as cheap as bare`, value: 1 / ratio('cpuMicros'), unit: '' },
    );
  }
  const bytes = Buffer.from(capture.body, 'base64').length;
  return {
    name: 'serve',
    what: `atom.xml, ${bytes} bytes gzip, ${CONNECTIONS} connections, median of ${rounds}`,
    rows,
    notes: ['the client shares the machine and may be the limit: then the CPU a request costs the server tells more'],
  };
}
