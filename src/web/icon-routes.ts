// `/i/SOURCE`: the icon of a source's site, passed on by us so that no page of ours makes browsers ask strangers. Bytes that others
// made are served so that they can do nothing but be seen (E51).
import type { FastifyInstance } from 'fastify';
import type { IconImage } from '../model.ts';

/** Where icons come from. */
export interface SiteIcons {
  /** Null: there is none, or not yet. */
  icon(sourceId: string): Promise<IconImage | null>;
  /** Which of these sources have one; it is noted of the others that somebody wants to see theirs. */
  have(sourceIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Notes that somebody wants to see it. */
  wantIcon(sourceId: string): Promise<void>;
}

const SOURCE_ID = /^[a-z0-9][a-z0-9-]{0,79}$/;
const POLICY = "default-src 'none'; form-action 'none'; sandbox";

/** Path of a source's icon below the base. An icon is looked for once somebody asked for it, here or by a page it belongs on. */
export function iconPath(sourceId: string): string {
  return `i/${sourceId}`;
}

export function addIconRoutes(app: FastifyInstance, { icon, wantIcon }: SiteIcons): void {
  app.get<{ Params: { source: string } }>('/i/:source', async (request, reply) => {
    const { source } = request.params;
    reply.header('Content-Security-Policy', POLICY).header('X-Content-Type-Options', 'nosniff');
    const found = SOURCE_ID.test(source) ? await icon(source) : null;
    if (found === null) {
      if (SOURCE_ID.test(source)) await wantIcon(source);
      return reply.code(404).header('Cache-Control', 'public, max-age=300').type('text/plain; charset=utf-8').send('');
    }
    const etag = `"${found.hash}"`;
    reply.header('Cache-Control', 'public, max-age=86400').header('ETag', etag);
    const known = request.headers['if-none-match'] ?? '';
    if (known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) return reply.code(304).send();
    return reply.type(found.contentType).header('Content-Disposition', 'inline').send(Buffer.from(found.body));
  });
}
