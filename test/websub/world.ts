// A small world for the tests of this stage: a feed and a hub on loopback that say what a test tells them to, and the
// application between them with a clock of its own.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { onTestFinished } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config/config.ts';
import type { SourceState, Subscription } from '../../src/model.ts';
import type { VisitOutcome } from '../../src/pipeline.ts';
import { createWeb } from '../../src/web/web.ts';
import { createSubscriber, type Subscriber } from '../../src/websub/websub.ts';
import { SITE } from '../web/sample-site.ts';

export const START = Date.UTC(2026, 5, 1, 12);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The certificate for 127.0.0.1 that tests of TLS share. */
const CREDENTIALS = {
  key: readFileSync(new URL('../fetch/tls-key.pem', import.meta.url)),
  cert: readFileSync(new URL('../fetch/tls-certificate.pem', import.meta.url)),
};

/** A request to a hub to subscribe. */
export interface Asked {
  readonly path: string;
  readonly method: string;
  readonly contentType: string;
  readonly userAgent: string;
  readonly form: URLSearchParams;
}

export interface Hub {
  /** Ends in `/hub`. */
  readonly url: string;
  readonly host: string;
  readonly asked: Asked[];
  /** 202 unless a test says otherwise. */
  answer: (response: ServerResponse, asked: Asked) => void;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A hub that takes what it is asked for, and leaves the rest to the test. */
export async function startHub({ secure = false } = {}): Promise<Hub> {
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const asked = {
        path: request.url ?? '',
        method: request.method ?? '',
        contentType: String(request.headers['content-type']),
        userAgent: String(request.headers['user-agent']),
        form: new URLSearchParams(Buffer.concat(chunks).toString()),
      };
      hub.asked.push(asked);
      hub.answer(response, asked);
    });
  };
  if (secure) {
    const before = getCACertificates('default');
    setDefaultCACertificates([CREDENTIALS.cert.toString()]);
    onTestFinished(() => setDefaultCACertificates(before));
  }
  const host = await listen(secure ? createHttpsServer(CREDENTIALS, listener) : createServer(listener));
  const hub: Hub = {
    url: `${secure ? 'https' : 'http'}://${host}/hub`,
    host,
    asked: [],
    answer: (response) => void response.writeHead(202).end(),
  };
  return hub;
}

export interface Feed {
  readonly url: string;
  readonly host: string;
  /** Conditional requests that were made, and others. */
  readonly requests: { readonly conditional: boolean }[];
  body: string;
  headers: Record<string, string | string[]>;
  status: number;
  /** Done before each answer. */
  meanwhile: () => Promise<unknown>;
}

/** A feed server; it answers 304 to the ETag it sent last as long as its body stays. */
export async function startFeed(): Promise<Feed> {
  const server = createServer(async (request, response) => {
    const { body } = feed;
    const etag = `"${createHmac('sha1', 'etag').update(body).digest('hex')}"`;
    const known = request.headers['if-none-match'];
    feed.requests.push({ conditional: known !== undefined });
    await feed.meanwhile();
    if (feed.status !== 200) response.writeHead(feed.status, feed.headers).end();
    else if (known === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { etag, 'content-type': 'application/rss+xml', ...feed.headers }).end(body);
  });
  const host = await listen(server);
  const feed: Feed = {
    url: `http://${host}/feed`,
    host,
    requests: [],
    body: '',
    headers: {},
    status: 200,
    meanwhile: async () => {},
  };
  return feed;
}

export const item = (id: string) =>
  `<item><guid isPermaLink="false">${id}</guid><title>Title ${id}</title><link>https://site.example/${id}</link><description>Text of ${id}</description></item>`;

/** An RSS document with these items; `links` are atom:link elements as [rel, href]. */
export function rss(ids: readonly string[], links: readonly (readonly [rel: string, href: string])[] = []): string {
  const atom = links.map(([rel, href]) => `<atom:link rel="${rel}" href="${href}"/>`).join('');
  const items = ids.map(item).join('');
  return `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Site</title><link>https://site.example/</link><description>d</description>${atom}${items}</channel></rss>`;
}

export interface World {
  readonly feed: Feed;
  readonly app: App;
  readonly subscriber: Subscriber;
  readonly logged: { readonly facts: Record<string, unknown>; readonly message: string }[];
  readonly delivered: { readonly created: number; readonly updated: number }[];
  now: number;
  /** Visits the source if it is due, and looks after its subscription; null: it was not due. */
  visit(): Promise<VisitOutcome | null>;
  state(): Promise<SourceState>;
  subscription(): Promise<Subscription | null>;
  titles(): Promise<string[]>;
  /** Uses another public address of the site, or none, and looks after subscriptions. */
  moveTo(siteUrl: string | null): Promise<void>;
  /** Calls an address of ours as a hub does that was told `callback`. */
  call(callback: string, request?: RequestInit): Promise<Response>;
  /** Takes deliveries in by `merge` instead, on a server of its own. */
  receiveWith(merge: (body: string) => Promise<void>): Promise<void>;
  /** Has the hub verify what it was asked for last. */
  verify(hub: Hub, query?: Record<string, string>): Promise<Response>;
}

