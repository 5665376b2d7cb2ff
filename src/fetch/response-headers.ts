// Reading response headers as undici gives them: lower-case names, values as latin1 text (a character a byte), an array
// where a name came more than once.

/** Headers of a response. */
export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** The first value of a header that should come once; null when it is absent or empty. */
export function headerValue(headers: ResponseHeaders, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) || null;
}

/** All values of a header that is a list, joined by commas (RFC 9110 section 5.3); null when it is absent. */
export function headerList(headers: ResponseHeaders, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(',') : value) ?? null;
}

/** All values of a header, one for each time it came; none when it is absent. */
export function headerValues(headers: ResponseHeaders, name: string): readonly string[] {
  const value = headers[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
