// Addresses as feeds write them, made usable: repaired, resolved, limited to http and https, and without user name and
// password, which are nobody else's business. An address that needs none of this comes back byte for byte.

/** Longer ones are data or an attack; browsers and servers stop at about this length too. */
const MAX_ADDRESS_CHARS = 8192;
/** Different letters of other scripts in one address; more are no words. */
const MAX_LETTERS = 200;
/** Absolute, nothing in it that would have to be encoded, and nobody's credentials before the host. */
const CLEAN = /^https?:\/\/(?!\/*[^/?#]*@)[^\s"<>\\^`{|}\u0000-\u001f\u007f-\uffff]+$/i;
/** Looks like a host although the scheme is missing. */
const HOST_LIKE = /^(?:www\.[a-z0-9-]+\.|(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|edu|gov|info|me|co)(?:[/:?#]|$))/i;

/** An absolute http or https address, or null. `base` is what relative ones resolve against. */
export function toAddress(raw: string, base: string | null): string | null {
  const url = resolve(raw, base);
  if (url === null) return null;
  if (typeof url === 'string') return url;
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return null;
  url.username = '';
  url.password = '';
  return short(url.href);
}

/** Whether all that this address lacks is a base. */
export function isRelative(raw: string): boolean {
  return toAddress(raw, null) === null && toAddress(raw, 'https://base.invalid/') !== null;
}

/**
 * As `toAddress`, and mailto: too: what a link in a text may point at. Letters of other scripts stay as they were written, for a
 * text is read by people (RFC 3987; HTML allows it).
 */
export function toLinkTarget(raw: string, base: string | null): string | null {
  const url = resolve(raw, base);
  if (url !== null && typeof url !== 'string' && url.protocol === 'mailto:') return short(url.href);
  const address = toAddress(raw, base);
  return address === null ? null : withLettersOf(raw, address);
}

/** The address with those letters unescaped that `raw` has unescaped; a host keeps the form that the network knows. */
function withLettersOf(raw: string, address: string): string {
  const letters = new Set(raw.slice(0, MAX_ADDRESS_CHARS).match(/[^\0-\x7f]/gu));
  if (letters.size > MAX_LETTERS) return address;
  let readable = address;
  for (const letter of letters) {
    if (/[\p{L}\p{M}\p{N}]/u.test(letter)) readable = readable.replaceAll(encodeURIComponent(letter), letter);
  }
  return readable;
}

/** Null when what was short enough as written is too long as encoded: read again, it must be the same. */
function short(address: string): string | null {
  return address.length > MAX_ADDRESS_CHARS ? null : address;
}

function resolve(raw: string, base: string | null): URL | string | null {
  // A URL ignores line ends and tabs in it (WHATWG URL, basic parser); `&amp;` is left when somebody escaped twice.
  const text = raw
    .slice(0, MAX_ADDRESS_CHARS + 1)
    .trim()
    .replace(/[\t\n\r]/g, '')
    .replace(/&(?:amp;)+/gi, '&');
  if (text === '' || text.length > MAX_ADDRESS_CHARS) return null;
  if (CLEAN.test(text)) return URL.canParse(text) ? text : null;
  // The scheme of the page would be http for some; https is the better guess today.
  if (/^[\\/]{2}[^\\/]/.test(text)) return URL.parse(`https:${text}`);
  if (/^www\./i.test(text) || (base === null && HOST_LIKE.test(text))) return URL.parse(`https://${text}`);
  return base === null ? URL.parse(text) : URL.parse(text, base);
}
