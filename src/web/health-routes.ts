// What orchestrators and load balancers ask: is the process alive, and should it get traffic?
import type { FastifyInstance } from 'fastify';

/** Whether this process should get traffic, and the facts behind that, shown as JSON. */
export interface Health {
  readonly ready: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Adds `/healthz`, which answers as long as anything does, and `/readyz`. */
export function addHealthRoutes(app: FastifyInstance, health: () => Promise<Health>): void {
  app.get('/healthz', async (_request, reply) => reply.header('Cache-Control', 'no-store').send({ status: 'ok' }));

  app.get('/readyz', async (_request, reply) => {
    const { ready, facts } = await health();
    return reply
      .code(ready ? 200 : 503)
      .header('Cache-Control', 'no-store')
      .send({ ready, ...facts });
  });
}
