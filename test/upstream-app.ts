// An app in a folder of its own beside a local server that its sources are read from, with a clock of the test's: what visits need.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type AppLog, openApp } from '../src/app.ts';
import { parseConfig } from '../src/config/config.ts';
import type { Config } from '../src/model.ts';

export const SITE_URL = 'https://lost.example/';

export interface UpstreamApp {
  readonly app: App;
  /** The app's data folder. */
  readonly directory: string;
  readonly server: Server;
  /** Of the server, as `127.0.0.1:PORT`. */
  readonly host: string;
  /** Ends all of it; to be returned by the hook that opened it. */
  close(): Promise<void>;
}

export interface UpstreamOptions {
  readonly answer: RequestListener;
  now(): number;
  /** One source, `site` at `/feed`, unless given. */
  configure?(host: string): Config;
  readonly log?: Partial<AppLog>;
}

/** Opens both; the configuration is applied. */
export async function openUpstreamApp({ answer, now, configure, log }: UpstreamOptions): Promise<UpstreamApp> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const directory = mkdtempSync(join(tmpdir(), 'lostfeed-app-'));
  const app = await openApp({
    dataDirectory: directory,
    version: '0.0.0',
    config: configure?.(host) ?? configOf(host),
    siteUrl: () => SITE_URL,
    now,
    log: { info() {}, warn() {}, error() {}, ...log },
  });
  await app.applyConfig(app.config());
  return {
    app,
    directory,
    server,
    host,
    async close() {
      await app.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A configuration that may read from this host; its one source is `site` at `/feed`, with these facts. */
export function configOf(host: string, { source = {}, extra = {} }: { source?: object; extra?: object } = {}): Config {
  const sources = [{ id: 'site', url: `http://${host}/feed`, ...source }];
  return parseConfig(JSON.stringify({ fetch: { allowPrivate: [host] }, sources, ...extra }), 'test');
}
