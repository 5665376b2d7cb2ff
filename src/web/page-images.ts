// Pictures on the page of an article, as the operator wants them: left out, loaded from their own hosts over https, or
// passed on by us. Bodies are what lib/safe-html.ts made, so that a tag looks the one way that it writes it.
import type { ArticleView } from './article-view.ts';
import { escapeHtml } from './html.ts';

/** What a picture's address becomes on our pages; null: it is not shown. */
export type ImageAddress = (url: string) => string | null;

export const NO_IMAGES: ImageAddress = () => null;

/** Over https only: as browsers do on a secure page, what is named by http is asked for by https. */
export const LINKED_IMAGES: ImageAddress = (url) => {
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol)) return null;
  if (address.protocol === 'http:') {
    if (address.port !== '') return null;
    address.protocol = 'https:';
  }
  return address.href;
};

/** The article with all its pictures at the addresses they are shown from. */
export function withImages(view: ArticleView, imageAddress: ImageAddress): ArticleView {
  const { image, contentHtml } = view;
  const address = image && imageAddress(image.url);
  return {
    ...view,
    image: image && address !== null ? { ...image, url: address } : null,
    contentHtml: contentHtml && placeImages(contentHtml, imageAddress),
  };
}

// Attribute values are escaped, so that no tag ends before its `>`.
const IMAGE = /<img (?:[^>]*? )?src="([^"]*)"[^>]*>/g;
const ALT = / alt="([^"]*)"/;
const POSTER = / poster="([^"]*)"/g;

function placeImages(bodyHtml: string, imageAddress: ImageAddress): string {
  return bodyHtml
    .replace(IMAGE, (tag, source: string) => {
      const address = imageAddress(unescapeValue(source));
      if (address !== null) return tag.replace(`src="${source}"`, () => `src="${escapeHtml(address)}"`);
      const alt = ALT.exec(tag)?.[1] ?? '';
      return alt && `<span class="no-image">${alt}</span>`;
    })
    .replace(POSTER, (_, source: string) => {
      const address = imageAddress(unescapeValue(source));
      return address === null ? '' : ` poster="${escapeHtml(address)}"`;
    });
}

/** Undoes what the sanitizer escapes in attributes. */
function unescapeValue(value: string): string {
  return value.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => UNESCAPED[name] ?? '');
}

const UNESCAPED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
