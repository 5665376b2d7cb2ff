// `/admin/…`: what the operator does about comments. Nothing below it answers anybody else, known or not.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CommentState } from '../model.ts';
import { MAX_BODY_BYTES, readFields } from './act-fields.ts';
import { loginLimits } from './act-limits.ts';
import type { ActStore } from './act-settings.ts';
import { createAdminGuard, NO_SESSION_COOKIE } from './admin-guard.ts';
import { renderAdminPage, renderLoginPage } from './admin-page.ts';
import { toMessageStatus } from './message-page.ts';
import type { PageServer } from './page-server.ts';
import { originOf } from './same-site.ts';
import { basePath, isSlug, type SiteFacts } from './site-facts.ts';
import { sendMessage } from './site-routes.ts';
import { createVisitorReader } from './visitors.ts';

interface AdminDeps {
  readonly store: ActStore;
  readonly pages: Pick<PageServer, 'changed'>;
  site(): SiteFacts;
  now(): number;
  readonly log: { error(facts: object, message: string): void };
}

/** Comments of each kind on the page. */
const SHOWN = 50;
const LOGIN = '/admin/login';

/** Adds the routes; without a token there are none. */
export function addAdminRoutes(app: FastifyInstance, token: string, { store, pages, site, now, log }: AdminDeps): void {
  const guard = createAdminGuard(token);
  const visitors = createVisitorReader(store.dailySalt);

  function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
    return reply.code(status).type('text/html; charset=utf-8').header('Cache-Control', 'no-store').send(page);
  }

  /** Refuses an address that guessed too often, without looking at what it shows now; null: it may go on. */
  async function refuseGuesser(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | null> {
    const { addressKey } = await visitors.read(request, now());
    const waitMs = await store.tallyWait(loginLimits(addressKey), now());
    if (waitMs === 0) return null;
    return sendMessage(reply.header('Retry-After', String(Math.ceil(waitMs / 1000))), site(), 429);
  }

  async function countGuess(request: FastifyRequest): Promise<void> {
    await store.tally(loginLimits((await visitors.read(request, now())).addressKey), now());
  }

  app.register(async (scope) => {
    scope.removeContentTypeParser('text/plain');
    await scope.register((await import('@fastify/formbody')).default);
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const status = toMessageStatus(error.statusCode ?? 500);
      if (status >= 500) log.error({ err: error, method: request.method, url: request.url }, 'an admin page failed');
      return sendMessage(reply, site(), status);
    });

    // every route of this scope, also those that are added one day, and what is not there
    scope.addHook('onRequest', async (request, reply) => {
      const { headers, method } = request;
      const isRead = method === 'GET' || method === 'HEAD';
      const isBearer = headers.authorization !== undefined;
      // a browser sends a cookie, and nothing else that lets somebody in, for whoever makes it
      if (!isRead && !isBearer && originOf(headers, site()) !== 'ours') return sendMessage(reply, site(), 403);
      if (request.routeOptions.url === LOGIN) return;
      if (isBearer) {
        const refused = await refuseGuesser(request, reply);
        if (refused) return refused;
      }
      const answer = guard.admits(headers, now());
      if (answer === 'yes') return;
      if (answer === 'wrong') await countGuess(request);
      reply.header('WWW-Authenticate', 'Bearer realm="admin"');
      return sendPage(reply, 401, renderLoginPage(site(), null));
    });

    const toAdmin = (reply: FastifyReply) =>
      reply.header('Cache-Control', 'no-store').redirect(`${basePath(site())}admin/`, 303);

    scope.get('/admin/', async (_request, reply) => {
      const facts = {
        held: await store.commentsInState({ state: 'held', limit: SHOWN }),
        heldCount: await store.countHeldComments(),
        latest: await store.commentsInState({ state: 'shown', limit: SHOWN }),
        closed: await store.closedArticles(SHOWN),
      };
      return sendPage(reply, 200, renderAdminPage(site(), facts));
    });

    scope.get('/admin', async (_request, reply) => toAdmin(reply));

    scope.post(LOGIN, { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
      const refused = await refuseGuesser(request, reply);
      if (refused) return refused;
      if (!guard.isToken(readFields(request.body, ['token']).token)) {
        await countGuess(request);
        return sendPage(reply, 401, renderLoginPage(site(), 'That is not the token.'));
      }
      return toAdmin(reply.header('Set-Cookie', guard.sessionCookie(now())));
    });

    scope.post('/admin/logout', async (_request, reply) => toAdmin(reply.header('Set-Cookie', NO_SESSION_COOKIE)));

    const states: readonly (readonly [string, CommentState])[] = [
      ['approve', 'shown'],
      ['delete', 'deleted'],
    ];
    for (const [act, state] of states) {
      scope.post<{ Params: { num: string } }>(`/admin/comments/:num/${act}`, async ({ params: { num } }, reply) => {
        const isKnown = /^[1-9]\d{0,14}$/.test(num) && (await store.setCommentState(Number(num), state));
        if (!isKnown) return sendMessage(reply, site(), 404);
        pages.changed();
        return toAdmin(reply);
      });
    }

    for (const act of ['close', 'open']) {
      scope.post<{ Params: { slug: string } }>(`/admin/articles/:slug/${act}`, async ({ params: { slug } }, reply) => {
        const isKnown = isSlug(slug) && (await store.setClosed(slug, act === 'close'));
        if (!isKnown) return sendMessage(reply, site(), 404);
        pages.changed();
        return toAdmin(reply);
      });
    }

    scope.all('/admin/*', async (_request, reply) => sendMessage(reply, site(), 404));
  });
}
