// The door of the web stage: one HTTP server whose published documents are answered by a plain handler and everything else
// by Fastify, and the same website as files.
import type { ChannelDocument, NamedChannel } from '../model.ts';
import type { ActDeps } from './act-settings.ts';
import { addAdminRoutes } from './admin-routes.ts';
import { addArticleRoutes } from './article-routes.ts';
import { addCallbackRoutes, type HubCallbacks } from './callback-routes.ts';
import { createDocumentHandler } from './document-handler.ts';
import { createFloodGate } from './flood-gate.ts';
import { createFoundDocuments, type FoundDocumentDeps } from './found-documents.ts';
import { addHealthRoutes, type Health } from './health-routes.ts';
import { closeGracefully, createHttpServer } from './http-server.ts';
import { addHubRoutes, type HubDesk } from './hub-routes.ts';
import { addIconRoutes, type SiteIcons } from './icon-routes.ts';
import { signedImages } from './image-address.ts';
import { addImageRoute, type ImageDeps } from './image-routes.ts';
import { compressPages } from './page-compression.ts';
import { type ImageAddress, LINKED_IMAGES, NO_IMAGES } from './page-images.ts';
import { createPageServer } from './page-server.ts';
import { HSTS, pagePolicyHeader } from './security-headers.ts';
import { basePath, type SiteFacts } from './site-facts.ts';
import { addSiteRoutes, sendMessage, type WebStore } from './site-routes.ts';
import type { SourceOnPage } from './source-health.ts';

export type { ActDeps, ActSettings, ActStore } from './act-settings.ts';
export type { HubCallbacks } from './callback-routes.ts';
export type { Health } from './health-routes.ts';
export type { SiteIcons } from './icon-routes.ts';
export { MAX_IMAGE_BYTES } from './image-routes.ts';
export type { SiteFacts } from './site-facts.ts';
export type { WebStore } from './site-routes.ts';
export type { SourceOnPage } from './source-health.ts';
export {
  type ListContent,
  renderArticlePages,
  renderListPage,
  renderSite,
  type SiteContent,
  type SitePage,
} from './static-site.ts';

export interface WebDeps {
  readonly store: WebStore;
  /** Published documents by path, such as `atom.xml`. */
  documents(): ReadonlyMap<string, ChannelDocument>;
  /** What is at a path, such as `c/linux/atom.xml`, that none of them has; null: nothing, and there never was. */
  readonly findDocument: FoundDocumentDeps['findDocument'];
  site(): SiteFacts;
  /** The listed sources and how they are doing: all, or those with these ids. */
  sources(ids?: readonly string[]): Promise<readonly SourceOnPage[]>;
  /** The other channels that have no page to name them; absent: there are none. */
  channels?(): Promise<readonly NamedChannel[]>;
  health(): Promise<Health>;
  /** Icons of sources; absent: none are served. */
  readonly icons?: SiteIcons;
  /** What answers the hubs that we asked to tell us of news; null or absent: no hub was asked. */
  readonly callbacks?: HubCallbacks | null;
  /** What readers may do; null or absent: read. */
  readonly acts?: ActDeps | null;
  /** What lets the operator in at `/admin/`; null or absent: nothing does, and there is no such address. */
  readonly adminToken?: string | null;
  /** Takes subscriptions to our documents; null or absent: nobody does. */
  readonly hub?: HubDesk | null;
  /** What passes pictures on where the configuration wants that; null or absent: nobody does. */
  readonly images?: Pick<ImageDeps, 'secret' | 'fetch'> | null;
  now(): number;
  readonly log: {
    info(facts: object, message: string): void;
    error(facts: object, message: string): void;
  };
}

export interface Web {
  /** Starts listening; port 0 takes a free one. Resolves to the address, such as `http://127.0.0.1:8080/`. */
  listen(host: string, port: number): Promise<string>;
  /** Says that the documents, or the facts of the site, are others now. */
  documentsChanged(): void;
  /** Takes no more connections, ends idle ones and gives requests under way five seconds. */
  close(): Promise<void>;
}

// A page is a query and some string work; what takes this long will not come any more.
const HANDLER_TIMEOUT_MS = 20_000;

/** Builds the server. When it resolves, the documents of the moment are ready in every coding. */
export async function createWeb(deps: WebDeps): Promise<Web> {
  // static files are rendered through this door too, without any server
  const [{ default: fastify }, { default: helmet }] = await Promise.all([import('fastify'), import('@fastify/helmet')]);
  const { site, log } = deps;
  const gate = createFloodGate(deps.now);
  const documents = createDocumentHandler({ ...deps, gate });
  const pages = createPageServer(deps.now);
  const found = createFoundDocuments({ ...deps, gate });
  const fronts = { documents, found, pages, base: () => basePath(site()) };
  const app = fastify({
    serverFactory: (router) => createHttpServer(fronts, router),
    handlerTimeout: HANDLER_TIMEOUT_MS,
    // Every parameter that fits the address may reach its route, which knows better what it can be.
    routerOptions: { maxParamLength: 10_000 },
  });

  await app.register(helmet, {
    // depends on the configuration, which may change
    contentSecurityPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    // Web-based readers show our icon beside our feed.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity: false,
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('Content-Security-Policy', pagePolicyHeader(site()));
    if (site().url.startsWith('https:')) reply.header('Strict-Transport-Security', HSTS);
    if (request.is404 && request.method !== 'GET' && request.method !== 'HEAD') {
      return sendMessage(reply.header('Allow', 'GET, HEAD'), site(), 405);
    }
  });
  compressPages(app);
  const { images } = deps;
  const addresses: Readonly<Record<SiteFacts['images'], ImageAddress>> = {
    none: NO_IMAGES,
    link: LINKED_IMAGES,
    proxy: images ? signedImages(images.secret, fronts.base) : NO_IMAGES,
  };
  if (images) addImageRoute(app, { ...images, isOn: () => site().images === 'proxy', now: deps.now });
  addSiteRoutes(app, { ...deps, acts: deps.acts ?? null, pages });
  addArticleRoutes(app, {
    ...deps,
    pages,
    acts: deps.acts ?? null,
    imageAddress: (url) => addresses[site().images](url),
  });
  if (deps.acts && deps.adminToken) addAdminRoutes(app, deps.adminToken, { ...deps, pages, store: deps.acts.store });
  addHealthRoutes(app, deps.health);
  if (deps.icons) addIconRoutes(app, deps.icons);
  if (deps.callbacks) addCallbackRoutes(app, deps.callbacks, log);
  if (deps.hub) addHubRoutes(app, deps.hub, log);
  app.setNotFoundHandler((_request, reply) => sendMessage(reply, site(), 404));
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    log.error({ err: error, method: request.method, url: request.url }, 'a request could not be answered');
    return sendMessage(reply, site(), error.statusCode === 503 ? 503 : 500);
  });

  await documents.refresh();

  return {
    async listen(host, port) {
      // The wildcard address of IPv6 can be listened on, but not asked.
      const address = `${(await app.listen({ host, port })).replace('//[::]:', '//localhost:')}/`;
      log.info({ address }, 'listening');
      return address;
    },
    documentsChanged() {
      pages.changed();
      documents.refresh().catch((error: unknown) => {
        log.error({ err: error }, 'the changed documents could not be prepared');
      });
    },
    close: () => closeGracefully(app.server, () => app.close()),
  };
}
