// What we ask of robots that read our pages.
import { basePath, type SiteFacts } from './site-facts.ts';

/** robots.txt (RFC 9309). Articles may be crawled: their `noindex` and canonical links can only be seen by reading them. */
export function renderRobots(site: SiteFacts): string {
  const base = basePath(site);
  return `User-agent: *\nDisallow: ${base}admin/\nDisallow: ${base}healthz\nDisallow: ${base}readyz\n`;
}
