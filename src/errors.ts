// Every way things fail, by a stable code. Failures of the outside world are thrown as LostFeedError with what was tried
// on what; oddities of a document that did not stop us are problems with a code of PROBLEMS. docs/errors.md explains each
// code to the operator and test/docs.test.ts holds the lists together.

/** Codes of thrown errors and what each means. */
export const ERRORS = {
  'config-missing': 'the configuration file is not there',
  'config-syntax': 'the configuration file is not JSON',
  'config-invalid': 'the configuration file has an unknown key or a bad value',
  usage: 'the command line makes no sense',
  locked: 'another process holds the fetching role of this data folder',
  store: 'the database cannot be used',
  dns: "the host's name does not resolve",
  connect: 'no connection could be made',
  tls: 'the certificate or the TLS handshake failed',
  timeout: 'no whole answer within the deadline',
  protocol: 'the answer is not valid HTTP or contradicts itself',
  truncated: 'the body ended before it was complete',
  'too-large': 'the body is over the limit, on the wire or decoded',
  'content-encoding': 'the body is compressed in a way that cannot be undone',
  empty: 'the answer has no body',
  address: 'the address is private, reserved or of a kind that may not be asked',
  redirect: 'the redirect leads nowhere, in a circle or too far',
  'needs-auth': 'the server wants credentials (401)',
  forbidden: 'the server refuses (403, 451)',
  'bot-wall': 'a bot protection page stands before the feed',
  'not-found': 'there is nothing at the address (404)',
  gone: 'the feed is gone for good (410); it is not asked again',
  'rate-limited': 'the server asks us to slow down (429)',
  unavailable: 'the server is down for now (503)',
  'http-status': 'the server answered with another error status',
  'not-a-feed': 'the document is not a feed',
  'html-page': 'the document is a web page, not a feed',
  'bad-json': 'the document looks like JSON Feed but is not valid JSON',
  aborted: 'the work was cut short on purpose',
  'read-back': 'a document could not be read back with the same entries and was not published',
  internal: 'a fault of ours',
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** Codes of problems: what was odd in a document that was read all the same. */
export const PROBLEMS = {
  'encoding-guessed': 'no encoding was declared and the bytes are not UTF-8',
  'encoding-mismatch': 'the declared encoding is not the one the bytes are in',
  'encoding-invalid': 'some bytes do not belong to the encoding; they became U+FFFD',
  'leading-junk': 'something stands before the root element',
  'not-well-formed': 'the XML is not well-formed; it was read by repair',
  truncated: 'the document stops before its end; its last, partial entry was left out',
  'undeclared-prefix': 'a namespace prefix is used without being declared',
  'wrong-namespace': 'a namespace address is misspelt',
  'control-character': 'characters that XML forbids were removed',
  'doctype-ignored': 'a document type declaration was ignored',
  'too-deep': 'elements are nested deeper than the limit; the rest of that part was skipped',
  'too-many-entries': 'more entries than the limit; the first ones were kept',
  'text-cut': 'a text was longer than the limit and was cut',
  'missing-version': 'the feed does not state a version we know',
  'duplicate-guid': 'entries share one id',
  'missing-guid': 'entries have no id; the link or the text stands in',
  'identity-degraded': 'too many ids are missing, shared or changing; entries are known by link or text from now on',
  'bad-date': 'a date cannot be read',
  'future-date': 'a date lies in the future',
  'bad-link': 'an address cannot be used',
  'missing-title': 'an entry has no title',
  'bad-field': 'a field has a type that its format does not allow',
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** A failure with a stable code. `message` says what was tried on what, without secrets. */
export class LostFeedError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'LostFeedError';
    this.code = code;
  }
}

/** A visit that failed on the way to a document: transport, status, bounds, address. */
export class FetchError extends LostFeedError {
  /** HTTP status, or null when there was no answer. */
  readonly status: number | null;
  /** How long the server asked us to stay away (Retry-After; on a 429 the later of that and max-age); null: it did not say. */
  readonly retryAfterMs: number | null;

  constructor(
    code: ErrorCode,
    message: string,
    detail: { status?: number | null; retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(code, message, { cause: detail.cause });
    this.name = 'FetchError';
    this.status = detail.status ?? null;
    this.retryAfterMs = detail.retryAfterMs ?? null;
  }
}

/** A document that cannot be read as any feed. */
export class ParseError extends LostFeedError {
  constructor(code: 'not-a-feed' | 'html-page' | 'bad-json' | 'empty', message: string, options?: { cause?: unknown }) {
    super(code, message, options);
    this.name = 'ParseError';
  }
}

/** One fault of the configuration file, placed. Line and column count from 1. */
export interface ConfigFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Such as `sources[3].every`. */
  readonly path: string;
  readonly message: string;
}

/** A configuration that cannot be used; `faults` lists everything wrong with it. */
export class ConfigError extends LostFeedError {
  readonly faults: readonly ConfigFault[];

  constructor(
    code: 'config-missing' | 'config-syntax' | 'config-invalid',
    message: string,
    faults: readonly ConfigFault[] = [],
  ) {
    super(code, message);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}
