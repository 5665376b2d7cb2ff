// The form in which a link is recognised although its site moved to https, or dropped or added `www.`.

/**
 * Host without `www.`, path without a trailing slash, query and fragment. Null for what names no article: no address, one
 * that is not http or https, and a site's front page, to which any of its articles may link.
 */
export function linkKey(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  const path = url.pathname.replace(/\/+$/, '');
  if (path === '' && url.search === '' && url.hash === '') return null;
  return `${url.host.replace(/^www\./, '')}${path}${url.search}${url.hash}`;
}

/** Each of these may have become any other when a site moved. */
const ORIGINS = ['https://', 'https://www.', 'http://', 'http://www.'];

/** The text as it reads when the addresses in it have another scheme, `www.` or none; empty without an address in it. */
export function movedForms(text: string): readonly string[] {
  const forms = new Set(ORIGINS.map((origin) => text.replace(/https?:\/\/(?:www\.)?/gi, origin)));
  forms.delete(text);
  return /https?:\/\//i.test(text) ? [...forms] : [];
}
