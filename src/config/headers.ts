// Request headers an operator may add to the visits of a source, such as a token: what is wrong with a name or a value.

/** Ours or the connection's to set (RFC 9110 sections 7.6.1, 8, 12.5.3 and 13.1; RFC 9112 section 3.2; RFC 3229 section 10.5.3), lower-case. */
const OURS: ReadonlySet<string> = new Set([
  'a-im',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'range',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
]);

const MAX_VALUE_LENGTH = 4096;

/** What is wrong with the name of a header, or null. */
export function headerNameFault(name: string): string | null {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/.test(name)) return 'expected the name of an HTTP header';
  return OURS.has(name.toLowerCase()) ? 'this header is set by the service itself' : null;
}

/** What is wrong with the value of a header, or null. */
export function headerValueFault(value: string): string | null {
  if (!/^[\x20-\x7e]*$/.test(value)) return 'expected printable ASCII on one line';
  return value.length <= MAX_VALUE_LENGTH ? null : `expected at most ${MAX_VALUE_LENGTH} characters`;
}
