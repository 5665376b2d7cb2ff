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
  merged: 'another source has the same address; this one is not asked any more',
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

/** What the operator can do about each error, in a sentence or two of plain text. */
export const REMEDIES: Readonly<Record<ErrorCode, string>> = {
  'config-missing': 'Create it, or name another with `--config` or `LOSTFEED_CONFIG`.',
  'config-syntax': 'Go to the line and column it names; comments and trailing commas are allowed.',
  'config-invalid': 'Go to each line it names; configuration.md lists every key.',
  usage: '`lostfeed COMMAND --help` shows what is possible.',
  locked: 'Wait for it to end, stop it, or use `serve --no-fetch` to serve beside it.',
  store: 'Read the message: a folder that cannot be written, a full disk, or a database of a newer version.',
  dns: 'Look for a typing error in the address; else wait, it is tried again.',
  connect: 'The host or a firewall refuses; it is tried again.',
  tls: 'The publisher has to renew the certificate; there is no way round it here.',
  timeout: 'Raise `fetch.timeout` if the source is always this slow.',
  protocol: 'Tell the publisher; `lostfeed inspect URL` shows the same fault.',
  truncated: 'Nothing: what was read before stays, and it is tried again.',
  'too-large': 'Raise `fetch.maxBytes` if the feed is really this large.',
  'content-encoding': 'Tell the publisher: the body is not in the coding its header names.',
  empty: 'Nothing: stored articles stay, and it is tried again.',
  address: 'Name the exact `host:port` in `fetch.allowPrivate` if you mean to ask a private address.',
  redirect: 'Open the address in a browser and put the one it ends at into the file.',
  'needs-auth': 'Give the source `auth`, or `headers` with what it wants.',
  forbidden: 'The publisher does not want us, or wants to know who asks: set `fetch.contact` and `channel.url`.',
  'bot-wall': 'Ask the publisher to let feed readers through; the User-Agent is honest and stays so.',
  'not-found': 'Look for the new address of the feed; it is tried again, ever less often.',
  gone: 'Remove the source; its articles stay until their time is over.',
  merged: 'Remove one of the two: the articles are with the other source already.',
  'rate-limited': 'Nothing: we keep away for as long as the server asks.',
  unavailable: 'Nothing: we keep away for as long as the server asks.',
  'http-status': 'Nothing at first: it is tried again, ever less often.',
  'not-a-feed': 'Put the address of the feed itself into the file; the message says what is there instead.',
  'html-page': 'Put the address of the feed itself into the file: the page usually links to it.',
  'bad-json': 'Tell the publisher; `lostfeed inspect URL` shows where it breaks.',
  aborted: 'Nothing: the visit counts as not made.',
  'read-back': 'Report it with the article it names: the last good channel stays meanwhile.',
  internal: 'Report it with the log line: it carries the stack.',
};

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
  'list-cut': 'a list was longer than the limit; its first members were kept',
  'missing-version': 'the feed does not state a version we know',
  'duplicate-guid': 'entries share one id',
  'missing-guid': 'entries have no id; the link or the text stands in',
  'identity-degraded': 'too many ids are missing, shared or changing; entries are known by link or text from now on',
  'bad-date': 'a date cannot be read',
  'future-date': 'a date lies in the future',
  'bad-link': 'an address cannot be used',
  'missing-title': 'an entry has no title',
  'bad-field': 'a field has a type that its format does not allow',
  denied: 'the feed asks not to be republished; its articles are stored and not shown',
  suspect: 'it reads like another feed than before; its new articles are held until they are released',
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

/** What is known of a failed visit besides its code; see FetchError. */
export interface FetchErrorDetail {
  readonly status?: number | null;
  readonly retryAfterMs?: number | null;
  readonly hosts?: readonly string[];
  readonly snippet?: string | null;
  readonly cause?: unknown;
}

/** A visit that failed on the way to a document: transport, status, bounds, address. */
export class FetchError extends LostFeedError {
  /** HTTP status, or null when there was no answer. */
  readonly status: number | null;
  /** How long the server asked us to stay away (Retry-After; on a 429 the later of that and max-age); null: it did not say. */
  readonly retryAfterMs: number | null;
  /** Politeness keys of the hosts that were asked, in order, each once. */
  readonly hosts: readonly string[];
  /** What the answer said, as lib/snippet.ts makes it: foreign text for the operator's eyes. */
  readonly snippet: string | null;

  constructor(code: ErrorCode, message: string, detail: FetchErrorDetail = {}) {
    super(code, message, { cause: detail.cause });
    this.name = 'FetchError';
    this.status = detail.status ?? null;
    this.retryAfterMs = detail.retryAfterMs ?? null;
    this.hosts = detail.hosts ?? [];
    this.snippet = detail.snippet ?? null;
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
