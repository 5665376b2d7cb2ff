// Which host an address belongs to, and whether the operator allowed that host to be private.

/**
 * The politeness key of an address: lower-case `host:port`, the port always written out, a trailing dot of the name
 * gone (`https://Example.com./feed` is `example.com:443`).
 *
 * @throws TypeError when `url` is not an absolute address
 */
export function hostOf(url: string): string {
  return hostKey(new URL(url));
}

/** `hostOf` for an address that is already parsed. */
export function hostKey(url: URL): string {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return `${url.hostname.replace(/\.$/, '')}:${port}`;
}

/**
 * Whether `url` is on a host and port the operator listed as allowed to be private. Names are compared as written and
 * never resolved: `localhost:8080` does not allow `127.0.0.1:8080`.
 */
export function isAllowedPrivate(url: string, allowPrivate: readonly string[]): boolean {
  return allowPrivate.length > 0 && URL.canParse(url) && toAllowList(allowPrivate).has(hostOf(url));
}

/** The operator's list made ready for lookups by `hostKey`. */
export function toAllowList(allowPrivate: readonly string[]): ReadonlySet<string> {
  return new Set(allowPrivate.map((entry) => entry.toLowerCase()));
}
