// What browsers are told not to do with what we send.

/**
 * Pages: our stylesheet, pictures and sound from anywhere on the web, and nothing else; no script at all. `frame-ancestors`
 * works in the header only, so it is kept apart from what pages also carry in a `<meta>` for static hosts.
 */
export const PAGE_DIRECTIVES: Readonly<Record<string, readonly string[]>> = {
  'default-src': ["'none'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'https:', 'http:'],
  'media-src': ['https:', 'http:'],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
};

/** The policy of pages as one string. */
export const PAGE_POLICY = Object.entries(PAGE_DIRECTIVES)
  .map(([name, values]) => `${name} ${values.join(' ')}`)
  .join('; ');

/** Documents carry the markup of many strangers: a browser that renders one runs nothing from it. */
export const DOCUMENT_POLICY = "default-src 'none'; style-src 'self'; sandbox";

/** Strict-Transport-Security: a year, this host alone (others below it are not ours to speak for). */
export const HSTS = 'max-age=31536000';
