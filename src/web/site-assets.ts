// The small files that come with every page. Their addresses change with their content, so that they may be kept for good.
import { createHash } from 'node:crypto';
import { FAVICON } from './favicon.ts';
import { SITE_SCRIPT } from './site-script.ts';
import { STYLESHEET } from './stylesheet.ts';

export interface SiteAsset {
  /** Below the site's base, without a leading slash. */
  readonly path: string;
  readonly type: string;
  readonly body: string;
  /** Changes with the body; part of the address that pages use. */
  readonly version: string;
}

export const STYLE_ASSET = makeAsset('style.css', 'text/css; charset=utf-8', STYLESHEET);
export const SCRIPT_ASSET = makeAsset('site.js', 'text/javascript; charset=utf-8', SITE_SCRIPT);
export const ICON_ASSET = makeAsset('favicon.svg', 'image/svg+xml', FAVICON);

export const SITE_ASSETS: readonly SiteAsset[] = [STYLE_ASSET, SCRIPT_ASSET, ICON_ASSET];

/** What pages call it, below the base. */
export function assetAddress({ path, version }: SiteAsset): string {
  return `${path}?v=${version}`;
}

function makeAsset(path: string, type: string, body: string): SiteAsset {
  return { path, type, body, version: createHash('sha256').update(body).digest('hex').slice(0, 8) };
}
