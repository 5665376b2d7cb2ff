// `/websub/TOKEN`: where hubs call (WebSub sections 5.2, 5.3 and 7). What comes is handed on as it is; nothing here knows
// what a subscription is.
import type { FastifyInstance, FastifyReply } from 'fastify';

/** What answers hubs. */
export interface HubCallbacks {
  /** Whether a callback is one of ours, and was not called too often. */
  admit(token: string): Promise<'ok' | 'unknown' | 'busy'>;
  /** The body of the answer to a GET with this query; null: 404. */
  verify(token: string, query: Readonly<Record<string, unknown>>): Promise<string | null>;
  /** Takes a delivery over, to be looked at after the answer; false: there is no room now. */
  deliver(
    token: string,
    delivery: {
      readonly body: Uint8Array;
      readonly contentType: string | null;
      readonly contentEncoding: string | null;
      readonly signature: string | null;
    },
  ): boolean;
}

interface CallbackRoute {
  Params: { token: string };
  Querystring: Record<string, unknown>;
}

/** As long as a feed may be by default. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** What tokens look like; anything else is nobody's, and is not looked up. */
const TOKEN = /^[0-9a-f]{64}$/;
const RETRY_SECONDS = '60';
const NO_BODY = new Uint8Array();

/** Adds the callbacks. Their addresses are secrets: no fault of theirs is logged with one. */
export function addCallbackRoutes(
  app: FastifyInstance,
  callbacks: HubCallbacks,
  log: { error(facts: object, message: string): void },
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) log.error({ err: error }, 'a hub could not be answered');
      return sendText(reply.code(status), '');
    });

    // before the body is read: nobody sends us megabytes who is not expected
    scope.addHook<CallbackRoute>('onRequest', async (request, reply) => {
      const { token } = request.params;
      const answer = TOKEN.test(token) ? await callbacks.admit(token) : 'unknown';
      if (answer === 'unknown') return sendText(reply.code(404), '');
      if (answer === 'busy') return sendText(reply.code(429).header('Retry-After', RETRY_SECONDS), '');
      // hubs pass on the type that the feed has, valid or not: Fastify, which refuses the latter, is not to know
      request.headers = { ...request.headers, 'content-type': undefined };
    });

    scope.get<CallbackRoute>('/websub/:token', { exposeHeadRoute: false }, async (request, reply) => {
      const body = await callbacks.verify(request.params.token, request.query);
      return sendText(reply.code(body === null ? 404 : 200), body ?? '');
    });

    scope.post<CallbackRoute>('/websub/:token', { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
      const { body, params } = request;
      const { headers } = request.raw;
      const taken = callbacks.deliver(params.token, {
        body: Buffer.isBuffer(body) ? body : NO_BODY,
        contentType: headers['content-type'] ?? null,
        contentEncoding: headers['content-encoding'] ?? null,
        signature: oneOf(headers['x-hub-signature']),
      });
      if (!taken) return sendText(reply.code(503).header('Retry-After', RETRY_SECONDS), '');
      return sendText(reply.code(202), '');
    });
  });
}

/** Text is what no browser runs; `nosniff`, which all answers carry, keeps it so. */
function sendText(reply: FastifyReply, body: string): FastifyReply {
  return reply.type('text/plain; charset=utf-8').header('Cache-Control', 'no-store').send(body);
}

function oneOf(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
