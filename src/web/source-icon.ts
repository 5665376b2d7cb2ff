// The icon of a source on pages that are served; of a source without one, a tile with the letter its title begins with.
import type { SourceView } from '../model.ts';
import { type Html, html } from './html.ts';
import { iconPath } from './icon-routes.ts';
import { basePath, type SiteFacts } from './site-facts.ts';

/** Which sources have an icon; null: pages show none, as in files. */
export type ShownIcons = ReadonlySet<string> | null;

/** Markup of the same size for all sources. */
export function renderSourceIcon(
  { id, title }: Pick<SourceView, 'id' | 'title'>,
  site: SiteFacts,
  icons: ShownIcons,
): Html | null {
  if (icons === null) return null;
  if (!icons.has(id)) {
    const letter = /[\p{L}\p{N}]\p{M}*/u.exec(title)?.[0].toLocaleUpperCase('en') ?? '';
    return html`<span class="source-icon" aria-hidden="true">${letter}</span>\n`;
  }
  return html`<img class="source-icon" src="${basePath(site)}${iconPath(id)}" alt="" width="32" height="32" loading="lazy" decoding="async">\n`;
}