/** The application with one source, not visited yet. */
export async function startWorld(
  options: { hubs?: readonly Hub[]; source?: object; siteUrl?: string } = {},
): Promise<World> {
  const feed = await startFeed();
  const hubs = options.hubs ?? [];
  const configOf = (url: string | null) =>
    parseConfig(
      JSON.stringify({
        channel: { url },
        fetch: { allowPrivate: [feed.host, ...hubs.map(({ host }) => host)] },
        sources: [{ id: 'site', url: feed.url, ...options.source }],
      }),
      'test',
    );
  const siteUrl = options.siteUrl ?? 'https://lost.example/';
  const directory = mkdtempSync(join(tmpdir(), 'lostfeed-websub-'));
  const logged: { facts: Record<string, unknown>; message: string }[] = [];
  const delivered: { created: number; updated: number }[] = [];
  const write = (facts: object, message: string) => void logged.push({ facts: { ...facts }, message });
  const log = { info: write, warn: write, error: write };
  const app = await openApp({
    dataDirectory: directory,
    version: '0.0.0',
    config: configOf(siteUrl),
    siteUrl: (config) => config.channel.url ?? 'http://127.0.0.1/',
    now: () => world.now,
    log,
    onDelivery: (_, outcome) => delivered.push(outcome),
  });
  const subscriber = app.subscriber as Subscriber;
  /** A server whose callbacks are answered by `callbacks`. */
  async function serve(callbacks: Subscriber): Promise<string> {
    const web = await createWeb({
      store: app.store,
      documents: app.documents,
      findDocument: app.findDocument,
      site: () => ({ ...SITE, url: app.siteUrl() }),
      sources: app.sources,
      health: async () => ({ ready: true, facts: {} }),
      callbacks,
      now: () => world.now,
      log,
    });
    onTestFinished(() => web.close());
    return web.listen('127.0.0.1', 0);
  }

  onTestFinished(async () => {
    await app.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const world: World = {
    feed,
    app,
    subscriber,
    logged,
    delivered,
    now: START,
    async visit() {
      const [claimed] = await app.store.claimDue({ ...app.limits(), now: world.now, limit: 1, forceSince: null });
      const outcome = claimed ? await app.visit(claimed, new AbortController().signal) : null;
      await subscriber.sweep();
      return outcome;
    },
    async state() {
      const [state] = await app.store.sourceStates();
      return state as SourceState;
    },
    async subscription() {
      return (await app.store.subscriptions())[0] ?? null;
    },
    async titles() {
      const articles = await app.store.channelArticles({ items: 10, perSource: 10, listedAfter: null });
      return articles.map(({ title }) => title).sort();
    },
    async moveTo(next) {
      await app.applyConfig(configOf(next));
      await subscriber.sweep();
    },
    async call(callback, request) {
      const { pathname, search } = new URL(callback);
      return fetch(new URL(pathname + search, address), request);
    },
    async receiveWith(merge) {
      const receiver = createSubscriber({
        store: app.store,
        siteUrl: () => siteUrl,
        postForm: async () => {},
        async merge(_, { body }) {
          await merge(Buffer.from(body).toString());
          return true;
        },
        hasten: async () => {},
        now: () => world.now,
        log,
      });
      await receiver.load();
      address = await serve(receiver);
    },
    async verify(hub, query = {}) {
      const { form } = hub.asked.at(-1) as Asked;
      const url = new URL(form.get('hub.callback') ?? '');
      const said = {
        'hub.mode': 'subscribe',
        'hub.topic': form.get('hub.topic') ?? '',
        'hub.challenge': 'a-challenge',
        'hub.lease_seconds': '864000',
        ...query,
      };
      for (const [name, value] of Object.entries(said)) url.searchParams.append(name, value);
      return world.call(url.href);
    },
  };
  let address = await serve(subscriber);
  await app.applyConfig(app.config());
  return world;
}

/** A delivery of `body` to the callback that `hub` was given last, signed with the secret it was given. */
export async function deliver(
  world: World,
  hub: Hub,
  body: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const { form } = hub.asked.at(-1) as Asked;
  const secret = form.get('hub.secret');
  const response = await world.call(form.get('hub.callback') ?? '', {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/rss+xml',
      ...(secret !== null && { 'x-hub-signature': sign('sha256', secret, body) }),
      ...headers,
    },
  });
  return response;
}

export function sign(algorithm: string, secret: string, body: string | Buffer): string {
  return `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
}
