// Addresses as operators write them: what is wrong with one, and the form it is used in.

/** Long enough for any feed with a token in its query. */
const MAX_URL_LENGTH = 4096;

/** What is wrong with an http or https address, or null. */
export function httpUrlFault(text: string): string | null {
  const url = toUrl(text);
  // the URL standard drops control characters inside an address without a word
  if (/[\u0000-\u001f\u007f]/.test(text.trim())) return 'expected an address on one line';
  if (text.length > MAX_URL_LENGTH) return `expected an address of at most ${MAX_URL_LENGTH} characters`;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return 'expected an address that begins with https:// or http://';
  }
  return url.username === '' && url.password === '' ? null : 'expected an address without user name and password';
}

/** What is wrong with the address of a feed, or null. */
export function feedUrlFault(text: string): string | null {
  const fault = httpUrlFault(withoutFeedScheme(text));
  return fault?.includes('user name') ? `${fault}; they belong in "auth"` : fault;
}

/** The address of a feed as it is asked and compared: normalized by the URL standard, without `feed:` and fragment. */
export function toFeedUrl(text: string): string {
  const url = new URL(withoutFeedScheme(text));
  url.hash = '';
  return url.href;
}

/** What is wrong with the public address of the site, or null. */
export function siteUrlFault(text: string): string | null {
  const fault = httpUrlFault(text);
  if (fault !== null) return fault;
  // it goes into the User-Agent header
  if (!/^[\x20-\x7e]*$/.test(text)) return 'expected printable ASCII on one line; other names have an xn-- form';
  // relative links and paths are appended to it, so that it must be a plain folder
  return /[?#]/.test(text) ? 'expected an address without query and fragment' : null;
}

/** The public address of the site, ending in a slash. */
export function toSiteUrl(text: string): string {
  const { href } = new URL(text.trim());
  return href.endsWith('/') ? href : `${href}/`;
}

/** `host:port` of an address, lower-case, with the default port written out. */
export function hostAndPort(address: string): string {
  const url = new URL(address);
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;
}

/** What is wrong with an entry of `fetch.allowPrivate`, or null. */
export function hostPortFault(text: string): string | null {
  const port = Number(/^(?:[\w.-]+|\[[\da-f:.]+\]):(\d{1,5})$/i.exec(text)?.[1] ?? 0);
  const fits = port >= 1 && port <= 65_535 && toUrl(`http://${text}`) !== null;
  return fits ? null : 'expected an exact host and port such as "127.0.0.1:8080", "[::1]:8080" or "feeds.home.arpa:80"';
}

/** An entry of `fetch.allowPrivate` in the form hostAndPort gives. */
export function toHostPort(text: string): string {
  return hostAndPort(`http://${text}`);
}

/** `feed://host/` and `feed:https://host/` come from "subscribe" links; what they name is an ordinary web address. */
function withoutFeedScheme(text: string): string {
  const address = text.trim();
  return address.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:\/\//i, 'http://');
}

function toUrl(text: string): URL | null {
  return URL.parse(text.trim());
}
