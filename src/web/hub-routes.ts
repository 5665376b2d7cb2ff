// `/hub`: where others subscribe to our documents (WebSub section 5.1). The form is handed on as it is.
import type { FastifyInstance } from 'fastify';

/** What takes subscriptions. */
export interface HubDesk {
  accept(form: URLSearchParams): { readonly status: 202 | 400 | 404 | 503; readonly text: string };
}

/** An address, a secret and a number. */
const MAX_FORM_BYTES = 8_192;
const RETRY_SECONDS = '60';

export function addHubRoutes(
  app: FastifyInstance,
  hub: HubDesk,
  log: { error(facts: object, message: string): void },
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) log.error({ err: error }, 'a request at our hub could not be answered');
      return reply.code(status).type('text/plain; charset=utf-8').header('Cache-Control', 'no-store').send('');
    });
    scope.post('/hub', { bodyLimit: MAX_FORM_BYTES }, async (request, reply) => {
      const { status, text } = hub.accept(new URLSearchParams(String(request.body ?? '')));
      if (status === 503) reply.header('Retry-After', RETRY_SECONDS);
      return reply.code(status).type('text/plain; charset=utf-8').header('Cache-Control', 'no-store').send(text);
    });
  });
}
